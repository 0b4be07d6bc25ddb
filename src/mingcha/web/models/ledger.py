"""The ledger's rows: added, never changed. `at` is when the fact was, `seal` makes a fact one row.

`recorded` is when it was entered here, where that was later than `at`: what an office knew at an instant is
what had been entered by then, whatever day a late entry is about.

Units are kept by the name that was used and, where the register knew it, by reference, so that an entry stays
with its unit when that is renamed.
"""

from __future__ import annotations

from datetime import date

from django.db import models

from mingcha.web.models import fields as f
from mingcha.web.models.register import Unit


class LedgerRow(models.Model):
    """What every entry has."""

    id: int
    at = f.instant()
    recorded = f.later_instant()
    seal = f.text(unique=True)

    class Meta:
        abstract = True
        indexes = (models.Index(fields=["at"]),)


class UnitRow(LedgerRow):
    """An entry about one unit."""

    unit_id: int | None
    unit: models.ForeignKey[Unit | None, Unit | None] = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, related_name="+"
    )
    unit_name = f.text()

    class Meta(LedgerRow.Meta):
        abstract = True


class Order(LedgerRow):
    """交办; a document number is given once."""

    number = f.text(unique=True)
    title = f.text()
    due: models.DateField[date, date] = models.DateField()
    about = f.text()


class OrderAddressee(models.Model):
    """One unit that an order asks, or "*" for all, in the order's sequence."""

    id: int
    order_id: int
    unit_id: int | None
    order: models.ForeignKey[Order, Order] = models.ForeignKey(
        Order, on_delete=models.PROTECT, related_name="addressees"
    )
    unit: models.ForeignKey[Unit | None, Unit | None] = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, related_name="+"
    )
    unit_name = f.text()


class Feedback(UnitRow):
    """整改反馈 on an order, by the order's number: it may be recorded before the order is."""

    order_number = f.text(index=True)
    text = f.text()
    quality = f.text()


class Message(LedgerRow):
    """网民留言; `number` is the id under which it was received."""

    number = f.text(unique=True)
    site_code = f.text(index=True)
    url = f.text()
    text = f.text()
    about = f.text()
    complex = f.flag()


class Reply(LedgerRow):
    """答复 to a message, by the message's number."""

    message_number = f.text(index=True)
    text = f.text()


class Praise(UnitRow):
    """表扬."""

    text = f.text()
    url = f.text()


class Exemption(UnitRow):
    """豁免 of a rule's findings until the end of a day."""

    rule = f.text()
    column = f.text()
    reason = f.text()
    until = f.day()


class Appeal(UnitRow):
    """申诉; its decision is a further row."""

    rule = f.text()
    url = f.text()
    reason = f.text()
    decision = f.text()


class Confirmation(LedgerRow):
    """A reviewer's decision on a finding."""

    host = f.text(index=True)
    rule = f.text()
    url = f.text()
    decision = f.text()


class OfflineFiling(LedgerRow):
    """临时下线备案."""

    host = f.text(index=True)
    until = f.day()
    reason = f.text()


class Merger(LedgerRow):
    """整合计划."""

    host = f.text(index=True)
    into = f.text()
    by = f.day()


class PersonFinding(UnitRow):
    """人工发现: a deduction or a bonus that a person enters under a rule or a row of the scheme."""

    rule = f.text()
    period = f.text(index=True)
    host = f.text()
    title = f.text()
    url = f.text()
    column = f.text()
    words = f.text()
    picture = f.text()
    points: models.FloatField[float | None, float | None] = models.FloatField(null=True)
    by = f.text()
    page = f.text()
    kind = f.text()


class Probe(models.Model):
    """One availability visit; millions of rows, so no seal but host and time."""

    id: int
    at = f.instant()
    host = f.text()
    ok = f.flag()
    seconds: models.FloatField[float, float] = models.FloatField(default=0.0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["host", "at"], name="one_probe_per_host_and_time"),)
        indexes = (models.Index(fields=["at"]),)
