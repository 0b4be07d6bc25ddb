"""What a site's view holds beside its own pages: the hosts it leads to, and what an earlier look says."""

import asyncio
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from tests.support.tiny_world import AS_OF, HOST, page, write_world

from mingcha.core.clock import CHINA
from mingcha.core.page import Column, ColumnKind, Item, ListState
from mingcha.core.unit import Register, Site, SiteKind, Unit, UnitKind
from mingcha.core.view import SiteView
from mingcha.engine.archive import Archive
from mingcha.engine.fetch import Fetcher, FetchSettings
from mingcha.engine.source import Source
from mingcha.jobs.history import with_history
from mingcha.jobs.inspection import InspectionPlan, inspect_sites
from mingcha.world import WorldServer, load_world

UNIT = Unit("001", "测试市人民政府", "测试市", UnitKind.COUNTY)
SITE = Site("001", f"http://{HOST}/", kind=SiteKind.PORTAL)
FOUND = "http://hzz.ceshi.gov.cn/"
MOVED = "http://jiu.ceshi.gov.cn/"
FILES = "http://wj.ceshi.gov.cn/a.pdf"
GONE = "http://wu.ceshi.gov.cn/"
LINKS = (f"http://{HOST}/", FOUND, f"{FOUND}gk/", MOVED, FILES, GONE, "http://www.mwr.gov.cn/")


def seen(tmp_path: Path, register: Register) -> SiteView:
    body = "".join(f'<a href="{url}">链接{n}</a>' for n, url in enumerate(LINKS))
    world = write_world(tmp_path, {"index.html": page(body)})
    for host, files in {
        "hzz": {"index.html": page("河长制")},
        "jiu": {"_serve.toml": f'["*"]\nstatus = 301\nlocation = "http://{HOST}/"\n'},
        "wj": {"a.pdf": "%PDF"},
    }.items():
        for name, content in files.items():
            path = tmp_path / "sites" / f"{host}.ceshi.gov.cn" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")

    world = load_world(world.folder)

    async def inspected(connect_to: str) -> SiteView:
        settings = FetchSettings(rate=0, connect_to=(connect_to,), only_hosts=frozenset(world.hosts))
        archive = Archive(tmp_path / "evidence")
        try:
            async with Fetcher(settings, lambda: AS_OF) as fetcher:
                plan = InspectionPlan(register, [SITE], AS_OF)
                return (await inspect_sites(plan, Source(fetcher, archive, "run"), {}))[0]
        finally:
            archive.close()

    with WorldServer(world) as server:
        return asyncio.run(inspected(server.connect_to))


def test_each_other_host_is_told_once_with_whether_the_register_lacks_it(tmp_path: Path) -> None:
    view = seen(tmp_path, Register((UNIT,), (SITE,)))
    told = {link.url: link.unlisted for link in view.outbound}
    assert told == {FOUND: True, MOVED: False, GONE: None, "http://www.mwr.gov.cn/": None}


def test_without_a_register_nothing_is_said_of_other_hosts(tmp_path: Path) -> None:
    view = seen(tmp_path, Register())
    assert {link.unlisted for link in view.outbound} == {None}


LOOKED = datetime(2018, 4, 10, 9, tzinfo=CHINA)
URL = f"http://{HOST}/tzgg/"
OLD = Item("旧公告", f"{URL}1.html", date(2018, 2, 1))


def column(*items: Item, at: datetime = AS_OF, complete: bool = True) -> Column:
    return Column("通知公告", URL, ColumnKind.NOTICE, ListState.LISTED, items, complete=complete, seen_at=at)


def contradictions(before: Column, *now: Item) -> list[tuple[str, bool]]:
    earlier = SiteView(SITE, LOOKED, columns=(before,))
    view = with_history(SiteView(SITE, AS_OF, columns=(column(*now),)), earlier)
    return [(row.item.title, row.known) for row in view.contradictions]


def test_a_site_that_nobody_saw_before_has_no_contradictions() -> None:
    view = SiteView(SITE, AS_OF, columns=(column(OLD),))
    assert with_history(view, None) is view


def test_an_old_entry_that_was_not_there_is_a_contradiction() -> None:
    new = Item("补录", f"{URL}2.html", date(2018, 3, 1))
    assert contradictions(column(OLD, at=LOOKED), OLD, new) == [("补录", False)]


def test_an_entry_may_appear_three_days_after_its_date() -> None:
    days = [LOOKED.date() - timedelta(days=n) for n in (2, 3, 4)]
    rows = [Item(f"公告{n}", f"{URL}{n}.html", day) for n, day in enumerate(days, 2)]
    assert contradictions(column(OLD, at=LOOKED), *rows) == [("公告4", False)]


def test_an_entry_under_a_new_address_is_not_new() -> None:
    assert contradictions(column(OLD, at=LOOKED), replace(OLD, url=f"{URL}new/1.html")) == []


def test_a_list_that_was_not_read_whole_proves_nothing_of_what_was_not_there() -> None:
    new = Item("补录", f"{URL}2.html", date(2018, 3, 1))
    assert contradictions(column(OLD, at=LOOKED, complete=False), new) == []


def test_a_list_that_was_blank_proves_that_an_entry_was_not_there() -> None:
    blank = replace(column(at=LOOKED), state=ListState.EMPTY)
    assert contradictions(blank, OLD) == [("旧公告", False)]


def test_a_date_that_moved_past_the_day_it_was_seen_is_a_contradiction() -> None:
    assert contradictions(column(OLD, at=LOOKED), replace(OLD, date=date(2018, 4, 11))) == [("旧公告", True)]
    assert contradictions(column(OLD, at=LOOKED), replace(OLD, date=date(2018, 4, 10))) == []


def test_another_entry_under_the_same_address_is_no_moved_date() -> None:
    other = Item("新公告", OLD.url, date(2018, 4, 11))
    assert contradictions(column(OLD, at=LOOKED), other) == []
