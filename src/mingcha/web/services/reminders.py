"""Keeps reminders, each matter once a stage."""

from collections.abc import Sequence
from datetime import datetime

from mingcha.jobs.reminders import Due
from mingcha.web.models import Reminder, Unit


def record_reminders(*, found: Sequence[Due], at: datetime) -> int:
    """Keep what is new of them; how many."""
    known = set(Reminder.objects.filter(key__in=[row.key for row in found]).values_list("key", flat=True))
    ids = dict(Unit.objects.values_list("code", "id"))
    fresh = [row for row in found if row.key not in known]
    rows = [
        Reminder(
            key=row.key, at=at, unit_id=ids[row.unit.code], due=row.due, overdue=row.overdue, text=row.text
        )
        for row in fresh
    ]
    Reminder.objects.bulk_create(rows, ignore_conflicts=True)
    return len(fresh)
