"""A city of a few pages, written out for one test and inspected over real HTTP."""

import asyncio
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from mingcha.core.clock import end_of_day
from mingcha.core.unit import Register, Site
from mingcha.core.view import SiteView
from mingcha.engine.archive import Archive
from mingcha.engine.crawl import CrawlSettings
from mingcha.engine.fetch import Fetcher, FetchSettings
from mingcha.engine.source import Source
from mingcha.jobs.inspection import InspectionPlan, inspect_sites
from mingcha.world import World, WorldServer, load_world

HOST = "www.ceshi.gov.cn"
AS_OF = end_of_day(date(2018, 4, 18))

_WORLD = f"""
name = "tiny"
period = "2018Q1"
as_of = 2018-04-18
issuer = "测试市人民政府办公室"
portal_host = "{HOST}"
scheme = "linyi-2018"
report_year = 2017
"""
_REGISTER = (
    "单位编码,单位名称,单位简称,单位类别,上级单位,排序,网站名称,首页网址,网站标识码,网站类型,ICP备案号,公安备案号,"
    "状态,联系人,联系电话,邮箱\n"
    f"001,测试市人民政府,测试市,市政府部门,,1,测试市人民政府网,http://{HOST}/,3799000001,门户,,,正常,,,\n"
)


def write_world(folder: Path, files: Mapping[str, str | bytes], serve: str = "") -> World:
    """A world of one host; `files` are paths below it, `serve` the content of its _serve.toml."""
    root = folder / "sites" / HOST
    for name, content in {**files, **({"_serve.toml": serve} if serve else {})}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    (folder / "world.toml").write_text(_WORLD, encoding="utf-8")
    (folder / "register.csv").write_text(_REGISTER, encoding="utf-8")
    return load_world(folder)


def inspect(
    world: World, evidence: Path, *, site: Site | None = None, max_pages: int = 200, run: str = "run"
) -> SiteView:
    """The view of the world's one site."""

    async def inspected(connect_to: str) -> SiteView:
        settings = FetchSettings(rate=0, per_host=2, connect_to=(connect_to,), timeout_s=3.0)
        archive = Archive(evidence)
        try:
            async with Fetcher(settings, lambda: AS_OF) as fetcher:
                sites = [site or Site("001", f"http://{HOST}/")]
                plan = InspectionPlan(Register(), sites, AS_OF, CrawlSettings(max_pages))
                return (await inspect_sites(plan, Source(fetcher, archive, run), {}))[0]
        finally:
            archive.close()

    with WorldServer(world) as server:
        return asyncio.run(inspected(server.connect_to))


def page(body: str, title: str = "测试市人民政府网", head: str = "") -> str:
    """A small page around a body."""
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body>{body}</body></html>"
    )


def listing(rows: list[tuple[str, str, str]]) -> str:
    """A list of (title, address, day) rows."""
    entries = "".join(f'<li><a href="{url}">{title}</a><span>{day}</span></li>' for title, url, day in rows)
    return f'<div class="list"><ul>{entries}</ul></div>'
