"""`_serve.toml`: how a path of a replayed site answers, where that is not simply its file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

from mingcha.core.errors import UsageError
from mingcha.world.model import BEIJING

EVERY_PATH = "*"
TABLE_FILE = "_serve.toml"
_KEYS = frozenset(
    ["status", "headers", "delay_s", "location", "charset", "drop", "from", "until", "variants"]
)
_VARIANT_KEYS = frozenset({"agent", "referrer", "file"})


@dataclass(frozen=True, slots=True)
class Variant:
    """Another file for visitors whose headers contain the given words (both, where both are given)."""

    file: str
    agent: str | None = None
    referrer: str | None = None

    def serves(self, agent: str, referrer: str) -> bool:
        if self.agent is not None and self.agent.lower() not in agent.lower():
            return False
        return self.referrer is None or self.referrer.lower() in referrer.lower()


@dataclass(frozen=True, slots=True)
class PathTable:
    """One table. None and empty mean 'not said'; `since` and `until` are aware, `until` is not included."""

    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    delay_s: float | None = None
    location: str | None = None
    charset: str | None = None
    drop: bool | None = None
    since: datetime | None = None
    until: datetime | None = None
    variants: tuple[Variant, ...] = ()

    def applies_at(self, moment: datetime) -> bool:
        if self.since is not None and moment < self.since:
            return False
        return self.until is None or moment < self.until

    def over(self, base: PathTable) -> PathTable:
        """This table laid over the one for every path: what it does not say, `base` says."""
        named = {name.lower() for name, _ in self.headers}
        return PathTable(
            status=self.status if self.status is not None else (None if self.location else base.status),
            headers=(*self.headers, *(pair for pair in base.headers if pair[0].lower() not in named)),
            delay_s=base.delay_s if self.delay_s is None else self.delay_s,
            location=base.location if self.location is None and self.status is None else self.location,
            charset=base.charset if self.charset is None else self.charset,
            drop=base.drop if self.drop is None else self.drop,
            variants=self.variants or base.variants,
        )


def decoded_paths(raw: str) -> tuple[str, ...]:
    """What the escapes of a path can mean: in UTF-8, in GB18030, or byte for byte where neither reads.

    Both readings are given, since GBK bytes can be valid UTF-8 by chance (通知 is).
    """
    if "%" not in raw and raw.isascii():
        return (raw,)
    data = unquote_to_bytes(raw.encode("utf-8", "surrogateescape"))
    found = []
    for encoding in ("utf-8", "gb18030"):
        try:
            found.append(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    return tuple(dict.fromkeys(found)) or (data.decode("utf-8", "surrogateescape"),)


def read_tables(file: Path) -> dict[str, PathTable]:
    """The tables of one host by decoded path (`*` for every path); empty where the host has no `_serve.toml`.

    Raises UsageError that names file, path, key, value and what is right.
    """
    if not file.is_file():
        return {}
    try:
        document = tomllib.loads(file.read_bytes().decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{file} 不是可读的 TOML（{error}）：请改正该行后重试") from error
    tables: dict[str, PathTable] = {}
    for key, raw in document.items():
        place = f"{file} 的表“{key}”"
        if not isinstance(raw, dict):
            raise UsageError(f'{place} 不是表：请写成 ["/路径"] 之下的键和值，所有路径用 ["*"]')
        path = key if key == EVERY_PATH else decoded_paths(key if key.startswith("/") else "/" + key)[0]
        tables[path] = _table(raw, place)
    return tables


def _table(raw: Mapping[str, Any], place: str) -> PathTable:
    for key in raw:
        if key not in _KEYS:
            raise UsageError(f"{place} 有不认识的键“{key}”：可用的键是 {'、'.join(sorted(_KEYS))}")
    status = raw.get("status")
    if status is not None and (type(status) is not int or not 100 <= status <= 599):
        raise _wrong(place, "status", status, "100 至 599 的整数")
    delay = raw.get("delay_s")
    if delay is not None and (isinstance(delay, bool) or not isinstance(delay, int | float) or delay < 0):
        raise _wrong(place, "delay_s", delay, "不小于 0 的秒数")
    drop = raw.get("drop")
    if drop is not None and not isinstance(drop, bool):
        raise _wrong(place, "drop", drop, "true 或 false")
    for key in ("location", "charset"):
        if raw.get(key) is not None and not isinstance(raw[key], str):
            raise _wrong(place, key, raw[key], "带引号的文字")
    headers = raw.get("headers", {})
    if not isinstance(headers, dict) or not all(isinstance(v, str | int) for v in headers.values()):
        raise _wrong(place, "headers", headers, '“名称 = "值"”组成的表')
    if any("\r" in f"{k}{v}" or "\n" in f"{k}{v}" for k, v in headers.items()):
        raise _wrong(place, "headers", headers, "不含换行的值")
    return PathTable(
        status=status,
        headers=tuple((str(k), str(v)) for k, v in headers.items()),
        delay_s=None if delay is None else float(delay),
        location=raw.get("location"),
        charset=raw.get("charset"),
        drop=drop,
        since=_moment(raw, "from", place),
        until=_moment(raw, "until", place),
        variants=_variants(raw.get("variants", []), place),
    )


def _variants(raw: object, place: str) -> tuple[Variant, ...]:
    if not isinstance(raw, list):
        raise _wrong(place, "variants", raw, "由 {agent, referrer, file} 组成的数组")
    variants = []
    for entry in raw:
        if (
            not isinstance(entry, dict)
            or not entry.keys() <= _VARIANT_KEYS
            or "file" not in entry
            or not all(isinstance(value, str) for value in entry.values())
        ):
            right = '{agent = "…", referrer = "…", file = "…"}，其中 file 必填'
            raise _wrong(place, "variants", entry, right)
        variants.append(Variant(entry["file"], entry.get("agent"), entry.get("referrer")))
    return tuple(variants)


def _moment(raw: Mapping[str, Any], key: str, place: str) -> datetime | None:
    value = raw.get(key)
    if value is None:
        return None
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=BEIJING)
    if isinstance(value, date):
        return datetime.combine(value, time(), BEIJING)
    raise _wrong(place, key, value, "不带引号的日期或时间，如 2018-04-01")


def _wrong(place: str, key: str, value: object, right: str) -> UsageError:
    return UsageError(f"{place} 的 {key} 值“{value}”不对：应为{right}")
