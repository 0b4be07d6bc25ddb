"""What a world folder holds, as one frozen value.

A world is a city that can be replayed: its register, its sites as bytes, its events, and the instant at
which it is judged.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

BEIJING = timezone(timedelta(hours=8))
"""Every time of a world without an offset is meant in this zone (contract section 4)."""


@dataclass(frozen=True, slots=True)
class BulletinBlock:
    """The `[bulletin]` table of world.toml; what is None or empty is composed from the rest of the world."""

    title: str | None = None
    number: str | None = None
    addressees: tuple[str, ...] = ()
    issued_on: date | None = None
    site_figures: bool = True
    requirements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class World:
    """One loaded world folder.

    `as_of` is aware (+08:00 unless the file says otherwise). `hosts` are the names of the folders under
    `sites/`, sorted. `accounts` and `events` are None where the world has no such file; `lists` are the files
    under `lists/`, sorted.
    """

    folder: Path
    name: str
    period: str
    as_of: datetime
    issuer: str
    portal_host: str
    scheme: str
    report_year: int
    bulletin: BulletinBlock
    hosts: tuple[str, ...]
    register: Path
    accounts: Path | None
    lists: tuple[Path, ...]
    events: Path | None

    @property
    def sites(self) -> Path:
        return self.folder / "sites"
