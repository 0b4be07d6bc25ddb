"""One site's inspection: a first pass, a second look at what failed, and the frozen view of both."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime

from mingcha.core.clock import china_day
from mingcha.core.fetch import FetchFailure, Response
from mingcha.core.page import Column, ColumnKind, Item, ListState, PageKind
from mingcha.core.unit import Site, Unit, host_of
from mingcha.core.view import BrokenLink, Probe, SiteView
from mingcha.engine.classify import as_page
from mingcha.engine.crawl import CrawlSettings, PageSource, SiteCrawl
from mingcha.engine.memory import Memory
from mingcha.engine.observed import LinkRole, Observed

STRAY_ENTRIES = 2
"""So many single articles (the yearly report form, a banner) do not make a list of a door page."""
SLOW_S = 2.5
"""Seconds from which on a home page is timed again; well below any limit that a scheme sets."""


class SiteInspection:
    """`first_pass`, then `second_look` at a later time, then `view`.

    What a second look can overturn (an outage, a dead link) is charged only when it failed twice.
    """

    def __init__(
        self,
        site: Site,
        source: PageSource,
        as_of: datetime,
        settings: CrawlSettings,
        memory: Memory | None = None,
    ) -> None:
        self.site = site
        self._memory = memory
        self._source = source
        self._as_of = as_of
        self._settings = settings
        self._seen = Observed()
        self._broken: tuple[BrokenLink, ...] = ()

    @property
    def pages(self) -> int:
        """Pages read so far."""
        return len(self._seen.pages)

    @property
    def has_failures(self) -> bool:
        """Whether anything failed that a second look may overturn."""
        return self._seen.home_failure is not None or bool(self._seen.failures)

    async def first_pass(self) -> None:
        """Read the site within its budget; once more where its server's word was taken and it lied."""
        for _ in range(2):
            crawl = SiteCrawl(self.site, self._source, china_day(self._as_of), self._settings, self._memory)
            self._seen = crawl.seen
            await crawl.run()
            if not crawl.was_misled:
                break

    async def second_look(self) -> None:
        """Look again at a home page or links that failed; a home page that answers now is read as a first."""
        if self._seen.home_failure is not None:
            again = await self._again(self._seen.home_failure)
            if again is None:
                await self.first_pass()
            else:
                self._seen.home_failure = again
        face = self._seen.face
        if face is not None and face.nothing_to_check:
            await self._read_again()
        if self._seen.home_seconds is not None and self._seen.home_seconds > SLOW_S:
            await self._time_again(self._seen.home_seconds)
        self._broken = tuple([link async for link in self._confirmed()])

    async def _read_again(self) -> None:
        """A second look at a home page that was nothing but a notice, or no site; what it says now counts."""
        await self._source.look_again(
            self.site.home_url,
            private_ok=self.site.allow_private,
            ignore_robots=self.site.ignore_robots,
        )
        await self.first_pass()
        self._seen.requests += 1

    async def _time_again(self, seconds: float) -> None:
        """A second look at a home page that was slow: the shorter time counts."""
        self._seen.requests += 1
        answer = await self._source.look_again(
            self.site.home_url,
            private_ok=self.site.allow_private,
            ignore_robots=self.site.ignore_robots,
        )
        if isinstance(answer, Response):
            self._seen.home_seconds = min(seconds, answer.seconds)

    async def _again(self, failure: FetchFailure, *, page: bool = True) -> FetchFailure | None:
        """The failure with its second look, None when the address answered (with a page where one is due)."""
        self._seen.requests += 1
        answer = await self._source.look_again(
            failure.url,
            head_only=not page,
            private_ok=self.site.allow_private,
            ignore_robots=self.site.ignore_robots,
        )
        if page and isinstance(answer, Response):
            answer = as_page(answer)
        if isinstance(answer, Response):
            return None
        return replace(answer, url=failure.url)

    async def _confirmed(self) -> AsyncIterator[BrokenLink]:
        """Linked addresses of this site that failed twice in a way that can make a link dead."""
        for url, failure in list(self._seen.failures.items()):
            notes = self._seen.links.get(url)
            if notes is None or not failure.kind.can_be_dead:
                continue
            again = await self._again(failure, page=notes.role is LinkRole.PAGE)
            if again is None:
                del self._seen.failures[url]
                continue
            self._seen.failures[url] = again
            if again.kind.can_be_dead and again.looks > 1:
                source = self._seen.pages.get(notes.source)
                yield BrokenLink(
                    target=url,
                    text=notes.text,
                    source=notes.source,
                    on_home=notes.on_home,
                    pages=notes.pages,
                    role=notes.role.value,
                    failure=again,
                    source_evidence=source.evidence if source else None,
                )

    def view(self, unit: Unit | None = None, probes: tuple[Probe, ...] = ()) -> SiteView:
        """The frozen view of what was seen."""
        seen = self._seen
        gone = {link.target for link in self._broken}
        columns = tuple(
            seen.column(notes)
            for notes in seen.columns.values()
            if notes.pages_read or notes.link.url not in gone  # a dead link is no column
        )
        return SiteView(
            site=self.site,
            as_of=self._as_of,
            home=seen.home,
            home_failure=seen.home_failure,
            doorway=_is_doorway(seen),
            marks=seen.marks,
            unread_parts=seen.unread_parts,
            columns=columns,
            home_columns=(_home_column(seen, columns),) if seen.home else (),
            pages=tuple(seen.pages.values()),
            broken_links=self._broken,
            failures=tuple(
                filter(None, (seen.home_failure, *seen.failures.values())),
            ),
            probes=probes,
            unit=unit,
            complete=seen.complete,
            requests=seen.requests,
            seen_at=seen.home.seen_at if seen.home else None,
            search=seen.search.box if seen.search else None,
            home_seconds=seen.home_seconds,
            outbound=seen.outbound(),
            face=seen.face,
            exits=tuple(link for link in seen.home_links if host_of(link.url) not in self.site.hosts),
        )


def _home_column(seen: Observed, columns: tuple[Column, ...]) -> Column:
    """What the home page shows, as one list: its dated entries, and its links to entries dated elsewhere."""
    home = seen.home
    assert home is not None
    items: dict[str, Item] = {item.url: item for item in seen.home_items}
    listed = {item.url: item for column in columns for item in column.items}
    for link in seen.home_links:
        if link.url in items:
            continue
        if link.url in listed:
            items[link.url] = listed[link.url]
            continue
        facts = seen.pages.get(seen.aliases.get(link.url, link.url))
        if facts is not None and facts.kind is PageKind.ARTICLE:
            items[link.url] = seen.item_date(Item(link.text, link.url))
    return Column(
        name="首页",
        url=home.url,
        kind=ColumnKind.HOME,
        state=ListState.LISTED if items else ListState.CONTENT,
        items=tuple(items.values()),
        pages_read=1,
        complete=True,
        evidence=home.evidence,
        seen_at=home.seen_at,
    )


def _is_doorway(seen: Observed) -> bool:
    """Whether the home page only leads on: no dated list stands on it, and next to no entry of one."""
    if seen.home is None or seen.home_items:
        return False
    entries = {item.url for notes in seen.columns.values() for item in notes.items.values()}
    return len({link.url for link in seen.home_links} & entries) <= STRAY_ENTRIES
