"""Frozen values to plain JSON data and back, by their declared types.

Enums become their values, dates and times ISO 8601, tuples and sets lists; a field equal to its default is
left out, so that stored views stay small and a field added later reads old data.
"""

import types
from collections.abc import Callable
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
    return _reader(kind)(data)  # type: ignore[no-any-return, arg-type]


def _is_default(entry: Field[Any], held: Any) -> bool:
    if entry.default is not MISSING:
        return bool(held == entry.default and type(held) is type(entry.default))
    return entry.default_factory is not MISSING and held == entry.default_factory()


Reader = Callable[[Any], Any]


@cache
def _reader(kind: Any) -> Reader:
    """How a type is read, worked out once: a stored run holds hundreds of thousands of values."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        read = _reader(next(one for one in inner if one is not type(None)))
        return lambda data: None if data is None else read(data)
    if origin is tuple:
        return _tuple_reader(inner)
    if origin in (frozenset, set):
        read = _reader(inner[0])
        return lambda data: origin(map(read, data))
    if origin is not None:  # a mapping
        key, held = _reader(inner[0]), _reader(inner[1])
        return lambda data: {key(name): held(value) for name, value in data.items()}
    if is_dataclass(kind):
        return _dataclass_reader(kind)
    if kind in (datetime, date):
        return kind.fromisoformat  # type: ignore[no-any-return]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    return _as_it_is


def _as_it_is(data: Any) -> Any:
    return data


def _tuple_reader(inner: tuple[Any, ...]) -> Reader:
    if len(inner) == 2 and inner[1] is Ellipsis:
        read = _reader(inner[0])
        return tuple if read is _as_it_is else lambda data: tuple(map(read, data))
    reads = [_reader(one) for one in inner]
    return lambda data: tuple(read(held) for read, held in zip(reads, data, strict=True))


def _dataclass_reader(kind: Any) -> Reader:
    reads: dict[str, Reader] = {}

    def read(data: Any) -> Any:
        if not reads:  # at the first value, since a type may hold itself
            reads.update((name, _reader(hint)) for name, hint in get_type_hints(kind).items())
        return kind(**{name: reads[name](held) for name, held in data.items()})

    return read
