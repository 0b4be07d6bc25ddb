"""What a stored response is besides its bytes: who saw it, where, when, how it came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Sighting:
    """What a response is besides its headers and body; one JSON field of its record.

    `unchanged`: the server said that the body it had given before is still the one."""

    run: str
    url: str
    final_url: str
    status: int
    seconds: float
    seen_at: datetime
    redirects: tuple[str, ...] = ()
    relaxed_tls: bool = False
    partial: bool = False
    unchanged: bool = False


@dataclass(frozen=True, slots=True)
class Stored:
    """One piece of evidence: the circumstances of its first sighting, the response's headers, the body."""

    evidence: str
    sighting: Sighting
    headers: tuple[tuple[str, str], ...]
    body: bytes
