"""Every case of every case file, silence as strictly as noise."""

import pytest
from tests.rules.cases import Case, Expected, all_cases
from tests.rules.facts import Facts

from mingcha.core.rule import judge
from mingcha.core.verdict import Finding, Verdict
from mingcha.rules import by_id

CASES = list(all_cases())


@pytest.mark.parametrize("case", CASES, ids=[f"{case.rule}-{case.number}-{case.outcome}" for case in CASES])
def test_the_case_comes_out_as_its_file_says(case: Case) -> None:
    facts = Facts(case.facts)
    rule = by_id()[case.rule]
    verdict = judge(rule, facts.view(rule))
    assert verdict.traceback is None, verdict.traceback
    came = (verdict.outcome, len(verdict.findings))
    assert came == (case.outcome, len(case.expected)), f"“{case.why}” came out as {told(verdict)}"
    for found, expected in zip(verdict.findings, case.expected, strict=True):
        assert mismatches(found, expected, facts) == []
    assert len(verdict.warnings) == len(case.warnings), [row.message.zh for row in verdict.warnings]
    for found, expected in zip(verdict.warnings, case.warnings, strict=True):
        assert mismatches(found, expected, facts) == []
    if case.reason is not None:
        assert case.reason in (verdict.reason or ""), verdict.reason


def mismatches(found: Finding, expected: Expected, facts: Facts) -> list[str]:
    pairs = {
        "url": (found.url, facts.url(expected.path) if expected.path != "无" else ""),
        "suspect": (found.suspect, expected.suspect),
        "column": (found.column, expected.column),
        "target": (
            found.target,
            facts.url(expected.target) if _is_path(expected.target) else expected.target,
        ),
        "kind": (found.kind, expected.kind),
        "count": (found.count, expected.count),
    }
    wrong = [
        f"{name}: {seen!r}, expected {wanted!r}"
        for name, (seen, wanted) in pairs.items()
        if wanted is not None and seen != wanted
    ]
    if expected.words is not None and expected.words not in found.message.zh:
        wrong.append(f"message {found.message.zh!r} lacks {expected.words!r}")
    return wrong


def _is_path(target: str | None) -> bool:
    return target is not None and target.startswith("/")


def told(verdict: Verdict) -> str:
    lines = [f"{f.url} {f.column or ''} {f.kind or ''} {f.message.zh}" for f in verdict.findings]
    return "\n".join([f"{verdict.outcome}: {verdict.reason}", *lines])
