"""What units should hear of before and after a deadline: feedback on orders, answers to messages."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from mingcha.core.clock import china_day
from mingcha.core.duty import FeedbackState, MessageState, State
from mingcha.core.unit import Unit

AHEAD = timedelta(days=3)
"""Calendar days before a deadline on which a unit is reminded: a weekend lies in between at most."""


@dataclass(frozen=True, slots=True)
class Due:
    """One reminder to one unit; `key` is the same for the same matter at the same stage."""

    key: str
    unit: Unit
    due: date
    overdue: bool
    text: str


def reminders(
    orders: Sequence[FeedbackState], messages: Sequence[MessageState], as_of: datetime
) -> tuple[Due, ...]:
    """All that is open and due within `AHEAD`, or past its deadline and still not done.

    What has no calendar yet (a provisional day) reminds nobody of a lateness.
    """
    today = china_day(as_of)
    return (*_of_orders(orders, today), *_of_messages(messages, today))


def _of_orders(states: Iterable[FeedbackState], today: date) -> Iterator[Due]:
    for row in states:
        overdue = row.state is State.MISSING
        if overdue or (row.state is State.OPEN and row.order.due - today <= AHEAD):
            what = f"{row.order.number} 的整改反馈"
            yield _due(f"order {row.order.number}", row.unit, row.order.due, overdue, what)


def _of_messages(states: Iterable[MessageState], today: date) -> Iterator[Due]:
    for row in states:
        if row.unit is None or row.due.provisional:
            continue
        overdue = row.state is State.MISSING
        if overdue or (row.state is State.OPEN and row.due.day - today <= AHEAD):
            what = f"网民留言 {row.message.id} 的答复"
            yield _due(f"message {row.message.id}", row.unit, row.due.day, overdue, what)


def _due(matter: str, unit: Unit, day: date, overdue: bool, what: str) -> Due:
    until = f"{day.year}年{day.month}月{day.day}日"
    text = f"{what}已于{until}到期，尚未收到：请尽快办理" if overdue else f"{what}{until}到期：请按时办理"
    return Due(f"{matter} {unit.code} {'overdue' if overdue else 'due'}", unit, day, overdue, text)
