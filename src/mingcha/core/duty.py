"""Duties and deadlines: who owes what by when, and how each stands at an instant.

A state is derived from the ledger every time it is asked; none is stored. Deadlines in working days follow
the calendar; a date as a deadline means its end in China and is never moved to a working day.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from mingcha.core.clock import Calendar, Due, china_day
from mingcha.core.ledger import Feedback, Ledger, Message, Order, Reply
from mingcha.core.unit import Register, Unit, UnitKind, host_of


class State(StrEnum):
    """How a duty stands."""

    ON_TIME = "on_time"
    LATE = "late"
    MISSING = "missing"
    OPEN = "open"
    CANT_TELL = "cant_tell"


@dataclass(frozen=True, slots=True)
class Duty:
    """公开义务 with its due date and legal basis; `due` means the end of that day."""

    name: str
    due: date
    basis: str


_LAW_2007 = "《中华人民共和国政府信息公开条例》（2007年国务院令第492号）第三十一条"
_LAW_2019 = "《中华人民共和国政府信息公开条例》（2019年国务院令第711号）第四十九条"


def annual_report_duty(report_year: int, unit: Unit, *, portal_unit: bool) -> Duty:
    """When a unit's annual report of `report_year` is due.

    Until report year 2018 the 2007 edition: 31 March for all. Since then the 2019 edition: departments by
    31 January; governments, and the office that publishes for one, by 31 March. A zone's committee publishes
    as a government does: the later day, so that none is blamed early.
    """
    year = report_year + 1
    if report_year <= 2018:
        return Duty("annual_report", date(year, 3, 31), _LAW_2007)
    publishes_for_government = portal_unit or unit.kind in (UnitKind.COUNTY, UnitKind.ZONE)
    due = date(year, 3, 31) if publishes_for_government else date(year, 1, 31)
    return Duty("annual_report", due, _LAW_2019)


@dataclass(frozen=True, slots=True)
class FeedbackState:
    """How one unit stands with one order; `feedback` is its first, `praised` only when on time."""

    order: Order
    unit: Unit
    state: State
    feedback: Feedback | None
    praised: bool


def addressees(order: Order, register: Register, portal_unit: Unit | None) -> tuple[Unit, ...]:
    """The units that an order asks, in register order; "*" is every unit but the portal's own."""
    if "*" in order.to:
        return tuple(unit for unit in register.units if unit != portal_unit)
    named = {register.by_short_name[name].code for name in order.to if name in register.by_short_name}
    return tuple(unit for unit in register.units if unit.code in named)


def feedback_states(
    ledger: Ledger, register: Register, portal_unit: Unit | None, as_of: datetime
) -> tuple[FeedbackState, ...]:
    """Every addressee of every order issued by `as_of`, order by order, in register order."""
    known = ledger.until(as_of)
    states: list[FeedbackState] = []
    for order in known.orders:
        for unit in addressees(order, register, portal_unit):
            theirs = [row for row in known.feedbacks if row.order == order.number and _is(row.unit, unit)]
            states.append(_feedback_state(order, unit, theirs, as_of))
    return tuple(states)


def _is(name: str, unit: Unit) -> bool:
    return name in (unit.short_name, unit.name)


def _feedback_state(order: Order, unit: Unit, theirs: list[Feedback], as_of: datetime) -> FeedbackState:
    if not theirs:
        state = State.MISSING if china_day(as_of) > order.due else State.OPEN
        return FeedbackState(order, unit, state, None, praised=False)
    first = theirs[0]
    state = State.ON_TIME if china_day(first.at) <= order.due else State.LATE
    detailed = any(row.quality == "detailed" and china_day(row.at) <= order.due for row in theirs)
    return FeedbackState(order, unit, state, first, praised=detailed)


@dataclass(frozen=True, slots=True)
class ReplyTerms:
    """Working days to answer: error reports, plain consultations, complex ones (regulations 3.7, 5.1)."""

    error_report: int = 2
    consultation: int = 7
    complex: int = 15

    def workdays(self, message: Message) -> int:
        """The working days that a message allows."""
        if message.about == "error_report":
            return self.error_report
        return self.complex if message.complex else self.consultation


@dataclass(frozen=True, slots=True)
class MessageState:
    """How a message stands: on_time, late (answered after), open, or missing (unanswered past due)."""

    message: Message
    unit: Unit | None
    due: Due
    state: State
    reply: Reply | None


def message_states(
    ledger: Ledger, register: Register, calendar: Calendar, terms: ReplyTerms, as_of: datetime
) -> tuple[MessageState, ...]:
    """Every message received by `as_of`, in order of receipt.

    A provisional due day blames nobody: answered counts as on time, unanswered as open.
    """
    known = ledger.until(as_of)
    first_reply: dict[str, Reply] = {}
    for reply in known.replies:
        first_reply.setdefault(reply.message, reply)
    return tuple(
        _message_state(message, first_reply.get(message.id), register, calendar, terms, as_of)
        for message in known.messages
    )


def _message_state(
    message: Message,
    reply: Reply | None,
    register: Register,
    calendar: Calendar,
    terms: ReplyTerms,
    as_of: datetime,
) -> MessageState:
    due = calendar.due_or_provisional(china_day(message.at), terms.workdays(message))
    if reply is not None:
        late = not due.provisional and china_day(reply.at) > due.day
        state = State.LATE if late else State.ON_TIME
    else:
        past = not due.provisional and china_day(as_of) > due.day
        state = State.MISSING if past else State.OPEN
    return MessageState(message, unit_of_message(message, register), due, state, reply)


def unit_of_message(message: Message, register: Register) -> Unit | None:
    """The unit whose site a message is about: by site code, else by the host of its address."""
    for site in register.sites:
        if message.site_code and site.site_code == message.site_code:
            return register.by_code.get(site.unit_code)
    site_by_host = register.by_host.get(host_of(message.url))
    return register.by_code.get(site_by_host.unit_code) if site_by_host else None
