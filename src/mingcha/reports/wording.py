"""How official Chinese writes dates, numbers, lists, regulations and titles."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from mingcha.reports.layout import TITLE_CHARACTERS_PER_LINE

_DIGITS = "〇一二三四五六七八九"
_QUARTERS = {1: "一季度", 2: "二季度", 3: "三季度", 4: "四季度"}


def date_text(day: date) -> str:
    """“2018年4月8日”: Arabic digits, no leading zero (GB/T 9704-2012, 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def short_date_text(day: date, year: int) -> str:
    """The date without its year where that is `year`."""
    return f"{day.month}月{day.day}日" if day.year == year else date_text(day)


def period_text(year: int, quarter: int | None) -> str:
    """“2018年一季度” or “2018年”."""
    return f"{year}年{_QUARTERS[quarter] if quarter else ''}"


def chinese_number(number: int) -> str:
    """1 to 99 in Chinese digits, as headings count."""
    if not 0 < number < 100:
        raise ValueError(f"headings count from 1 to 99, not {number}")
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else f"{_DIGITS[tens]}十")
    return head + (_DIGITS[ones] if ones else "")


def enumeration(items: Sequence[str]) -> str:
    """Items joined with 、; none stands between marked items (GB/T 15834-2011, 4.5.3.5)."""
    marked = all(item[:1] in "“《" and item[-1:] in "”》" for item in items)
    return ("" if marked else "、").join(items)


def counted_units(names: Sequence[str]) -> str:
    """“甲、乙、丙等3个单位”; one or two names stand without a count."""
    return enumeration(names) + (f"等{len(names)}个单位" if len(names) > 2 else "")


def collective(names: Sequence[str]) -> str:
    """“均” where it speaks of more than one."""
    return "均" if len(names) > 1 else ""


def some_units(names: Sequence[str]) -> str:
    """“部分单位”, or “个别单位” for one."""
    return "部分单位" if len(names) > 1 else "个别单位"


_CHINESE = r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef“”‘’—]"
_BLANK_IN_CHINESE = re.compile(rf"(?<={_CHINESE}) (?={_CHINESE})")


def one_line(text: str) -> str:
    """`text` as a document can carry it: no line ends, control or zero-width characters, no blanks between
    Chinese."""
    shown = "".join(c for c in re.sub(r"\s+", " ", text) if unicodedata.category(c) not in ("Cc", "Cf", "Cs"))
    return _BLANK_IN_CHINESE.sub("", re.sub(" +", " ", shown)).strip()


def from_page(text: str) -> str:
    """Words read off a website without what only its own fonts show: icons of private use, pictographs."""
    return one_line("".join(c for c in text if unicodedata.category(c) not in ("Co", "Cn", "So")))


def without_stop(text: str) -> str:
    """`text` without the mark that ends its sentence."""
    return text.strip().rstrip("。；;，,")


def hexagonal(number: str) -> str:
    """A document number with the year in hexagonal brackets and no leading zero (GB/T 9704-2012, 7.2.5)."""
    return re.sub(r"[\[［【〔(（](\d{4})[\]］】〕)）](?:第)?0*(\d+)号", r"〔\1〕\2号", number.strip())


def report_name(about: str) -> str:
    """What an order wants reported: “整改反馈情况” is added where `about` does not name a report itself."""
    about = without_stop(about)
    if about.endswith(("情况", "报告", "材料", "总结", "台账", "清单", "方案", "计划", "表")):
        return about
    return f"{about}反馈情况" if about else "落实情况"


def titled(title: str) -> str:
    """A document's title in 《》, with 〈〉 for titles inside it."""
    title = title.strip()
    if title.startswith("《") and title.endswith("》") and title.count("《") == 1:
        return title
    return f"《{title.replace('《', '〈').replace('》', '〉')}》"


def share(part: int, whole: int) -> float:
    """A share in percent as it is printed, with one decimal at most; `whole` is not zero.

    What is not all is never 100, what is not nothing never 0.
    """
    shown = round(100 * part / whole, 1)
    if part < whole:
        shown = min(shown, 99.9)
    return max(shown, 0.1) if part > 0 else shown


def percentage(part: int, whole: int) -> str:
    """“96.5%”, without decimals where the share is even; `whole` is not zero."""
    return f"{share(part, whole):g}%"


def decimal_text(number: float) -> str:
    """A figure with one decimal at most: “1.5”, “2”."""
    return f"{round(number, 1):g}"


@dataclass(frozen=True, slots=True)
class Regulation:
    """A regulation or document with full title and number, in force from `since` to `until` (included)."""

    title: str
    number: str
    since: date
    until: date | None = None

    def in_force(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


# What a quarterly bulletin rests on. Dates: entry into force for the Regulations, public from for the
# documents.
REGULATIONS = (
    Regulation("中华人民共和国政府信息公开条例", "国务院令第492号", date(2008, 5, 1), date(2019, 5, 14)),
    Regulation("中华人民共和国政府信息公开条例", "国务院令第711号", date(2019, 5, 15)),
    Regulation(
        "国务院办公厅关于开展第一次全国政府网站普查的通知",
        "国办发〔2015〕15号",
        date(2015, 3, 24),
        date(2019, 3, 31),
    ),
    Regulation("国务院办公厅关于印发政府网站发展指引的通知", "国办发〔2017〕47号", date(2017, 6, 8)),
    Regulation(
        "国务院办公厅秘书局关于印发政府网站与政务新媒体检查指标、监管工作年度考核指标的通知",
        "国办秘函〔2019〕19号",
        date(2019, 4, 1),
    ),
)


@dataclass(slots=True)
class Mentions:
    """Writes a document in full at its first mention and by its number afterwards."""

    known: dict[str, str]
    _seen: set[str] = field(default_factory=set)

    @classmethod
    def of_day(cls, day: date) -> Mentions:
        """Knows the regulations in force on `day`."""
        return cls({entry.number: entry.title for entry in REGULATIONS if entry.in_force(day)})

    def cite(self, number: str, title: str = "") -> str:
        """“《title》（number）” the first time, the number alone later or where no title is known."""
        title = title or self.known.get(number, "")
        if number in self._seen or not title:
            return number
        self._seen.add(number)
        return f"{titled(title)}（{number}）"

    def expand(self, text: str) -> str:
        """`text` with the first mention of each known number, or of the Regulations' bare title, made
        full."""
        for number, title in self.known.items():
            # “《…》（2007年国务院令第492号）”: already in full, whatever the title is shortened to.
            full = re.compile(rf"(《[^《》]+》)（[^（）]*{re.escape(number)}[^（）]*）")
            if number in self._seen:
                text = full.sub(r"\1", text)
            elif full.search(text):
                self._seen.add(number)
            elif titled(title) in text:
                text = text.replace(titled(title), self.cite(number), 1)
            elif number in text:
                text = text.replace(number, self.cite(number), 1)
        return text


_AREAS = {
    "省": "全省",
    "自治区": "全区",
    "市": "全市",
    "州": "全州",
    "盟": "全盟",
    "县": "全县",
    "区": "全区",
}
_AREAS["旗"] = "全旗"
_ISSUER = re.compile(r".*?(?P<level>自治区|省|市|州|盟|县|区|旗)人民政府(?P<office>办公室|办公厅)?")


def area_text(issuer: str) -> str:
    """“全市” for an office of a city; “本地区” where the issuer's name tells no level."""
    match = _ISSUER.fullmatch(issuer)
    return _AREAS[match["level"]] if match else "本地区"


def own_name(issuer: str) -> str:
    """How the issuer calls itself in the text: “市政府办公室”; its full name where no level is told."""
    match = _ISSUER.fullmatch(issuer)
    return f"{match['level']}政府{match['office'] or ''}" if match else issuer


_GOOD_BREAK_AFTER = re.compile(
    r"(?:[的、和与及》”〕]|办公室|办公厅|人民政府|委员会|季度|年度|工作|情况|网站|政府|检查|整改|落实|管理|建设|公开|有关)$"
)
_GOOD_BREAK_BEFORE = re.compile(r"关于|《|“|政务|政府|全市|全省|全县|全区|有关|工作|情况|检查|整改|通报|通知")
_NO_LINE_START = "》”、，。）〕的和与及号年月日"
_NO_LINE_END = "《“（〔第"


def title_lines(title: str, issuer: str = "") -> tuple[str, ...]:
    """The title in lines of at most 20 characters, broken where a reader pauses and after the issuer's name.

    Line breaks that `title` has already are kept.
    """
    if "\n" in title.strip():
        return tuple(re.sub(r"\s+", "", line) for line in title.strip().splitlines() if line.strip())
    title = re.sub(r"\s+", "", title)
    if len(title) <= TITLE_CHARACTERS_PER_LINE:
        return (title,)
    return _best_lines(title, len(issuer) if issuer and title.startswith(issuer) else 0)


def _best_lines(title: str, issuer_end: int) -> tuple[str, ...]:
    """The cheapest division by dynamic programming over the break positions."""
    best: list[tuple[float, tuple[str, ...]]] = [(0.0, ())]
    ideal = len(title) / -(-len(title) // TITLE_CHARACTERS_PER_LINE)
    for end in range(1, len(title) + 1):
        options = []
        for start in range(max(0, end - TITLE_CHARACTERS_PER_LINE), end):
            cost, lines = best[start]
            cost += 6 + abs(end - start - ideal) * 0.3 + _break_cost(title, end, issuer_end)
            options.append((cost, (*lines, title[start:end])))
        best.append(min(options))
    return best[-1][1]


def _break_cost(title: str, position: int, issuer_end: int) -> float:
    if position == len(title):
        return 0.0
    if position == issuer_end:
        return -8.0
    if title[position] in _NO_LINE_START or title[position - 1] in _NO_LINE_END:
        return 100.0
    after = _GOOD_BREAK_AFTER.search(title[:position]) is not None
    before = _GOOD_BREAK_BEFORE.match(title, position) is not None
    return 12.0 - 6.0 * after - 5.0 * before
