"""The activities of a year."""

from datetime import date

from mingcha.core.activity import Activity, ActivityKind
from mingcha.web import models
from mingcha.web.selectors.register import short_names_on


def activities_in(year: int) -> tuple[Activity, ...]:
    """What was entered of a year, by day; units by their short names at its end."""
    names = short_names_on(date(year, 12, 31))
    rows = models.Activity.objects.filter(day__year=year).order_by("day", "id")
    return tuple(
        Activity(
            day=row.day,
            kind=ActivityKind(row.kind),
            name=row.name,
            unit=names.get(row.unit_id or 0, row.unit_name),
            site_code=row.site_code,
            number=1 if row.number is None else row.number,
            people=row.people,
            note=row.note,
        )
        for row in rows
        if row.day is not None
    )
