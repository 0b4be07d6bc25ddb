"""The facts of one bulletin: everything that its text says, and nothing that is not counted.

Selectors fill `BulletinData` from the ledger; `compose` only words it. The JSON of the data is kept beside
an issued bulletin, and rendering it again gives the same bytes.

Units are named by short name everywhere; `BulletinData.units` holds them in register order, and every list
that is printed is put into that order.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mingcha.core.errors import UsageError
from mingcha.reports.codec import CodecError, canonical_json, from_plain, plain
from mingcha.reports.document import Format

PERIOD_PATTERN = re.compile(r"(?P<year>\d{4})(?:Q(?P<quarter>[1-4]))?")


def first_day(period: str) -> date:
    """The first day of “2018Q1” or “2018”."""
    year, _, quarter = period.partition("Q")
    return date(int(year), 3 * int(quarter) - 2 if quarter else 1, 1)


class BulletinError(UsageError):
    """The facts contradict each other or name what the register does not know; the message says where."""


@dataclass(frozen=True, slots=True)
class BulletinUnit:
    """A unit of the register: full name, short name, kind (县区, 市政府部门 …)."""

    name: str
    short_name: str
    kind: str


@dataclass(frozen=True, slots=True)
class BulletinSite:
    """A running site: its unit's short name, its name, 标识码, home address as in `Place.url`."""

    unit: str
    name: str
    code: str
    url: str


@dataclass(frozen=True, slots=True)
class Overall:
    """Figures over all sites in the register of the day.

    `failing` are checked sites with at least one fault. `unqualified` are those among them that the scheme
    fails (单项否决); None where the scheme knows no such line, and nothing is said of pass rates then.
    `opened` and `closed` since the period before; None: not known.
    """

    sites: int
    checked: int
    not_checked: int
    failing: int
    closed: int = 0
    opened: int | None = None
    unqualified: int | None = None
    by_kind: tuple[SitesOfKind, ...] = ()


@dataclass(frozen=True, slots=True)
class SitesOfKind:
    """How many sites units of one kind (县区, 市政府部门 …) have."""

    kind: str
    sites: int


@dataclass(frozen=True, slots=True)
class FailingSite:
    """A site that the scheme fails, with the reasons and the counted evidence (“首页14天未更新（1处）”)."""

    unit: str
    site_code: str
    name: str
    url: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """The figures that the bulletin of an earlier period gave."""

    period: str
    sites: int
    checked: int
    failing: int
    unqualified: int | None = None


@dataclass(frozen=True, slots=True)
class GoodPractice:
    """What a unit is praised for, in words that follow its name (“公开了……”)."""

    unit: str
    text: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class LateUnit:
    """A unit that did after the due day what it had to do by then, and when."""

    unit: str
    on: date


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """How the units answered one order; `due` means its end, `about` names what was to be reported.

    The four lists do not overlap; `praised` (in time and detailed) is part of `on_time`.
    """

    number: str
    title: str
    about: str
    due: date
    on_time: tuple[str, ...] = ()
    late: tuple[LateUnit, ...] = ()
    missing: tuple[str, ...] = ()
    praised: tuple[str, ...] = ()
    cant_tell: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnnualReportDuty:
    """The duty to publish the report of `year` by the end of `due`, and who did.

    `basis` is a law and article, as “《中华人民共和国政府信息公开条例》第三十一条”. `mirror_columns` are
    the portal's. `other_units` have a day of their own by the law, `other_due`.
    """

    year: int
    due: date
    basis: str
    on_time: tuple[str, ...] = ()
    late: tuple[LateUnit, ...] = ()
    missing: tuple[str, ...] = ()
    cant_tell: tuple[str, ...] = ()
    mirror_columns: tuple[str, ...] = ()
    other_due: date | None = None
    other_units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a fault was found: unit, site, column if it is one of a column, number of findings, examples;
    `links`: how many places share the one cause, 0 where each is its own; `url`: a running site's home."""

    unit: str
    site: str
    column: str | None = None
    count: int = 1
    examples: tuple[str, ...] = ()
    links: int = 0
    url: str = ""


@dataclass(frozen=True, slots=True)
class ProblemClass:
    """All confirmed findings of one rule; `basis` is short (“国办发〔2017〕47号附件”) and may be empty."""

    rule: str
    title: str
    basis: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class NotChecked:
    """What could not be judged, and why; never a problem. `site` is empty for a duty or an order."""

    unit: str
    site: str
    subject: str
    reason: str


@dataclass(frozen=True, slots=True)
class MessageFigures:
    """A unit's messages: received = on_time + late + open + overdue. `answer_workdays` is the sum over all
    answered ones; None where a year without holiday table is in it."""

    unit: str
    received: int
    on_time: int
    late: int
    open: int
    overdue: int
    answer_workdays: int | None = None


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """A unit's points and the titles of the vetoes that apply to it."""

    unit: str
    score: float
    vetoes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """A unit that the same bulletin praises and names, with the places of both."""

    unit: str
    praised: tuple[str, ...]
    named: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BulletinData:
    """The facts of a bulletin of `period` (“2018Q1” or “2018”), as known at the end of `as_of`.

    `overall` None: figures over all sites are not printed. `scores` None: points are not printed. `number`
    None: a plain heading instead of the red head. Empty `title`, `addressees`, `requirements`: composed
    from the rest. `earlier`: the periods before, the latest first, each only once. `format` None: by the word
    of the number. `copies_to`: what follows “抄送：”.
    """

    issuer: str
    period: str
    as_of: date
    issued_on: date
    units: tuple[BulletinUnit, ...]
    title: str = ""
    number: str | None = None
    addressees: str = ""
    portal_name: str = ""
    overall: Overall | None = None
    good_practice: tuple[GoodPractice, ...] = ()
    orders: tuple[OrderFacts, ...] = ()
    annual_report: AnnualReportDuty | None = None
    problems: tuple[ProblemClass, ...] = ()
    not_checked: tuple[NotChecked, ...] = ()
    messages: tuple[MessageFigures, ...] = ()
    requirements: tuple[str, ...] = ()
    rectify_by: date | None = None
    scores: tuple[ScoreRow, ...] | None = None
    failing_sites: tuple[FailingSite, ...] = ()
    earlier: tuple[PeriodFigures, ...] = ()
    sites: tuple[BulletinSite, ...] = ()
    format: Format | None = None
    copies_to: str = ""

    def __post_init__(self) -> None:
        _check(self)

    @property
    def year(self) -> int:
        return int(self.period[:4])

    @property
    def quarter(self) -> int | None:
        return int(self.period[5]) if len(self.period) > 4 else None

    def in_order(self, names: Iterable[str]) -> tuple[str, ...]:
        """The distinct `names` in register order."""
        wanted = set(names)
        return tuple(unit.short_name for unit in self.units if unit.short_name in wanted)

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Units both praised and named, in register order; faults of a site do not count as named."""
        praised, named = _praised(self), _named(self)
        return tuple(
            Conflict(unit, tuple(praised[unit]), tuple(named[unit]))
            for unit in self.in_order(set(praised) & set(named))
        )

    def to_json(self) -> str:
        """Canonical JSON; `drafter` repeats what the drafter must look at and is not read back."""
        return canonical_json({**plain(self), "drafter": {"conflicts": plain(self.conflicts)}})

    @classmethod
    def from_json(cls, text: str) -> BulletinData:
        """The data that `to_json` wrote; `BulletinError` says which field does not fit."""
        try:
            value = json.loads(text)
        except json.JSONDecodeError as error:
            raise BulletinError(f"第{error.lineno}行第{error.colno}列不是合法的 JSON，请检查。") from error
        if isinstance(value, dict):
            value.pop("drafter", None)
        try:
            return from_plain(cls, value)
        except CodecError as error:
            raise BulletinError(str(error)) from error


def _praised(data: BulletinData) -> dict[str, list[str]]:
    places: dict[str, list[str]] = {}
    for practice in data.good_practice:
        places.setdefault(practice.unit, []).append(f"主动公开情况：{practice.text}")
    for order in data.orders:
        for unit in order.praised:
            places.setdefault(unit, []).append(f"{order.number}整改落实情况：反馈及时、内容详实")
    return places


def _named(data: BulletinData) -> dict[str, list[str]]:
    places: dict[str, list[str]] = {}
    if data.annual_report is not None:
        duty = data.annual_report
        for unit in [*(late.unit for late in duty.late), *duty.missing]:
            places.setdefault(unit, []).append(f"未按期公布{duty.year}年政府信息公开年度报告")
    for order in data.orders:
        for unit in [*(late.unit for late in order.late), *order.missing]:
            places.setdefault(unit, []).append(f"未按时报送{order.number}反馈情况")
    for row in data.messages:
        if row.late or row.overdue:
            places.setdefault(row.unit, []).append(f"网民留言逾期办理{row.late}件、逾期未办理{row.overdue}件")
    return places


def _check(data: BulletinData) -> None:
    if PERIOD_PATTERN.fullmatch(data.period) is None:
        raise BulletinError(f"通报时段：{data.period} 无法识别，请写成 2018Q1 或 2018。")
    if not data.issuer.strip():
        raise BulletinError("发文机关：为空，请填写全称。")
    known = [unit.short_name for unit in data.units]
    _no_repeats("单位名册", known)
    for place, names in _named_units(data):
        for name in names:
            if name not in set(known):
                raise BulletinError(f"{place}：单位“{name}”不在名册中，请核对单位简称或补入名册。")
    for order in data.orders:
        place = f"{order.number}反馈情况"
        late = [item.unit for item in order.late]
        _no_repeats(place, [*order.on_time, *late, *order.missing, *order.cant_tell])
        for name in set(order.praised) - set(order.on_time):
            raise BulletinError(f"{place}：“{name}”列入表扬，但不在按时反馈的单位中，请核对。")
    if data.annual_report is not None:
        duty = data.annual_report
        late = [item.unit for item in duty.late]
        _no_repeats("年度报告", [*duty.on_time, *late, *duty.missing, *duty.cant_tell])
    _no_repeats("留言统计", [row.unit for row in data.messages])
    for row in data.messages:
        if row.received != row.on_time + row.late + row.open + row.overdue:
            raise BulletinError(f"留言统计：“{row.unit}”的收到件数不等于各项之和，请核对。")
    if data.overall is not None:
        _check_overall(data, data.overall)
    _no_repeats("以往时段", [figures.period for figures in data.earlier], "时段")
    for figures in data.earlier:
        if PERIOD_PATTERN.fullmatch(figures.period) is None or figures.period >= data.period:
            raise BulletinError(f"以往时段：{figures.period}不是{data.period}之前的时段，请核对。")


def _check_overall(data: BulletinData, overall: Overall) -> None:
    if overall.checked + overall.not_checked > overall.sites:
        raise BulletinError("总体情况：已检查与未能检查的网站之和超过网站总数，请核对。")
    if overall.failing > overall.checked:
        raise BulletinError("总体情况：发现问题的网站多于已检查的网站，请核对。")
    if overall.unqualified is not None and overall.unqualified > overall.failing:
        raise BulletinError("总体情况：不合格的网站多于发现问题的网站，请核对。")
    if overall.unqualified is not None and overall.unqualified != len(data.failing_sites):
        raise BulletinError("总体情况：不合格的网站个数与不合格网站名单不符，请核对。")
    if overall.by_kind and sum(row.sites for row in overall.by_kind) != overall.sites:
        raise BulletinError("总体情况：各类单位的网站之和不等于网站总数，请核对。")


def _named_units(data: BulletinData) -> list[tuple[str, list[str]]]:
    lists = [
        ("主动公开情况", [item.unit for item in data.good_practice]),
        ("网站名单", [item.unit for item in data.sites]),
        ("未能检查事项", [item.unit for item in data.not_checked]),
        ("留言统计", [item.unit for item in data.messages]),
        ("得分", [item.unit for item in data.scores or ()]),
        ("不合格网站", [item.unit for item in data.failing_sites]),
    ]
    lists += [(problem.title, [place.unit for place in problem.places]) for problem in data.problems]
    for order in data.orders:
        late = [item.unit for item in order.late]
        lists.append(
            (order.number, [*order.on_time, *late, *order.missing, *order.praised, *order.cant_tell])
        )
    if data.annual_report is not None:
        duty = data.annual_report
        late = [item.unit for item in duty.late]
        lists.append(("年度报告", [*duty.on_time, *late, *duty.missing, *duty.cant_tell]))
    return lists


def _no_repeats(place: str, names: list[str], what: str = "单位") -> None:
    for name, count in Counter(names).items():
        if count > 1:
            raise BulletinError(f"{place}：{what}“{name}”出现{count}次，请保留一处。")
