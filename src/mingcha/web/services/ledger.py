"""Records ledger entries: each fact once, however often it is handed in."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Model

from mingcha.core import ledger as core
from mingcha.core.codec import to_plain
from mingcha.core.errors import UsageError
from mingcha.core.ledger import Entry
from mingcha.web import models
from mingcha.web.selectors.ledger import PERSON_COLUMNS
from mingcha.web.selectors.register import unit_ids_by_name

BATCH = 2_000
_SOME = 10_000


@dataclass(frozen=True, slots=True)
class Recorded:
    """How many entries came in, and how many of them were new."""

    entries: int
    new: int


Units = dict[str, int]


def record(*, entries: Iterable[Entry], at: datetime | None = None) -> Recorded:
    """Record entries in one transaction; what is recorded already is left alone.

    `at` is when they are entered: an entry about an earlier day is known from then on. Without it each is
    known from its own time on, as in a replay.

    Raises UsageError when an order or a message comes again under its number with other contents.
    """
    count = new = 0
    units = unit_ids_by_name()
    with transaction.atomic():
        waiting = iter(entries)
        while some := list(islice(waiting, _SOME)):
            count += len(some)
            for kind in dict.fromkeys(type(entry) for entry in some):
                new += _record(kind, [entry for entry in some if type(entry) is kind], units, at)
    return Recorded(count, new)


def _record(kind: type, entries: Sequence[Any], units: Units, at: datetime | None) -> int:
    if kind is core.Order:
        return _record_orders(entries, units, at)
    if kind is core.ProbeEvent:
        rows = [models.Probe(at=row.at, host=row.host, ok=row.ok, seconds=row.seconds) for row in entries]
        return _insert(models.Probe, rows)
    if kind is core.Message:
        entries = _not_yet(models.Message, "留言", {row.id: row for row in _agreeing("留言", entries, "id")})
    make = _ROWS[kind]
    fresh = {seal(entry): entry for entry in entries}
    for stored in _stored(make.model, "seal", list(fresh), "seal"):
        fresh.pop(stored[0])
    return _insert(make.model, [make.row(entry, key, units, at) for key, entry in fresh.items()])


def seal(entry: Entry) -> str:
    """The SHA-256 of an entry's kind and contents."""
    words = json.dumps(to_plain(entry), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{type(entry).__name__} {words}".encode()).hexdigest()


def _insert(model: type[Model], rows: Sequence[Any]) -> int:
    before = model._default_manager.count() if model is models.Probe else 0
    model._default_manager.bulk_create(rows, batch_size=BATCH, ignore_conflicts=model is models.Probe)
    return model._default_manager.count() - before if model is models.Probe else len(rows)


def _record_orders(entries: Sequence[core.Order], units: Units, at: datetime | None) -> int:
    orders = {row.number: row for row in _agreeing("交办文件", entries, "number")}
    fresh = _not_yet(models.Order, "交办文件", orders)
    rows = models.Order.objects.bulk_create(
        [
            models.Order(
                at=row.at,
                recorded=_later(row, at),
                seal=seal(row),
                number=row.number,
                title=row.title,
                due=row.due,
                about=row.about,
            )
            for row in fresh
        ],
        batch_size=BATCH,
    )
    models.OrderAddressee.objects.bulk_create(
        [
            models.OrderAddressee(order_id=stored.id, unit_id=units.get(name), unit_name=name)
            for stored, row in zip(rows, fresh, strict=True)
            for name in row.to
        ],
        batch_size=BATCH,
    )
    return len(rows)


def _later(entry: Any, at: datetime | None) -> datetime | None:
    """When an entry became known, where that was after what it is about."""
    return at if at is not None and at > entry.at else None


def _agreeing(what: str, entries: Sequence[Any], key: str) -> Iterator[Any]:
    """The entries, each number once; refused when a number stands for two contents."""
    seen: dict[str, Any] = {}
    for entry in entries:
        number = getattr(entry, key)
        if seen.setdefault(number, entry) != entry:
            raise _contradiction(what, number)
        yield entry


def _not_yet(model: type[Model], what: str, by_number: dict[str, Any]) -> list[Any]:
    """The entries whose number is not recorded; refused when it is, with other contents."""
    fresh = dict(by_number)
    for number, stored_seal in _stored(model, "number", list(by_number), "number", "seal"):
        if seal(fresh.pop(number)) != stored_seal:
            raise _contradiction(what, number)
    return list(fresh.values())


def _contradiction(what: str, number: str) -> UsageError:
    return UsageError(f"{what} {number} 出现两次而内容不同：请核对编号；已记录的不会改动")


def _stored(model: type[Model], key: str, values: Sequence[str], *columns: str) -> Iterator[Any]:
    for start in range(0, len(values), BATCH):
        some = values[start : start + BATCH]
        yield from model._default_manager.filter(**{f"{key}__in": some}).values_list(*columns)


@dataclass(frozen=True, slots=True)
class _Rows:
    """How entries of a kind become rows: the table, its columns, and whether it is about a unit."""

    model: type[Model]
    columns: Callable[[Any], dict[str, Any]]
    of_unit: bool = False

    def row(self, entry: Any, key: str, units: Units, at: datetime | None) -> Any:
        """The unsaved row of an entry."""
        unit = {"unit_id": units.get(entry.unit), "unit_name": entry.unit} if self.of_unit else {}
        return self.model(at=entry.at, recorded=_later(entry, at), seal=key, **unit, **self.columns(entry))


def _same(*names: str) -> Callable[[Any], dict[str, Any]]:
    return lambda entry: {name: getattr(entry, name) for name in names}


_ROWS: dict[type, _Rows] = {
    core.Feedback: _Rows(
        models.Feedback,
        lambda row: {"order_number": row.order, "text": row.text, "quality": row.quality},
        of_unit=True,
    ),
    core.Message: _Rows(
        models.Message,
        lambda row: {"number": row.id} | _same("site_code", "url", "text", "about", "complex")(row),
    ),
    core.Reply: _Rows(models.Reply, lambda row: {"message_number": row.message, "text": row.text}),
    core.Praise: _Rows(models.Praise, _same("text", "url"), of_unit=True),
    core.Exemption: _Rows(models.Exemption, _same("rule", "column", "reason", "until"), of_unit=True),
    core.Appeal: _Rows(models.Appeal, _same("rule", "url", "reason", "decision"), of_unit=True),
    core.Confirmation: _Rows(models.Confirmation, _same("host", "rule", "url", "decision")),
    core.OfflineFiling: _Rows(models.OfflineFiling, _same("host", "until", "reason")),
    core.Merger: _Rows(models.Merger, _same("host", "into", "by")),
    core.PersonFinding: _Rows(
        models.PersonFinding,
        _same(*PERSON_COLUMNS),
        of_unit=True,
    ),
}
