"""The same views judged twice: which verdicts are others now, before any of it is switched on."""

from collections.abc import Iterable
from dataclasses import dataclass

from mingcha.core.scoring import fault_key
from mingcha.core.verdict import Outcome, Verdict
from mingcha.jobs.judging import Judged


@dataclass(frozen=True, slots=True)
class Turned:
    """A verdict that is another now than the stored one: outcomes, and findings that went or came."""

    unit: str
    host: str | None
    rule: str
    before: Outcome | None
    after: Outcome | None
    gone: tuple[str, ...]
    come: tuple[str, ...]


def turned(stored: Iterable[Judged], fresh: Iterable[Judged]) -> tuple[Turned, ...]:
    """The verdicts of rules that differ, before people's decisions; None where there was none, or is none."""
    old, new = _by_subject(stored), _by_subject(fresh)
    found = []
    for key in dict.fromkeys((*old, *new)):
        was, now = old.get(key), new.get(key)
        before, after = (set() if one is None else _places(one) for one in (was, now))
        if was is None or now is None or was.outcome is not now.outcome or before != after:
            found.append(
                Turned(
                    *key,
                    was.outcome if was else None,
                    now.outcome if now else None,
                    tuple(sorted(before - after)),
                    tuple(sorted(after - before)),
                )
            )
    return tuple(found)


def _by_subject(rows: Iterable[Judged]) -> dict[tuple[str, str | None, str], Verdict]:
    return {
        (row.unit.short_name if row.unit else "", row.host, row.unsettled.rule): row.unsettled
        for row in rows
        if not row.by_person
    }


def _places(verdict: Verdict) -> set[str]:
    """Where the findings are, as one looks them up."""
    found = set()
    for finding in verdict.findings:
        parts = fault_key(verdict.rule, "", None, finding)[2:]
        found.add(" ".join(part for part in (*parts, "疑似" if finding.suspect else "") if part))
    return found
