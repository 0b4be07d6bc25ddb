"""Judges views by the catalogue under a scheme, and settles the verdicts by what people decided."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from mingcha.core.casework import settle
from mingcha.core.clock import Calendar, china_day
from mingcha.core.ledger import Ledger, PersonFinding
from mingcha.core.rule import Rule, Subject, View, judge
from mingcha.core.scheme import Scheme
from mingcha.core.scoring import Circumstances, FaultKey, Score, score
from mingcha.core.unit import Account, Register, SiteKind, Unit
from mingcha.core.verdict import Finding, Outcome, Text, Verdict, on_trial
from mingcha.core.vetoes import Told
from mingcha.core.view import SiteView, UnitView


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict with whom it concerns: the unit (None for an unregistered site) and the site's host.

    `host` is None for a rule that judges the unit itself. `raw` is the verdict before people's decisions;
    a row `by_person` is from the ledger's findings of people and is no verdict of a rule.
    """

    unit: Unit | None
    host: str | None
    verdict: Verdict
    raw: Verdict | None = None
    by_person: bool = False

    @property
    def unsettled(self) -> Verdict:
        """The verdict as the rule gave it."""
        return self.raw or self.verdict


@dataclass(frozen=True)
class Evidence:
    """All that is judged at one instant: register, ledger, calendar, the views of the sites, the accounts.

    Register, ledger and accounts already hold only what was recorded by `as_of`. `period` says which findings
    of people count: "2018" takes those of its quarters too.
    """

    as_of: datetime
    register: Register
    ledger: Ledger
    calendar: Calendar
    sites: tuple[SiteView, ...]
    portal_host: str | None = None
    report_year: int | None = None
    accounts: tuple[Account, ...] = ()
    period: str = ""

    @property
    def portal(self) -> SiteView | None:
        """The view of the city portal."""
        return next((view for view in self.sites if view.site.host == self.portal_host), None)

    @property
    def portal_unit(self) -> Unit | None:
        """The unit that runs the city portal."""
        site = self.register.by_host.get(self.portal_host or "")
        return self.register.by_code.get(site.unit_code) if site else None

    def unit_view(self, unit: Unit) -> UnitView:
        """The view of one unit."""
        return UnitView(
            unit=unit,
            as_of=self.as_of,
            register=self.register,
            calendar=self.calendar,
            ledger=self.ledger,
            sites=tuple(view for view in self.sites if view.site.unit_code == unit.code),
            portal=self.portal,
            report_year=self.report_year,
            accounts=tuple(row for row in self.accounts if row.unit_code == unit.code),
        )


def judge_all(evidence: Evidence, scheme: Scheme, catalogue: Sequence[Rule]) -> tuple[Judged, ...]:
    """Every rule on every site, then on every unit, in register order, settled by people's decisions.

    What people found themselves comes last.
    """
    rows: list[Judged] = []
    by_code = evidence.register.by_code
    site_rules = [rule for rule in catalogue if rule.subject is Subject.SITE]
    for view in evidence.sites:
        unit = by_code.get(view.site.unit_code)
        rows.extend(_judged(evidence, scheme, site_rules, view, unit, view.site.host))
    rows.extend(judge_units(evidence, scheme, catalogue))
    return (*rows, *people_rows(evidence.ledger, evidence.register, evidence.period, evidence.as_of))


def judge_units(evidence: Evidence, scheme: Scheme, catalogue: Sequence[Rule]) -> Iterator[Judged]:
    """Every rule that judges units, on every unit in register order."""
    unit_rules = [rule for rule in catalogue if rule.subject is Subject.UNIT]
    for unit in evidence.register.units:
        yield from _judged(evidence, scheme, unit_rules, evidence.unit_view(unit), unit, None)


def _judged(
    evidence: Evidence, scheme: Scheme, rules: Iterable[Rule], view: View, unit: Unit | None, host: str | None
) -> Iterable[Judged]:
    today = china_day(evidence.as_of)
    for rule in rules:
        verdict = judge(rule, view, scheme.params_for(rule))
        if rule.id not in scheme.rules:
            verdict = on_trial(verdict)
        yield Judged(unit, host, settle(verdict, evidence.ledger, unit, host, today), verdict)


def people_rows(ledger: Ledger, register: Register, period: str, as_of: datetime) -> tuple[Judged, ...]:
    """The findings that people entered for a period, as settled verdicts by unit, site and row."""
    found: dict[tuple[str, str, str], list[PersonFinding]] = {}
    for entry in ledger.person_findings:
        unit = register.by_short_name.get(entry.unit)
        if unit is not None and period and entry.period.startswith(period):
            found.setdefault((unit.code, entry.host, entry.rule), []).append(entry)
    rows = []
    for (code, host, rule), entries in found.items():
        unit = register.by_code[code]
        verdict = Verdict(rule, Outcome.FAILED, tuple(_by_person(entry) for entry in entries))
        settled = settle(verdict, ledger, unit, host or None, china_day(as_of))
        rows.append(Judged(unit, host or None, settled, verdict, by_person=True))
    order = {unit.code: place for place, unit in enumerate(register.units)}
    return tuple(sorted(rows, key=lambda row: order[row.unit.code] if row.unit else -1))


def _by_person(entry: PersonFinding) -> Finding:
    said = "：".join(part for part in (entry.title, entry.words) if part) or "人工认定"
    return Finding(
        entry.url,
        Text(said, said),
        excerpt=entry.words,
        column=entry.column or None,
        evidence=entry.picture or entry.page or None,
        seen_at=entry.at,
        kind=entry.kind or None,
        points=entry.points,
    )


def scores_of(
    judged: Sequence[Judged],
    register: Register,
    scheme: Scheme,
    *,
    told: Mapping[str, Told] | None = None,
    earlier: frozenset[FaultKey] = frozenset(),
    unexamined: Mapping[str, frozenset[str]] | None = None,
) -> tuple[Score, ...]:
    """One score a unit, in register order, from its sites' verdicts and its own.

    `earlier` are the faults that were counted within the scheme's days before, `unexamined` the parts of the
    scheme that do not concern a unit, by unit code.
    """
    by_unit: dict[str, list[tuple[str | None, Verdict]]] = {}
    for row in judged:
        if row.unit is not None:
            by_unit.setdefault(row.unit.code, []).append((row.host, row.verdict))
    portals = {site.host for site in register.sites if site.kind is SiteKind.PORTAL}
    return tuple(
        score(
            unit.short_name,
            by_unit.get(unit.code, ()),
            scheme,
            Circumstances(
                portals=frozenset(site.host for site in register.sites_of(unit)) & portals,
                unexamined=(unexamined or {}).get(unit.code, frozenset()),
                earlier=earlier,
                told=told or {},
            ),
        )
        for unit in register.units
    )


def told_of(catalogue: Sequence[Rule], day: date) -> dict[str, Told]:
    """How each rule is named in the lines of a score: its title, and the bases in force on a day."""
    return {
        rule.id: Told(
            rule.title.zh, "；".join(f"{basis.document}{basis.clause}" for basis in rule.basis_on(day))
        )
        for rule in catalogue
    }


def not_examined(ledger: Ledger, register: Register, scheme: Scheme, day: date) -> dict[str, frozenset[str]]:
    """Parts of the scheme from which a unit is exempt as a whole (a unit without services to the public)."""
    names = register.by_short_name
    found: dict[str, frozenset[str]] = {}
    for row in ledger.exemptions:
        unit = names.get(row.unit)
        if unit is not None and row.rule == scheme.unexamined and (row.until is None or day <= row.until):
            found[unit.code] = frozenset((row.rule,))
    return found
