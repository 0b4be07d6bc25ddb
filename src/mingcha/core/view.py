"""What a rule is shown: frozen views of a site and of a unit at one instant."""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from mingcha.core.clock import Calendar, china_day
from mingcha.core.fetch import FetchFailure
from mingcha.core.ledger import Ledger
from mingcha.core.page import Column, Item, Link, Mark, PageFacts
from mingcha.core.unit import Account, Register, Site, Unit


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """A link that failed on every look: where it stands, how many pages carry it, and how it ended.

    `role` is "page", "attachment" or "exit" (another site). `source` is the home page when it stands there,
    else the first page that carries it.
    """

    target: str
    text: str
    source: str
    on_home: bool
    pages: int
    role: str
    failure: FetchFailure
    source_evidence: str | None = None


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """What the site search showed for some words: the links of its answer, as it is stored."""

    words: str
    url: str
    links: tuple[Link, ...] = ()
    evidence: str | None = None
    seen_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SearchBox:
    """The site search as seen: where its form stands and leads, and whether a title looked for was found.

    `works` is None where it was not tried or the answer could not be read. `answers` are those to the words
    that a duty asks for; only a search that works is asked.
    """

    url: str
    action: str
    works: bool | None = None
    reason: str = ""
    answers: tuple[SearchAnswer, ...] = ()


@dataclass(frozen=True, slots=True)
class Outbound:
    """A link to a page of another host: its words, the first page that carries it.

    `host` is the host that answered in the end, "" when none did. `unlisted` says that it is a
    government's of the register and the register does not hold it; None where there is no register to ask, or
    nobody answered.
    """

    url: str
    text: str
    source: str
    unlisted: bool | None = None
    host: str = ""


@dataclass(frozen=True, slots=True)
class HomeFace:
    """What a visitor meets first on the home page: the words of its head, with those of its pictures.

    `wordless` are pictures (or empty logo boxes) there that may hold the name; `notice` is the sentence that
    says that the site is closed, moved or under maintenance; `bare` that the page holds little else.
    `placeholder` are the words of a page that is no site: a web server's own, or a few words without a link.
    """

    head: str
    wordless: tuple[str, ...] = ()
    notice: str = ""
    bare: bool = False
    placeholder: str = ""

    @property
    def nothing_to_check(self) -> str:
        """Why nothing can be judged of the site behind this page, in Chinese, "" where something can."""
        if self.bare and self.notice:
            return f"首页只有公告“{self.notice}”，没有内容可查"
        return f"首页只有“{self.placeholder}”，没有内容可查" if self.placeholder else ""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """An entry whose date an earlier look at its column gives the lie.

    `column` is the column's address. `known`: it was there at `looked`, though its date is later now; else it
    was not there at `looked`, though its date is earlier.
    """

    column: str
    item: Item
    looked: datetime
    known: bool


@dataclass(frozen=True, slots=True)
class Probe:
    """One availability visit: when, whether the home page opened, and in how many seconds."""

    at: datetime
    ok: bool
    seconds: float


@dataclass(frozen=True)
class SiteView:
    """Everything observed of one site, frozen. `as_of` is the 'today' of judging.

    `home` is None when the home page could not be had; `home_failure` then says why.
    `marks` are those of the home page with its scripts, frames and includes; `unread_parts` names the parts
    that might draw marks and could not be read, so that 'missing' cannot be said.
    `complete` is False when the page budget ended before the site did. `home_seconds` is how long the home
    page took (the shorter of two looks), `exits` are the links of the home page to other hosts, `outbound`
    one link to each other host, from any page; `face` is the head of the home page. `contradictions` are
    what an earlier inspection, where there was one, says of dates.
    """

    site: Site
    as_of: datetime
    home: PageFacts | None = None
    home_failure: FetchFailure | None = None
    doorway: bool = False
    marks: tuple[Mark, ...] = ()
    unread_parts: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    home_columns: tuple[Column, ...] = ()
    pages: tuple[PageFacts, ...] = ()
    broken_links: tuple[BrokenLink, ...] = ()
    failures: tuple[FetchFailure, ...] = ()
    probes: tuple[Probe, ...] = ()
    unit: Unit | None = None
    complete: bool = True
    requests: int = 0
    seen_at: datetime | None = None
    home_seconds: float | None = None
    exits: tuple[Link, ...] = ()
    search: SearchBox | None = None
    outbound: tuple[Outbound, ...] = ()
    face: HomeFace | None = None
    contradictions: tuple[Contradiction, ...] = ()

    @property
    def nothing_to_check(self) -> str:
        """Why nothing of the site could be checked, in Chinese, "" where something could."""
        if self.home is None:
            return f"首页未能取得：{self.home_failure.detail if self.home_failure else '没有检查记录'}"
        return self.face.nothing_to_check if self.face else ""

    @property
    def today(self) -> date:
        """The day of judging in China."""
        return china_day(self.as_of)

    @cached_property
    def pages_by_url(self) -> dict[str, PageFacts]:
        """Pages by address."""
        return {page.url: page for page in self.pages}

    @cached_property
    def columns_by_url(self) -> dict[str, Column]:
        """Columns by address."""
        return {column.url: column for column in self.columns}


@dataclass(frozen=True)
class UnitView:
    """A unit with its sites' views and the ledger, frozen at `as_of`.

    `sites` are the views of its running sites in register order; `portal` is the view of the city portal,
    None when there is none; `report_year` is the year whose annual report is asked for.
    """

    unit: Unit
    as_of: datetime
    register: Register
    calendar: Calendar
    ledger: Ledger = field(default_factory=Ledger)
    sites: tuple[SiteView, ...] = ()
    portal: SiteView | None = None
    report_year: int | None = None
    accounts: tuple[Account, ...] = ()

    @property
    def today(self) -> date:
        """The day of judging in China."""
        return china_day(self.as_of)

    @property
    def is_portal_unit(self) -> bool:
        """Whether this unit runs the city portal itself."""
        return self.portal is not None and self.portal.site.unit_code == self.unit.code
