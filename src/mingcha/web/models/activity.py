"""What people keep themselves for the year tables: trainings, accountability, drills and the like."""

from __future__ import annotations

from django.db import models

from mingcha.web.models import fields as f
from mingcha.web.models.ledger import UnitRow


class Activity(UnitRow):
    """An activity on a day; `number` and `people` None where nobody said, `site_code` "" for none."""

    day = f.day(null=False, index=True)
    kind = f.text()
    name = f.text()
    site_code = f.text()
    number: models.IntegerField[int | None, int | None] = models.IntegerField(null=True)
    people: models.IntegerField[int | None, int | None] = models.IntegerField(null=True)
    note = f.text()
