"""The ledger as it was known at an instant."""

from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from mingcha.core import ledger as core
from mingcha.core.clock import china_day
from mingcha.core.ledger import Ledger
from mingcha.web import models
from mingcha.web.selectors.register import short_names_on

Names = dict[int, str]
PERSON_COLUMNS = tuple(entry.name for entry in fields(core.PersonFinding) if entry.name not in ("at", "unit"))
"""What a finding of a person is besides its time and its unit, by the same names in its table."""


def ledger_until(
    as_of: datetime, *, probes_from: datetime | None = None, names_on: date | None = None
) -> Ledger:
    """Every entry made by an instant, each kind by time; units by the short names of that day, or of
    `names_on`. What was entered later, about whatever day, was not known.

    `probes_from` leaves out older probes, of which there are millions.
    """
    names = short_names_on(names_on or china_day(as_of))

    def rows(model: Any, *columns: str) -> Iterator[Any]:
        found = model._default_manager.filter(_known(as_of)).order_by("at", "id")
        yield from found.values_list("at", *columns).iterator(chunk_size=5_000)

    def of_units(kind: Any, model: Any, *columns: str) -> tuple[Any, ...]:
        """Entries whose unit stands before the other columns."""
        found = rows(model, "unit_id", "unit_name", *columns)
        return tuple(
            kind(at, unit=names.get(unit, name), **_named(columns, rest)) for at, unit, name, *rest in found
        )

    return Ledger(
        orders=tuple(_orders(as_of, names)),
        feedbacks=tuple(
            core.Feedback(at, order, names.get(unit, name), text, quality)
            for at, order, unit, name, text, quality in rows(
                models.Feedback, "order_number", "unit_id", "unit_name", "text", "quality"
            )
        ),
        messages=tuple(
            core.Message(*row)
            for row in rows(models.Message, "number", "site_code", "url", "text", "about", "complex")
        ),
        replies=tuple(core.Reply(*row) for row in rows(models.Reply, "message_number", "text")),
        praises=of_units(core.Praise, models.Praise, "text", "url"),
        probes=tuple(_probes(as_of, probes_from)),
        exemptions=of_units(core.Exemption, models.Exemption, "rule", "column", "reason", "until"),
        appeals=of_units(core.Appeal, models.Appeal, "rule", "url", "reason", "decision"),
        confirmations=tuple(
            core.Confirmation(*row) for row in rows(models.Confirmation, "host", "rule", "url", "decision")
        ),
        offline_filings=tuple(
            core.OfflineFiling(*row) for row in rows(models.OfflineFiling, "host", "until", "reason")
        ),
        mergers=tuple(core.Merger(*row) for row in rows(models.Merger, "host", "into", "by")),
        person_findings=of_units(
            core.PersonFinding,
            models.PersonFinding,
            *PERSON_COLUMNS,
        ),
    )


def _known(as_of: datetime) -> Q:
    return Q(at__lte=as_of) & (Q(recorded=None) | Q(recorded__lte=as_of))


def _named(columns: Iterable[str], values: Iterable[Any]) -> dict[str, Any]:
    return dict(zip(columns, values, strict=True))


def _orders(as_of: datetime, names: Names) -> Iterator[core.Order]:
    orders = models.Order.objects.filter(_known(as_of)).order_by("at", "id")
    asked: dict[int, list[str]] = {}
    addressees = models.OrderAddressee.objects.filter(order__in=orders.values("id")).order_by("id")
    for order_id, unit_id, name in addressees.values_list("order_id", "unit_id", "unit_name"):
        asked.setdefault(order_id, []).append(names.get(unit_id, name))
    for row in orders:
        yield core.Order(row.at, row.number, row.title, tuple(asked.get(row.id, ())), row.due, row.about)


def _probes(as_of: datetime, since: datetime | None) -> Iterator[core.ProbeEvent]:
    found = models.Probe.objects.filter(at__lte=as_of)
    if since is not None:
        found = found.filter(at__gte=since)
    columns = found.order_by("at", "id").values_list("at", "host", "ok", "seconds")
    for at, host, ok, seconds in columns.iterator(chunk_size=5_000):
        yield core.ProbeEvent(at, host, ok, seconds)
