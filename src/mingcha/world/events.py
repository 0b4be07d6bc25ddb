"""The events of a world: each line of events.jsonl as the ledger entry it stands for (contract section 4).

`at` is aware; where a line gives no offset, +08:00 is meant. Units are short names, as the office writes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from mingcha.core.errors import UsageError
from mingcha.core.ledger import (
    Appeal,
    Confirmation,
    Entry,
    Exemption,
    Feedback,
    Merger,
    Message,
    OfflineFiling,
    Order,
    Praise,
    ProbeEvent,
    Reply,
)
from mingcha.world.model import BEIJING, World

QUALITIES = ("detailed", "plain")
ABOUTS = ("error_report", "consultation")


def world_events(world: World, units: Collection[str] = ()) -> Iterator[Entry]:
    """The events of a world in their order, checked against its hosts; none where it has no events.jsonl.

    With `units`, the short names of the register, an event may name only those units.
    """
    if world.events is None:
        return iter(())
    return read_events(world.events, hosts=known_hosts(world), units=units)


def known_hosts(world: World) -> frozenset[str]:
    """The hosts an event may name: those with a folder, and every host written in the register."""
    data = world.register.read_bytes()
    if data[:2] == b"PK":  # an XLSX register is read by its importer, which knows its hosts
        return frozenset()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", "replace")
    words = text.lower()
    for mark in ('"', ",", ";", "；", "、", "/", ":", "\n", "\r", "\t", "|"):
        words = words.replace(mark, " ")
    return frozenset(world.hosts) | frozenset(word for word in words.split() if "." in word)


def read_events(path: Path, hosts: Collection[str] = (), units: Collection[str] = ()) -> Iterator[Entry]:
    """The events of a file, line by line. With `hosts` or `units`, an event may name only those.

    Raises UsageError naming file, line number, value and remedy: not JSON, unknown kind, missing or wrong
    field, unknown host or unit, an `at` before that of the line above.
    """
    known = _Known(frozenset(host.lower() for host in hosts), frozenset(units))
    last: datetime | None = None
    try:
        with path.open(encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, 1):
                if not line.strip():
                    continue
                event = _event(line, f"{path} 第 {number} 行", known)
                if last is not None and event.at < last:
                    raise UsageError(
                        f"{path} 第 {number} 行的 at “{event.at.isoformat()}”早于上一行的"
                        f"“{last.isoformat()}”：请按时间先后排列各行"
                    )
                last = event.at
                yield event
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} 不是 UTF-8 文本（第 {error.start} 字节处）：请转存为 UTF-8") from error
    except OSError as error:
        raise UsageError(f"{path} 读不出来（{error.strerror}）：请检查文件是否存在、是否可读") from error


@dataclass(frozen=True, slots=True)
class _Known:
    """What an event may name; an empty set leaves it open."""

    hosts: frozenset[str]
    units: frozenset[str]


def _event(line: str, place: str, known: _Known) -> Entry:
    try:
        fields = json.loads(line)
    except json.JSONDecodeError as error:
        raise UsageError(
            f"{place} 不是 JSON（{error.msg}，第 {error.colno} 个字符）：每行应是一个完整的 JSON 对象"
        ) from error
    if not isinstance(fields, dict):
        raise UsageError(f'{place} 是“{line.strip()[:40]}”，不是 JSON 对象：请写成 {{"at": …, "kind": …}}')
    kind = fields.get("kind")
    make = _KINDS.get(kind) if isinstance(kind, str) else None
    if make is None:
        raise UsageError(f"{place} 的 kind “{kind}”不认识：可用的是 {'、'.join(_KINDS)}")
    return make(_Fields(fields, place, known))


class _Fields:
    """Typed access to the fields of one line; what is wrong becomes a UsageError that names the line."""

    def __init__(self, raw: Mapping[str, Any], place: str, known: _Known) -> None:
        self._raw = raw
        self._place = place
        self._known = known

    def text(self, name: str, default: str | None = None) -> str:
        value = self._get(name, default)
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise self.wrong(name, value, "文字")
        if default is None and not str(value).strip():
            raise self.wrong(name, value, "非空的文字")
        return str(value)

    def texts(self, name: str) -> tuple[str, ...]:
        value = self._get(name, None)
        if not isinstance(value, list) or not value or not all(isinstance(v, str) and v for v in value):
            raise self.wrong(name, value, '单位简称的数组，全部单位写 ["*"]')
        return tuple(value)

    def unit(self) -> str:
        return self._listed(self.text("unit"), "unit")

    def addressees(self) -> tuple[str, ...]:
        units = self.texts("to")
        return units if units == ("*",) else tuple(self._listed(unit, "to") for unit in units)

    def _listed(self, unit: str, name: str) -> str:
        if self._known.units and unit not in self._known.units:
            raise self.wrong(name, unit, "登记册里的单位简称")
        return unit

    def at(self) -> datetime:
        value = self._get("at", None)
        try:
            moment = datetime.fromisoformat(value)
        except (TypeError, ValueError):
            raise self.wrong("at", value, "带时区的时间，如 2018-04-18T09:30:00+08:00") from None
        return moment if moment.tzinfo else moment.replace(tzinfo=BEIJING)

    def day(self, name: str) -> date:
        value = self._get(name, None)
        try:
            return datetime.fromisoformat(value).date()
        except (TypeError, ValueError):
            raise self.wrong(name, value, "日期，如 2018-03-31") from None

    def day_or_none(self, name: str) -> date | None:
        return None if self._raw.get(name) in (None, "") else self.day(name)

    def flag(self, name: str, default: bool | None = None) -> bool:
        value = self._get(name, default)
        if not isinstance(value, bool):
            raise self.wrong(name, value, "true 或 false")
        return value

    def number(self, name: str, default: float) -> float:
        value = self._get(name, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
            raise self.wrong(name, value, "不小于 0 的数")
        return float(value)

    def host(self, name: str = "host") -> str:
        value = self.text(name).lower()
        if self._known.hosts and value not in self._known.hosts:
            raise self.wrong(name, value, "本世界 sites/ 或 register.csv 里有的域名")
        return value

    def one_of(self, name: str, allowed: tuple[str, ...], default: str) -> str:
        value = self.text(name, default)
        if value not in allowed:
            raise self.wrong(name, value, "、".join(allowed) + " 之一")
        return value

    def wrong(self, name: str, value: object, right: str) -> UsageError:
        return UsageError(f"{self._place} 的 {name} 值“{value}”不对：应为{right}")

    def _get(self, name: str, default: object) -> Any:
        value = self._raw.get(name)
        if value is not None:
            return value
        if default is None:
            raise UsageError(f"{self._place}（kind 为 {self._raw.get('kind')}）缺少 {name}：请补上")
        return default


_KINDS: dict[str, Callable[[_Fields], Entry]] = {
    "order": lambda f: Order(
        f.at(), f.text("number"), f.text("title", ""), f.addressees(), f.day("due"), f.text("about", "")
    ),
    "feedback": lambda f: Feedback(
        f.at(), f.text("order"), f.unit(), f.text("text", ""), f.one_of("quality", QUALITIES, "plain")
    ),
    "message": lambda f: Message(
        f.at(),
        f.text("id"),
        f.text("site_code"),
        f.text("url", ""),
        f.text("text", ""),
        f.one_of("about", ABOUTS, "error_report"),
        f.flag("complex", default=False),
    ),
    "reply": lambda f: Reply(f.at(), f.text("message"), f.text("text", "")),
    "praise": lambda f: Praise(f.at(), f.unit(), f.text("text"), f.text("url", "")),
    "probe": lambda f: ProbeEvent(f.at(), f.host(), f.flag("ok"), f.number("seconds", 0.0)),
    "exemption": lambda f: Exemption(
        f.at(),
        f.unit(),
        f.text("rule"),
        f.text("column", ""),
        f.text("reason", ""),
        f.day_or_none("until"),
    ),
    "appeal": lambda f: Appeal(
        f.at(),
        f.unit(),
        f.text("rule"),
        f.text("url", ""),
        f.text("reason", ""),
        f.text("decision", ""),
    ),
    "confirm": lambda f: Confirmation(
        f.at(), f.host(), f.text("rule"), f.text("url", ""), f.text("decision")
    ),
    "offline": lambda f: OfflineFiling(f.at(), f.host(), f.day_or_none("until"), f.text("reason", "")),
    "merger": lambda f: Merger(f.at(), f.host(), f.host("into"), f.day_or_none("by")),
}
"""How each kind of the contract is read."""
