"""Reads one entry of a list: its title, its address, and the date that belongs to it."""

import re
from dataclasses import dataclass, replace
from typing import Final

from mingcha.engine.parse import Box, Document, squeeze
from mingcha.text.dates import Spotted, dates_in, day_alone, month_head, only_date

_CUT: Final = re.compile(r"(?:\.{2,}|…+|\.\.\.)\s*$")
_BULLET: Final = " \t\r\n\u3000\u00a0·•●◆◇■□▪▶►▸★☆※→»>｜|-–—○◎"
_MORE: Final = re.compile(
    r"[\[【(（<《]?(?:查看|点击|阅读|了解)?(?:更多|详细|详情|全文|查看|阅读|详细内容|下载|附件|"
    r"more|detail|>+|»)"
    r"(?:信息|内容|>+|»|…|\.+)*[\]】)）>》]?",
    re.I,
)
_ONWARD: Final = re.compile(
    r"[\[【(（<《+＋]?\s*(?:查看|点击|浏览)?(?:更多|全部|more)(?:信息|内容|"
    r"[\s>》»…+＋.]+)*[\]】)）>》]?|[>》»＞]{2,}|\+|＋",
    re.I,
)
_TAIL: Final = re.compile(
    r"^(?P<title>.{4,}?)(?:[\s\[(（【]*(?P<day>(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2})|"
    r"\s*[\[(（【]\s*(?P<words>(?:19|20)\d\d年\d{1,2}月\d{1,2}日)|[\s\[(（【]+(?P<short>\d\d[-/]\d\d))"
    r"(?:\s+\d{1,2}:\d\d(?::\d\d)?)?[\])）】\s]*$",
    re.S,
)
_LEAD: Final = re.compile(
    r"^[\s\[(（【]*(?:(?P<day>(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2})|(?P<short>\d\d-\d\d))[\])）】\s]+"
    r"(?P<title>\S.{3,})$",
    re.S,
)
"""A date at either end of a title, in numbers or brackets; 公告2018年3月12日 is its own day."""
_NUMERIC: Final = re.compile(r"[\[(（【]?(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}[\])）】]?")
_BRACKETED: Final = re.compile(r"[\[(（【]\s*(\d{1,2}\s?[-/月]\s?\d{1,2}日?)\s*[\])）】]")
_OWN_LABEL: Final = re.compile(r"(?:发布|公开|发文|公布|发表|更新|录入|上传|信息)\s*(?:时间|日期|于)")
_FOREIGN_LABEL: Final = re.compile(
    r"(?:成文|生成|实施|施行|生效|失效|废止|有效|活动|截止|结束|开始|会议|报名|考试|开标|办理|受理|"
    r"印发|签发|征集|"
    r"咨询|来信|留言|提交|写信|办结|信件|举办|访谈|直播|播出|出生|任职|登记|制定|印制)\s*"
    r"(?:(?:时\s*间|日\s*期|期限?)\s*[:：∶]?|[:：∶])\s*$|(?:截止|截至|自|至)[ \t\u00a0:：]*$"
)
_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "strong", "b"))
_TITLE_LABEL: Final = re.compile(r"(?<![a-z])(?:title|tit|bt|biaoti|name)(?![a-z])")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry before it becomes an `Item`; `spot` may leave out the year."""

    title: str
    url: str
    spot: Spotted | None
    at: int


def title_of(document: Document, anchor: Box) -> str:
    """The words of a link as a title: the title attribute where the words are cut, dates and bullets gone."""
    words = _visible_title(document, anchor)
    hint = squeeze(anchor.attr("title"))
    if hint and "\n" not in anchor.attr("title"):
        core = _CUT.sub("", words).strip(_BULLET)
        if len(core) < 2 or ((_CUT.search(words) or len(hint) > len(words)) and core[:4] in hint):
            words = hint
    if not words:
        words = _picture_words(document, anchor)
    return words.strip(_BULLET)


def _visible_title(document: Document, anchor: Box) -> str:
    if anchor.end == anchor.at + 1:
        return _without_date(document.words(anchor))
    for box in document.inside(anchor):
        if box.tag in _HEADINGS or _TITLE_LABEL.search(box.label):
            words = document.words(box)
            if len(words) >= 4 and only_date(words) is None:
                return words
    lines = [squeeze(line) for line in _after_day(document, anchor).split("\n")]
    lines = [line for line in lines if line and only_date(line) is None and day_alone(line) is None]
    return _without_date(next((line for line in lines if len(line) >= 4), " ".join(lines)))


def _after_day(document: Document, anchor: Box) -> str:
    """The text of a link without the date that stands first in it in a tag of its own."""
    for place in range(anchor.text_from, anchor.text_to):
        piece = document.texts[place].strip()
        if piece:
            if document.text_owner[place] is not anchor and _NUMERIC.fullmatch(piece):
                return "".join(document.texts[place + 1 : anchor.text_to])
            break
    return document.text(anchor)


def _without_date(words: str) -> str:
    found = _TAIL.match(words) or _LEAD.match(words)
    if found and only_date(_day_words(found)) is not None:
        return found["title"].rstrip(" [(（【")
    return words


def _day_words(found: re.Match[str]) -> str:
    return next((words for name, words in found.groupdict().items() if name != "title" and words), "")


def _picture_words(document: Document, anchor: Box) -> str:
    for box in document.inside(anchor):
        if box.tag == "img":
            return squeeze(box.attr("alt") or box.attr("title"))
    return ""


def is_more(words: str) -> bool:
    """Whether words only lead on: 更多, 详细, more, >>."""
    return not words or _MORE.fullmatch(words.strip()) is not None


def is_onward(words: str) -> bool:
    """Whether words lead on to the whole of a list (更多, more, >>), not to one entry (详细)."""
    return _ONWARD.fullmatch(words.strip()) is not None


def main_anchor(document: Document, anchors: list[Box]) -> tuple[Box, str] | None:
    """The link of an entry that carries its title, with that title; None when there is none."""
    best: tuple[float, Box, str] | None = None
    for anchor in anchors:
        title = title_of(document, anchor)
        if len(title) < 2 or is_more(title) or title.isdigit():
            continue
        weight = min(len(title), 40.0)
        if len(title) > 80:
            weight -= 25
        if anchor.parent is not None and (
            anchor.parent.tag in _HEADINGS or _TITLE_LABEL.search(f"{anchor.parent.label} {anchor.label}")
        ):
            weight += 60
        if anchor.attr("title"):
            weight += 8
        if best is None and len(title) >= 8:
            weight += 20
        if best is None or weight > best[0]:
            best = (weight, anchor, title)
    return None if best is None else (best[1], best[2])


def date_of(document: Document, first: int, last: int, anchor: Box, table: "Header | None") -> Spotted | None:
    """The date of the entry whose words are `texts[first:last]`, read outside its title where it can be."""
    cells = _date_boxes(document, first, last, anchor)
    if cells:
        return _chosen(document, cells, table)
    outside = "".join(
        piece
        for place, piece in enumerate(document.texts[first:last], first)
        if not anchor.text_from <= place < anchor.text_to
    )
    if outside and not outside.isspace():
        spot = _in_words(outside)
        if spot is not None:
            return spot
    return _in_title(document, anchor)


def _date_boxes(document: Document, first: int, last: int, anchor: Box) -> list[tuple[Box, Spotted]]:
    found: list[tuple[Box, Spotted]] = []
    owners = document.text_owner
    done = -1
    for place in range(first, last):
        if place < done:
            continue
        piece = document.texts[place]
        if (
            not piece
            or piece.isspace()
            or not any("0" <= sign <= "9" or "０" <= sign <= "９" for sign in piece)
        ):
            continue
        box = owners[place]
        best: tuple[Box, Spotted] | None = None
        if box.at == anchor.at or len(piece) > 60:
            continue
        for _ in range(4):
            if box.text_from < first or box.text_to > last or box.text_to - box.text_from > 14:
                break
            if box.at <= anchor.at < box.end:
                break
            words = document.words(box)
            if len(words) > 40:
                break
            spot = only_date(words)
            if spot is not None:
                best = (box, spot)
            if box.parent is None:
                break
            box = box.parent
        if best is None:
            spot = only_date(piece)
            if spot is not None:
                best = (owners[place], spot)
        if best is not None:
            found.append(best)
            done = max(best[0].text_to, place + 1)
    return found


def _chosen(document: Document, cells: list[tuple[Box, Spotted]], table: "Header | None") -> Spotted | None:
    if table is not None:
        for box, spot in cells:
            if table.is_publication(_column_of(document, box)):
                return spot
    labelled = [(document.words(box), box, spot) for box, spot in cells]
    for words, _, spot in labelled:
        if _OWN_LABEL.search(words):
            return spot
    kept = [spot for _, box, spot in labelled if not _is_foreign(document, box, table)]
    full = [spot for spot in kept if spot.year is not None]
    if full:
        return full[-1]
    return kept[0] if kept else None


def _is_foreign(document: Document, box: Box, table: "Header | None") -> bool:
    if table is not None and table.is_other_date(_column_of(document, box)):
        return True
    before = "".join(document.texts[max(0, box.text_from - 4) : box.text_from])
    return _FOREIGN_LABEL.search(before.rstrip()) is not None


def _in_words(words: str) -> Spotted | None:
    spots = dates_in(words)
    for spot in spots:
        if _OWN_LABEL.search(words[max(0, spot.start - 12) : spot.start]):
            return spot
    own = [
        spot
        for spot in spots
        if not _FOREIGN_LABEL.search(words[max(0, spot.start - 14) : spot.start].rstrip())
    ]
    if own:
        return own[-1] if len(words.strip()) < 120 else own[0]
    found = _BRACKETED.search(words)
    if found:
        return only_date(found[1])
    whole = only_date(squeeze(words))
    if whole is not None:
        return whole
    for line in words.split("\n"):
        line = line.strip()
        if 3 <= len(line) <= 40:
            alone = only_date(line)
            if alone is not None:
                return alone
    return None


def _in_title(document: Document, anchor: Box) -> Spotted | None:
    text = document.text(anchor)
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    for line in reversed(lines):
        alone = only_date(line)
        if alone is not None:
            return alone
    if anchor.end > anchor.at + 1:
        for box in document.inside(anchor):
            spot = only_date(document.words(box))
            if spot is not None:
                return spot
    words = squeeze(text)
    found = _TAIL.match(words) or _LEAD.match(words)
    if found:
        return only_date(_day_words(found))
    for line in lines[1:]:
        spots = dates_in(line)
        if spots and len(line) < 60 and not _FOREIGN_LABEL.search(line[: spots[-1].start].rstrip()):
            return spots[-1]
    return None


def under_month(document: Document, first: int, last: int) -> Spotted | None:
    """A day of the month in an entry that stands under a heading such as 2018年4月."""
    dom: int | None = None
    for piece in document.texts[first:last]:
        if piece and not piece.isspace() and len(piece.strip()) <= 6:
            dom = day_alone(piece)
            if dom is not None:
                break
    if dom is None:
        return None
    for place in (*range(first, last), *range(first - 1, max(-1, first - 600), -1)):
        piece = document.texts[place].strip()
        if 6 <= len(piece) <= 12:
            head = month_head(piece)
            if head is not None:
                return Spotted(head[0], head[1], dom, 0, 0)
    return None


_YEAR_HEAD: Final = re.compile(r"((?:19|20)\d\d)\s*年度?")


def under_year(document: Document, first: int, spot: Spotted) -> Spotted:
    """A year-less date with the year of the heading over it (2016年); a row of years is a filter."""
    above: list[int] = []
    for place in range(first - 1, max(-1, first - 600), -1):
        piece = document.texts[place].strip()
        if not piece:
            continue
        found = _YEAR_HEAD.fullmatch(piece)
        if found and document.text_owner[place].tag not in ("a", "option"):
            above.append(int(found[1]))
        elif above:
            break
    return replace(spot, year=above[0]) if len(above) == 1 else spot


class Header:
    """The head row of a table: which of its columns holds the date of publication."""

    __slots__ = ("_names",)

    def __init__(self, names: list[str]) -> None:
        self._names = names

    def is_publication(self, column: int) -> bool:
        """Whether the column is named for publication (发布日期, 公开时间)."""
        return 0 <= column < len(self._names) and _OWN_LABEL.search(self._names[column]) is not None

    def is_other_date(self, column: int) -> bool:
        """Whether the column is named for another date (成文日期, 截止时间)."""
        return 0 <= column < len(self._names) and _FOREIGN_LABEL.search(self._names[column]) is not None


def header_of(document: Document, row: Box) -> Header | None:
    """The head row of the table that an entry's row stands in; None where it has none."""
    table = next((box for box in row.up() if box.tag == "table"), None)
    if row.tag != "tr" or table is None:
        return None
    first = next((box for box in document.inside(table) if box.tag == "tr"), None)
    if first is None or first.at == row.at:
        return None
    names = [
        document.words(cell).replace(" ", "") for cell in document.kids(first) if cell.tag in ("th", "td")
    ]
    return Header(names) if len(names) > 1 and all(len(name) <= 10 for name in names) else None


def _column_of(document: Document, box: Box) -> int:
    cell = box if box.tag in ("td", "th") else next((up for up in box.up() if up.tag in ("td", "th")), None)
    if cell is None or cell.parent is None:
        return -1
    cells = [kid.at for kid in document.kids(cell.parent) if kid.tag in ("td", "th")]
    return cells.index(cell.at)
