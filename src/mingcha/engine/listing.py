"""The list of a column page: its entries, its further pages, or why there are none."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from mingcha.core.page import Item, ListState
from mingcha.engine.absence import (
    empty_containers,
    empty_words,
    may_be_filled,
    prose_length,
    remote_reason,
    shows_something,
)
from mingcha.engine.blocks import Block, BlockFinder
from mingcha.engine.entries import Entry
from mingcha.engine.pager import current_page, next_pages, total_pages
from mingcha.engine.parse import Box, Document
from mingcha.engine.records import objects_in, records_in, rows_in
from mingcha.engine.scripts import written_by
from mingcha.engine.sight import Sight
from mingcha.engine.url import is_attachment
from mingcha.engine.zones import OFF_MAIN, Zone
from mingcha.text.dates import Spotted, address_dates, with_years

_CUTOFF: Final = 2_000_000
"""Longer scripts are not searched for lists."""


@dataclass(frozen=True, slots=True)
class Listing:
    """How the list on one page stands: its entries in page order, and its further pages in reading order.

    `reason` is a sentence in Chinese wherever the list could not be read. `settled` is False where a date
    without a year took it from the day of reading.
    """

    state: ListState
    items: tuple[Item, ...] = ()
    next_pages: tuple[str, ...] = ()
    reason: str = ""
    settled: bool = True


def read_listing(sight: Sight, column_name: str) -> Listing:
    """The list of the column that a page shows; empty only on evidence, in doubt `unread`."""
    entries = records_in(sight.body, sight.resolver)
    if entries:
        return _listed(sight, entries)
    blocks = BlockFinder(sight.document, sight.zones, sight.hrefs, sight.url).blocks(column_name)
    own = next((block for block in blocks if _is_own_list(block, column_name)), None)
    if own is not None:
        return _listed(sight, _with_siblings(own, blocks))
    entries = _scripted(sight) or _written(sight, column_name)
    if entries:
        return _listed(sight, entries)
    remote = remote_reason(sight)
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
    following = next_pages(sight.document, sight.resolver, sight.url)
    reason = ""
    total = total_pages(sight.document)
    if not following and total > current_page(sight.document):
        reason = f"列表共{total}页，翻页由脚本完成，后面的页未能读取"
    return Listing(ListState.LISTED, items, following, reason, _is_settled(entries))


def _is_settled(entries: Sequence[Entry]) -> bool:
    return all(entry.spot is None or entry.spot.year is not None for entry in entries)


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


def _scripted(sight: Sight) -> list[Entry]:
    entries: list[Entry] = []
    for script in sight.document.scripts:
        source = sight.document.script_text(script)
        if 40 < len(source) < _CUTOFF and "{" in source:
            entries.extend(objects_in(source, sight.resolver))
        if 40 < len(source) < _CUTOFF and "[" in source and not entries:
            entries.extend(rows_in(source, sight.resolver))
    return entries


def _written(sight: Sight, column_name: str) -> list[Entry]:
    """Entries of a list that inline scripts write as mark-up, literal by literal."""
    pieces = []
    for script in sight.document.scripts:
        source = sight.document.script_text(script)
        if "document.write" in source and "href" in source and len(source) < _CUTOFF:
            pieces.append(written_by(source))
    written = "".join(pieces)
    if "<a" not in written:
        return []
    document = Document(written.encode("utf-8", "replace"))
    resolve = sight.resolver.resolve
    hrefs = {box.at: url for box in document.anchors if (url := resolve(box.target)) is not None}
    zones = [Zone.NONE] * len(document.boxes)
    blocks = BlockFinder(document, zones, hrefs, sight.url).blocks(column_name)
    own = next((block for block in blocks if _is_own_list(block, column_name)), None)
    return list(own.entries) if own is not None else []


def _without_list(sight: Sight, blocks: Sequence[Block], column_name: str) -> Listing:
    excerpts = [block for block in blocks if block.more or block.dated]
    said = empty_words(sight)
    prose = prose_length(sight)
    if said and prose < 200:
        return Listing(ListState.EMPTY, reason=f"页面写明“{said}”")
    if prose >= 80 or (prose >= 15 and shows_something(sight)):
        return Listing(ListState.CONTENT)
    if len([block for block in excerpts if block.more]) >= 2 or sight.subcolumns >= 2:
        entries = [entry for block in excerpts for entry in block.entries]
        return Listing(ListState.HUB, _items(entries, sight.today), settled=_is_settled(entries))
    if prose >= 20:
        return Listing(ListState.CONTENT)
    for container in empty_containers(sight):
        drawn = any(kid.tag == "script" for kid in sight.document.inside(container))
        if drawn or may_be_filled(sight, container):
            return Listing(
                ListState.REMOTE, reason="列表由页面脚本写出，本程序不执行脚本，条目未能读取，请人工查看"
            )
        return Listing(ListState.EMPTY, reason="列表区域没有任何条目")
    if sight.subcolumns:
        return Listing(ListState.HUB)
    if shows_something(sight):
        return Listing(ListState.CONTENT)
    if any(is_attachment(sight.hrefs[at]) for at in sight.hrefs if not sight.zones[at] & OFF_MAIN):
        return Listing(ListState.CONTENT)
    return Listing(ListState.UNREAD, reason="未能在页面上认出列表，请人工查看")
