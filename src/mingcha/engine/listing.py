"""The list of a column page: its entries, its further pages, or why there are none."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from mingcha.core.page import Item, ListState
from mingcha.engine.blocks import Block, BlockFinder
from mingcha.engine.entries import Entry
from mingcha.engine.pager import next_pages
from mingcha.engine.parse import Box, Document
from mingcha.engine.parts import is_library
from mingcha.engine.records import objects_in, records_in
from mingcha.engine.url import Resolver, is_attachment
from mingcha.engine.zones import OFF_MAIN, Zone
from mingcha.text.dates import Spotted, compact_dates_in, with_years

_EMPTY_WORDS: Final = re.compile(
    r"(?:暂无|没有|未找到|无)(?:任何|符合条件的?|相关|满足条件的?|更多)?(?:信息|数据|内容|记录|"
    r"文章|文件|公告|资料|结果|列表)|暂无(?![一-鿿])|"
    r"(?:栏目|页面|网页|内容)?(?:正在)?(?:建设|整理|更新|完善|筹备)中|共\s*0\s*条|"
    r"总数[:：]\s*0(?!\d)|no\s+(?:data|records?)",
    re.I,
)
_TEMPLATE_WORDS: Final = re.compile(r"\{\{[^{}]{1,80}\}\}|<%=|\$\{[\w.]+\}|\{#\w+\}")
_TEMPLATE_ATTRS: Final = ("v-for", "v-html", "v-text", "ng-repeat", "ng-bind", "data-bind", ":key", "wx:for")
_CALL: Final = re.compile(
    r"(?:\$|jQuery|axios|layui\.\$|Ajax|http|request)\.(?:ajax|get|post|getJSON|request|"
    r"Request)\s*\(|\bfetch\s*\(|XMLHttpRequest|\.load\s*\(|"
    r"\bajax\s*\(|axios\s*\(|jsonp|new\s+Vue\b|createApp\s*\("
)
_SIDE_CALL: Final = re.compile(
    r"hits?\b|hitcount|count|click|visit|dianji|foot|header|top\b|weather|stat\b|search|login|"
    r"liulan|pv\b|views?\b|share|"
    r"conac|jiucuo|token|captcha|nav|menu|bottom|tongji|tianqi|copyright",
    re.I,
)
_FILLS: Final = re.compile(
    r"list|ajax|data|column|channel|render|load|content|article|news|query|page(?!r?_?style)", re.I
)
_LISTY: Final = re.compile(
    r"list|liebiao|lb(?![a-z])|(?<![a-z])(?:main|con|content|box|news|right|zw|info|wrap|body|"
    r"cont)(?![a-z])|wzlb|xxlb"
)
_CUTOFF: Final = 2_000_000
"""Longer scripts are not searched for lists."""


@dataclass(frozen=True, slots=True)
class Listing:
    """How the list on one page stands: its entries in page order, and its further pages in reading order.

    `reason` is a sentence in Chinese wherever the list could not be read.
    """

    state: ListState
    items: tuple[Item, ...] = ()
    next_pages: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Sight:
    """What a page knows of itself when its list is read; `hrefs` are resolved addresses by box index."""

    document: Document
    zones: list[Zone]
    hrefs: dict[int, str]
    resolver: Resolver
    url: str
    body: bytes
    today: date
    subcolumns: int


def read_listing(sight: Sight, column_name: str) -> Listing:
    """The list of the column that a page shows; empty only on evidence, in doubt `unread`."""
    entries = records_in(sight.body, sight.resolver)
    if entries:
        return _listed(sight, entries)
    blocks = BlockFinder(sight.document, sight.zones, sight.hrefs, sight.url).blocks(column_name)
    own = next((block for block in blocks if _is_own_list(block, column_name)), None)
    if own is not None:
        return _listed(sight, _with_siblings(own, blocks))
    entries = _scripted(sight)
    if entries:
        return _listed(sight, entries)
    remote = _remote(sight)
    if remote:
        return Listing(ListState.REMOTE, reason=remote)
    return _without_list(sight, blocks, column_name)


def dated_items(sight: Sight) -> tuple[Item, ...]:
    """Every dated entry of a page, from all its blocks, in page order (a home page shows many lists)."""
    entries = records_in(sight.body, sight.resolver)
    blocks = BlockFinder(sight.document, sight.zones, sight.hrefs, sight.url).blocks()
    found: dict[str, Item] = {}
    for block in sorted(blocks, key=lambda block: block.container.at):
        if block.dated:
            for item in _items(block.entries, sight.today):
                if item.date is not None:
                    found.setdefault(item.url, item)
    for item in _items([*entries, *_scripted(sight)], sight.today):
        if item.date is not None:
            found.setdefault(item.url, item)
    return tuple(found.values())


def _is_own_list(block: Block, column_name: str) -> bool:
    named = _same(block.heading, column_name)
    if block.is_rail and not named:
        return False
    if block.more and not named:
        return False
    if block.dated:
        return block.dated * 3 >= len(block.entries) or block.score >= 12
    long = sum(len(entry.title) >= 9 for entry in block.entries)
    if block.zone & Zone.SIDE and not named and long < 6:
        return False
    return long >= 2 and long * 2 >= len(block.entries)


def _same(heading: str, column_name: str) -> bool:
    return bool(column_name) and "".join(heading.split()) == "".join(column_name.split())


def _with_siblings(own: Block, blocks: Sequence[Block]) -> list[Entry]:
    """The entries of a list and its twins: lists are cut into groups of five, months, rows of cards."""
    shape = _shape(own.container)
    twins = [
        block
        for block in blocks
        if block is own
        or (
            _shape(block.container) == shape
            and bool(block.dated) == bool(own.dated)
            and not block.more
            and _top(block.container, own.container) is not None
        )
    ]
    twins.sort(key=lambda block: block.container.at)
    runs: list[list[Block]] = []
    for block in twins:
        if runs and not _has_own_heading(block, runs[-1][-1]):
            runs[-1].append(block)
        else:
            runs.append([block])
    run = next(run for run in runs if own in run)
    return [entry for block in run for entry in block.entries]


def _shape(box: Box) -> tuple[str, str]:
    return box.tag, re.sub(r"\d+|first|last|odd|even|on|cur|active|\s", "", box.attr("class"))


def _top(one: Box, other: Box) -> Box | None:
    """The box around both within two levels of each, None when they are further apart."""
    near = [up.at for up, _ in zip(one.up(), range(2), strict=False)]
    return next(
        (up for up, _ in zip(other.up(), range(2), strict=False) if up.at in near and up.tag != "body"), None
    )


def _has_own_heading(block: Block, before: Block) -> bool:
    """Whether other words than a month or a year stand between two blocks: then they are two lists."""
    if block.heading_at < before.container.text_to:
        return False
    return _MONTHS.fullmatch(block.heading) is None


_MONTHS: Final = re.compile(r"[\d年月\s.\-/份日\]\[()（）:：页]+")


def _listed(sight: Sight, entries: Sequence[Entry]) -> Listing:
    items = _items(entries, sight.today)
    return Listing(ListState.LISTED, items, next_pages(sight.document, sight.resolver, sight.url))


def _items(entries: Sequence[Entry], today: date) -> tuple[Item, ...]:
    spots = [_with_year_of_address(entry, today) for entry in entries]
    days = with_years(spots, today)
    items: dict[str, Item] = {}
    for entry, day in zip(entries, days, strict=True):
        if entry.url not in items:
            items[entry.url] = Item(entry.title, entry.url, day, "list" if day else "unread")
    return tuple(items.values())


def _with_year_of_address(entry: Entry, today: date) -> Spotted | None:
    """A year-less date takes the year of the entry's address where day and month agree with it."""
    spot = entry.spot
    if spot is None or spot.year is not None:
        return spot
    for day in address_dates(entry.url):
        if (day.month, day.day) == (spot.month, spot.dom) and day <= today:
            return Spotted(day.year, day.month, day.day, spot.start, spot.end)
    return spot


_PATH_DATE: Final = re.compile(
    r"/((?:19|20)\d\d)[-/_]?(0?[1-9]|1[0-2])[-/_]?(0?[1-9]|[12]\d|3[01])(?=[/_.-])"
)


def address_dates(url: str) -> list[date]:
    """Days that an address names: t20180412_1.html, /20180412/, /2018/04/12/, /art/2018/4/12/."""
    path = url.partition("//")[2].partition("/")[2]
    days = compact_dates_in(re.sub(r"(?<=[/_])[tTcCpPaA](?=\d{8})", " ", "/" + path))
    for found in _PATH_DATE.finditer("/" + path):
        try:
            days.append(date(int(found[1]), int(found[2]), int(found[3])))
        except ValueError:
            continue
    return days


def _scripted(sight: Sight) -> list[Entry]:
    entries: list[Entry] = []
    for script in sight.document.scripts:
        source = sight.document.script_text(script)
        if 40 < len(source) < _CUTOFF and "{" in source:
            entries.extend(objects_in(source, sight.resolver))
    return entries


def _remote(sight: Sight) -> str:
    """Why the list is drawn by a script that is not run here, "" when nothing says so."""
    document = sight.document
    if any(_TEMPLATE_WORDS.search(piece) for piece in document.texts if "{" in piece or "<%" in piece):
        return "列表由页面模板在浏览器中生成，本程序不执行脚本，条目未能读取，请人工查看"
    for box in document.boxes:
        attrs = box.node.attrs
        if box.tag in ("div", "ul", "li", "tr", "a", "span", "dl", "p") and any(
            name in attrs for name in _TEMPLATE_ATTRS
        ):
            return "列表由页面模板在浏览器中生成，本程序不执行脚本，条目未能读取，请人工查看"
    for script in document.scripts:
        source = script.attr("src")
        if source:
            name = source.partition("?")[0].rpartition("/")[2]
            in_main = script.parent is not None and script.parent.tag not in ("head", "body", "html")
            in_main = in_main and not sight.zones[script.at] & OFF_MAIN
            if (
                not is_library(source)
                and "conac" not in source
                and not _SIDE_CALL.search(name)
                and (in_main or _FILLS.search(name))
            ):
                return f"列表可能由脚本 {name} 填充，本程序不执行脚本，条目未能读取，请人工查看"
            continue
        if _fetches(document.script_text(script)):
            return "列表由页面脚本另行取数填充，本程序不执行脚本，条目未能读取，请人工查看"
    for box in document.boxes:
        if box.tag == "iframe" and not sight.zones[box.at] & OFF_MAIN and box.attr("src"):
            return "列表可能在嵌入的页面中，条目未能读取，请人工查看"
    return ""


def _fetches(source: str) -> bool:
    """Whether a script loads something that may be the list (not a counter, a foot or the weather)."""
    for call in _CALL.finditer(source):
        around = source[call.start() : call.start() + 200]
        named = re.findall(r"""["'`]([^"'`\n]{2,160})["'`]""", around)
        if not (named and _SIDE_CALL.search(" ".join(named[:2]))):
            return True
    return False


def _without_list(sight: Sight, blocks: Sequence[Block], column_name: str) -> Listing:
    excerpts = [block for block in blocks if block.more or block.dated]
    said = _says_empty(sight)
    prose = _prose(sight)
    if said and prose < 200:
        return Listing(ListState.EMPTY, reason=f"页面写明“{said}”")
    if prose >= 80 or (prose >= 15 and _shows_something(sight)):
        return Listing(ListState.CONTENT)
    if len([block for block in excerpts if block.more]) >= 2 or sight.subcolumns >= 2:
        entries = [entry for block in excerpts for entry in block.entries]
        return Listing(ListState.HUB, _items(entries, sight.today))
    if prose >= 20:
        return Listing(ListState.CONTENT)
    if _empty_container(sight) is not None:
        return Listing(ListState.EMPTY, reason="列表区域没有任何条目")
    if sight.subcolumns:
        return Listing(ListState.HUB)
    if _shows_something(sight):
        return Listing(ListState.CONTENT)
    if any(is_attachment(sight.hrefs[at]) for at in sight.hrefs if not sight.zones[at] & OFF_MAIN):
        return Listing(ListState.CONTENT)
    return Listing(ListState.UNREAD, reason="未能在页面上认出列表，请人工查看")


def _says_empty(sight: Sight) -> str:
    document = sight.document
    for place, piece in enumerate(document.texts):
        if len(piece) > 1 and (found := _EMPTY_WORDS.search(piece)):
            owner = document.text_owner[place]
            if len(piece.strip()) > 40 or sight.zones[owner.at] & (OFF_MAIN | Zone.RAIL) & ~Zone.PAGER:
                continue
            if not _is_hidden(owner):
                return found[0]
    return ""


def _is_hidden(box: Box) -> bool:
    return any(re.search(r"display\s*:\s*none", each.attr("style"), re.I) for each in (box, *box.up()))


_SENTENCE: Final = re.compile(r"[。，；、：,;]")


def _prose(sight: Sight) -> int:
    """How many characters of sentences stand in the main part outside links."""
    off = OFF_MAIN | Zone.RAIL
    inside = 0
    count = 0
    for place, piece in enumerate(sight.document.texts):
        if place < inside or len(piece) < 2:
            continue
        owner = sight.document.text_owner[place]
        if owner.tag == "a":
            inside = owner.text_to
            continue
        size = len(piece.strip())
        if size >= 12 and not sight.zones[owner.at] & off and (size >= 30 or _SENTENCE.search(piece)):
            count += size
    return count


def _shows_something(sight: Sight) -> bool:
    """Whether the main part holds a picture, a player, a form or a filled table."""
    for box in sight.document.boxes:
        if box.tag in ("video", "embed", "object", "form", "textarea", "img", "map") and not sight.zones[
            box.at
        ] & (OFF_MAIN | Zone.RAIL | Zone.SIDE):
            if box.tag == "img" and any(up.tag == "a" for up in box.up()):
                continue
            if box.tag == "form" and len(sight.document.words(box)) < 10:
                continue
            return True
    return False


def _empty_container(sight: Sight) -> Box | None:
    """A box made for a list in the main part that holds no words, no picture and no link."""
    document = sight.document
    for box in document.boxes:
        if sight.zones[box.at] & (OFF_MAIN | Zone.RAIL):
            continue
        if box.tag in ("ul", "ol", "dl") or (
            box.tag in ("div", "td", "section", "table", "tbody") and _LISTY.search(box.label)
        ):
            if document.text(box).strip(" \t\r\n\u3000\u00a0"):
                continue
            if any(
                kid.tag in ("img", "iframe", "video", "embed", "object", "input", "a")
                for kid in document.inside(box)
            ):
                continue
            name = box.attr("id")
            if name and any(
                name in document.script_text(script) for script in document.scripts if not script.attr("src")
            ):
                continue
            return box
    return None
