"""Wording by the rules of official writing: numbers, quotation marks, 截至, unit names, first mentions.

Sources: GB/T 15835-2011 (numbers), GB/T 15834-2011 (punctuation), GB/T 9704-2012 (dates, document numbers). A
unit that the register of the day does not know blocks; the rest is advice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingcha.reports.bulletin import BulletinData
from mingcha.reports.claims import ClaimReader, Kind
from mingcha.reports.disagreement import Disagreement, What
from mingcha.reports.manuscript import Manuscript
from mingcha.reports.regions import Sentence, regions_of
from mingcha.reports.wording import REGULATIONS, hexagonal, own_name

_H = r"[\u4e00-\u9fff]"
_RULES: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (re.compile(r"截止(?=到|至|\d|目前|今)"), "“截至”", "“截止”后不接时间，请改为“截至”"),
    (re.compile(r'"[^"]*"|' + rf"(?<={_H})'|'(?={_H})"), "“”", "请改用中文引号“”"),
    (re.compile(r"\d{4}年0\d月|(?<=月)0\d日|年0\d月"), "不编虚位", "月、日不编虚位，请去掉前面的0"),
    (re.compile(r"[０-９]+"), "半角数字", "请改用半角阿拉伯数字"),
    (re.compile(r"％"), "“%”", "请改用“%”"),
    (
        re.compile(r"[二三四五六七八九十百]+(?:个单位|家单位|个部门|个网站|家网站|件(?!事))"),
        "阿拉伯数字",
        "统计数字请用阿拉伯数字",
    ),
    (re.compile(rf"(?<={_H})[,;:?!](?={_H})|(?<={_H})\.(?={_H}|$)"), "中文标点", "请改用中文标点"),
    (re.compile(r"[，、；。：]{2,}"), "一个标点", "标点重复，请保留一个"),
    (re.compile(rf"\((?={_H})[^()]*\)"), "（）", "请改用中文括号（）"),
    (
        re.compile(r"[\[［【(（]\d{4}[\]］】)）](?:第)?\d+号|〔\d{4}〕(?:第\d+|0\d*)号"),
        "〔年份〕序号",
        "发文字号用六角括号，不加“第”字，不编虚位",
    ),
    (re.compile(rf"(?<={_H}) ?\b(?:and|or|of|the)\b ?(?={_H})", re.I), "中文", "请改为中文"),
)
_PAIRS = (("“", "”", "引号"), ("《", "》", "书名号"), ("（", "）", "括号"))
_ORGAN = r"(?:局|委|办|中心|社|院|管委会|委员会|县|区)"
_VERB = r"(?=均|未|等|已|的|于|也|在|被|存在|没有|逾期|按|$|[，。；、])"
_ALONE = re.compile(rf"(?:(?<=[，。；：、])|^)(?P<name>市{_H}{{2,10}}?(?:局|委|办|中心|社)){_VERB}")
_LIST = re.compile(rf"(?:{_H}{{2,20}}、)+{_H}{{2,20}}")
_ITEM = re.compile(rf"{_H}{{1,14}}{_ORGAN}")
_LAST = re.compile(rf"(?P<name>{_H}{{1,12}}?{_ORGAN}){_VERB}")


def remarks(manuscript: Manuscript, data: BulletinData) -> Iterator[Disagreement]:
    """What the text writes otherwise than official writing does, in its order."""
    reader = ClaimReader(data)
    for region in regions_of(manuscript):
        for sentence in region.sentences:
            yield from _wording(region.place, sentence)
            yield from _strangers(region.place, sentence, reader, data)
    yield from _first_mentions(manuscript, data, reader)


def _wording(place: str, sentence: Sentence) -> Iterator[Disagreement]:
    for shape, right, remedy in _RULES:
        for match in shape.finditer(sentence.text):
            around = sentence.text[max(0, match.start() - 4) : match.end() + 6]
            yield _advice(place, sentence.line, f"“{around}”", right, remedy)
    for opening, closing, name in _PAIRS:
        if sentence.text.count(opening) != sentence.text.count(closing):
            yield _advice(place, sentence.line, f"{name}不成对", f"{opening}{closing}", f"请补全{name}")


def _advice(place: str, line: int, written: str, right: str, remedy: str) -> Disagreement:
    return Disagreement(What.WORDING, place, written, right, remedy, line, blocks=False)


def _strangers(
    place: str, sentence: Sentence, reader: ClaimReader, data: BulletinData
) -> Iterator[Disagreement]:
    """Names that stand where units stand and that the register of the day does not have."""
    names = set(reader.short_names) | {data.issuer, own_name(data.issuer)}
    text = re.sub(r"《[^《》]*》|“[^“”]*”", "", sentence.text)
    found = [match["name"] for match in _ALONE.finditer(text)]
    for match in _LIST.finditer(text):
        items = match[0].split("、")
        if not any(_ends_with(item, names) or _begins_with(item, names) for item in items):
            continue
        found += [item for item in items[1:-1] if _ITEM.fullmatch(item)]
        last = _LAST.match(items[-1] + text[match.end() : match.end() + 1])
        if last is not None and not _begins_with(items[-1], names):
            found.append(last["name"])
    for name in dict.fromkeys(found):
        if not any(name.endswith(known) or known.endswith(name) for known in names):
            yield Disagreement(
                What.UNIT_ADDED,
                place,
                f"“{name}”",
                "名册中没有这个单位",
                "请按名册写单位简称，或说明理由",
                sentence.line,
            )


def _ends_with(item: str, names: set[str]) -> bool:
    return any(item.endswith(name) for name in names)


def _begins_with(item: str, names: set[str]) -> bool:
    return any(item.startswith(name) for name in names)


def _first_mentions(
    manuscript: Manuscript, data: BulletinData, reader: ClaimReader
) -> Iterator[Disagreement]:
    """A document with a title is named in full where it is named first."""
    titles = {hexagonal(order.number): order.title for order in data.orders if order.title}
    titles |= {entry.number: entry.title for entry in REGULATIONS if entry.number not in titles}
    seen: set[str] = set()
    for region in regions_of(manuscript):
        for sentence in region.sentences:
            for claim in reader.read(sentence.text):
                if claim.kind is not Kind.DOCUMENT or claim.value not in titles or claim.value in seen:
                    continue
                seen.add(claim.value)
                start = sentence.text.find(claim.value)
                if not re.search(r"》（[^（）]*$", sentence.text[:start]):
                    full = f"《{titles[claim.value]}》（{claim.value}）"
                    yield _advice(
                        region.place, sentence.line, f"“{claim.value}”", full, "首次提到请写全称和文号"
                    )
