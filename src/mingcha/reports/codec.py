"""Frozen dataclasses to canonical JSON and back, by their type hints.

Keys are sorted, Chinese stays readable, dates are ISO 8601: equal values give equal bytes, so a stored copy
can be sealed and rendered again. Understands dataclasses, tuples of one type, optional values, dates and
JSON's own scalars.
"""

from __future__ import annotations

import dataclasses
import json
import types
from datetime import date, datetime
from enum import Enum
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


class CodecError(ValueError):
    """The JSON does not fit the type; the message names the place in it."""


def plain(value: object) -> Any:
    """`value` as JSON's own types."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return value


def canonical_json(value: object) -> str:
    """JSON text with sorted keys, two blanks of indent and a final newline."""
    return json.dumps(plain(value), ensure_ascii=False, sort_keys=True, indent=2) + "\n"


def from_plain(cls: type[T], value: object, place: str = "") -> T:
    """An instance of the dataclass `cls` from parsed JSON; `CodecError` names the first field that does not
    fit."""
    if not isinstance(value, dict):
        raise CodecError(f"{place or '文件'}：应为对象，实为 {type(value).__name__}。")
    hints = get_type_hints(cls)
    fields = {field.name: field for field in dataclasses.fields(cls)}  # type: ignore[arg-type]
    for unknown in sorted(set(value) - set(fields)):
        raise CodecError(f"{place or '文件'}：不认识字段 {unknown}，请删除或改正。")
    arguments: dict[str, Any] = {}
    for name, field in fields.items():
        where = f"{place}.{name}" if place else name
        if name in value:
            arguments[name] = _typed(hints[name], value[name], where)
        elif field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
            raise CodecError(f"{where}：缺少该字段，请补上。")
    return cls(**arguments)


def _typed(hint: Any, value: object, place: str) -> Any:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        if value is None and type(None) in get_args(hint):
            return None
        (hint,) = [argument for argument in get_args(hint) if argument is not type(None)]
        return _typed(hint, value, place)
    if origin is tuple:
        if not isinstance(value, list):
            raise CodecError(f"{place}：应为列表，实为 {type(value).__name__}。")
        (item, _) = get_args(hint)
        return tuple(_typed(item, entry, f"{place}[{index}]") for index, entry in enumerate(value))
    if dataclasses.is_dataclass(hint):
        return from_plain(hint, value, place)  # type: ignore[arg-type]
    return _scalar(hint, value, place)


def _scalar(hint: Any, value: object, place: str) -> Any:
    if hint in (date, datetime) and isinstance(value, str):
        try:
            return hint.fromisoformat(value)
        except ValueError as error:
            raise CodecError(f"{place}：{value} 不是日期，请写成 2018-04-18 的形式。") from error
    if hint is float and type(value) is int:
        return float(value)
    if isinstance(hint, type) and issubclass(hint, Enum) and isinstance(value, str):
        try:
            return hint(value)
        except ValueError as error:
            known = "、".join(str(item.value) for item in hint)
            raise CodecError(f"{place}：{value} 不在可用的值（{known}）之中。") from error
    if type(value) is not hint:
        raise CodecError(f"{place}：应为 {hint.__name__}，实为 {value!r}。")
    return value
