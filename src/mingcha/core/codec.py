"""Frozen values to plain JSON data and back, by their declared types.

Enums become their values, dates and times ISO 8601, tuples and sets lists; a field equal to its default is
left out, so that stored views stay small and a field added later reads old data.
"""

import types
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_plain(value: Any) -> Any:
    """JSON data for a value made of dataclasses, enums, dates, tuples, sets, mappings and scalars."""
    if value is None or isinstance(value, (bool, int, float)) or type(value) is str:
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if is_dataclass(value):
        rows = ((entry, getattr(value, entry.name)) for entry in fields(value))
        return {entry.name: to_plain(held) for entry, held in rows if not _is_default(entry, held)}
    if isinstance(value, (tuple, list)):
        return [to_plain(held) for held in value]
    if isinstance(value, (set, frozenset)):
        return sorted(to_plain(held) for held in value)
    if hasattr(value, "items"):
        return {to_plain(key): to_plain(held) for key, held in value.items()}
    raise TypeError(f"no plain form for {type(value).__name__}")


def from_plain(kind: type[T], data: Any) -> T:
    """The value of a declared type from its JSON data; TypeError, KeyError or ValueError on other data."""
    return _read(kind, data)  # type: ignore[no-any-return]


def _is_default(entry: Field[Any], held: Any) -> bool:
    if entry.default is not MISSING:
        return bool(held == entry.default and type(held) is type(entry.default))
    return entry.default_factory is not MISSING and held == entry.default_factory()


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _read(kind: Any, data: Any) -> Any:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return None if data is None else _read(next(t for t in get_args(kind) if t is not type(None)), data)
    if origin is tuple:
        inner = get_args(kind)
        if len(inner) == 2 and inner[1] is Ellipsis:
            return tuple(_read(inner[0], held) for held in data)
        return tuple(_read(t, held) for t, held in zip(inner, data, strict=True))
    if origin in (frozenset, set):
        return origin(_read(get_args(kind)[0], held) for held in data)
    if origin is not None:  # a mapping
        key, held_kind = get_args(kind)
        return {_read(key, k): _read(held_kind, held) for k, held in data.items()}
    return _read_plain(kind, data)


def _read_plain(kind: Any, data: Any) -> Any:
    if is_dataclass(kind):
        hints = _hints(kind)  # type: ignore[arg-type]
        return kind(**{name: _read(hints[name], held) for name, held in data.items()})  # type: ignore[operator]
    if kind in (datetime, date):
        return kind.fromisoformat(data)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(data)
    return data
