"""What the data know of each matter, for sentences that people write themselves.

A matter (年度报告, an order, a class, 留言 …) has words by which a sentence is about it; its facts
have words by which a sentence says it of somebody: “未公布” of those who did not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mingcha.reports.bulletin import AnnualReportDuty, BulletinData, OrderFacts
from mingcha.reports.queries import mean_workdays
from mingcha.reports.wording import decimal_text, hexagonal, report_name, share, without_stop

_ON_TIME = r"(?<!未)(?<!未能)(?:按时|按期|如期|及时)"
_LATE = r"逾期(?!未)|超期(?!未)|迟报|晚于|延迟|补报|补发"
_MISSING = (
    r"未公布|未公开|未报送|未反馈|未报|未办结|未答复|未回复|逾期未|没有公布|没有报送|没有反馈|尚未|仍未"
)
_BLAME = re.compile(
    r"未[能按及时公报反答回办完添设建]|逾期|超期|迟报|不合格|不及时|没有|缺[少失乏]|空白|存在|问题|点名|批评|"
    r"较差|滞后|扣分|失效|错误|不符合|打不开|不能打开|不规范"
)
_PRAISE = re.compile(
    r"已(?:经)?(?:公布|公开|报送|反馈|办结|答复|整改)|均(?:公布|公开|报送|反馈|办结)|按时|按期|如期|及时|表扬|较好|良好|合格|详实|迅速|完成|规范|先进|优秀|突出"
)


class Tone(StrEnum):
    """What it means for a unit to be in a fact's list."""

    BLAME = "blame"
    PRAISE = "praise"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Fact:
    """A list of units, or a number in its measure. `cue`: words by which a sentence says it."""

    matter: str
    name: str
    cue: re.Pattern[str]
    units: tuple[str, ...] = ()
    tone: Tone = Tone.NEUTRAL
    figure: float | None = None
    measure: str = "个"

    @property
    def number(self) -> float:
        """The figure, or the length of the list."""
        return float(len(self.units)) if self.figure is None else self.figure

    @property
    def says(self) -> str:
        """The fact with its number, for a person."""
        return f"{self.name}{self.number:g}{self.measure}"


@dataclass(frozen=True, slots=True)
class Matter:
    """A subject of the bulletin, and the words by which a sentence is about it."""

    name: str
    words: re.Pattern[str]
    days: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """Everything that sentences of one bulletin may rest on."""

    matters: tuple[Matter, ...]
    facts: tuple[Fact, ...]
    shares: tuple[float, ...]
    days: tuple[date, ...]
    late_days: tuple[tuple[str, str, date], ...]

    def matters_of(self, text: str) -> list[str]:
        """The matters that a text is about."""
        return [matter.name for matter in self.matters if matter.words.search(text)]

    def about(self, matters: Sequence[str]) -> list[Fact]:
        """The facts of the matters, of all where none is given."""
        return [fact for fact in self.facts if not matters or fact.matter in matters]

    def told_of(self, unit: str) -> str:
        """What the data say of a unit, for a person; “没有记载” where nothing."""
        told = [fact.name for fact in self.facts if unit in fact.units and fact.tone is not Tone.NEUTRAL]
        return "；".join(told) or "没有记载"


def blames(text: str) -> bool:
    """Whether a sentence says a fault of somebody."""
    return _BLAME.search(text) is not None


def praises(text: str) -> bool:
    """Whether a sentence says something good and no fault."""
    return not blames(text) and _PRAISE.search(text) is not None


def known_of(data: BulletinData) -> Known:
    """What the data know."""
    facts = [*_duty_facts(data), *_site_facts(data), *_message_facts(data), *_praise_facts(data)]
    late = [("annual_report", item.unit, item.on) for item in (data.annual_report or _NONE).late]
    late += [(order.number, item.unit, item.on) for order in data.orders for item in order.late]
    days = [data.as_of, data.issued_on, *([data.rectify_by] if data.rectify_by else [])]
    days += [day for matter in _matters(data) for day in matter.days]
    return Known(tuple(_matters(data)), tuple(facts), tuple(_shares(data)), tuple(days), tuple(late))


_NONE = AnnualReportDuty(1, date.max, "")


def _matters(data: BulletinData) -> list[Matter]:
    matters = []
    if data.annual_report is not None:
        days = tuple(filter(None, (data.annual_report.due, data.annual_report.other_due)))
        matters.append(Matter("annual_report", re.compile("年度?报告?"), days))
    for order in data.orders:
        names = [hexagonal(order.number), without_stop(order.about), without_stop(order.title)]
        words = [re.escape(name) for name in names if name]
        if len(data.orders) == 1:
            words.append("反馈|报送")
        matters.append(Matter(order.number, re.compile("|".join(words)), (order.due,)))
    for problem in data.problems:
        matters.append(Matter(problem.title, re.compile("|".join(map(re.escape, _key_words(problem.title))))))
    matters.append(Matter("messages", re.compile("留言|找错")))
    matters.append(Matter("sites", re.compile("网站")))
    return matters


def _key_words(title: str) -> list[str]:
    """The title and its telling parts: “栏目更新不及时”, “更新”; “首页缺少“…”入口”, the quoted name."""
    parts = re.findall(r"“([^“”]+)”", title)
    parts += [word for word in ("更新", "空白栏目", "链接", "标识", "备案", "域名", "附件") if word in title]
    return [without_stop(title), *parts]


def _duty_facts(data: BulletinData) -> Iterable[Fact]:
    duty = data.annual_report
    if duty is not None:
        yield from _states(data, "annual_report", f"{duty.year}年年度报告", duty, "公布")
    for order in data.orders:
        name = report_name(order.about)
        yield from _states(data, order.number, name, order, "报送")
        cue = re.compile("迅速|详实|表扬|较好")
        yield Fact(order.number, f"{name}报送及时详实", cue, data.in_order(order.praised), Tone.PRAISE)


def _states(
    data: BulletinData, matter: str, name: str, duty: AnnualReportDuty | OrderFacts, verb: str
) -> Iterable[Fact]:
    late = data.in_order(item.unit for item in duty.late)
    missing, on_time = data.in_order(duty.missing), data.in_order(duty.on_time)
    failed, unknown = data.in_order([*late, *missing]), data.in_order(duty.cant_tell)
    everyone = data.in_order([*on_time, *failed, *unknown])
    not_in_time = rf"未(?:能)?(?:按时|按期|及时)|截至|{_MISSING}"
    rows = (
        (f"{name}按期{verb}", _ON_TIME, on_time, Tone.PRAISE),
        (f"{name}逾期{verb}", _LATE, late, Tone.BLAME),
        (f"{name}未{verb}", _MISSING, missing, Tone.BLAME),
        (f"{name}未按期{verb}", not_in_time, failed, Tone.BLAME),
        (f"{name}未能查明", "未能查明|不作认定", unknown, Tone.NEUTRAL),
        (f"{name}应{verb}", "应当?|共|要求", everyone, Tone.NEUTRAL),
    )
    for says, cue, units, tone in rows:
        yield Fact(matter, says, re.compile(cue), units, tone)


def _site_facts(data: BulletinData) -> Iterable[Fact]:
    figures = data.overall
    if figures is not None:
        unqualified = figures.unqualified
        rows: list[tuple[str, str, int | None]] = [
            ("在册运行网站", "在册|运行|共", figures.sites),
            ("检查网站", "检查|抽查", figures.checked),
            ("发现问题的网站", "(?<!未)发现问题|存在问题", figures.failing),
            ("未发现问题的网站", "未发现问题", figures.checked - figures.failing),
            ("未能完成检查的网站", "未能", figures.not_checked),
            ("关停网站", "关停|关闭", figures.closed),
            ("新开设网站", "新开|新增|开设", figures.opened),
            ("不合格网站", "不合格", unqualified),
            ("合格网站", "(?<!不)合格", None if unqualified is None else figures.checked - unqualified),
        ]
        for says, cue, number in rows:
            if number is not None:
                yield Fact("sites", says, re.compile(cue), figure=number)
    failing = data.in_order(site.unit for site in data.failing_sites)
    yield Fact("sites", "网站不合格", re.compile("不合格"), failing, Tone.BLAME)
    anything = re.compile("")
    for problem in data.problems:
        units = data.in_order(place.unit for place in problem.places)
        title = without_stop(problem.title)
        places = sum(place.count for place in problem.places)
        sites = len({(place.unit, place.site, place.url) for place in problem.places})
        yield Fact(problem.title, title, anything, units, Tone.BLAME, measure="个单位")
        yield Fact(problem.title, title, anything, figure=places, measure="处")
        yield Fact(problem.title, title, anything, figure=sites, measure="个网站")


def _message_facts(data: BulletinData) -> Iterable[Fact]:
    rows = data.messages
    late = data.in_order(row.unit for row in rows if row.late)
    overdue = data.in_order(row.unit for row in rows if row.overdue)
    named, every = data.in_order([*late, *overdue]), data.in_order(row.unit for row in rows)
    yield Fact("messages", "未按期办理网民留言", re.compile("逾期|未按"), named, Tone.BLAME)
    yield Fact("messages", "收到网民留言的单位", re.compile("收到|共"), every)
    sums = (
        ("收到留言", "收到|共", sum(row.received for row in rows)),
        ("按期办结留言", _ON_TIME, sum(row.on_time for row in rows)),
        ("逾期办结留言", _LATE, sum(row.late for row in rows)),
        ("逾期未办结留言", "逾期未|未办结|未答复|未回复", sum(row.overdue for row in rows)),
        ("期限内在办留言", "期限内|在办|办理中", sum(row.open for row in rows)),
    )
    for says, cue, number in sums:
        yield Fact("messages", says, re.compile(cue), figure=number, measure="件")
    mean = mean_workdays(rows)
    if mean is not None:
        days = float(decimal_text(mean))
        yield Fact("messages", "平均答复", re.compile("平均"), figure=days, measure="个工作日")


def _praise_facts(data: BulletinData) -> Iterable[Fact]:
    praised = data.in_order(practice.unit for practice in data.good_practice)
    yield Fact("praise", "主动公开较好", re.compile("较好|公开|公布"), praised, Tone.PRAISE)


def _shares(data: BulletinData) -> Iterable[float]:
    figures = data.overall
    if figures is not None and figures.checked:
        yield share(figures.checked - figures.failing, figures.checked)
        yield share(figures.failing, figures.checked)
        yield share(figures.checked, figures.sites)
        if figures.unqualified is not None:
            yield share(figures.checked - figures.unqualified, figures.checked)
            yield share(figures.unqualified, figures.checked)
    for row in data.earlier:
        if row.unqualified is not None and row.checked:
            yield share(row.checked - row.unqualified, row.checked)
    due = sum(row.received - row.open for row in data.messages)
    if due:
        yield share(sum(row.on_time for row in data.messages), due)
    duties: list[OrderFacts | AnnualReportDuty] = [*data.orders]
    duties += [data.annual_report] if data.annual_report else []
    for duty in duties:
        total = len(duty.on_time) + len(duty.late) + len(duty.missing) + len(duty.cant_tell)
        for part in (
            len(duty.on_time),
            len(duty.late),
            len(duty.missing),
            len(duty.late) + len(duty.missing),
        ):
            if total:
                yield share(part, total)
