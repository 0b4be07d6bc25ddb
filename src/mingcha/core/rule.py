"""A rule: what it is declared above, what it yields below; and `judge`, which derives the outcome.

A rule is a module in `mingcha.rules.<family>`; its id is the module's name, for ever. `check` is a generator
of findings over a frozen view; it never fetches, reads a clock or a database.
"""

import traceback as _traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from typing import Any

from mingcha.core.errors import CantTell, Inapplicable, UsageError
from mingcha.core.verdict import Finding, Outcome, Severity, Text, Verdict, outcome_of
from mingcha.core.view import SiteView, UnitView

View = SiteView | UnitView


class Subject(StrEnum):
    """What a rule judges."""

    SITE = "site"
    UNIT = "unit"


class Method(StrEnum):
    """Who decides: the machine, or a person whom the machine shows a suspect."""

    MACHINE = "A"
    SUSPECT = "S"


@dataclass(frozen=True, slots=True)
class Basis:
    """A legal basis in force from `since` to `until`, both included; `kinds`: only of these findings.

    `office`: the one whose own paper it is; no other office cites it.
    """

    document: str
    clause: str = ""
    since: date = date.min
    until: date = date.max
    kinds: tuple[str, ...] = ()
    office: str = ""

    def in_force(self, day: date) -> bool:
        """Whether it holds on a day."""
        return self.since <= day <= self.until


@dataclass(frozen=True, slots=True)
class NoParams:
    """A rule without parameters."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the catalogue. `params` is the class of its parameters, all with defaults."""

    id: str
    family: str
    title: Text
    severity: Severity
    method: Method
    subject: Subject
    basis: tuple[Basis, ...]
    params: type
    needs_home: bool
    doc: str
    check: Callable[[Any, Any], Iterator[Finding]]

    def basis_on(self, day: date) -> tuple[Basis, ...]:
        """The bases in force on a day."""
        return tuple(basis for basis in self.basis if basis.in_force(day))

    def basis_of(self, day: date, findings: Iterable[Finding], office: str) -> str:
        """Document and clause of the first basis that an office cites for some findings on a day, or ""."""
        kinds = {finding.kind for finding in findings}
        for basis in self.basis_on(day):
            if basis.office in ("", office) and (not basis.kinds or kinds <= set(basis.kinds)):
                return f"{basis.document}{basis.clause}"
        return ""

    def params_from(self, values: dict[str, Any]) -> Any:
        """The parameters with a scheme's values; an unknown name is refused with UsageError."""
        known = {entry.name for entry in fields(self.params)}
        unknown = sorted(set(values) - known)
        if unknown:
            raise UsageError(
                f"规则 {self.id} 没有参数 {'、'.join(unknown)}，可用：{'、'.join(sorted(known)) or '无'}"
            )
        return self.params(**values)


def rule(
    *,
    title: Text,
    severity: Severity,
    basis: tuple[Basis, ...],
    method: Method = Method.MACHINE,
    subject: Subject = Subject.SITE,
    params: type = NoParams,
    needs_home: bool = True,
) -> Callable[[Callable[[Any, Any], Iterator[Finding]]], Rule]:
    """Declare the `check` below it as a rule; id and family are the module's and the package's names.

    `needs_home`: a site whose home page could not be had is `cant_tell` without asking the rule.
    """

    def declared(check: Callable[[Any, Any], Iterator[Finding]]) -> Rule:
        package, _, name = check.__module__.rpartition(".")
        return Rule(
            id=name,
            family=package.rpartition(".")[2],
            title=title,
            severity=severity,
            method=method,
            subject=subject,
            basis=basis,
            params=params,
            needs_home=needs_home and subject is Subject.SITE,
            doc=check.__globals__["__doc__"] or "",
            check=check,
        )

    return declared


def judge(rule: Rule, view: View, params: Any = None) -> Verdict:
    """The verdict of one rule on one view. Nothing raised inside a rule leaves this function.

    Findings made before a rule gave up stay: what was proved is proved, whatever else could not be checked.
    """
    if not rule.basis_on(view.today):
        return Verdict(rule.id, Outcome.INAPPLICABLE, reason="当日没有生效的依据")
    early = _before_asking(rule, view)
    if early is not None:
        return early
    found: list[Finding] = []
    near: list[Finding] = []
    try:
        for finding in rule.check(view, params if params is not None else rule.params()):
            (near if finding.warning else found).append(with_evidence(finding, view))
    except Inapplicable as reason:
        return Verdict(rule.id, Outcome.INAPPLICABLE, reason=str(reason))
    except CantTell as reason:
        return _given_up(rule, found, near, str(reason), None)
    except Exception:
        broken = "本规则运行出错，未作判断；请把技术详情交管理员"
        return _given_up(rule, found, near, broken, _traceback.format_exc())
    return Verdict(rule.id, outcome_of(tuple(found)), tuple(found), warnings=tuple(near))


def _given_up(
    rule: Rule, found: list[Finding], near: list[Finding], reason: str, trace: str | None
) -> Verdict:
    proved = outcome_of(tuple(found)) if found else Outcome.CANT_TELL
    return Verdict(rule.id, proved, tuple(found), reason=reason, traceback=trace, warnings=tuple(near))


def _before_asking(rule: Rule, view: View) -> Verdict | None:
    if not isinstance(view, SiteView):
        return None
    if view.site.offline_on(view.today):
        return Verdict(rule.id, Outcome.INAPPLICABLE, reason="该网站已备案临时下线")
    if rule.needs_home and view.nothing_to_check:
        return Verdict(rule.id, Outcome.CANT_TELL, reason=view.nothing_to_check)
    return None


def with_evidence(finding: Finding, view: View) -> Finding:
    """The finding with the stored page of its address, where the rule did not say another."""
    if finding.evidence is not None or not finding.url:
        return finding
    sites = (view,) if isinstance(view, SiteView) else (*view.sites, *((view.portal,) if view.portal else ()))
    for site in sites:
        for seen in (site.home, site.pages_by_url.get(finding.url), site.columns_by_url.get(finding.url)):
            if seen is not None and seen.url == finding.url and seen.evidence is not None:
                return replace(finding, evidence=seen.evidence, seen_at=finding.seen_at or seen.seen_at)
    return finding
