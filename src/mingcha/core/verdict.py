"""Four outcomes, and findings that point at what was seen."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Outcome(StrEnum):
    """What a rule came to. Only `failed` may ever cost a point."""

    PASSED = "passed"
    FAILED = "failed"
    CANT_TELL = "cant_tell"
    INAPPLICABLE = "inapplicable"


class Severity(StrEnum):
    """How much a fault weighs for its readers; points are the scheme's business."""

    CRITICAL = "critical"
    MAJOR = "major"
    MINOR = "minor"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in Chinese and in English."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault at one place, with the words that prove it.

    `url` is the page on which the fault is, `target` the broken or found address, `column` the column's
    name, `count` how many places share the one cause, `evidence` the stored body ("sha256:…").
    A suspect is for a person to decide and is never a fault by itself. `kind` tells apart classes inside
    a rule (e.g. "structural" for a column blank by the catalogue's structure). `settled` is why a person
    took it out of the account (exempt, false alarm, appeal upheld); it stays visible and costs nothing.
    """

    url: str
    message: Text
    excerpt: str = ""
    column: str | None = None
    target: str | None = None
    count: int = 1
    suspect: bool = False
    evidence: str | None = None
    seen_at: datetime | None = None
    kind: str | None = None
    settled: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one rule says of one subject. `reason` explains `cant_tell` and `inapplicable`, in Chinese."""

    rule: str
    outcome: Outcome
    findings: tuple[Finding, ...] = ()
    reason: str | None = None
    traceback: str | None = None

    @property
    def faults(self) -> tuple[Finding, ...]:
        """The findings that count: no suspects, and not settled by a person."""
        return tuple(row for row in self.findings if not row.suspect and row.settled is None)

    @property
    def suspects(self) -> tuple[Finding, ...]:
        """The findings that wait for a person."""
        return tuple(row for row in self.findings if row.suspect and row.settled is None)


def outcome_of(findings: tuple[Finding, ...]) -> Outcome:
    """Derive the outcome of what is not settled: none → passed, all suspects → cant_tell, else failed."""
    counted = [finding for finding in findings if finding.settled is None]
    if not counted:
        return Outcome.PASSED
    return Outcome.CANT_TELL if all(finding.suspect for finding in counted) else Outcome.FAILED
