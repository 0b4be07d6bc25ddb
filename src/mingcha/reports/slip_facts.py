"""What the slips of one period say: every confirmed finding of every unit, with its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class SlipFinding:
    """One confirmed finding. `title` is the class of problem, `message` what was found, `url` the page.

    `site` is empty for a duty or an order, `target` the broken or found address, `evidence` the seal of the
    stored body (“sha256:…”), `picture` a PNG or JPEG of the page.
    """

    title: str
    message: str
    url: str = ""
    site: str = ""
    site_code: str = ""
    column: str = ""
    target: str = ""
    excerpt: str = ""
    count: int = 1
    basis: str = ""
    seen_at: datetime | None = None
    evidence: str = ""
    picture: bytes | None = None


@dataclass(frozen=True, slots=True)
class UnitSlip:
    """A unit, full and short name, and its findings; `number` of the notice, empty while it has none."""

    name: str
    short_name: str
    findings: tuple[SlipFinding, ...]
    number: str = ""


@dataclass(frozen=True, slots=True)
class SlipData:
    """The slips of `period` (“2018Q1” or “2018”), units in register order, as known at the end of `as_of`.

    `rectify_by` None leaves the day to be filled in by hand. `contact` says whom to ask (“张三，电话……”).
    """

    issuer: str
    period: str
    as_of: date
    issued_on: date
    units: tuple[UnitSlip, ...]
    rectify_by: date | None = None
    contact: str = ""

    @property
    def period_parts(self) -> tuple[int, int | None]:
        """Year and quarter."""
        return int(self.period[:4]), int(self.period[5]) if len(self.period) > 4 else None
