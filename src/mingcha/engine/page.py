"""One fetched page and what can be seen on it; everything is computed when first asked."""

import re
import sys
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Final

from mingcha.core.fetch import Response
from mingcha.core.page import Advert, DateReading, Item, Link, Mark, MarkPlace, PageFacts, PageKind
from mingcha.engine.adverts import AdvertFinder, network_adverts
from mingcha.engine.columns import (
    ColumnFinder,
    ColumnLink,
    column_kind,
    is_article_address,
    is_column_address,
)
from mingcha.engine.dates import best_reading, date_readings
from mingcha.engine.decode import as_utf8
from mingcha.engine.entries import title_of
from mingcha.engine.listing import Listing, dated_items, read_listing
from mingcha.engine.maintext import main_box
from mingcha.engine.marks import marks_of
from mingcha.engine.parse import Box, Document, squeeze
from mingcha.engine.parts import Part, foot_is_elsewhere, frames_of, parts_of, refresh_of
from mingcha.engine.sight import Sight
from mingcha.engine.url import Resolver, is_attachment, is_media
from mingcha.engine.zones import Zone, zones_of

__all__ = ["ColumnLink", "Listing", "Page", "Part", "column_kind"]

_TITLE_CUT: Final = re.compile(r"\s?[-_|—–｜]")
_VIDEO: Final = re.compile(r"\.(?:mp4|flv|m3u8|wmv|avi|mov|rmvb|f4v|swf)(?=$|[?#&\"'])", re.I)
_VIDEO_SCRIPT: Final = re.compile(r"""["'][^"'\s]{3,300}\.(?:mp4|flv|m3u8|f4v|wmv)(?:\?[^"']*)?["']""", re.I)
_CRUMB_WORDS: Final = re.compile(r"^.*?(?:位置|所在栏目|当前栏目)\s*[:：∶]?", re.S)
_CRUMB_SPLIT: Final = re.compile(r"\s*(?:[>》»›→/＞]|&gt;|-{1,2}>|::|>>)+\s*")
_HOME_NAMES: Final = frozenset(("首页", "网站首页", "主页", "本站首页"))
_CRUMB_ENDS: Final = frozenset(("正文", "内容", "文章正文", "详细内容", "列表", "浏览文章", "详情", "内容页"))


_SHOWN: Final = frozenset(("img", "frame", "iframe", "object", "embed", "video", "form", "canvas", "svg"))
_NOTICE: Final = 60
"""Words of a page that waits for its scripts (请启用 JavaScript, 加载中), at most."""
_PAGE_ENDS: Final = (".html", ".htm", ".shtml", "/", ".jsp", ".aspx", ".asp", ".php", ".do")


def _films(source: str) -> Iterator[re.Match[str]]:
    if any(word in source for word in (".mp4", ".flv", ".m3u8", ".f4v", ".wmv", ".MP4")):
        yield from _VIDEO_SCRIPT.finditer(source)


class Page:
    """A parsed page. `response` is what the server said; `today` settles dates written without a year.

    `listings` and `facts` are what was read of it so far, by column name and by what was asked.
    """

    def __init__(self, response: Response, today: date) -> None:
        self.response = response
        self.today = today
        self.url = sys.intern(response.final_url)  # the same address is kept in many places
        self.listings: dict[str, Listing] = {}
        self.facts: dict[str, PageFacts] = {}
        self._body, self.encoding = as_utf8(response.body, response.header("content-type"))

    @cached_property
    def document(self) -> Document:
        """The page as boxes."""
        return Document(self._body)

    @cached_property
    def _resolver(self) -> Resolver:
        base = (
            self.document.tree.css_first("base[href]")
            if b"<base" in self._body or b"<BASE" in self._body
            else None
        )
        url = Resolver(self.url).resolve(base.attrs.get("href") or "") if base is not None else None
        return Resolver(url or self.url, self.encoding)

    @cached_property
    def zones(self) -> list[Zone]:
        """The zone of every box of the document, by its index."""
        return zones_of(self.document)

    @cached_property
    def _hrefs(self) -> dict[int, str]:
        resolve = self._resolver.resolve
        found = {}
        for box in self.document.anchors:
            href = box.target
            url = resolve(href) if href else None
            if url is not None:
                found[box.at] = url
        return found

    @cached_property
    def title(self) -> str:
        """The words of the <title> element in one line."""
        return self.document.title()

    @cached_property
    def tags(self) -> dict[str, str]:
        """Meta tags: names in lower case, values stripped; the first of a name that says something wins."""
        found: dict[str, str] = {}
        for node in self.document.tree.css("meta"):
            attrs = node.attrs
            name = attrs.get("name") or attrs.get("property")
            if name:
                name = name.strip().lower()
                value = (attrs.get("content") or "").strip()
                if not found.get(name):
                    found[name] = value
        return found

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Anchors and areas in order, each address once, with the first words that are no blank."""
        document = self.document
        texts = document.texts
        boxes = document.boxes
        found: dict[str, str] = {}
        for at, url in self._hrefs.items():
            if found.get(url):
                continue
            box = boxes[at]
            words = "".join(texts[box.text_from : box.text_to]).strip()
            if not words or words[-1] in ".…" or "\n" in words:
                words = title_of(document, box)
            found[url] = words
        return tuple(Link(url, words) for url, words in found.items())

    @cached_property
    def attachments(self) -> tuple[Link, ...]:
        """Links to files by their extension, pictures not counted."""
        return tuple(
            link
            for link in self.links
            if not link.url.endswith(_PAGE_ENDS) and is_attachment(link.url) and not is_media(link.url)
        )

    @cached_property
    def videos(self) -> int:
        """Players on this page: video, embed and object elements, film addresses in scripts and links."""
        document = self.document
        found = 0
        if document.tag_names & {"video", "embed", "object"}:
            for node in document.tree.css("video, embed, object"):
                attrs = node.attrs
                source = attrs.get("src") or attrs.get("data") or ""
                if node.tag == "video" or _VIDEO.search(source) or "video" in (attrs.get("type") or ""):
                    found += 1
        if found:
            return found
        sources = {match[0] for box in document.scripts for match in _films(document.script_text(box))}
        return len(sources) or sum(
            not link.url.endswith(_PAGE_ENDS) and _VIDEO.search(link.url) is not None for link in self.links
        )

    @cached_property
    def refresh(self) -> str | None:
        """Where a page that is nothing but an entry leads by itself, None for a page of its own."""
        return refresh_of(self.document, self._resolver, self.url)

    @cached_property
    def is_blank(self) -> bool:
        """Whether nothing can be read here: no words, link or picture, or only a notice before scripts."""
        document = self.document
        if document.anchors or document.tag_names & _SHOWN:
            return False
        words = sum(len(piece.strip()) for piece in document.texts)
        return words == 0 or (words <= _NOTICE and bool(document.scripts))

    @cached_property
    def frames(self) -> tuple[str, ...]:
        """Same-site frames of a frameset, or the iframes of a page that shows nothing else."""
        return frames_of(self.document, self._resolver, self.url)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Same-site scripts, frames and includes that may draw a piece of the page, in page order."""
        return parts_of(self.document, self._resolver, self.url)

    @cached_property
    def footer_is_drawn_elsewhere(self) -> bool:
        """Whether nothing in the foot can be called missing: empty here, or drawn by a foreign script."""
        return foot_is_elsewhere(self.document, self.url)

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """The marks that this document itself shows or writes by its inline scripts."""
        return marks_of(self.document, MarkPlace.HTML, self.url)

    @cached_property
    def trail(self) -> tuple[str, ...]:
        """The breadcrumb without 首页 and 正文: names of the columns above, outermost first."""
        zones = self.zones
        box = next((box for box in self.document.boxes if zones[box.at] & Zone.CRUMB), None)
        if box is None:
            return ()
        while box.parent is not None and zones[box.parent.at] & Zone.CRUMB:
            box = box.parent
        words = _CRUMB_WORDS.sub("", self.document.text(box).strip(), count=1)
        names = [squeeze(piece).strip("：: >[]") for piece in _CRUMB_SPLIT.split(words)]
        if len(names) == 1:
            names = [self.document.words(anchor) for anchor in self._anchors_in(box)]
        kept = [name for name in names if name and name not in _HOME_NAMES and name not in _CRUMB_ENDS]
        return tuple(name.replace(" ", "") for name in kept if len(name) <= 40)

    def _anchors_in(self, box: Box) -> list[Box]:
        return [anchor for anchor in self.document.anchors if box.at < anchor.at < box.end]

    @cached_property
    def _article_titles(self) -> tuple[str, ...]:
        """What the article's title may be, best first: its tag, its h1, the first piece of <title>."""
        titles = [squeeze(self.tags.get("articletitle", ""))]
        if "h1" in self.document.tag_names:
            titles += [self.document.words(box) for box in self.document.boxes if box.tag == "h1"]
        titles += [self.title, _TITLE_CUT.split(self.title, maxsplit=1)[0]]
        return tuple(dict.fromkeys(title for title in titles if len(title) >= 4))

    @cached_property
    def date(self) -> DateReading | None:
        """The publication date of an article page; meaningless on lists and home pages."""
        return best_reading(self._date_readings, self.today)

    @cached_property
    def _date_readings(self) -> list[DateReading]:
        return date_readings(self.document.text(), self._article_titles, self.tags, self.url)

    @property
    def is_settled(self) -> bool:
        """Whether all that was seen so far will be seen the same on any later day."""
        readings: list[DateReading] = self.__dict__.get("_date_readings", [])
        return all(reading.day <= self.today for reading in readings) and all(
            listing.settled for listing in self.listings.values()
        )

    @cached_property
    def _main(self) -> Box | None:
        return main_box(self.document)

    def main_text(self) -> str:
        """The words of the article or of the page's main part, one line a block."""
        box = self._main
        text = self.document.text(box) if box is not None else self.document.text()
        lines = (squeeze(line) for line in text.split("\n"))
        return "\n".join(line for line in lines if line)

    @cached_property
    def text_length(self) -> int:
        """Characters of the main text, blanks not counted."""
        box = self._main
        text = self.document.text(box) if box is not None else self.document.text()
        return len("".join(text.split()))

    @cached_property
    def _column_finder(self) -> ColumnFinder:
        return ColumnFinder(self.document, self.zones, self._hrefs, self.url, self.trail)

    @cached_property
    def _sight(self) -> Sight:
        return Sight(
            document=self.document,
            zones=self.zones,
            hrefs=self._hrefs,
            resolver=self._resolver,
            url=self.url,
            body=self._body,
            today=self.today,
            subcolumns=self._column_finder.below(),
        )

    def adverts(self, *, article: bool) -> tuple[Advert, ...]:
        """What this page seems to advertise, each target once; the words of an `article` are passed over."""
        found = {
            (advert.url, advert.text): advert for advert in network_adverts(self.document, self._resolver)
        }
        if not article:
            for advert in AdvertFinder(self.document, self.zones, self._hrefs, self.url).adverts():
                found.setdefault((advert.url, "" if advert.url else advert.text), advert)
        return tuple(found.values())

    def listing(self, column_name: str = "") -> Listing:
        """The list that this column page shows; the column's name helps to tell it from others."""
        found = self.listings.get(column_name)
        if found is None:
            found = self.listings[column_name] = read_listing(self._sight, column_name)
        return found

    @cached_property
    def dated_items(self) -> tuple[Item, ...]:
        """Every dated entry of this page's lists, in page order; what a home page shows as news."""
        return dated_items(self._sight)

    def columns(self, home: bool = False) -> tuple[ColumnLink, ...]:
        """Columns that this page leads to, by navigation, block headings and side bars."""
        return self._column_finder.columns(True) if home else self.subcolumns

    @cached_property
    def subcolumns(self) -> tuple[ColumnLink, ...]:
        """Columns that this page, which is no home page, leads to."""
        return self._column_finder.columns(False)

    @cached_property
    def looks_like(self) -> PageKind:
        """Column, article or other, by tags, address and structure; never home, which the caller knows."""
        if self.tags.get("articletitle"):
            return PageKind.ARTICLE
        if is_article_address(self.url):
            return PageKind.ARTICLE
        if self.tags.get("columnname") or is_column_address(self.url):
            return PageKind.COLUMN
        if self.date is not None and self.text_length >= 100:
            return PageKind.ARTICLE
        return PageKind.OTHER
