"""What a generated site is made of: columns with items, footer marks, and the ways a page can be dressed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list. Without `url` it gets an article page of its own.

    `shown` is the date text in the list (None: as the layout writes it, "": none). `article_day` is the date
    on the article page (None: the same day); `dateless` leaves every date out of the article page. `path_day`
    is the day in the address of the article, where the layout has one there (None: the same day).
    """

    title: str
    day: date
    url: str = ""
    text: str = ""
    shown: str | None = None
    article_day: date | None = None
    dateless: bool = False
    index_table: str = ""
    drop_tags: tuple[str, ...] = ()
    path_day: date | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """One column: a list of items, or a page of its own (`body`), or a link elsewhere (`href`).

    Without `page` only its articles exist, for lists that stand on the home page alone. `tags` replaces the
    values of page tags, on the list and on its articles.
    """

    name: str
    slug: str
    kind: str
    items: tuple[Item, ...] = ()
    body: str = ""
    href: str = ""
    on_home: bool = False
    in_nav: bool = True
    page: bool = True
    per_page: int = 20
    list_html: str = ""
    intro: str = ""
    drop_tags: tuple[str, ...] = ()
    tags: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Marks:
    """How the footer shows its marks; "" leaves one out.

    `badge`: script, link, write; wrong ones: twisted, idless. `code`, `icp`, `police`, `sponsor`, `phone`: a
    text with {} for the value. `error`: script, link, old, number, gov, comment. `place`: static, script,
    iframe, load, frame (not on the page). `police_link` and `error_code` stand in the place of the right
    number in the link and of the right code.
    """

    badge: str = "script"
    code: str = "网站标识码：{}"
    icp: str = "{}"
    police: str = "{}"
    sponsor: str = "主办单位：{}"
    phone: str = "联系电话：{}"
    error: str = "script"
    place: str = "static"
    police_link: str = ""
    error_code: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """One website with everything that is on it.

    `shown_name` stands in heads and titles in place of the name; with `logo` the head shows it as a picture.
    `search`: post, get (results are there for every title of the home page), deaf (a form that finds
    nothing), link, elsewhere (a form of another host), none.
    """

    host: str
    name: str
    code: str
    icp: str
    police: str
    sponsor: str
    phone: str
    layout: str
    columns: tuple[Column, ...]
    encoding: str = "utf-8"
    declared: str = "utf-8"
    meta_style: str = "plain"
    marks: Marks = field(default_factory=Marks)
    shown_code: str = ""
    meta_code: str = ""
    home_path: str = "index.html"
    home_drop_tags: tuple[str, ...] = ()
    home_html: str = ""
    every_page_html: str = ""
    footer_note: str = ""
    shown_name: str = ""
    logo: bool = False
    meta_domain: str = ""
    search: str = "post"
    doorway: bool = False
    clock: str = ""
    extra: tuple[tuple[str, str], ...] = ()
    raw: tuple[tuple[str, bytes], ...] = ()
    serve: str = ""


def days_before(day: date, *offsets: int) -> tuple[date, ...]:
    """The days so many days before one, in the given order."""
    return tuple(day - timedelta(days=offset) for offset in offsets)
