"""The facts of a bulletin out of a quarter: every name and figure that its text will say."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mingcha.core.clock import china_day
from mingcha.core.duty import State, annual_report_duty
from mingcha.core.page import ColumnKind
from mingcha.core.rule import Rule, Subject
from mingcha.core.unit import Register
from mingcha.core.verdict import Finding, Outcome, Severity
from mingcha.jobs.bulletin_figures import failing_sites, message_figures, overall_figures, running
from mingcha.jobs.judging import Judged
from mingcha.jobs.quarter import LINK_RULES, Quarter
from mingcha.reports.bulletin import (
    AnnualReportDuty,
    BulletinData,
    BulletinSite,
    BulletinUnit,
    GoodPractice,
    LateUnit,
    NotChecked,
    OrderFacts,
    PeriodFigures,
    Place,
    ProblemClass,
)
from mingcha.reports.document import Format

EXAMPLES = 3
"""Addresses shown of one place; the full list is the findings' own table."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What the office itself says of its bulletin; empty parts are composed from the facts.

    `format` None: by the word of the number.
    """

    issuer: str
    period: str
    issued_on: date
    title: str = ""
    number: str | None = None
    addressees: str = ""
    requirements: tuple[str, ...] = ()
    site_figures: bool = True
    rectify_by: date | None = None
    format: Format | None = None
    copies_to: str = ""


def bulletin_data(
    quarter: Quarter,
    heading: Heading,
    catalogue: Sequence[Rule],
    *,
    earlier: tuple[PeriodFigures, ...] = (),
    before: Register | None = None,
) -> BulletinData:
    """The bulletin's facts. Points are not printed: an uncertain scheme's values name nobody.

    `earlier`: what the bulletins of earlier periods said, the latest first; `before`: the register at the end
    of the period before, None where it was not kept then.
    """
    evidence = quarter.evidence
    rules = {rule.id: rule for rule in catalogue}
    failing = failing_sites(quarter, rules) if heading.site_figures else ()
    problems = _problems(quarter, rules, heading.issuer)
    faulty = {place.url for problem in problems for place in problem.places if place.url}
    return BulletinData(
        issuer=heading.issuer,
        period=heading.period,
        as_of=china_day(evidence.as_of),
        issued_on=heading.issued_on,
        units=tuple(
            BulletinUnit(unit.name, unit.short_name, unit.kind.value) for unit in evidence.register.units
        ),
        title=heading.title,
        number=heading.number,
        addressees=heading.addressees,
        portal_name=evidence.portal.site.name if evidence.portal else "",
        overall=overall_figures(quarter, failing, faulty, before) if heading.site_figures else None,
        failing_sites=failing,
        earlier=earlier if heading.site_figures else (),
        good_practice=_good_practice(quarter),
        orders=_orders(quarter),
        annual_report=_annual_report(quarter),
        problems=problems,
        not_checked=_not_checked(quarter, rules),
        messages=message_figures(quarter),
        requirements=heading.requirements,
        rectify_by=heading.rectify_by,
        sites=_sites(quarter),
        format=heading.format,
        copies_to=heading.copies_to,
    )


def _sites(quarter: Quarter) -> tuple[BulletinSite, ...]:
    units = quarter.evidence.register.by_code
    return tuple(
        BulletinSite(units[site.unit_code].short_name, site.name or site.host, site.site_code, site.home_url)
        for site in (view.site for view in running(quarter))
        if site.unit_code in units
    )


def _good_practice(quarter: Quarter) -> tuple[GoodPractice, ...]:
    names = quarter.evidence.register.by_short_name
    return tuple(
        GoodPractice(names[praise.unit].short_name, praise.text, praise.url or None)
        for praise in quarter.evidence.ledger.praises
        if praise.unit in names
    )


def _orders(quarter: Quarter) -> tuple[OrderFacts, ...]:
    facts = []
    for order in quarter.evidence.ledger.orders:
        rows = [row for row in quarter.orders if row.order == order]
        late = tuple(
            LateUnit(row.unit.short_name, china_day(row.feedback.at))
            for row in rows
            if row.state is State.LATE and row.feedback is not None
        )
        facts.append(
            OrderFacts(
                number=order.number,
                title=order.title,
                about=order.about,
                due=order.due,
                on_time=_names(row.unit.short_name for row in rows if row.state is State.ON_TIME),
                late=late,
                missing=_names(row.unit.short_name for row in rows if row.state is State.MISSING),
                praised=_names(row.unit.short_name for row in rows if row.praised),
            )
        )
    return tuple(facts)


def _names(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _annual_report(quarter: Quarter) -> AnnualReportDuty | None:
    evidence = quarter.evidence
    if evidence.report_year is None or not quarter.reports:
        return None
    duties = {
        unit.short_name: annual_report_duty(
            evidence.report_year, unit, portal_unit=unit == evidence.portal_unit
        )
        for unit, _ in quarter.reports
    }
    duty = Counter(duties.values()).most_common(1)[0][0]
    others = {name: own.due for name, own in duties.items() if own.due != duty.due}
    portal = evidence.portal
    mirrors = [
        column.name
        for column in (portal.columns if portal else ())
        if column.kind is ColumnKind.ANNUAL_REPORT and "年报" in column.name
    ]

    def of(state: State) -> tuple[str, ...]:
        return tuple(unit.short_name for unit, status in quarter.reports if status.state is state)

    return AnnualReportDuty(
        year=evidence.report_year,
        due=duty.due,
        basis=duty.basis,
        on_time=of(State.ON_TIME),
        late=tuple(
            LateUnit(unit.short_name, status.published)
            for unit, status in quarter.reports
            if status.state is State.LATE and status.published is not None
        ),
        missing=of(State.MISSING),
        cant_tell=of(State.CANT_TELL),
        mirror_columns=_names(mirrors),
        other_due=next(iter(others.values()), None),
        other_units=tuple(others),
    )


LEDGER_RULES = frozenset(("late_annual_report", "late_feedback", "late_error_reply"))
"""Rules whose findings stand in the bulletin as lists of their own."""


def _problems(quarter: Quarter, rules: dict[str, Rule], issuer: str) -> tuple[ProblemClass, ...]:
    """Confirmed faults by rule, the heaviest first; then what people found under rows of the scheme."""
    order = list(Severity)
    named = sorted(
        (rule for rule in rules.values() if rule.id not in LEDGER_RULES),
        key=lambda rule: order.index(rule.severity),
    )
    titles = [(rule.id, rule.title.zh) for rule in named]
    titles += [(key, row.title) for key, row in quarter.scheme.rows.items() if not row.bonus]
    day = china_day(quarter.evidence.as_of)
    homes = {view.site.host: view.site.home_url for view in running(quarter)}
    classes = []
    for key, title in titles:
        rows = [row for row in quarter.judged if row.verdict.rule == key and row.verdict.faults]
        places = tuple(place for row in rows for place in _places(quarter, row, homes))
        if places:
            faults = [fault for row in rows for fault in row.verdict.faults]
            rule = rules.get(key)
            basis = rule.basis_of(day, faults, issuer) if rule else quarter.scheme.rows[key].basis
            classes.append(ProblemClass(key, title, basis, places))
    return tuple(classes)


def _places(quarter: Quarter, row: Judged, homes: Mapping[str, str]) -> Iterable[Place]:
    if row.unit is None:
        return
    site = quarter.evidence.register.by_host.get(row.host or "")
    by_column: dict[str | None, list[Finding]] = {}
    for finding in row.verdict.faults:
        by_column.setdefault(finding.column, []).append(finding)
    for column, findings in by_column.items():
        yield Place(
            unit=row.unit.short_name,
            site=(site.name or site.host) if site else row.host or "",
            column=column,
            count=len(findings),
            examples=tuple((finding.target or finding.url) for finding in findings[:EXAMPLES]),
            links=sum(one.count for one in findings if one.count > 1)
            if row.verdict.rule in LINK_RULES
            else 0,
            url=homes.get(site.host if site else "", ""),
        )


def _not_checked(quarter: Quarter, rules: dict[str, Rule]) -> tuple[NotChecked, ...]:
    """What could not be judged; a site that shows nothing is one row and not one a rule."""
    down = {view.site.host for view in quarter.evidence.sites if view.nothing_to_check}
    told: set[str] = set()
    rows = []
    for row in quarter.judged:
        verdict = row.verdict
        if row.unit is None or verdict.outcome is not Outcome.CANT_TELL or verdict.reason is None:
            continue
        site = quarter.evidence.register.by_host.get(row.host or "")
        name = (site.name or site.host) if site else ""
        rule = rules[verdict.rule]
        if row.host in down and rule.subject is Subject.SITE and rule.needs_home:
            if row.host in told:
                continue
            told.add(row.host)
            rows.append(NotChecked(row.unit.short_name, name, "全部页面检查项", verdict.reason))
            continue
        rows.append(NotChecked(row.unit.short_name, name, rule.title.zh, verdict.reason))
    return tuple(rows)
