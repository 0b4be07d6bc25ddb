"""What a text claims: units, numbers with their measure words, shares, days, names, document numbers.

A claim is read with what stands before it: the unit it is said of and the words it follows, so that
“逾期办结1件” of one unit is another claim than “逾期未办结1件” of the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mingcha.reports.bulletin import BulletinData
from mingcha.reports.wording import REGULATIONS, hexagonal, own_name


class Kind(StrEnum):
    """What a claim is about."""

    UNIT = "unit"
    NUMBER = "number"
    SHARE = "share"
    DAY = "day"
    YEAR = "year"
    PERIOD = "period"
    NAME = "name"
    TITLE = "title"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim: its value in one form (“5”, “2018-03-31”, a unit's short name), and how it is written.

    `measure` follows a number (个单位, 件 …); `unit` is whom it is said of, `label` the words before it.
    """

    kind: Kind
    value: str
    written: str
    start: int
    measure: str = ""
    unit: str = ""
    label: str = ""

    @property
    def key(self) -> tuple[Kind, str, str, str, str]:
        """Equal for claims that say the same of the same."""
        return (self.kind, self.value, self.measure, self.unit, self.label)


UNIT_MEASURES = ("个单位", "家单位", "个部门", "个县区", "家")
SITE_MEASURES = ("个网站", "家网站")
COUNTED_MEASURES = (*UNIT_MEASURES, *SITE_MEASURES, "个栏目", "个", "件", "条", "处", "分", "个百分点")
_MEASURES = (
    *COUNTED_MEASURES,
    *(
        "个工作日",
        "工作日",
        "个季度",
        "个年度",
        "个月",
        "月底",
        "月",
        "年",
        "天",
        "日",
        "项",
        "次",
        "人次",
        "人",
    ),
    *("期", "号", "条款", "款"),
)
_HAN = "一二三四五六七八九十百两"
_MEASURE = "|".join(sorted(_MEASURES, key=len, reverse=True))
_HAN_MEASURE = "|".join((*UNIT_MEASURES, *SITE_MEASURES, "件", "处"))
_SHAPES = (
    r"(?P<title>《[^《》]*(?:《[^《》]*》[^《》]*)*》)",
    r"(?P<document>〔\d{4}〕\d+号)",
    r"(?P<name>“[^“”]{1,40}”)",
    r"(?P<day>(?:(?P<y>\d{4})年)?(?P<m>\d{1,2})月(?P<d>\d{1,2})日)",
    r"(?P<year>\d{4}年(?:度)?(?!\d))",
    r"(?P<period>第?[一二三四1-4]季度|[上下]半年)",
    r"(?P<share>\d+(?:\.\d+)?[%％])",
    rf"(?P<number>\d+(?:\.\d+)?(?P<measure>{_MEASURE})?)",
    rf"(?P<han>[{_HAN}]+)(?P<han_measure>{_HAN_MEASURE})",
)
_ORGAN_AFTER = re.compile(r"(?!人民政府|政府)[\u4e00-\u9fff]{2,9}?(?:局|委员会|委|镇|乡|街道|中心|院|学校)")
_LABEL = re.compile(r"[\u4e00-\u9fff]{1,8}$")
_STOP = re.compile(r"[。！？]")
_QUARTERS = dict(zip("一二三四1234", "12341234", strict=True))


def sentences(text: str) -> list[str]:
    """The sentences of a text; a stop inside brackets, quotes or a title ends none."""
    found, start, depth = [], 0, 0
    for place, character in enumerate(text):
        if character in "（“《(":
            depth += 1
        elif character in "）”》)":
            depth = max(0, depth - 1)
        elif depth == 0 and _STOP.match(character):
            found.append(text[start : place + 1])
            start = place + 1
    found.append(text[start:])
    return [sentence.strip() for sentence in found if sentence.strip()]


class ClaimReader:
    """Reads claims for the units and documents of one bulletin."""

    def __init__(self, data: BulletinData) -> None:
        self._year = data.year
        self.short_names: dict[str, str] = {}
        for unit in data.units:
            self.short_names.setdefault(unit.name, unit.short_name)
        for unit in data.units:
            self.short_names[unit.short_name] = unit.short_name
        numbers = [hexagonal(order.number) for order in data.orders]
        numbers += [entry.number for entry in REGULATIONS]
        numbers += [hexagonal(data.number)] if data.number else []
        self._numbers = sorted(set(numbers), key=len, reverse=True)
        own = {data.issuer, own_name(data.issuer)} - set(self.short_names)
        self._own = frozenset(own)  # “市政府办公室” does not name the unit 市政府办
        names = "|".join(map(re.escape, sorted({*self.short_names, *own}, key=len, reverse=True)))
        units = [rf"(?P<unit>{names})"] if names else []
        self._shape = re.compile("|".join([*_SHAPES[:3], *units, *_SHAPES[3:]]))

    def read(self, sentence: str) -> list[Claim]:
        """The claims of a sentence in their order."""
        text = half_width(sentence)
        claims: list[Claim] = []
        listed, shared, after = _Listed(), 0, 0
        for match in self._shape.finditer(text):
            in_turn = listed.units and "分别" in text[listed.end : match.start()]
            unit = listed.of(shared) if in_turn else listed.last
            claim = self._claim(match, text, unit, after)
            after = match.end()
            if claim is None:
                continue
            if claim.kind is Kind.UNIT:
                listed, shared = listed.with_unit(claim.value, match, text), 0
            elif in_turn and claim.unit:
                shared += 1
            claims.append(claim)
        return claims

    def units(self, text: str) -> list[str]:
        """The short names of the units that a text names, each as often as it does."""
        return [claim.value for claim in self.read(text) if claim.kind is Kind.UNIT]

    def _claim(self, match: re.Match[str], text: str, unit: str, after: int) -> Claim | None:
        written, start = match[0], match.start()
        label_match = _LABEL.search(text[after:start])
        label = label_match[0] if label_match else ""
        if match.groupdict().get("unit"):
            if written in self._own or (written[-1] in "县区市" and _ORGAN_AFTER.match(text, match.end())):
                return None
            return Claim(Kind.UNIT, self.short_names[written], written, start)
        if match["title"] is not None:
            return Claim(Kind.TITLE, written, written, start, unit=unit)
        if match["document"] is not None:
            known = next((n for n in self._numbers if text[: match.end()].endswith(n)), written)
            return Claim(Kind.DOCUMENT, known, known, start)
        if match["name"] is not None:
            return Claim(Kind.NAME, written, written, start, unit=unit)
        if match["day"] is not None:
            year = match["y"] or str(self._year)
            value = f"{year}-{int(match['m']):02d}-{int(match['d']):02d}"
            unit = "" if label.endswith(("截至", "截止")) else unit  # said of all, wherever it stands
            return Claim(Kind.DAY, value, written, start, unit=unit, label=label)
        if match["year"] is not None:
            return Claim(Kind.YEAR, written[:4], written, start)
        if match["period"] is not None:
            return Claim(Kind.PERIOD, _period(written), written, start)
        if match["share"] is not None:
            return Claim(Kind.SHARE, f"{float(written[:-1]):g}", written, start, unit=unit, label=label)
        return _number(match, unit, label)


@dataclass(frozen=True, slots=True)
class _Listed:
    """The list of units that was read last, and where it ends."""

    units: tuple[str, ...] = ()
    end: int = 0

    @property
    def last(self) -> str:
        """Whom a figure behind the list is said of."""
        return self.units[-1] if self.units else ""

    def of(self, place: int) -> str:
        """Whom the figure at a place is said of where they stand in turn (“分别于4月1日、4月3日”)."""
        return self.units[min(place, len(self.units) - 1)]

    def with_unit(self, unit: str, match: re.Match[str], text: str) -> _Listed:
        """The list with one more, or a new one."""
        joined = self.units and text[self.end : match.start()] in ("、", "和", "及", "与", "以及")
        return _Listed((*self.units, unit) if joined else (unit,), match.end())


def _number(match: re.Match[str], unit: str, label: str) -> Claim | None:
    if match["han"] is not None:
        value = _han_number(match["han"])
        if value <= 1:
            return None  # “一个单位最多开设一个网站” counts nothing
        number, measure = str(value), match["han_measure"]
    else:
        measure = match["measure"] or ""
        number = f"{float(match['number'].removesuffix(measure)):g}"
    if measure in UNIT_MEASURES:  # “甲、乙等2个单位” is not said of 乙
        unit = ""
    return Claim(Kind.NUMBER, number, match[0], match.start(), measure, unit, label)


def _period(written: str) -> str:
    return written if written.endswith("年") else f"Q{_QUARTERS[written[-3]]}"


def _han_number(text: str) -> int:
    digits = {numeral: value for value, numeral in enumerate("零一二三四五六七八九")} | {"两": 2}
    total = current = 0
    for character in text:
        if character in "十百":
            total += (current or 1) * (10 if character == "十" else 100)
            current = 0
        else:
            current = digits[character]
    return total + current


_FULL_WIDTH = {ord("０") + value: str(value) for value in range(10)}
_BLANK = re.compile(r"(?<=\d) +(?=[\u4e00-\u9fff%％])|(?<=[\u4e00-\u9fff]) +(?=\d)")


def half_width(text: str) -> str:
    """Digits in one form and without blanks around them, as claims are read."""
    return _BLANK.sub("", text.translate(_FULL_WIDTH))


def day_of(claim: Claim) -> date | None:
    """The day of a claim; None for one that the calendar does not have."""
    try:
        return date.fromisoformat(claim.value)
    except ValueError:
        return None


def counted_list(sentence: str, claim: Claim, claims: Iterable[Claim]) -> list[str]:
    """The units of the list that a count ends (“甲、乙等2个单位”); empty where there is none."""
    if claim.kind is not Kind.NUMBER or claim.measure not in UNIT_MEASURES:
        return []
    text = half_width(sentence)
    units = [one for one in claims if one.kind is Kind.UNIT and one.start < claim.start]
    found: list[str] = []
    end = claim.start - (1 if claim.label == "等" else 0)
    for unit in reversed(units):
        if unit.start + len(unit.written) != end:
            break
        found.insert(0, unit.value)
        end = unit.start - 1
        if text[end] not in "、和及与":
            break
    return found


def numbers_in(claims: Iterable[Claim]) -> Iterator[int]:
    """The whole numbers among claims."""
    for claim in claims:
        if claim.kind is Kind.NUMBER and claim.value.isdigit():
            yield int(claim.value)
