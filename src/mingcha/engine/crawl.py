"""Reads one site within its budget and notes what it sees; judges nothing."""

import asyncio
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from mingcha.core.fetch import FailureKind, FetchFailure, Response
from mingcha.core.page import ColumnKind, Item, Link, ListState, PageFacts, PageKind
from mingcha.core.unit import Site, host_of
from mingcha.core.view import SearchAnswer
from mingcha.engine.absence import structure_words
from mingcha.engine.classify import as_page
from mingcha.engine.columns import column_kind
from mingcha.engine.face import face_of
from mingcha.engine.frontier import Frontier, Rank, Visit
from mingcha.engine.home import HomeReading
from mingcha.engine.memory import Memory
from mingcha.engine.observed import ColumnNotes, LinkNotes, LinkRole, Observed, facts_of, newest_first
from mingcha.engine.page import ColumnLink, Page
from mingcha.engine.search import search_of
from mingcha.engine.site_search import LOOKS, asked, tried
from mingcha.engine.source import Validator
from mingcha.engine.traps import TrapGuard
from mingcha.engine.url import is_attachment, is_media, normalise

MAX_HOPS = 4
"""Entry pages (meta refresh, script redirect) followed in a row."""
MAX_COLUMNS = 400
FRESH_ITEMS = 5
"""Articles of each list that are read before the rest."""
MAX_HITS = 10
"""Pages read that only the search shows: an answer's first page."""
CHECKERS = 8
"""Links asked for at once: they lead to many hosts, each with its own manners."""
READ_WELL = LinkNotes("", "", False, LinkRole.PAGE)
"""What is kept of a link to a page that was read: nobody asks where it stands any more."""
SURE_DATE = 0.9
"""Confidence of a labelled publication date, which only an article carries."""


class PageSource(Protocol):
    """Where answers come from: the network with its evidence store, or the store alone."""

    async def get(
        self,
        url: str,
        *,
        head_only: bool = False,
        referrer: str = "",
        private_ok: bool = False,
        ignore_robots: bool = False,
        before: Validator | None = None,
    ) -> Response | FetchFailure:
        """The answer of an address, from the store if this run already has it; `before` asks whether it is
        still the same."""
        ...

    async def look_again(
        self,
        url: str,
        *,
        head_only: bool = False,
        referrer: str = "",
        private_ok: bool = False,
        ignore_robots: bool = False,
    ) -> Response | FetchFailure:
        """A second look at an address, never from the store."""
        ...


@dataclass(frozen=True, slots=True)
class CrawlSettings:
    """The budget of one site: pages read, files and other sites asked for, and how many at once.

    `questions` are words for which a site search that works is asked, so that its silence proves something.
    """

    max_pages: int = 500
    max_checks: int = 500
    workers: int = 2
    questions: tuple[str, ...] = ()


class SiteCrawl:
    """One site's crawl. `run` fills `seen`; it may be asked once."""

    def __init__(
        self,
        site: Site,
        source: PageSource,
        today: date,
        settings: CrawlSettings,
        memory: Memory | None = None,
    ) -> None:
        self.site = site
        self.seen = Observed()
        self._memory = memory
        self._taken_as_unchanged: set[str] = set()
        self._source = source
        self._today = today
        self._settings = settings
        self._hosts = set(site.hosts)
        self._frontier = Frontier()
        self._guard = TrapGuard()
        self._left = settings.max_pages
        self._busy = 0
        self._search_looks = LOOKS
        self._wake = asyncio.Condition()

    async def run(self) -> Observed:
        """Read the home page, then the frontier until it or the budget is empty."""
        await self._read_home()
        if self.seen.home is not None:
            workers = [asyncio.create_task(self._work()) for _ in range(self._settings.workers)]
            try:
                await asyncio.gather(*workers)
            finally:
                for worker in workers:
                    worker.cancel()
            self.seen.complete = len(self._frontier) == 0
            await self._check_links()
            await self._try_search()
        return self.seen

    @property
    def was_misled(self) -> bool:
        """Whether a host whose word was taken that pages are unchanged turned out to lie."""
        memory = self._memory
        return memory is not None and not all(memory.trusts(host) for host in self._taken_as_unchanged)

    async def _get(self, url: str, referrer: str = "", *, head_only: bool = False) -> Response | FetchFailure:
        self.seen.requests += 1
        return await self._source.get(
            url,
            head_only=head_only,
            referrer=referrer,
            private_ok=self.site.allow_private,
            ignore_robots=self.site.ignore_robots,
        )

    async def _open(self, url: str, referrer: str = "", *, anew: bool = True) -> Page | FetchFailure:
        """The page at an address, through entry pages that only lead on; `anew` takes no server's word that
        it is unchanged."""
        asked = url
        for _ in range(MAX_HOPS):
            answer = await (self._get(url, referrer) if anew else self._get_if_changed(url))
            page = self._page(answer) if isinstance(answer, Response) else answer
            if isinstance(page, FetchFailure):
                return replace(page, url=asked)
            if page.refresh is None or not self._is_own(page.refresh):
                return page
            referrer, url = url, page.refresh
        detail = f"入口页连续跳转超过 {MAX_HOPS} 次，未到达正文页面"
        return FetchFailure(asked, FailureKind.REDIRECT_LOOP, detail, answer.seen_at)

    async def _get_if_changed(self, url: str) -> Response | FetchFailure:
        before = self._memory.validator(url) if self._memory is not None else None
        if before is None:
            return await self._get(url)
        self.seen.requests += 1
        answer = await self._source.get(
            url,
            private_ok=self.site.allow_private,
            ignore_robots=self.site.ignore_robots,
            before=before,
        )
        if isinstance(answer, Response) and answer.unchanged:
            self._taken_as_unchanged.add(host_of(url))
        return answer

    def _page(self, answer: Response) -> Page | FetchFailure:
        if self._memory is not None:
            return self._memory.page(answer, self._today)
        found = as_page(answer)
        return found if isinstance(found, FetchFailure) else Page(found, self._today)

    def _is_own(self, url: str) -> bool:
        return host_of(url) in self._hosts

    async def _read_home(self) -> None:
        home_url = normalise(self.site.home_url) or self.site.home_url
        page = await self._open(home_url)
        if isinstance(page, FetchFailure):
            self.seen.home_failure = page
            return
        if page.is_blank:
            self.seen.home_failure = _nothing_shown(page, home_url)
            return
        self._hosts.add(host_of(page.url))
        self._frontier.add(Visit(home_url, Rank.HOME))
        self._frontier.add(Visit(page.url, Rank.HOME))
        while self._frontier.next() is not None:
            pass
        self._left -= 1
        home = await HomeReading(page, self._get, self._open).read()
        self.seen.marks, self.seen.unread_parts = home.marks, home.unread
        self.seen.search, self.seen.face = home.search, face_of(home.documents)
        facts = facts_of(page, PageKind.HOME, None, is_list=True)
        if home.frames:
            facts = replace(facts, text_length=sum(document.text_length for document in home.documents))
        self.seen.home = facts
        self.seen.home_seconds = page.response.seconds
        self._note(page, facts, asked=home_url)
        for document in home.documents:
            self._take_home(document)

    async def _try_search(self) -> None:
        if self.seen.search is not None:
            listed = (item for notes in self.seen.columns.values() for item in notes.items.values())
            items = (*self.seen.home_items, *listed)
            search = await tried(self.seen.search, items, self._today, self._hosts, self._open)
            self.seen.search = await asked(search, self._settings.questions, self._hosts, self._open)
            await self._read_hits(self.seen.search.box.answers)

    async def _read_hits(self, answers: Iterable[SearchAnswer]) -> None:
        """Read pages of the site that its search shows and nothing else led to."""
        links = (link.url for answer in answers for link in answer.links if self._is_page_of_site(link.url))
        fresh = [url for url in dict.fromkeys(links) if url not in self._frontier]
        for url in fresh[:MAX_HITS]:
            self._frontier.add(Visit(url, Rank.KEY))
            await self._read(Visit(url, Rank.KEY))

    def _take_home(self, page: Page) -> None:
        self.seen.home_links += page.links
        self.seen.home_items += page.dated_items
        for column in page.columns(home=True):
            self._add_column(column, Rank.COLUMN)
        for link in page.links:
            if self._is_page_of_site(link.url):
                self._add(Visit(link.url, Rank.FRESH))

    def _is_page_of_site(self, url: str) -> bool:
        return self._is_own(url) and not is_attachment(url) and not is_media(url)

    def _add_column(self, link: ColumnLink, rank: Rank) -> None:
        if not self._is_page_of_site(link.url) or len(self.seen.columns) >= MAX_COLUMNS:
            return
        if self.seen.home is not None and link.url == self.seen.home.url:
            return
        if link.url not in self.seen.columns:
            self.seen.columns[link.url] = ColumnNotes(link)
            self._frontier.add(Visit(link.url, rank, link.url, is_list=True))

    def _add(self, visit: Visit, day: date | None = None) -> None:
        if visit.url not in self._frontier and not self._guard.admit(visit.url):
            return
        self._frontier.add(visit, day)

    async def _work(self) -> None:
        while True:
            async with self._wake:
                while True:
                    visit = self._frontier.next() if self._left > 0 else None
                    if visit is not None or self._busy == 0:
                        break
                    await self._wake.wait()
                if visit is None:
                    self._wake.notify_all()
                    return
                self._busy += 1
                self._left -= 1
            try:
                await self._read(visit)
            finally:
                async with self._wake:
                    self._busy -= 1
                    self._wake.notify_all()

    async def _read(self, visit: Visit) -> None:
        page = await self._open(visit.url, anew=visit.is_list or visit.rank <= Rank.KEY)
        if isinstance(page, FetchFailure):
            self._take_failure(visit, page)
            return
        if not self._is_own(page.url):
            return
        kind = _kind_of(page, visit)
        notes = self.seen.columns.get(visit.column or "")
        within = notes.link.kind if notes is not None else None
        facts = facts_of(page, kind, visit.column, is_list=visit.is_list, within=within)
        if self.seen.search is None and self._search_looks > 0:
            self._search_looks -= 1
            self.seen.search = search_of(page)
        self._note(page, facts, asked=visit.url)
        if visit.is_list and visit.column is not None:
            self._take_list(page, self.seen.columns[visit.column], facts, visit.url)
        if self._memory is not None:
            self._memory.keep(page)

    def _take_failure(self, visit: Visit, failure: FetchFailure) -> None:
        notes = self.seen.columns.get(visit.column or "") if visit.is_list else None
        if notes is not None and notes.pages_read == 0:
            notes.reason = failure.detail
        elif notes is not None and failure.kind is FailureKind.NOT_FOUND and visit.url not in self.seen.links:
            notes.unread.discard(visit.url)  # no page links there: the pager's count named one page too many
            return
        self.seen.failures[visit.url] = failure

    def _note(self, page: Page, facts: PageFacts, asked: str) -> None:
        self.seen.pages.setdefault(page.url, facts)
        if asked != page.url:
            self.seen.aliases[asked] = page.url
        if asked in self.seen.links:
            self.seen.links[asked] = READ_WELL
        on_home = facts is self.seen.home
        for link in page.links:
            known = self.seen.links.get(link.url)
            if known is not None:
                known.pages += 1
            else:
                self._note_link(link, page.url, on_home)

    def _note_link(self, link: Link, source: str, on_home: bool) -> None:
        role = self._role(link.url)
        self.seen.links[sys.intern(link.url)] = LinkNotes(link.text, source, on_home, role)
        if role is LinkRole.PAGE:
            self._add(Visit(link.url, Rank.OTHER))

    def _role(self, url: str) -> LinkRole:
        if not self._is_own(url):
            return LinkRole.EXIT
        return LinkRole.ATTACHMENT if is_attachment(url) or is_media(url) else LinkRole.PAGE

    async def _check_links(self) -> None:
        """Ask for the files and other sites that the pages lead to, those on the home page first."""
        links = [(url, notes) for url, notes in self.seen.links.items() if notes.role is not LinkRole.PAGE]
        links.sort(key=lambda row: (not row[1].on_home, row[1].role is LinkRole.EXIT))
        waiting = iter(links[: self._settings.max_checks])

        async def check() -> None:
            for url, notes in waiting:
                answer = await self._get(url, notes.source, head_only=True)
                if isinstance(answer, FetchFailure):
                    self.seen.failures[url] = answer
                elif notes.role is LinkRole.EXIT and "html" in (answer.header("content-type") or "html"):
                    self.seen.landed[url] = host_of(answer.final_url)

        await asyncio.gather(*(check() for _ in range(CHECKERS)))

    def _take_list(self, page: Page, notes: ColumnNotes, facts: PageFacts, asked: str) -> None:
        first = notes.pages_read == 0
        kind = notes.link.kind
        if first:
            trail = notes.link.trail or page.trail
            kind = column_kind(notes.link.name, trail, page.tags.get("columntype", ""))
        listing = page.listing(notes.link.name)
        following = notes.take(listing, facts, kind, asked)
        if listing.state is ListState.EMPTY:
            notes.says = structure_words(page.document.text())
        keyed = kind is ColumnKind.ANNUAL_REPORT
        for url in following:
            self._add(Visit(url, Rank.KEY if keyed else Rank.LIST, notes.link.url, is_list=True))
        for item in listing.items:
            if item.url not in self.seen.links:  # a list that a script holds has no anchors
                self._note_link(Link(item.url, item.title), page.url, on_home=False)
        self._add_items(listing.items, notes.link.url, keyed, first)
        if first and listing.state in (ListState.HUB, ListState.LISTED, ListState.CONTENT):
            listed = {item.url for item in listing.items}
            for link in page.columns():
                if link.url in listed:
                    continue
                trail = link.trail or (*notes.link.trail, notes.link.name)
                self._add_column(ColumnLink(link.name, link.url, link.kind, trail), Rank.SUBCOLUMN)

    def _add_items(self, items: Iterable[Item], column: str, keyed: bool, first: bool) -> None:
        for position, item in enumerate(newest_first(tuple(items))):
            if self._is_page_of_site(item.url):
                fresh = first and position < FRESH_ITEMS
                rank = Rank.KEY if keyed else Rank.FRESH if fresh else Rank.ARTICLE
                self._add(Visit(item.url, rank, column), item.date)


def _nothing_shown(page: Page, url: str) -> FetchFailure:
    """A home page on which nothing can be seen, so that nothing can be said to be missing."""
    drawn = bool(page.document.scripts)
    why = "由脚本在浏览器中生成，本程序不执行脚本" if drawn else "打开后没有任何内容"
    answer = page.response
    return FetchFailure(
        url=url,
        kind=FailureKind.NOT_HTML,
        detail=f"首页{why}，请人工查看",
        seen_at=answer.seen_at,
        status=answer.status,
        seconds=answer.seconds,
        evidence=answer.evidence,
    )


def _kind_of(page: Page, visit: Visit) -> PageKind:
    """What a page is for: what led to it counts where its looks do not decide."""
    if visit.is_list:
        return PageKind.COLUMN
    looks = page.looks_like
    if visit.column is None or looks is PageKind.ARTICLE:
        return looks
    dated = page.date is not None and page.date.confidence >= SURE_DATE
    return PageKind.ARTICLE if looks is PageKind.OTHER or dated else looks
