"""Reads a world folder, and says in one sentence what is wrong with one that cannot be replayed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from mingcha.core.errors import UsageError
from mingcha.world.events import known_hosts
from mingcha.world.model import BEIJING, BulletinBlock, World
from mingcha.world.tables import TABLE_FILE, read_tables

_PERIOD = re.compile(r"\d{4}(Q[1-4])?")


def load_world(folder: Path) -> World:
    """The world in `folder`; every `_serve.toml` is read once, so a bad one stops before anything is served.

    Raises UsageError: no folder, world.toml, register or sites; bad TOML; a missing key; a wrong value.
    """
    if not folder.is_dir():
        raise UsageError(f"没有世界文件夹 {folder}：请核对路径或内置世界的名称")
    file = folder / "world.toml"
    if not file.is_file():
        raise UsageError(f"{folder} 里没有 world.toml：世界文件夹须有 world.toml、register.csv 和 sites/")
    keys = _Keys(_document(file), str(file))
    sites = folder / "sites"
    if not sites.is_dir():
        raise UsageError(f"{folder} 里没有 sites 文件夹：请把各网站放在 sites/<域名>/ 之下")
    world = World(
        folder=folder,
        name=keys.text("name"),
        period=keys.period(),
        as_of=keys.moment("as_of"),
        issuer=keys.text("issuer"),
        portal_host=keys.text("portal_host").lower(),
        scheme=keys.text("scheme"),
        report_year=keys.year("report_year"),
        bulletin=_bulletin(keys.table("bulletin"), f"{file} 的 [bulletin]"),
        hosts=_hosts(sites),
        register=_needed(folder / "register.csv"),
        accounts=_optional(folder / "accounts.csv"),
        lists=_lists(folder / "lists"),
        events=_optional(folder / "events.jsonl"),
    )
    known = known_hosts(world)
    if known and world.portal_host not in known:
        raise UsageError(
            f"{file} 的 portal_host 值“{world.portal_host}”不对：应为 sites/ 或 register.csv 里有的域名"
        )
    for host in world.hosts:
        read_tables(sites / host / TABLE_FILE)
    return world


def _document(file: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(file.read_bytes().decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{file} 不是可读的 TOML（{error}）：请改正该行后重试") from error


def _bulletin(table: Mapping[str, Any], place: str) -> BulletinBlock:
    keys = _Keys(table, place)
    return BulletinBlock(
        title=keys.text("title") if "title" in table else None,
        number=keys.text("number") if table.get("number") else None,
        addressees=keys.texts("addressees"),
        issued_on=keys.day("issued_on") if "issued_on" in table else None,
        site_figures=bool(table.get("site_figures", True)),
        requirements=keys.texts("requirements"),
    )


class _Keys:
    """Typed access to the keys of world.toml; what is wrong becomes a UsageError."""

    def __init__(self, table: Mapping[str, Any], place: str) -> None:
        self._table = table
        self._place = place

    def text(self, key: str) -> str:
        value = self._get(key)
        if not isinstance(value, str) or not value.strip():
            raise self._wrong(key, value, "带引号的非空文字")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A text or an array of texts; empty where the key is absent."""
        value = self._table.get(key, [])
        if isinstance(value, str):
            return (value,) if value else ()
        if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
            raise self._wrong(key, value, "文字的数组")
        return tuple(value)

    def table(self, key: str) -> Mapping[str, Any]:
        value = self._table.get(key, {})
        if not isinstance(value, dict):
            raise self._wrong(key, value, f"表，写成 [{key}]")
        return value

    def period(self) -> str:
        value = self.text("period")
        if not _PERIOD.fullmatch(value):
            raise self._wrong("period", value, '季度或年度，如 "2018Q1" 或 "2018"')
        return value

    def year(self, key: str) -> int:
        value = self._get(key)
        if type(value) is not int or not 1990 <= value <= 2100:
            raise self._wrong(key, value, "四位年份，如 2017")
        return value

    def moment(self, key: str) -> datetime:
        """An instant; a date alone means the end of that day, no offset means +08:00."""
        value = self._parsed(key)
        if not isinstance(value, datetime):
            return datetime.combine(value, time(23, 59, 59), BEIJING)
        return value if value.tzinfo else value.replace(tzinfo=BEIJING)

    def day(self, key: str) -> date:
        value = self._parsed(key)
        return value.date() if isinstance(value, datetime) else value

    def _parsed(self, key: str) -> date | datetime:
        value = self._get(key)
        if isinstance(value, str):
            try:
                value = date.fromisoformat(value) if len(value) == 10 else datetime.fromisoformat(value)
            except ValueError:
                raise self._wrong(key, value, "日期或时间，如 2018-04-18") from None
        if not isinstance(value, date):
            raise self._wrong(key, value, "日期或时间，如 2018-04-18")
        return value

    def _get(self, key: str) -> Any:
        if key not in self._table:
            raise UsageError(f"{self._place} 缺少 {key}：请补上这一项")
        return self._table[key]

    def _wrong(self, key: str, value: object, right: str) -> UsageError:
        return UsageError(f"{self._place} 的 {key} 值“{value}”不对：应为{right}")


def _hosts(sites: Path) -> tuple[str, ...]:
    return tuple(sorted(entry.name for entry in sites.iterdir() if entry.is_dir() and entry.name[0] != "."))


def _needed(file: Path) -> Path:
    if not file.is_file():
        raise UsageError(f"{file.parent} 里没有 {file.name}：请放入登记册（见登记册格式）")
    return file


def _optional(file: Path) -> Path | None:
    return file if file.is_file() else None


def _lists(folder: Path) -> tuple[Path, ...]:
    if not folder.is_dir():
        return ()
    return tuple(sorted(entry for entry in folder.iterdir() if entry.is_file() and entry.name[0] != "."))
