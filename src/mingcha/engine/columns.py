"""Columns as pages lead to them: navigation, drop-downs, block headings with 更多, side bars."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from mingcha.core.page import ColumnKind
from mingcha.core.unit import host_of
from mingcha.engine.entries import is_onward, title_of
from mingcha.engine.parse import Box, Document, squeeze
from mingcha.engine.url import is_attachment
from mingcha.engine.zones import Zone
from mingcha.text.columns import column_name, is_column_name, kind_by_words
from mingcha.text.dates import only_date

_ARTICLE: Final = re.compile(
    r"/t\d{8}_\d+|/info/\d+/\d+\.|/post_\d+|/content_\d+|/art/\d{4}/\d{1,2}/\d{1,2}/|/art_\d+_\d+|"
    r"/\d{4}[-/]?\d{1,2}[-/]?\d{1,2}/\w*\d+\.|/\d{6,8}/\w*\d{3,}\.\w+$|"
    r"/(?:article|detail|show|view|content|read|display|news_?view|news_?show|info|"
    r"page)(?!\w*(?:class|list|more|channel))\w*\.\w{2,5}\?(?:.*&)?"
    r"(?!(?:\w*class|channel|column|col|cat|category|lm|type|sort|node|menu|big|small)_?id=)\w*id=\w+|"
    r"[?&](?:article|news|info|content|doc|art|mail|a|n)_?id=\w+|"
    r"/(?:article|detail|show|view|content|news)s?[/_-]\w*\d{3,}|/(?:c|P|W)\d{12,}|"
    r"/[0-9a-f]{24,}\.s?html?$|/\d{5,}\.s?html?$",
    re.I,
)
_COLUMN: Final = re.compile(
    r"/$|/(?:index|default|list|main|more|channel|column)[\w-]*\.\w{2,5}$|/col/col\d+|"
    r"/(?:channel|list|node|column|lm|class|folder|col|cat|category|menu|type)s?[/_-]?\d+|"
    r"/(?:channel|list|node|column|lm|class|category|more|menu|type|index)\w*\.\w{2,5}\?|"
    r"[?&](?:channel|column|col|class|cat|category|lm|type|node|menu|c|cid|pid)(?:_?id)?=|"
    r"/[a-z][a-z_-]*(?:\.s?html?|\.jsp|\.aspx?|\.php)?$|/[a-z]+[a-z0-9_]{0,12}\.s?html?$",
    re.I,
)
_INHERITED: Final = frozenset(
    (
        ColumnKind.ANNUAL_REPORT, ColumnKind.LEADER, ColumnKind.ORGAN, ColumnKind.GUIDE, ColumnKind.VIDEO,
        ColumnKind.PERSONNEL, ColumnKind.PLAN, ColumnKind.FINANCE,
    )
)  # fmt: skip
"""Kinds that pass from a column to a nameless one below it. None is stricter than `other`: a doubtful name is
never judged by a shorter period."""
_HEADING_TAGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "dt", "th", "caption", "legend"))
_HEADING_LABEL: Final = re.compile(r"(?<![a-z])(?:title|tit|bt|hd|biaoti|tab|lmbt|heading)(?![a-z])")
_INDEX: Final = re.compile(r"/(?:index|default)\.\w{3,5}$", re.I)
_LEVELS: Final = 5
_DEPARTMENT: Final = re.compile(
    r"^(?:市|县|区)?.{1,10}(?:局|委|办|院|县|区|镇|乡|街道|委员会|管委会|公司|学校|医院|银行|中心|协会)$"
)


@dataclass(frozen=True, slots=True)
class ColumnLink:
    """A link that leads to a column: its name in normal form, and the names of the columns above it."""

    name: str
    url: str
    kind: ColumnKind
    trail: tuple[str, ...] = ()


def column_kind(name: str, trail: Sequence[str] = (), tag_type: str = "") -> ColumnKind:
    """What a column holds, by its name, then by the columns above it, then by its ColumnType tag.

    The tag is taken only where it is not `news`: most sites write 工作动态 into every page.
    """
    name = column_name(name)
    kind = kind_by_words(name)
    parents = [kind_by_words(column_name(parent)) for parent in reversed(trail)]
    above = next((parent for parent in parents if parent not in (ColumnKind.HOME,)), ColumnKind.OTHER)
    if above is ColumnKind.ANNUAL_REPORT and kind in (ColumnKind.OTHER, ColumnKind.NEWS):
        return above
    if kind is not ColumnKind.OTHER:
        return kind
    if above in _INHERITED:
        return above
    tagged = kind_by_words(column_name(tag_type)) if tag_type else ColumnKind.OTHER
    return tagged if tagged not in (ColumnKind.NEWS, ColumnKind.HOME) else ColumnKind.OTHER


@lru_cache(maxsize=16_384)  # pages of one site lead to the same addresses
def is_article_address(url: str) -> bool:
    """Whether an address looks like one article's, by the patterns of the common systems."""
    return _ARTICLE.search(url.partition("//")[2]) is not None and "/col/col" not in url


def is_column_address(url: str) -> bool:
    """Whether an address looks like a column's: a folder, an index, a list, a name without a number."""
    return not is_article_address(url) and _COLUMN.search(url.partition("#")[0]) is not None


class ColumnFinder:
    """Finds the columns that one page leads to. `hrefs` are resolved addresses of anchors by box index."""

    def __init__(
        self,
        document: Document,
        zones: list[Zone],
        hrefs: dict[int, str],
        url: str,
        trail: tuple[str, ...],
    ) -> None:
        self._document = document
        self._zones = zones
        self._hrefs = hrefs
        self._url = url
        self._host = host_of(url)
        self._trail = trail
        self._anchor_places = [anchor.at for anchor in document.anchors]

    def columns(self, home: bool) -> tuple[ColumnLink, ...]:
        """Columns in page order, each address once; `home` says that this is the site's home page."""
        found: dict[str, ColumnLink] = {}
        for name, url, trail in (*self._named_groups(home), *self._headings()):
            if url not in found:
                found[url] = ColumnLink(name, url, column_kind(name, trail), trail)
        return tuple(found.values())

    def _is_own(self, url: str) -> bool:
        host = host_of(url)
        return host.removeprefix("www.") == self._host.removeprefix("www.") and url.split("/")[2] != ""

    def _name(self, anchor: Box) -> str:
        words = column_name(self._document.words(anchor))
        if len(words) < 2 or words.endswith(("..", "…")):
            words = column_name(anchor.attr("title")) or column_name(title_of(self._document, anchor))
        return words

    def _may_be(self, anchor: Box, name: str) -> bool:
        url = self._hrefs.get(anchor.at)
        return (
            url is not None
            and url != self._url
            and self._is_own(url)
            and is_column_name(name)
            and not is_attachment(url)
            and not is_article_address(url)
            and url.count("/") + url.count("?") > 3 - (not url.endswith("/"))
            and not _is_root(url)
            and not self._zones[anchor.at] & (Zone.FOOT | Zone.FRIENDS | Zone.CRUMB | Zone.PAGER)
        )

    def below(self) -> int:
        """How many columns the main part offers, in menus after the breadcrumb or below the own folder."""
        crumb = next((at for at, zone in enumerate(self._zones) if zone & Zone.CRUMB), -1)
        folder = _folder(self._url) if _folder(self._url).count("/") > 3 else " "
        found: set[str] = set()
        for box, members, navigation in self._groups():
            for anchor, name in members:
                url = self._hrefs[anchor.at]
                if not self._may_be(anchor, name) or is_same_page(url, self._url):
                    continue
                main = not navigation and 0 <= crumb < box.at and not self._zones[box.at] & Zone.SIDE
                if url.startswith(folder) or (main and self._is_likely(name, url, home=False)):
                    found.add(url)
        return len(found)

    def _groups(self) -> Iterator[tuple[Box, list[tuple[Box, str]], bool]]:
        """Groups of links that may be menus, each with whether it is the site's own navigation."""
        groups: dict[int, list[tuple[Box, str]]] = {}
        for anchor in self._document.anchors:
            if anchor.at not in self._hrefs:
                continue
            name = self._name(anchor)
            if name:
                groups.setdefault(self._group(anchor).at, []).append((anchor, name))
        for at, members in groups.items():
            box = self._document.boxes[at]
            navigation = self._is_navigation(box, members)
            if navigation or self._is_menu(box, members):
                yield box, members, navigation

    def _named_groups(self, home: bool) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        for box, members, navigation in self._groups():
            for anchor, name in members:
                if not self._may_be(anchor, name):
                    continue
                url = self._hrefs[anchor.at]
                if not navigation and not self._is_likely(name, url, home):
                    continue
                yield name, url, self._above(anchor, box, navigation)

    def _group(self, anchor: Box) -> Box:
        """The box that holds a link together with its likes, as a menu does with its drop-downs."""
        box = anchor
        for _ in range(_LEVELS):
            parent = box.parent
            if parent is None or parent.tag in ("body", "html"):
                break
            box = parent
            if box.tag == "li":
                continue
            in_entry = any(up.tag == "li" for up, _ in zip(box.up(), range(4), strict=False))
            if box.tag in ("td", "tr", "p", "center", "font") and not in_entry and self._links_in(box) >= 3:
                return box
            if box.tag in ("ul", "ol", "nav", "table", "tbody", "dl") and not any(
                up.tag in ("ul", "ol") for up, _ in zip(box.up(), range(4), strict=False)
            ):
                return box
            if (
                box.tag == "div"
                and self._document.has_more_kids(box, 2)
                and not any(up.tag in ("li", "ul") for up, _ in zip(box.up(), range(3), strict=False))
            ):
                return box
        while True:
            above = next(
                (up for up, _ in zip(box.up(), range(3), strict=False) if up.tag in ("ul", "ol")), None
            )
            if above is None:
                return box
            box = above

    def _links_in(self, box: Box) -> int:
        """How many anchors stand in a box."""
        return bisect_left(self._anchor_places, box.end) - bisect_left(self._anchor_places, box.at)

    def _is_navigation(self, box: Box, members: list[tuple[Box, str]]) -> bool:
        """Whether a group is the site's own menu: called so, or beginning with 首页 and short throughout."""
        if self._zones[box.at] & (Zone.FOOT | Zone.FRIENDS | Zone.CRUMB | Zone.PAGER | Zone.RAIL):
            return False
        short = sum(len(name) <= 8 for _, name in members)
        if short * 10 < len(members) * 7 or self._has_dates(box):
            return False
        if sum(bool(self._zones[anchor.at] & Zone.NAV) for anchor, _ in members) * 2 > len(members):
            return True
        starts = any(re.fullmatch(r"(?:网站|本站)?(?:首页|主页)", name) for _, name in members[:2])
        return starts and len(members) >= 3

    def _is_menu(self, box: Box, members: list[tuple[Box, str]]) -> bool:
        """Whether a group may be a side bar, a row of tabs or a hub: short names, no dates."""
        if self._zones[box.at] & (Zone.FOOT | Zone.FRIENDS | Zone.CRUMB | Zone.PAGER | Zone.RAIL):
            return False
        short = sum(len(name) <= 12 for _, name in members)
        return short * 10 >= len(members) * 8 and not self._has_dates(box)

    def _has_dates(self, box: Box) -> bool:
        if box.text_to - box.text_from > 4000:
            return False
        dates = sum(
            4 < len(piece) < 30 and only_date(piece) is not None
            for piece in self._document.texts[box.text_from : box.text_to]
        )
        return dates >= 2 or (dates == 1 and box.text_to - box.text_from < 40)

    def _is_likely(self, name: str, url: str, home: bool) -> bool:
        """Whether a link outside a navigation leads to a column: by its address and its words."""
        if not is_column_address(url) or _DEPARTMENT.match(name):
            return False
        known = kind_by_words(name) is not ColumnKind.OTHER
        if home:
            return known
        return known or _folder(url).startswith(_folder(self._url)) or len(name) <= 8

    def _above(self, anchor: Box, group: Box, navigation: bool) -> tuple[str, ...]:
        """The names above a link: the entry whose drop-down it stands in, or the heading of its side bar."""
        names: list[str] = []
        for up in anchor.up():
            if up.at <= group.at:
                break
            if up.tag in ("li", "dl", "td"):
                head = next(
                    (box for box in self._document.inside(up) if box.tag in ("a", "dt", "h3", "h4", "span")),
                    None,
                )
                if head is not None and head.at != anchor.at and not head.at < anchor.at < head.end:
                    name = column_name(self._document.words(head))
                    if is_column_name(name):
                        names.append(name)
        if names:
            return tuple(reversed(names))
        if navigation and not self._zones[group.at] & Zone.SIDE:
            return ()
        return self._trail

    def _headings(self) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        """Headings of blocks: 更多 gives the address, the words beside it the name."""
        for anchor in self._document.anchors:
            url = self._hrefs.get(anchor.at)
            if url is None or self._zones[anchor.at] & (Zone.FOOT | Zone.FRIENDS | Zone.CRUMB | Zone.PAGER):
                continue
            words = squeeze(self._document.text(anchor)) or self._picture(anchor)
            if not is_onward(words):
                if self._is_heading(anchor):
                    name = self._name(anchor)
                    if self._may_be(anchor, name) and self._is_likely(name, url, home=True):
                        yield name, url, ()
                continue
            name = self._beside(anchor)
            if name and self._may_be(anchor, name) and not only_date(name):
                yield name, url, ()

    def _is_heading(self, anchor: Box) -> bool:
        """Whether a link is itself the heading of a block."""
        for up, _ in zip(anchor.up(), range(2), strict=False):
            if up.tag in _HEADING_TAGS or (_HEADING_LABEL.search(up.label) and self._links_in(up) <= 3):
                return True
        return False

    def _picture(self, anchor: Box) -> str:
        for box in self._document.inside(anchor):
            if box.tag == "img":
                source = box.attr("src").lower()
                return box.attr("alt") or ("more" if "more" in source else "?")
        if "more" in anchor.label:
            return "more"
        return anchor.attr("title") or "?"

    def _beside(self, anchor: Box) -> str:
        """The heading that stands in the same small box as 更多, before it or after."""
        hint = column_name(anchor.attr("title"))
        box = anchor
        for _ in range(3):
            if box.parent is None or box.parent.tag in ("body", "html"):
                break
            box = box.parent
            lines = self._lines(box.text_from, box.text_to)
            if len(lines) == 1 and is_column_name(lines[0]):
                return lines[0]
            if lines:
                before = self._lines(box.text_from, anchor.text_from)
                return before[0] if len(before) == 1 and is_column_name(before[0]) else hint
        return hint

    def _lines(self, first: int, last: int) -> list[str]:
        """Pieces of text that may be names: no 更多, and no English beneath the Chinese."""
        pieces = self._document.texts[first:last][:40]
        lines = [column_name(piece) for piece in pieces if piece.strip() and not is_onward(squeeze(piece))]
        return [line for line in lines if len(line) >= 2 and not line.isascii()]


def _folder(url: str) -> str:
    return url.partition("?")[0].rpartition("/")[0] + "/"


def is_same_page(one: str, other: str) -> bool:
    """Whether two addresses are one page: /zwgk/ and /zwgk/index.html."""
    return _INDEX.sub("/", one) == _INDEX.sub("/", other)


def _is_root(url: str) -> bool:
    path = url.partition("//")[2].partition("/")[2]
    return re.fullmatch(r"(?:index|default|main|home)?(?:\.\w{2,5})?", path, re.I) is not None
