"""The figures of a bulletin out of a quarter: sites over all, those that fail, messages and their times."""

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from datetime import timedelta

from mingcha.core.clock import Calendar, china_day
from mingcha.core.duty import MessageState, State
from mingcha.core.errors import NoCalendar
from mingcha.core.rule import Rule
from mingcha.core.scheme import Scheme
from mingcha.core.unit import Register, SiteStatus, UnitKind
from mingcha.core.vetoes import VetoLine
from mingcha.core.view import SiteView
from mingcha.jobs.quarter import Quarter
from mingcha.reports.bulletin import FailingSite, MessageFigures, Overall, SitesOfKind

OURS = "L"
"""Certainty of values that are a working default: nobody is called unqualified by them."""


def failing_sites(quarter: Quarter, rules: Mapping[str, Rule]) -> tuple[FailingSite, ...]:
    """The sites that a veto (单项否决) of a documented certainty fails, with the counted evidence."""
    by_host: dict[str, list[VetoLine]] = {}
    for score in quarter.scores:
        for line in score.veto_lines:
            if line.host is not None and line.certainty != OURS:
                by_host.setdefault(line.host, []).append(line)
    register = quarter.evidence.register
    found = []
    for view in quarter.evidence.sites:
        unit = register.by_code.get(view.site.unit_code)
        lines = by_host.get(view.site.host)
        if unit is None or lines is None:
            continue
        site = view.site
        reasons = tuple(dict.fromkeys(_reason(line, rules) for line in lines))
        found.append(
            FailingSite(unit.short_name, site.site_code, site.name or site.host, site.home_url, reasons)
        )
    return tuple(found)


def _reason(line: VetoLine, rules: Mapping[str, Rule]) -> str:
    title = rules[line.id].title.zh if line.id in rules else line.title
    return f"{title}（{line.count}处）" if line.count > 1 else title


def overall_figures(
    quarter: Quarter, failing: tuple[FailingSite, ...], faulty: Set[str], before: Register | None
) -> Overall:
    """Figures over all running sites; one that shows nothing counts as checked only where a fault is proved.

    `faulty` are the home addresses of the sites of which the bulletin names a problem.
    """
    sites = running(quarter)
    register = quarter.evidence.register
    checked = [view for view in sites if not view.nothing_to_check or view.site.home_url in faulty]
    opened, closed = _opened_and_closed(register, before)
    return Overall(
        sites=len(sites),
        checked=len(checked),
        not_checked=len(sites) - len(checked),
        failing=sum(view.site.home_url in faulty for view in checked),
        closed=closed,
        opened=opened,
        unqualified=len(failing) if _has_vetoes(quarter.scheme) else None,
        by_kind=_by_kind(quarter, sites),
    )


def running(quarter: Quarter) -> list[SiteView]:
    """The sites that must be open on the day: those that are filed as offline are not."""
    return [view for view in quarter.evidence.sites if not view.site.offline_on(view.today)]


def _has_vetoes(scheme: Scheme) -> bool:
    """Whether the scheme can fail a site by a value that is not our own."""
    combined = any(veto.certainty != OURS for veto in scheme.vetoes)
    single = any(terms.veto and terms.certainty != OURS for terms in scheme.rules.values())
    return combined or single


def _by_kind(quarter: Quarter, sites: Sequence[SiteView]) -> tuple[SitesOfKind, ...]:
    """Sites by the kind of their unit; none where one has no unit, since the sum would not be right."""
    register = quarter.evidence.register
    units = [register.by_code.get(view.site.unit_code) for view in sites]
    counts = Counter(unit.kind for unit in units if unit is not None)
    if counts.total() != len(units):
        return ()
    return tuple(SitesOfKind(kind.value, counts[kind]) for kind in UnitKind if counts[kind])


def _opened_and_closed(now: Register, before: Register | None) -> tuple[int | None, int]:
    """Sites that came and that ended since the register before; nothing is said where there was none."""
    if before is None:
        return None, 0
    running = {site.host for site in now.sites if site.status is not SiteStatus.CLOSED}
    ran = {site.host for site in before.sites if site.status is not SiteStatus.CLOSED}
    return len(running - ran), len(ran - running)


def message_figures(quarter: Quarter) -> tuple[MessageFigures, ...]:
    """Each unit's messages, in register order."""
    figures = []
    for unit in quarter.evidence.register.units:
        rows = [row for row in quarter.messages if row.unit == unit]
        states = Counter(row.state for row in rows)
        if states:
            figures.append(
                MessageFigures(
                    unit=unit.short_name,
                    received=states.total(),
                    on_time=states[State.ON_TIME],
                    late=states[State.LATE],
                    open=states[State.OPEN],
                    overdue=states[State.MISSING],
                    answer_workdays=_answer_workdays(rows, quarter.evidence.calendar),
                )
            )
    return tuple(figures)


def _answer_workdays(rows: list[MessageState], calendar: Calendar) -> int | None:
    """Working days from receipt to answer, summed; None where a year without a holiday table is in it."""
    try:
        return sum(_workdays_taken(row, calendar) for row in rows if row.reply is not None)
    except NoCalendar:
        return None


def _workdays_taken(row: MessageState, calendar: Calendar) -> int:
    """The day of receipt is not counted; an answer on the same day took none."""
    day, count = china_day(row.message.at), 0
    assert row.reply is not None
    answered = china_day(row.reply.at)
    while day < answered:
        day += timedelta(days=1)
        count += calendar.is_workday(day)
    return count
