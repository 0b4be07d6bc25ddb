"""Writes a world folder: register, events, sites, expected.json; the same input gives the same bytes."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from tools.sample_world.model import Site
from tools.sample_world.render import Renderer

COLUMNS = (
    *("单位编码", "单位名称", "单位简称", "单位类别", "上级单位", "排序", "网站名称", "首页网址"),
    *("网站标识码", "网站类型", "ICP备案号", "公安备案号", "状态", "联系人", "联系电话", "邮箱"),
    *("别名域名", "允许内网", "忽略robots", "下线起", "下线止", "整合期限", "有效起", "有效止"),
)
"""The header of a register file (contract section 3)."""

PROBES_A_DAY = 20
PROBE_DAYS = 7


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the register: a unit, with one of its sites or none. `more` sets further columns by name."""

    code: str
    name: str
    short: str
    kind: str
    order: int
    site: Site | None = None
    portal: bool = False
    status: str = "正常"
    parent: str = ""
    more: Mapping[str, str] = field(default_factory=dict)

    def cells(self) -> dict[str, str]:
        """The row by column name."""
        row = {
            "单位编码": self.code,
            "单位名称": self.name,
            "单位简称": self.short,
            "单位类别": self.kind,
            "上级单位": self.parent,
            "排序": str(self.order),
        }
        if self.site is not None:
            row |= {
                "网站名称": self.site.name,
                "首页网址": f"http://{self.site.host}/",
                "网站标识码": self.site.code,
                "网站类型": "门户" if self.portal else "部门",
                "ICP备案号": self.site.icp,
                "公安备案号": self.site.police,
                "状态": self.status,
                "联系电话": self.site.phone,
            }
        return {**row, **self.more}


@dataclass(frozen=True, slots=True)
class Probing:
    """How the probes of one host went in the seven days before `last` (not included).

    `failed` and `slow` are positions counted over all probes of the host; `slow` ones take `slow_s` seconds.
    `a_day` gives another number of probes for single days (0 is the earliest).
    """

    host: str
    failed: frozenset[int] = frozenset()
    slow: frozenset[int] = frozenset()
    slow_s: float = 15.0
    a_day: Mapping[int, int] = field(default_factory=dict)
    outside: Sequence[date] = ()

    def events(self, last: date, number: int) -> list[dict[str, Any]]:
        """The probe events, in order."""
        events: list[dict[str, Any]] = []
        position = 0
        for day in range(PROBE_DAYS):
            count = self.a_day.get(day, PROBES_A_DAY)
            start = datetime.fromisoformat(f"{last - timedelta(days=PROBE_DAYS - day)}T00:05:00+08:00")
            for i in range(count):
                at = start + timedelta(minutes=i * (1420 // max(count, 1)), seconds=number % 60)
                ok = position not in self.failed
                seconds = self.slow_s if position in self.slow else 0.3 if ok else 15.0
                events.append(_event(at, "probe", host=self.host, ok=ok, seconds=seconds))
                position += 1
        for day_outside in self.outside:
            at = datetime.fromisoformat(f"{day_outside}T03:00:00+08:00")
            events += [
                _event(at + timedelta(minutes=i), "probe", host=self.host, ok=False, seconds=15.0)
                for i in range(PROBES_A_DAY)
            ]
        return events


def event(at: str, kind: str, **fields: object) -> dict[str, Any]:
    """An event; `at` as `2018-03-20 09:00`, Beijing time."""
    return _event(datetime.fromisoformat(f"{at.replace(' ', 'T')}:00+08:00"), kind, **fields)


def _event(at: datetime, kind: str, **fields: object) -> dict[str, Any]:
    return {"at": at.isoformat(), "kind": kind, **fields}


def write_world(
    folder: Path,
    *,
    world_toml: str,
    readme: str,
    entries: Sequence[Entry],
    events: Iterable[Mapping[str, Any]],
    expected: Mapping[str, Any],
    register_encoding: str = "utf-8-sig",
    foreign: Mapping[str, Mapping[str, bytes]] | None = None,
    accounts: str = "",
) -> None:
    """Replaces `folder` with the world; every site of the entries is rendered.

    `foreign` are hosts of nobody's register, with their files; `accounts` is accounts.csv.
    """
    kept, folder = folder, folder.with_name(f".{folder.name}.new")  # swapped in whole, or not at all
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "world.toml").write_text(world_toml, encoding="utf-8")
    (folder / "README.md").write_text(readme, encoding="utf-8")
    if accounts:
        (folder / "accounts.csv").write_text(accounts, encoding="utf-8-sig")
    (folder / "register.csv").write_bytes(_register(entries).encode(register_encoding))
    ordered = sorted(events, key=lambda entry: datetime.fromisoformat(entry["at"]))
    lines = [json.dumps(entry, ensure_ascii=False, separators=(",", ":")) for entry in ordered]
    (folder / "events.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    text = json.dumps(expected, ensure_ascii=False, indent=1) + "\n"
    (folder / "expected.json").write_text(text, encoding="utf-8")
    sites = [entry.site for entry in entries if entry.site is not None]
    rendered = {site.host: Renderer(site).render() for site in sites}
    for host, files in {**rendered, **(foreign or {})}.items():
        for path, data in files.items():
            target = folder / "sites" / host / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
    shutil.rmtree(kept, ignore_errors=True)
    folder.rename(kept)


def _register(entries: Sequence[Entry]) -> str:
    text = io.StringIO()
    rows = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\n")
    rows.writeheader()
    rows.writerows(entry.cells() for entry in entries)
    return text.getvalue()
