"""What a crawl has seen of one site so far, in the small form that is kept while pages stream by."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from functools import lru_cache

from mingcha.core.fetch import FetchFailure, Response
from mingcha.core.page import (
    Column,
    ColumnKind,
    Item,
    Link,
    ListState,
    Mark,
    PageFacts,
    PageKind,
)
from mingcha.core.unit import host_of
from mingcha.core.view import HomeFace, Outbound
from mingcha.engine.guides import NO_GUIDE, guide_of, inner_text, may_be_guide
from mingcha.engine.page import ColumnLink, Listing, Page
from mingcha.engine.papers import papers_of
from mingcha.engine.search import SearchForm
from mingcha.engine.url import is_attachment, is_media
from mingcha.text.letters import unanswered

TAGS = frozenset(
    (
        "sitename",
        "sitedomain",
        "siteidcode",
        "columnname",
        "columndescription",
        "columnkeywords",
        "columntype",
        "articletitle",
        "pubdate",
        "contentsource",
    )
)
"""Meta tags of the government standard (47号 annex; regulations 3.5) that rules look at."""

OWN_TAGS = frozenset(("articletitle", "pubdate"))
"""Tags whose values hardly two pages share; those of the others are kept once for all."""
_OF_LETTERS = frozenset(
    (
        None,
        ColumnKind.MESSAGE,
        ColumnKind.CONSULTATION,
        ColumnKind.SURVEY,
        ColumnKind.INTERVIEW,
        ColumnKind.OTHER,
    )
)
"""Kinds of columns that may hold letters (民意直通车 is one of 民意 by its words); None: no column led."""

MAX_ITEMS = 2000
"""Items kept of one column; a list longer than this is cut at its old end."""


@dataclass(slots=True)
class ColumnNotes:
    """A column while it is being read, page by page of its list.

    `says` are the words of a blank page by which the catalogue's structure leaves it blank.
    """

    link: ColumnLink
    state: ListState = ListState.UNREAD
    reason: str = "尚未读取"
    items: dict[str, Item] = field(default_factory=dict)
    pages_read: int = 0
    known: set[str] = field(default_factory=set)
    unread: set[str] = field(default_factory=set)
    page: PageFacts | None = None
    says: str = ""

    @property
    def is_complete(self) -> bool:
        """Whether every page of the list was read; one whose pages only a script turns was not."""
        turned_by_script = self.state is ListState.LISTED and bool(self.reason)
        return self.pages_read > 0 and not self.unread and not turned_by_script

    def take(self, listing: Listing, facts: PageFacts, kind: ColumnKind, asked: str) -> tuple[str, ...]:
        """Add one page of the list, got for the address `asked`; returns the further pages not yet known."""
        self.pages_read += 1
        self.known.update((asked, facts.url))
        self.unread -= {asked, facts.url}
        if self.pages_read == 1:
            self.page, self.state, self.reason = facts, listing.state, listing.reason
            self.link = ColumnLink(self.link.name, self.link.url, kind, self.link.trail)
        elif listing.state is ListState.LISTED and self.state is not ListState.LISTED:
            self.state, self.reason = listing.state, listing.reason
        for item in listing.items:
            if len(self.items) < MAX_ITEMS:
                self.items.setdefault(item.url, item)
        fresh = tuple(url for url in listing.next_pages if url not in self.known)
        self.known.update(fresh)
        self.unread.update(fresh)
        return fresh


class LinkRole(StrEnum):
    """What a link leads to: a page of the site, a file to download, another site."""

    PAGE = "page"
    ATTACHMENT = "attachment"
    EXIT = "exit"


@dataclass(slots=True)
class LinkNotes:
    """How one address is linked: its words, how many pages carry it, and the first that does."""

    text: str
    source: str
    on_home: bool
    role: LinkRole
    pages: int = 1


@dataclass
class Observed:
    """The notes of one site's crawl. `landed` is the host that answered a link to another site."""

    home: PageFacts | None = None
    home_failure: FetchFailure | None = None
    home_seconds: float | None = None
    home_links: tuple[Link, ...] = ()
    home_items: tuple[Item, ...] = ()
    marks: tuple[Mark, ...] = ()
    unread_parts: tuple[str, ...] = ()
    columns: dict[str, ColumnNotes] = field(default_factory=dict)
    pages: dict[str, PageFacts] = field(default_factory=dict)
    links: dict[str, LinkNotes] = field(default_factory=dict)
    failures: dict[str, FetchFailure] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    requests: int = 0
    complete: bool = True
    search: SearchForm | None = None
    face: HomeFace | None = None
    landed: dict[str, str] = field(default_factory=dict)

    def outbound(self) -> tuple[Outbound, ...]:
        """One link to each other host, to a page; one that was answered goes before one that was not."""
        kept: dict[str, Outbound] = {}
        for url, notes in self.links.items():
            if notes.role is LinkRole.EXIT and not is_attachment(url) and not is_media(url):
                host, answered = host_of(url), self.landed.get(url, "")
                if host not in kept or (answered and not kept[host].host):
                    kept[host] = Outbound(url, notes.text, notes.source, host=answered)
        return tuple(kept.values())

    def item_date(self, item: Item) -> Item:
        """The item, dated by its article where the list shows no date."""
        if item.date is not None:
            return item
        facts = self.pages.get(self.aliases.get(item.url, item.url))
        if facts is not None and facts.date is not None:
            return Item(item.title, item.url, facts.date.day, "article")
        undated = facts is not None and facts.kind is PageKind.ARTICLE
        return Item(item.title, item.url, None, "none" if undated else "unread")

    def _structure(self, notes: ColumnNotes) -> str:
        """Why a column stands there by the catalogue's structure, "" where nothing speaks for that."""
        if notes.state is ListState.EMPTY:
            if notes.says:
                return f"页面写明“{notes.says}”"
            name = notes.link.name
            if any(name in other.link.trail and other.items for other in self.columns.values()):
                return "下级栏目有内容"
        above = next((name for name in notes.link.trail if "目录" in name), "")
        return f"在“{above}”之下" if above else ""

    def column(self, notes: ColumnNotes) -> Column:
        """The column as it stands."""
        facts = notes.page
        return Column(
            name=notes.link.name,
            url=notes.link.url,
            kind=notes.link.kind,
            state=notes.state,
            items=tuple(self.item_date(item) for item in notes.items.values()),
            trail=notes.link.trail,
            pages_read=notes.pages_read,
            complete=notes.is_complete,
            structure=self._structure(notes),
            reason=notes.reason,
            evidence=facts.evidence if facts else None,
            seen_at=facts.seen_at if facts else None,
        )


@lru_cache(maxsize=4096)
def _shared(name: str, value: str) -> tuple[str, str]:
    """One and the same pair for all pages of a site that carry it."""
    return name, value


def facts_of(
    page: Page, kind: PageKind, column: str | None, *, is_list: bool, within: ColumnKind | None = None
) -> PageFacts:
    """What is kept of a page; a page of a list has no publication date of its own.

    `within` is the kind of the column that led here: pages of policies are looked at more closely, and only
    pages of services, and those called so, are guides.
    """
    asked = f"{kind} {within} {is_list}"
    facts = page.facts.get(asked)
    if facts is None:
        facts = page.facts[asked] = _facts(page, kind, is_list, within)
    answer = page.response
    return replace(
        facts, column=column, evidence=answer.evidence, seen_at=answer.seen_at, modified=_modified(answer)
    )


def _facts(page: Page, kind: PageKind, is_list: bool, within: ColumnKind | None) -> PageFacts:
    """What the body of a page says, whoever led to it and whenever it was got."""
    asked = within is ColumnKind.SERVICE or (kind is not PageKind.HOME and may_be_guide(page.title))
    guide = guide_of(page, is_list=is_list) if asked else NO_GUIDE
    policy = within in (ColumnKind.POLICY, ColumnKind.EXPLANATION)
    papers = papers_of(page, kind, page.tags.get("articletitle") or page.title, policy=policy)
    return PageFacts(
        url=page.url,
        kind=kind,
        title=page.title,
        tags=tuple(
            (name, value) if name in OWN_TAGS else _shared(name, value)
            for name, value in page.tags.items()
            if name in TAGS
        ),
        date=None if is_list else page.date,
        text_length=page.text_length,
        attachments=len(page.attachments),
        videos=page.videos,
        encoding=page.encoding,
        tables=papers.tables,
        links=papers.links,
        document_number=papers.document_number,
        headings=papers.headings,
        elements=guide.elements,
        forms=guide.forms,
        adverts=page.adverts(article=kind is PageKind.ARTICLE),
        unanswered=_unanswered(page) if within in _OF_LETTERS and not is_list else "",
    )


def _unanswered(page: Page) -> str:
    whole = page.document.text()
    if not any(word in whole for word in ("答复", "回复", "状态", "进度")):
        return ""
    inner = inner_text(page.document, page.zones)
    main, every = ([" ".join(line.split()) for line in text.split("\n")] for text in (inner, whole))
    return unanswered(list(filter(None, main)), list(filter(None, every)))


def _modified(response: Response) -> datetime | None:
    """The Last-Modified header, None where there is none or it says no time."""
    said = response.header("last-modified")
    try:
        when = parsedate_to_datetime(said) if said else None
    except (ValueError, OverflowError):
        return None
    return when.replace(tzinfo=UTC) if when is not None and when.tzinfo is None else when


def newest_first(items: tuple[Item, ...]) -> list[Item]:
    """Items with the newest date first; undated ones stand where their neighbours stood."""
    return sorted(items, key=lambda item: item.date or date.min, reverse=True)
