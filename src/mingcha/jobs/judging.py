"""Judges views by the catalogue under a scheme, and settles the verdicts by what people decided."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from mingcha.core.casework import settle
from mingcha.core.clock import Calendar, china_day
from mingcha.core.ledger import Ledger
from mingcha.core.rule import Rule, Subject, View, judge
from mingcha.core.scheme import Scheme
from mingcha.core.scoring import Score, score
from mingcha.core.unit import Account, Register, Unit
from mingcha.core.verdict import Verdict
from mingcha.core.view import SiteView, UnitView


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict with whom it concerns: the unit (None for an unregistered site) and the site's host.

    `host` is None for a rule that judges the unit itself.
    """

    unit: Unit | None
    host: str | None
    verdict: Verdict


@dataclass(frozen=True)
class Evidence:
    """All that is judged at one instant: register, ledger, calendar, the views of the sites, the accounts.

    Register, ledger and accounts already hold only what was recorded by `as_of`.
    """

    as_of: datetime
    register: Register
    ledger: Ledger
    calendar: Calendar
    sites: tuple[SiteView, ...]
    portal_host: str | None = None
    report_year: int | None = None
    accounts: tuple[Account, ...] = ()

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
    """Every rule on every site, then on every unit, in register order, settled by people's decisions."""
    rows: list[Judged] = []
    by_code = evidence.register.by_code
    site_rules = [rule for rule in catalogue if rule.subject is Subject.SITE]
    unit_rules = [rule for rule in catalogue if rule.subject is Subject.UNIT]
    for view in evidence.sites:
        unit = by_code.get(view.site.unit_code)
        rows.extend(_judged(evidence, scheme, site_rules, view, unit, view.site.host))
    for unit in evidence.register.units:
        rows.extend(_judged(evidence, scheme, unit_rules, evidence.unit_view(unit), unit, None))
    return tuple(rows)


def _judged(
    evidence: Evidence, scheme: Scheme, rules: Iterable[Rule], view: View, unit: Unit | None, host: str | None
) -> Iterable[Judged]:
    today = china_day(evidence.as_of)
    for rule in rules:
        verdict = judge(rule, view, scheme.params_for(rule))
        yield Judged(unit, host, settle(verdict, evidence.ledger, unit, host, today))


def scores_of(judged: Sequence[Judged], register: Register, scheme: Scheme) -> tuple[Score, ...]:
    """One score a unit, in register order, from its sites' verdicts and its own."""
    return tuple(
        score(
            unit.short_name,
            (
                (row.host, row.verdict)
                for row in judged
                if row.unit is not None and row.unit.code == unit.code
            ),
            scheme,
        )
        for unit in register.units
    )
