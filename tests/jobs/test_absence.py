"""A report that is nowhere: the proof of its absence is judged again from the store, servers switched off."""

import asyncio
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest
from tests.support.tiny_world import AS_OF, HOST, listing, page, write_world

from mingcha import calendars, rules, schemes
from mingcha.core.ledger import Ledger
from mingcha.core.unit import Register
from mingcha.core.verdict import Outcome, Verdict
from mingcha.core.view import SiteView
from mingcha.engine.archive import Archive
from mingcha.engine.crawl import CrawlSettings, PageSource
from mingcha.engine.fetch import Fetcher, FetchSettings
from mingcha.engine.source import Source
from mingcha.jobs.inspection import InspectionPlan, inspect_sites
from mingcha.jobs.judging import Evidence, judge_all
from mingcha.registry import read_register
from mingcha.text.reports import report_questions
from mingcha.world import World, WorldServer, load_world

SLJ = "slj.ceshi.gov.cn"
TITLE = "测试市水利局2017年政府信息公开工作年度报告"
TEXT = "<p>" + "全年主动公开政府信息一百二十条，受理申请三件，均按时答复。" * 40 + "</p>"
NEWS = "关于防汛检查情况的通报"
FORM = '<form action="/s.html"><input type="text" name="q" class="search"></form>'
NAV = (
    '<ul class="nav"><li><a href="/">首页</a></li><li><a href="/gzdt/">工作动态</a></li>'
    '<li><a href="/nb/">信息公开年报</a></li></ul>'
)
FOOT = '<div class="foot"><a href="/map.html">网站地图</a> 主办单位：测试市水利局</div>'
PORTAL_NAV = (
    '<ul class="nav"><li><a href="/">首页</a></li><li><a href="/bmnb/">部门年报</a></li>'
    '<li><a href="/xqnb/">县区年报</a></li></ul>'
)
UNIT_ROW = (
    f"002,测试市水利局,市水利局,市政府部门,,2,测试市水利局网站,http://{SLJ}/,3799000002,部门,,,正常,,,\n"
)


def asked(words: str) -> str:
    return f"s.html?q={words}"


def city(folder: Path, own: dict[str, str] | None = None) -> World:
    """A portal with both columns for reports, a department whose report is nowhere, unless `own` adds it."""
    other = listing([("测试市林业局2017年政府信息公开工作年度报告", "/bmnb/1.html", "2018-03-01")])
    files = {
        "index.html": page(PORTAL_NAV),
        "bmnb/index.html": page(PORTAL_NAV + other),
        "bmnb/1.html": page("<h1>测试市林业局2017年政府信息公开工作年度报告</h1>" + TEXT),
        "xqnb/index.html": page(PORTAL_NAV + '<div class="list"><ul></ul>暂无信息</div>'),
    }
    write_world(folder, files)
    news = listing(
        [(NEWS, "/gzdt/1.html", "2018-04-02"), ("召开水利工作会议部署工作", "/gzdt/2.html", "2018-04-12")]
    )
    hit = f'<li><a href="/gzdt/1.html">{NEWS}</a></li>'
    none = "<p>没有找到相关结果</p>"
    department = {
        "index.html": NAV + FORM + news + FOOT,
        "gzdt/index.html": NAV + news,
        "gzdt/1.html": f"<h1>{NEWS}</h1>{TEXT}",
        "gzdt/2.html": f"<h1>召开水利工作会议部署工作</h1>{TEXT}",
        "nb/index.html": NAV + '<div class="list"><ul></ul>暂无信息</div>',
        "map.html": NAV + "<p>网站地图</p>",
        asked(NEWS): hit,
        **{asked(words): none for words in report_questions(2017)},
        **(own or {}),
    }
    for name, body in department.items():
        path = folder / "sites" / SLJ / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page(body, "测试市水利局网站"), encoding="utf-8")
    with (folder / "register.csv").open("a", encoding="utf-8") as register:
        register.write(UNIT_ROW)
    return load_world(folder)


@dataclass
class Office:
    """An inspection of a city that can be judged with its servers on, and again with all of them off."""

    world: World
    folder: Path

    @property
    def register(self) -> Register:
        return read_register(self.world.register).register

    def live(self) -> tuple[SiteView, ...]:
        async def inspected(connect_to: str) -> tuple[SiteView, ...]:
            hosts = frozenset(self.world.hosts)
            settings = FetchSettings(rate=0, connect_to=(connect_to,), only_hosts=hosts)
            archive = Archive(self.folder)
            try:
                async with Fetcher(settings, lambda: AS_OF) as fetcher:
                    return await self._views(Source(fetcher, archive, "run"))
            finally:
                archive.close()

        with WorldServer(self.world) as server:
            return asyncio.run(inspected(server.connect_to))

    def from_store(self) -> tuple[SiteView, ...]:
        archive = Archive(self.folder)
        try:
            return asyncio.run(self._views(Source.offline(archive, "run", lambda: AS_OF)))
        finally:
            archive.close()

    async def _views(self, source: PageSource) -> tuple[SiteView, ...]:
        budget = CrawlSettings(200, questions=report_questions(2017))
        return await inspect_sites(
            InspectionPlan(self.register, self.register.sites, AS_OF, budget), source, {}
        )

    def report(self, views: tuple[SiteView, ...]) -> Verdict:
        evidence = Evidence(
            AS_OF, self.register, Ledger(), calendars.shipped(), views, portal_host=HOST, report_year=2017
        )
        rule = rules.by_id()["late_annual_report"]
        judged = judge_all(evidence, schemes.load("linyi-2018", rules.by_id()), [rule])
        return next(row.verdict for row in judged if row.unit and row.unit.code == "002")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(city(tmp_path / "world"), tmp_path / "evidence")


def test_an_absence_is_proved_from_columns_search_site_map_and_the_portals_columns(office: Office) -> None:
    (finding,) = office.report(office.live()).findings
    assert finding.kind == "missing"
    for place in (
        f"“信息公开年报” http://{SLJ}/nb/ 共0条",
        f"{SLJ} 全站",
        f"网站地图 http://{SLJ}/map.html",
        f"站内搜索“2017年政府信息公开” http://{SLJ}/s.html?q={quote('2017年政府信息公开')}",
        f"门户网站“部门年报” http://{HOST}/bmnb/ 共1条",
        f"门户网站“县区年报” http://{HOST}/xqnb/ 共0条",
    ):
        assert place in finding.excerpt
    assert finding.excerpt.count("2018-04-18 23:59，sha256:") == finding.excerpt.count("；") + 1


def test_every_place_of_the_proof_is_a_stored_page_that_opens(office: Office) -> None:
    (finding,) = office.report(office.live()).findings
    seals = re.findall(r"sha256:[0-9a-f]{64}", finding.excerpt)
    archive = Archive(office.folder)
    try:
        assert len(seals) >= 7
        assert all(archive.body(seal) for seal in seals)
        assert finding.evidence in seals
    finally:
        archive.close()


def test_the_absence_is_judged_again_offline_with_the_same_proof(office: Office) -> None:
    first = office.report(office.live())
    views = office.from_store()
    again = office.report(views)
    assert again.outcome is Outcome.FAILED
    assert again == first
    assert {view.requests for view in views} != {0}


def test_offline_a_page_that_was_never_asked_for_is_no_proof_of_anything(office: Office) -> None:
    verdict = office.report(office.from_store())
    assert verdict.outcome is Outcome.CANT_TELL
    assert "离线复查" in (verdict.reason or "")


def test_a_report_that_only_the_search_shows_is_read_and_counts(tmp_path: Path) -> None:
    own = {
        asked(report_questions(2017)[0]): f'<li><a href="/x/9.html">{TITLE}</a></li>',
        "x/9.html": f"<h1>{TITLE}</h1><p>发布时间：2018-03-20</p>{TEXT}",
    }
    office = Office(city(tmp_path / "world", own), tmp_path / "evidence")
    assert office.report(office.live()).outcome is Outcome.PASSED
    assert office.report(office.from_store()).outcome is Outcome.PASSED
