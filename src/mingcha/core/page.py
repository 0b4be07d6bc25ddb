"""What was observed on a page and in a column; facts only, no judgement."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

Day = date  # inside a class with a field of that name, `date` is the field


class PageKind(StrEnum):
    """What a page is for."""

    HOME = "home"
    COLUMN = "column"
    ARTICLE = "article"
    OTHER = "other"


class ColumnKind(StrEnum):
    """What a column holds (contract, section 2)."""

    HOME = "home"
    NEWS = "news"
    NOTICE = "notice"
    POLICY = "policy"
    EXPLANATION = "explanation"
    ANNUAL_REPORT = "annual_report"
    CATALOGUE = "catalogue"
    GUIDE = "guide"
    LEADER = "leader"
    ORGAN = "organ"
    PERSONNEL = "personnel"
    PLAN = "plan"
    FINANCE = "finance"
    STATISTICS = "statistics"
    CONSULTATION = "consultation"
    SURVEY = "survey"
    INTERVIEW = "interview"
    MESSAGE = "message"
    SERVICE = "service"
    VIDEO = "video"
    TOPIC = "topic"
    OTHER = "other"


class MarkKind(StrEnum):
    """The marks that the foot of a government page must show."""

    BADGE = "badge"
    SITE_CODE = "site_code"
    ICP_NUMBER = "icp_number"
    POLICE_FILING = "police_filing"
    SPONSOR = "sponsor"
    CONTACT = "contact"
    ERROR_ENTRY = "error_entry"
    SITEMAP = "sitemap"


class MarkPlace(StrEnum):
    """Where a mark was found."""

    HTML = "html"
    SCRIPT = "script"
    FRAME = "frame"
    INCLUDE = "include"


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark as seen: `value` is the code, number or name in normal form, `text` the words verbatim.

    `link` is the address behind it ("" when none); `source` the document that held it (page, script, frame).
    """

    kind: MarkKind
    value: str
    text: str
    link: str
    place: MarkPlace
    source: str


@dataclass(frozen=True, slots=True)
class DateReading:
    """A publication date with the words it was read from; confidence runs from 0 to 1.

    `rule` names the reading rule ("label", "meta", "url", …).
    """

    day: date
    rule: str
    excerpt: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Item:
    """条目: one entry of a list. `date` is None when the list shows none and the article none either.

    `dated_by` is "list", "article", "none" (looked everywhere, there is none) or "unread" (the list shows
    none and the article was not read).
    """

    title: str
    url: str
    date: Day | None = None
    dated_by: str = "list"


@dataclass(frozen=True, slots=True)
class Link:
    """One anchor of a page: absolute URL and its words (title attribute when the words are cut or empty)."""

    url: str
    text: str


class ListState(StrEnum):
    """How the list of a column stands. Only `empty` may be called blank."""

    LISTED = "listed"
    EMPTY = "empty"
    REMOTE = "remote"
    HUB = "hub"
    CONTENT = "content"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Column:
    """栏目 as observed: its newest items first, as many as were read.

    `state`: listed (items seen), empty (a list was expected and holds none), remote (filled by a script we
    do not run), hub (a page of sub-columns), content (one page of text), unread (not fetched or failed).
    `complete` says that every page of the list was read. `trail` names the columns above, home first.
    `structure` says, in Chinese, why the column stands there by the structure of the disclosure catalogue,
    which the unit does not choose; "" where nothing speaks for that.
    """

    name: str
    url: str
    kind: ColumnKind
    state: ListState
    items: tuple[Item, ...] = ()
    trail: tuple[str, ...] = ()
    pages_read: int = 0
    complete: bool = False
    structure: str = ""
    reason: str = ""
    evidence: str | None = None
    seen_at: datetime | None = None

    @property
    def newest(self) -> date | None:
        """The newest date of its items, None when none is dated."""
        return max((item.date for item in self.items if item.date is not None), default=None)


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a page as text: a row has as many cells as it spans, spanned cells repeat their words."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Advert:
    """What seems to be a commercial advertisement: its words, and where it leads ("" nowhere).

    `sign` is what gives it away: "network" (an advertising network's script or frame), "offer" (space for
    advertisements is offered), "label" (it is marked 广告), "floating" (what hangs over the page and sells).
    """

    url: str
    text: str
    sign: str


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What is kept of a page once it streamed by: small, so that a site of any size fits in memory.

    `tags` are the meta tags of the government standard, names in lower case, values stripped;
    `column` is the address of the column that led here; `text_length` counts characters of the main text.
    Kept only where a rule asks for them: `tables` of annual reports, `links` (own pages linked from the main
    text) and `document_number` (发文字号) of policies and explanations, `headings` of reports; of service
    guides `elements` (which of the ten element classes were found) and `forms` (named and not offered there).
    `unanswered` are the words by which the page of a letter says that it has no answer yet.
    `modified` is the Last-Modified header, `adverts` what seems to be commercial.
    """

    url: str
    kind: PageKind
    title: str
    tags: tuple[tuple[str, str], ...] = ()
    date: DateReading | None = None
    marks: tuple[Mark, ...] = ()
    text_length: int = 0
    attachments: int = 0
    videos: int = 0
    column: str | None = None
    encoding: str = "utf-8"
    evidence: str | None = None
    seen_at: datetime | None = None
    tables: tuple[Table, ...] = ()
    links: tuple[str, ...] = ()
    document_number: str = ""
    elements: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    modified: datetime | None = None
    forms: tuple[str, ...] = ()
    adverts: tuple[Advert, ...] = ()
    unanswered: str = ""

    def tag(self, name: str) -> str:
        """The value of a meta tag by its lower-case name, "" when absent."""
        return next((value for key, value in self.tags if key == name), "")

    def has_tag(self, name: str) -> bool:
        """Whether the tag stands on the page, even with an empty value."""
        return any(key == name for key, _ in self.tags)
