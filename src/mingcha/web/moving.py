"""Moves a whole store between databases, with nothing lost: rows are copied, counted and compared.

Waiting jobs are not copied: what they are about stands in rows of runs and schedules, from which they are
handed in again.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connections, models, transaction

from mingcha.core.errors import CannotDo
from mingcha.web import store_errors
from mingcha.web.engines import bring_up_queue, engine_of
from mingcha.web.environment import DatabaseAddress
from mingcha.web.models import JobRow
from mingcha.web.services.claims import jobs_lost
from mingcha.web.settings import database_settings

OTHER = "other"
_BATCH = 1_000
Model = type[models.Model]


@dataclass(frozen=True, slots=True)
class TableSeal:
    """What a table holds: how many rows, and the SHA-256 over them in the sequence of their keys."""

    table: str
    rows: int
    sha256: str


@contextmanager
def other_database(address: DatabaseAddress) -> Iterator[str]:
    """A second database under the alias `OTHER` while the block runs."""
    configured = connections.configure_settings({"default": {}, OTHER: database_settings(address)})
    connections.settings[OTHER] = configured[OTHER]
    try:
        yield OTHER
    finally:
        connections[OTHER].close()
        del connections[OTHER]
        del connections.settings[OTHER]


def tables() -> tuple[Model, ...]:
    """Every table that is carried over, also those between two models."""
    found = apps.get_models(include_auto_created=True)
    return tuple(model for model in found if model._meta.managed and model is not JobRow)


def bring_up(alias: str) -> None:
    """Create or upgrade the schema of a database."""
    with store_errors():
        call_command("migrate", database=alias, verbosity=0, interactive=False)
        bring_up_queue(alias)


def is_blank(alias: str) -> bool:
    """Whether a database with the schema has no row of ours."""
    ours = [model for model in tables() if model._meta.app_label == "mingcha"]
    return not any(model._default_manager.using(alias).exists() for model in ours)


def copy_store(source: str, target: str, *, at: datetime) -> tuple[TableSeal, ...]:
    """Copy every row, with its number, in one transaction on either side; CannotDo, and nothing written, when
    what arrived is not what was there. Jobs of runs that go on are handed in at the target.
    """
    with store_errors(), one_view(source), transaction.atomic(target):
        seals = []
        for model in tables():
            model._default_manager.using(target).all()._raw_delete(target)  # what a new schema brings
        for model in tables():
            _copy(model, source, target)
        _reset_sequences(target)
        for model in tables():
            left, arrived = table_seal(model, source), table_seal(model, target)
            if left != arrived:
                told = f"原有 {left.rows} 行，到达 {arrived.rows} 行"
                raise CannotDo(f"表 {left.table} 复制后不一致（{told}）：什么都没有写入")
            seals.append(arrived)
        engine = engine_of(target)
        for job in jobs_lost(at=at, silent=timedelta(0), using=target):
            engine.defer(job)
    return tuple(seals)


@contextmanager
def one_view(alias: str) -> Iterator[None]:
    """A transaction in which all questions see the same instant, whatever is written meanwhile."""
    with transaction.atomic(alias):
        if connections[alias].vendor == "postgresql":
            with connections[alias].cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def _copy(model: Model, source: str, target: str) -> None:
    rows: list[models.Model] = []
    for row in model._default_manager.using(source).order_by("pk").iterator(chunk_size=_BATCH):
        rows.append(row)
        if len(rows) >= _BATCH:
            _insert(model, target, rows)
            rows = []
    _insert(model, target, rows)


def _insert(model: Model, target: str, rows: Sequence[models.Model]) -> None:
    model._default_manager.using(target).bulk_create(rows, batch_size=_BATCH)


def _reset_sequences(alias: str) -> None:
    statements = connections[alias].ops.sequence_reset_sql(no_style(), list(tables()))
    with connections[alias].cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def table_seal(model: Model, alias: str) -> TableSeal:
    """Count and hash of a table; the same on every database that holds the same."""
    names = [field.attname for field in model._meta.concrete_fields]
    digest, count = hashlib.sha256(), 0
    rows = model._default_manager.using(alias).order_by("pk").values_list(*names)
    for row in rows.iterator(chunk_size=_BATCH):
        words = json.dumps([_plain(value) for value in row], ensure_ascii=False, sort_keys=True)
        digest.update(words.encode("utf-8", "surrogatepass") + b"\n")
        count += 1
    return TableSeal(model._meta.db_table, count, digest.hexdigest())


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.timestamp()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return hashlib.sha256(bytes(value)).hexdigest()
    return value
