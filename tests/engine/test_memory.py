"""What did not change is neither sent nor parsed again; what changed is noticed, whatever a server says."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from tests.engine.fetching import NOW, settings
from tests.servers.bad_tempered import BadServer, Request, bad_server, reply
from tests.servers.behaviours import by_request
from tests.support.tiny_world import listing
from tests.support.tiny_world import page as html

from mingcha.core.clock import CHINA, end_of_day
from mingcha.core.unit import Site
from mingcha.core.view import SiteView
from mingcha.engine import memory as memory_module
from mingcha.engine.archive import Archive
from mingcha.engine.crawl import CrawlSettings
from mingcha.engine.fetch import Fetcher
from mingcha.engine.inspect import SiteInspection
from mingcha.engine.memory import Memory
from mingcha.engine.page import Page
from mingcha.engine.parse import Document
from mingcha.engine.site_search import LOOKS
from mingcha.engine.source import Source

ARTICLES = 60
"""So many that the share read anew in every run is a part of them."""
ONE_BY_ONE = CrawlSettings(max_pages=500, workers=1)
"""Two workers note pages in an order of their own."""
PARSED = LOOKS + 3
"""Pages parsed in any run: the home page, and the first ones, on which a search form is looked for."""


class TaggedSite:
    """A served site of a home page, one column and its articles; `bodies` may be changed between runs."""

    def __init__(self, server: BadServer) -> None:
        self.server = server
        self.tags: dict[str, str] = {}
        self.says_unchanged = True
        self.not_modified: list[str] = []
        rows = [(f"关于第{k}号工作方案的通知", f"/tzgg/{k}.html", "2018-03-01") for k in range(ARTICLES)]
        self.bodies = {
            "/": html('<ul class="nav"><li><a href="/">首页</a><li><a href="/tzgg/">通知公告</a></ul>'),
            "/tzgg/": html(listing(rows), "通知公告"),
        }
        for k in range(ARTICLES):
            text = (
                f"<h1>关于第{k}号工作方案的通知</h1><p>发布时间：2018-03-01</p><div>{'工作方案。' * 40}</div>"
            )
            self.bodies[f"/tzgg/{k}.html"] = html(text, f"关于第{k}号工作方案的通知")
        for path in self.bodies:
            server.at(path, by_request(self._answer))

    def tag(self, path: str) -> str:
        return self.tags.get(path, f'"{hash(self.bodies[path]):x}"')

    def _answer(self, request: Request) -> object:
        path, tag = request.path, self.tag(request.path)
        if self.says_unchanged and request.headers.get("if-none-match") == tag:
            self.not_modified.append(path)
            return reply("", "304 Not Modified", ETag=tag)
        return reply(self.bodies[path], ETag=tag) if tag else reply(self.bodies[path])


@pytest.fixture
def site() -> Iterator[TaggedSite]:
    with bad_server() as server:
        yield TaggedSite(server)


def inspect(
    site: TaggedSite, folder: Path, run: str, *, remember: bool = True, at: datetime = NOW
) -> SiteView:
    folder.mkdir(exist_ok=True)

    async def inspected() -> SiteView:
        archive = Archive(folder)
        memory = Memory(folder, archive, run) if remember else None
        try:
            async with Fetcher(settings(timeout_s=5.0), lambda: NOW) as fetcher:
                home = Site("001", site.server.url("/"), allow_private=True)
                source = Source(fetcher, archive, run)
                inspection = SiteInspection(home, source, at, ONE_BY_ONE, memory)
                await inspection.first_pass()
                await inspection.second_look()
                return inspection.view()
        finally:
            if memory is not None:
                memory.close()
            archive.close()

    view = asyncio.run(inspected())
    return replace(view, home_seconds=None, requests=0)


def documents_read(monkeypatch: pytest.MonkeyPatch) -> list[Document]:
    read: list[Document] = []
    made = Document.__init__

    def counting(self: Document, body: bytes) -> None:
        read.append(self)
        made(self, body)

    monkeypatch.setattr(Document, "__init__", counting)
    return read


def test_a_second_inspection_sees_what_a_fresh_one_sees(site: TaggedSite, tmp_path: Path) -> None:
    first = inspect(site, tmp_path / "a", "1")
    again = inspect(site, tmp_path / "a", "2")
    fresh = inspect(site, tmp_path / "b", "2", remember=False)
    assert again == fresh == first
    assert len(again.pages) == ARTICLES + 2


def test_most_of_an_unchanged_site_is_neither_sent_nor_parsed(
    site: TaggedSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inspect(site, tmp_path, "1")
    assert not site.not_modified
    read = documents_read(monkeypatch)
    inspect(site, tmp_path, "2")
    assert ARTICLES * 0.8 < len(site.not_modified) <= ARTICLES  # one in twenty is drawn to be sent
    assert len(read) <= PARSED


def test_the_home_page_and_lists_are_always_sent(site: TaggedSite, tmp_path: Path) -> None:
    inspect(site, tmp_path, "1")
    inspect(site, tmp_path, "2")
    assert not {"/", "/tzgg/"} & set(site.not_modified)


def test_every_page_is_sent_in_some_run_whatever_the_server_says(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    sent = 0
    for run in range(100):
        memory = Memory(tmp_path, archive, str(run))
        memory._pending["http://a/"] = ("http://a/", "a", '"x"', "sha256:" + "0" * 64, "[]", "", "", "")
        sent += memory.validator("http://a/") is None
    assert 1 <= sent <= 15


def test_a_changed_page_is_seen_changed(site: TaggedSite, tmp_path: Path) -> None:
    inspect(site, tmp_path, "1")
    site.bodies["/tzgg/7.html"] = html("<h1>另一个题目的通知</h1>", "另一个题目的通知")
    again = inspect(site, tmp_path, "2")
    assert "另一个题目的通知" in {page.title for page in again.pages}
    assert again == inspect(site, tmp_path, "3", remember=False)


def test_a_server_without_tags_is_believed_no_date(site: TaggedSite, tmp_path: Path) -> None:
    site.tags = dict.fromkeys(site.bodies, "")
    inspect(site, tmp_path, "1")
    site.bodies["/tzgg/7.html"] = html("<h1>另一个题目的通知</h1>", "另一个题目的通知")
    again = inspect(site, tmp_path, "2")
    assert "另一个题目的通知" in {page.title for page in again.pages}
    assert all("if-modified-since" not in request.headers for request in site.server.seen)


def test_one_tag_for_every_page_is_no_tag(site: TaggedSite, tmp_path: Path) -> None:
    site.tags = dict.fromkeys(site.bodies, '"same"')
    inspect(site, tmp_path, "1")
    site.bodies["/tzgg/7.html"] = html("<h1>另一个题目的通知</h1>", "另一个题目的通知")
    again = inspect(site, tmp_path, "2")
    assert not site.not_modified
    assert "另一个题目的通知" in {page.title for page in again.pages}


def test_a_server_caught_lying_about_a_list_is_read_anew_as_a_whole(site: TaggedSite, tmp_path: Path) -> None:
    site.tags = {path: f'"{path}"' for path in site.bodies}
    inspect(site, tmp_path, "1")
    site.bodies["/tzgg/7.html"] = html("<h1>另一个题目的通知</h1>", "另一个题目的通知")
    site.bodies["/tzgg/"] = site.bodies["/tzgg/"].replace("第3号", "第三号")
    again = inspect(site, tmp_path, "2")
    assert again == inspect(site, tmp_path, "x", remember=False)
    site.not_modified.clear()
    inspect(site, tmp_path, "3")
    assert not site.not_modified


def test_a_body_that_is_sent_again_unchanged_is_not_parsed_again(
    site: TaggedSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inspect(site, tmp_path, "1")
    site.says_unchanged = False
    read = documents_read(monkeypatch)
    assert len(inspect(site, tmp_path, "2").pages) == ARTICLES + 2
    assert len(read) <= PARSED


def test_other_code_reads_the_stored_bodies_anew_without_asking_for_them(
    site: TaggedSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = inspect(site, tmp_path, "1")
    monkeypatch.setattr(memory_module, "code_version", lambda: "newer")
    read = documents_read(monkeypatch)
    assert inspect(site, tmp_path, "2") == first
    assert len(read) > ARTICLES
    assert len(site.not_modified) > ARTICLES * 0.8


def test_a_date_without_a_year_is_read_anew_every_time(site: TaggedSite, tmp_path: Path) -> None:
    site.bodies["/tzgg/"] = site.bodies["/tzgg/"].replace("2018-03-01", "03-01")
    first = inspect(site, tmp_path, "1")
    later = inspect(site, tmp_path, "2", at=end_of_day(date(2020, 4, 18)))
    days = [view.columns[0].newest for view in (first, later)]
    assert days == [date(2018, 3, 1), date(2020, 3, 1)]


def test_what_was_read_on_a_later_day_is_not_taken_for_an_earlier_one(
    site: TaggedSite, tmp_path: Path
) -> None:
    site.bodies["/tzgg/7.html"] = html(
        "<h1>关于第7号工作方案的通知</h1><p>发布时间：2018-06-01</p><p>来源：本局 2018-03-01</p>",
        "关于第7号工作方案的通知",
    )
    inspect(site, tmp_path, "1", at=datetime(2019, 1, 1, tzinfo=CHINA))
    earlier = inspect(site, tmp_path, "2")
    assert earlier == inspect(site, tmp_path / "b", "2", remember=False)


def test_a_run_that_was_stopped_takes_up_its_unchanged_pages(site: TaggedSite, tmp_path: Path) -> None:
    inspect(site, tmp_path, "1")
    second = inspect(site, tmp_path, "2")
    asked = len(site.server.seen)
    assert inspect(site, tmp_path, "2") == second
    assert len(site.server.seen) == asked


def test_an_archived_run_with_unchanged_pages_is_judged_without_a_network(
    site: TaggedSite, tmp_path: Path
) -> None:
    inspect(site, tmp_path, "1")
    second = inspect(site, tmp_path, "2")
    archive = Archive(tmp_path)

    async def replayed() -> SiteView:
        source = Source.offline(archive, "2", lambda: NOW)
        home = Site("001", site.server.url("/"), allow_private=True)
        inspection = SiteInspection(home, source, NOW, ONE_BY_ONE)
        await inspection.first_pass()
        return inspection.view()

    view = asyncio.run(replayed())
    archive.close()
    assert replace(view, home_seconds=None, requests=0) == second


def test_everything_noted_of_a_page_is_a_field_that_pages_have() -> None:
    assert all(hasattr(Page, name) for name in memory_module._READ)
