"""政务新媒体账号 as they were listed over time."""

from __future__ import annotations

from django.db import models

from mingcha.web.models import fields as f
from mingcha.web.models.register import Unit


class Account(models.Model):
    """What a list said of one account. `at` is when it was recorded; the latest row of an account counts."""

    id: int
    at = f.instant()
    platform = f.text()
    name = f.text()
    unit_id: int
    unit: models.ForeignKey[Unit, Unit] = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    updated = f.day()
    status = f.text()
    position = f.number()

    class Meta:
        indexes = (models.Index(fields=["platform", "name", "at"], name="account_by_name_and_time"),)
