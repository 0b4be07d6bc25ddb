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
        rows = ((entry, getattr(value, entry.name)) for entry in _fields(type(value)))  # type: ignore[arg-type]
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
    return _reader(kind)(data)  # type: ignore[arg-type, no-any-return]


@cache
def _fields(kind: type) -> tuple[Field[Any], ...]:
    return fields(kind)


def _is_default(entry: Field[Any], held: Any) -> bool:
    if entry.default is not MISSING:
        return bool(held == entry.default and type(held) is type(entry.default))
    return entry.default_factory is not MISSING and held == entry.default_factory()


def _as_it_is(data: Any) -> Any:
    return data


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    """How data of a declared type is read; made once a type, because reading is done a million times."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        inner = _reader(next(t for t in get_args(kind) if t is not type(None)))
        return lambda data: None if data is None else inner(data)
    if origin is tuple:
        return _tuple_reader(get_args(kind))
    if origin in (frozenset, set):
        one = _reader(get_args(kind)[0])
        return lambda data: origin(map(one, data))
    if origin is not None:  # a mapping
        key, value = map(_reader, get_args(kind))
        return lambda data: {key(k): value(held) for k, held in data.items()}
    if is_dataclass(kind):
        return _dataclass_reader(kind)
    if kind in (datetime, date):
        return kind.fromisoformat  # type: ignore[no-any-return]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    return _as_it_is


def _tuple_reader(kinds: tuple[Any, ...]) -> Callable[[Any], Any]:
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        one = _reader(kinds[0])
        return tuple if one is _as_it_is else lambda data: tuple(map(one, data))
    readers = tuple(map(_reader, kinds))
    return lambda data: tuple(reader(held) for reader, held in zip(readers, data, strict=True))


def _dataclass_reader(kind: Any) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    readers: dict[str, Callable[[Any], Any]] = {}

    def read(data: Any) -> Any:
        if not readers:  # at first use: a type may hold itself
            readers.update((name, _reader(hint)) for name, hint in hints.items())
        return kind(**{name: readers[name](held) for name, held in data.items()})

    return read
