"""Columns as the models use them: typed, never NULL where an empty text says the same.

No column has `choices`: a value read from a newer or older program stays readable.
"""

from datetime import date, datetime
from typing import Any

from django.db import models


def text(*, index: bool = False, unique: bool = False) -> "models.TextField[str, str]":
    """A text of any length, "" when unknown."""
    return models.TextField(default="", db_index=index, unique=unique)


def day(*, null: bool = True, index: bool = False) -> "models.DateField[date | None, date | None]":
    """A calendar day in China."""
    return models.DateField(null=null, db_index=index)


def instant() -> "models.DateTimeField[datetime, datetime]":
    """An instant that is always known."""
    return models.DateTimeField()


def later_instant() -> "models.DateTimeField[datetime | None, datetime | None]":
    """An instant that may be still to come."""
    return models.DateTimeField(null=True)


def flag() -> "models.BooleanField[bool, bool]":
    """False until said."""
    return models.BooleanField(default=False)


def number() -> "models.IntegerField[int, int]":
    """A whole number, 0 until counted."""
    return models.IntegerField(default=0)


def data() -> "models.JSONField[Any, Any]":
    """The plain form (`core.codec`) of a frozen value."""
    return models.JSONField(default=dict)
