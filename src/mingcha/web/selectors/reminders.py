"""What units were reminded of."""

from dataclasses import dataclass
from datetime import date, datetime

from mingcha.core.clock import china_day
from mingcha.web.models import Reminder
from mingcha.web.selectors.register import short_names_on


@dataclass(frozen=True, slots=True)
class Reminded:
    """A reminder with the unit's short name of its day."""

    at: datetime
    unit: str
    due: date | None
    overdue: bool
    text: str


def latest_reminders(most: int = 200) -> tuple[Reminded, ...]:
    """The latest reminders, the newest first."""
    rows = list(Reminder.objects.order_by("-at", "-id")[:most])
    names = short_names_on(china_day(rows[0].at)) if rows else {}
    return tuple(Reminded(row.at, names.get(row.unit_id, ""), row.due, row.overdue, row.text) for row in rows)
