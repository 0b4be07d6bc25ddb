"""Four outcomes, and findings that point at what was seen."""

from dataclasses import dataclass, replace
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
    A `warning` says that a fault is near; `judge` takes it out of the findings. `points` are those that a
    person gave under a scheme's row; None: the scheme's own.
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
    warning: bool = False
    points: float | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one rule says of one subject. `reason` explains `cant_tell` and `inapplicable`, in Chinese.

    `warnings` (early warnings before a line is crossed) never bear on the outcome nor on a score.
    """

    rule: str
    outcome: Outcome
    findings: tuple[Finding, ...] = ()
    reason: str | None = None
    traceback: str | None = None
    warnings: tuple[Finding, ...] = ()

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


def on_trial(verdict: Verdict) -> Verdict:
    """The verdict of a rule that the scheme does not list: what it found is for reviewers, and no fault."""
    findings = tuple(replace(finding, suspect=True) for finding in verdict.findings)
    outcome = Outcome.CANT_TELL if verdict.outcome is Outcome.FAILED else verdict.outcome
    return replace(verdict, outcome=outcome, findings=findings)
