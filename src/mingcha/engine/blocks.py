"""Blocks of entries on a page, scored so that the column's own list comes before navigation and rails."""

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Final
from urllib.parse import urlsplit

from mingcha.engine.entries import (
    Entry,
    Header,
    date_of,
    header_of,
    is_onward,
    main_anchor,
    under_month,
    under_year,
)
from mingcha.engine.parse import Box, Document, squeeze
from mingcha.engine.zones import OFF_MAIN, Zone

_LEVELS: Final = 7
"""How far above its link the box of an entry is looked for."""
_DATEY: Final = re.compile(r"(?:\d{4}|\d{1,2})\s?[-/.年月－]\s?\d{1,2}|[０-９]{4}|\d{8}|^\s*\d{1,2}日?\s*$")
_WHOLE_DATE: Final = re.compile(r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}")
_RAIL_WORDS: Final = re.compile(
    r"热点|热门|热搜|排行|相关|推荐|点击|友情|猜你|导读|关注|最新(?:更新|动态|信息|文章|资讯|消息|"
    r"发布|内容)?$|图片新闻|专题|延伸|下一篇|上一篇|阅读榜"
)
_MAIN_LABEL: Final = re.compile(r"list|(?<![a-z])(?:main|con|content|zw|lb|news|right)|wzlb|xxlb|liebiao")
_ENTRY_TAGS: Final = frozenset(("li", "tr", "dd", "dt", "p", "a", "span", "h2", "h3", "h4", "h5", "article"))
"""What is itself an entry: a box around a single link in it is no list."""
_TITLE_LENGTH: Final = 8
_HEADING_LENGTH: Final = 16


@dataclass(slots=True)
class Block:
    """Entries that stand together. `heading` is what is written over them, `more` whether that leads on."""

    container: Box
    entries: list[Entry]
    heading: str = ""
    heading_at: int = -1
    more: bool = False
    score: float = 0.0
    zone: Zone = Zone.NONE
    dated: int = field(default=0)

    @property
    def is_rail(self) -> bool:
        """Whether its heading or its place says that it is an excerpt of something else."""
        return bool(self.zone & Zone.RAIL) or bool(_RAIL_WORDS.search(self.heading))


class BlockFinder:
    """Finds the blocks of one document; `hrefs` are the resolved addresses of anchors by box index."""

    def __init__(self, document: Document, zones: list[Zone], hrefs: dict[int, str], url: str) -> None:
        self._document = document
        self._zones = zones
        self._hrefs = hrefs
        self._url = url
        self._datey = [0]
        for piece in document.texts:
            self._datey.append(self._datey[-1] + (len(piece) > 1 and _DATEY.search(piece) is not None))

    def blocks(self, column_name: str = "") -> list[Block]:
        """All blocks that do not overlap, best first."""
        found: list[Block] = []
        for container, kids in self._containers():
            block = self._block(container, kids)
            if block is not None:
                self._weigh(block, column_name)
                found.append(block)
        found.sort(key=lambda block: -block.score)
        chosen: list[Block] = []
        taken: list[tuple[int, int]] = []  # places of the chosen, in page order
        for block in found:
            place = (block.container.at, block.container.end)
            after = bisect_left(taken, place)
            if (after == 0 or taken[after - 1][1] <= place[0]) and (
                after == len(taken) or place[1] <= taken[after][0]
            ):
                taken.insert(after, place)
                chosen.append(block)
        return chosen

    def _containers(self) -> list[tuple[Box, dict[int, list[Box]]]]:
        """Every box with, for each of its kids that holds links, those links."""
        found: dict[int, dict[int, list[Box]]] = {}
        for anchor in self._document.anchors:
            if anchor.at not in self._hrefs or self._zones[anchor.at] & OFF_MAIN:
                continue
            kid = anchor
            for _ in range(_LEVELS):
                parent = kid.parent
                if parent is None:
                    break
                found.setdefault(parent.at, {}).setdefault(kid.at, []).append(anchor)
                if parent.tag in ("body", "html"):
                    break
                kid = parent
        boxes = self._document.boxes
        return [(boxes[at], kids) for at, kids in found.items()]

    def _block(self, container: Box, kids: dict[int, list[Box]]) -> Block | None:
        """The block that a box would be, None when its kids are no entries."""
        document = self._document
        boxes = document.boxes
        tags = Counter(boxes[at].tag for at in kids)
        tag, count = tags.most_common(1)[0]
        if tag in ("html", "body", "head") or count * 2 < len(kids):
            return None
        records = [boxes[at] for at in kids if boxes[at].tag == tag]
        if tag in ("td", "th") and container.tag == "tr" and count < 2:
            return None
        simple = [self._is_entry(record, kids[record.at]) for record in records]
        if sum(simple) < 0.7 * len(records):
            return None
        entries: list[Entry] = []
        table = header_of(document, records[-1])
        ranges = self._ranges(container, records)
        for record, (first, last), is_entry in zip(records, ranges, simple, strict=True):
            entry = self._entry(record, kids[record.at], first, last, table) if is_entry else None
            if entry is not None:
                entries.append(entry)
        if not entries:
            return None
        if len(entries) == 1 and (entries[0].spot is None or container.tag in _ENTRY_TAGS):
            return None
        yearless = sum(entry.spot is not None and entry.spot.year is None for entry in entries)
        if 0 < yearless * 2 < len(entries):  # one 3-1 among numbers is no date
            entries = [
                replace(entry, spot=None) if entry.spot is not None and entry.spot.year is None else entry
                for entry in entries
            ]
        block = Block(container, _distinct(entries), zone=self._zones[container.at])
        block.dated = sum(entry.spot is not None for entry in block.entries)
        return block

    def _is_entry(self, record: Box, anchors: list[Box]) -> bool:
        """Whether a box can be one entry: few links, neither several titles nor several dates of them."""
        if len(anchors) > 6:
            return False
        targets = {self._hrefs[anchor.at] for anchor in anchors}
        dates = self._dates(record)
        if len(targets) > 1 and record.tag != "tr" and dates > 1:
            return False
        if len(targets) > 1 and not dates and self._titles(anchors) > 1:
            return False
        return len(targets) <= 3 and dates <= 6

    def _dates(self, record: Box) -> int:
        """How many dates stand in an entry: the whole ones, or where there is none all that may be parts."""
        pieces = self._document.texts[record.text_from : record.text_to]
        likely = self._datey[record.text_to] - self._datey[record.text_from]
        whole = sum(_WHOLE_DATE.search(piece) is not None for piece in pieces) if likely > 1 else 0
        return whole or likely

    def _titles(self, anchors: list[Box]) -> int:
        """How many of the links have words long enough for a title, those to one address counted once."""
        texts = self._document.texts
        return len(
            {
                self._hrefs[anchor.at]
                for anchor in anchors
                if len("".join(texts[anchor.text_from : anchor.text_to]).strip()) >= _TITLE_LENGTH
            }
        )

    def _entry(
        self, record: Box, anchors: list[Box], first: int, last: int, table: Header | None
    ) -> Entry | None:
        named = main_anchor(self._document, anchors)
        if named is None:
            return None
        anchor, title = named
        spot = date_of(self._document, first, last, anchor, table)
        if spot is None or spot.year is None:
            if spot is None:
                spot = under_month(self._document, first, last)
            else:
                spot = under_year(self._document, first, spot)
        return Entry(title, self._hrefs[anchor.at], spot, record.at)

    def _ranges(self, container: Box, records: list[Box]) -> list[tuple[int, int]]:
        """Which words belong to each entry: its own box, or also what follows or precedes it up to the next.

        Titles and dates may be siblings (dt and dd, a link and a span, bare text after a link).
        """
        own = [(record.text_from, record.text_to) for record in records]
        starts = [record.text_from for record in records]
        ends = [record.text_to for record in records]
        after = list(zip(starts, [*starts[1:], container.text_to], strict=True))
        before = list(zip([container.text_from, *ends[:-1]], ends, strict=True))
        if len(records) == 1 and records[0].tag not in ("a", "dt", "dd", "span", "h3", "h4"):
            return own

        def dates(ranges: list[tuple[int, int]]) -> int:
            return sum(self._datey[last] > self._datey[first] for first, last in ranges)

        inside = dates(own)
        if inside * 2 > len(records):
            return own
        behind = dates(after)
        ahead = dates(before)
        if max(behind, ahead) <= inside:
            return own
        return before if ahead > behind else after

    def _weigh(self, block: Block, column_name: str) -> None:
        entries = block.entries
        long = sum(len(entry.title) >= 8 for entry in entries)
        middling = sum(5 <= len(entry.title) < 8 for entry in entries)
        score = 3.0 * block.dated + long + 0.3 * middling
        block.heading, block.heading_at, block.more = self._heading(block)
        own = bool(column_name) and squeeze(block.heading).replace(" ", "") == column_name.replace(" ", "")
        if block.is_rail and not own:
            score *= 0.2
        elif block.more and not own:
            score *= 0.4
        if block.zone & Zone.SIDE:
            score *= 0.6
        if own:
            score *= 1.5
        if self._has_pager(block.container):
            score *= 1.6
        score *= 1.0 + 0.5 * self._share_under(entries)
        if any(_MAIN_LABEL.search(box.label) for box in (block.container, *_near(block.container))):
            score *= 1.2
        block.score = score

    def _heading(self, block: Block) -> tuple[str, int, bool]:
        """The words over a block, which piece of text they are, and whether 更多 stands beside them."""
        more = False
        texts = self._document.texts
        first = self._document.boxes[min(entry.at for entry in block.entries)].text_from
        for place in range(first - 1, max(-1, first - 60), -1):
            piece = squeeze(texts[place])
            if not piece:
                continue
            if is_onward(piece):
                more = True
                continue
            if len(piece) <= _HEADING_LENGTH:
                return piece.strip("·•>》» :：|"), place, more
            break
        return "", -1, more

    def _has_pager(self, container: Box) -> bool:
        box: Box | None = container
        texts = self._document.texts
        for _ in range(3):
            if box is None or box.tag in ("body", "html"):
                return False
            after = "".join(texts[box.text_to : box.text_to + 60]).lstrip()[:40]
            if _PAGER_WORDS.search(after):
                return True
            box = box.parent
        return False

    def _share_under(self, entries: list[Entry]) -> float:
        """The share of entries whose address lies under the page's own folder, when that is not the root."""
        folder = _folder(self._url)
        if folder.count("/") < 2:
            return 0.0
        host = urlsplit(self._url).netloc
        under = 0
        for entry in entries:
            parts = urlsplit(entry.url)
            under += parts.netloc == host and parts.path.startswith(folder)
        return under / len(entries)


_PAGER_WORDS: Final = re.compile(
    r"首页|上一?页|下一?页|尾页|末页|共\s*\d+\s*[页条]|\b1\s+2\b|第\s*\d+\s*页|页次"
)


def _folder(url: str) -> str:
    """The folder of a page's address; for tzgg.htm the folder that a list of that name would have."""
    path = urlsplit(url).path
    folder, _, name = path.rpartition("/")
    stem = name.partition(".")[0]
    if stem.isalpha() and not re.match(r"index|default|list|main|channel", stem, re.I) and name != stem:
        return f"{folder}/{stem}/"
    return folder + "/"


def _near(box: Box) -> list[Box]:
    around: list[Box] = []
    for up in box.up():
        around.append(up)
        if len(around) == 2:
            break
    return around


def _distinct(entries: list[Entry]) -> list[Entry]:
    kept: dict[str, Entry] = {}
    for entry in entries:
        known = kept.get(entry.url)
        if known is None or (known.spot is None and entry.spot is not None):
            kept[entry.url] = entry
    return list(kept.values())
