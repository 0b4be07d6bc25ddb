"""The yearly tables out of what is stored: figures of the bulletins, register, ledger, views, activities.

Parts and header fields: 国办函〔2018〕12号. What nobody recorded is a gap with its reason, never a zero.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from mingcha.core.activity import Activity, ActivityKind
from mingcha.core.clock import china_day
from mingcha.core.ledger import Ledger, Message, Reply
from mingcha.core.page import Column, ColumnKind, ListState
from mingcha.core.unit import Account, Register, Site, SiteStatus, Unit, host_of
from mingcha.core.view import SiteView
from mingcha.reports.bulletin import PeriodFigures
from mingcha.reports.wording import date_text, decimal_text
from mingcha.reports.year_tables import Entry, YearPart, YearTable

LEDGER = "活动台账"
NOT_KEPT = "活动台账没有登记"
BY_HAND = "系统不掌握，请填报单位填写"


@dataclass(frozen=True)
class YearEvidence:
    """What is known of a year. `before`: the register at its beginning, None where none was kept then."""

    year: int
    register: Register
    ledger: Ledger
    before: Register | None = None
    figures: tuple[PeriodFigures, ...] = ()
    activities: tuple[Activity, ...] = ()
    accounts: tuple[Account, ...] = ()

    @property
    def dated(self) -> date:
        """The day that the tables bear: the day by which they are to be published."""
        return date(self.year + 1, 1, 31)

    def messages(self) -> list[Message]:
        """The messages of the year."""
        return [one for one in self.ledger.messages if china_day(one.at).year == self.year]


def supervision_table(evidence: YearEvidence, issuer: str) -> YearTable:
    """政府网站监管年度报表 of the supervising office."""
    parts = (
        YearPart("网站抽查", tuple(_inspections(evidence))),
        YearPart("安全检查", (_times(evidence, ActivityKind.SECURITY_INSPECTION, "安全检查次数", "次"),)),
        YearPart("开设整合", tuple(_opened_and_merged(evidence))),
        YearPart("网民找错留言办理", tuple(_messages(evidence.messages(), evidence, "全部网站"))),
        YearPart("假冒政府网站处置", (_times(evidence, ActivityKind.IMPOSTOR, "处置假冒政府网站", "个"),)),
        YearPart(
            "人员培训",
            (
                _times(evidence, ActivityKind.TRAINING, "培训次数", "次"),
                _people(evidence, ActivityKind.TRAINING, "培训人次"),
            ),
        ),
        YearPart("问责", (_people(evidence, ActivityKind.ACCOUNTABILITY, "问责人次"),)),
    )
    return YearTable("政府网站监管年度报表", issuer or "（填报单位）", evidence.year, evidence.dated, parts)


def _inspections(evidence: YearEvidence) -> Iterable[Entry]:
    known = {figures.period: figures for figures in evidence.figures}
    rows = []
    for quarter in range(1, 5):
        row = known.get(f"{evidence.year}Q{quarter}")
        name = f"第{'一二三四'[quarter - 1]}季度"
        where = f"{evidence.year}Q{quarter}通报" if row else f"没有{name}的通报数据"
        yield Entry(f"{name}抽查网站数", str(row.checked) if row else None, "个", where)
        failed = row.unqualified if row else None
        why = where if row is None or failed is not None else "该季度的考核方案不评定合格与否"
        yield Entry(f"{name}不合格网站数", None if failed is None else str(failed), "个", why)
        rows.append(row)
    whole = [row for row in rows if row is not None]
    complete = len(whole) == len(rows)
    why = "各季度合计" if complete else "有季度没有数据，不能合计"
    yield Entry(
        "全年抽查网站（次）", str(sum(row.checked for row in whole)) if complete else None, "个次", why
    )
    failing = [row.unqualified for row in whole]
    summed = sum(one for one in failing if one is not None) if complete and None not in failing else None
    yield Entry("全年不合格网站（次）", None if summed is None else str(summed), "个次", why)


def _opened_and_merged(evidence: YearEvidence) -> Iterable[Entry]:
    now = {site.host for site in evidence.register.sites if site.status is not SiteStatus.CLOSED}
    yield Entry("年末在册运行网站数", str(len(now)), "个", "登记")
    before = evidence.before
    if before is None:
        why = f"{evidence.year}年初还没有登记，请填写"
        yield Entry("新开设网站数", None, "个", why)
        yield Entry("关停、迁移网站数", None, "个", why)
    else:
        then = {site.host for site in before.sites if site.status is not SiteStatus.CLOSED}
        yield Entry("新开设网站数", str(len(now - then)), "个", "登记：年初与年末比较")
        yield Entry("关停、迁移网站数", str(len(then - now)), "个", "登记：年初与年末比较")
    planned = [row for row in evidence.ledger.mergers if row.by is not None and row.by.year == evidence.year]
    yield Entry("列入整合计划的网站数", str(len({row.host for row in planned})), "个", "整合计划")


def _messages(messages: Sequence[Message], evidence: YearEvidence, whose: str) -> Iterable[Entry]:
    """Received, answered, days; a gap where no message of the year was brought in at all."""
    if not evidence.messages():
        why = f"没有{evidence.year}年的留言数据"
        yield from (Entry(label, None, measure, why) for label, measure in _MESSAGE_ENTRIES)
        return
    first: dict[str, Reply] = {}
    for reply in evidence.ledger.replies:
        first.setdefault(reply.message, reply)
    answered = [(one, first[one.id]) for one in messages if one.id in first]
    days = [(china_day(reply.at) - china_day(one.at)).days for one, reply in answered]
    mean = decimal_text(sum(days) / len(days)) if days else None
    values = (str(len(messages)), str(len(answered)), mean)
    for (label, measure), value in zip(_MESSAGE_ENTRIES, values, strict=True):
        yield Entry(label, value, measure, f"留言台账：{whose}" if value is not None else "没有已办结的留言")


_MESSAGE_ENTRIES = (("收到留言数", "条"), ("办结留言数", "条"), ("平均办理时间", "天"))


def _times(evidence: YearEvidence, kind: ActivityKind, label: str, measure: str) -> Entry:
    rows = [one for one in evidence.activities if one.kind is kind]
    if not rows:
        return Entry(label, None, measure, NOT_KEPT)
    return Entry(label, str(sum(one.number for one in rows)), measure, LEDGER)


def _people(evidence: YearEvidence, kind: ActivityKind, label: str) -> Entry:
    rows = [one for one in evidence.activities if one.kind is kind]
    if not rows:
        return Entry(label, None, "人次", NOT_KEPT)
    unknown = sum(one.people is None for one in rows)
    if unknown:
        return Entry(label, None, "人次", f"{unknown}项没有登记人次，不能合计")
    return Entry(label, str(sum(one.people or 0 for one in rows)), "人次", LEDGER)


def work_table(evidence: YearEvidence, site: Site, view: SiteView | None) -> YearTable:
    """政府网站工作年度报表 of one site; `view` is the last look at it, None where there was none."""
    unit = evidence.register.by_code.get(site.unit_code)
    theirs = [one for one in evidence.messages() if _is_about(one, site)]
    parts = (
        YearPart("基本信息", tuple(_head(site, unit))),
        YearPart("信息发布", tuple(_published(evidence, view))),
        YearPart("专栏专题", tuple(_topics(evidence, site, view))),
        YearPart(
            "解读回应",
            (_dated_items(evidence, view, _EXPLAINED, "解读信息发布数"), _hand("回应公众关注热点数", "次")),
        ),
        YearPart("办事服务", tuple(_hand(label, measure) for label, measure in _SERVICES)),
        YearPart("互动交流", tuple(_interaction(evidence, site, view, theirs))),
        YearPart("安全防护", tuple(_security(evidence, site))),
        YearPart("移动新媒体", tuple(_media(evidence, unit))),
        YearPart("创新发展", tuple(_hand(label, measure) for label, measure in _INNOVATION)),
    )
    name = site.name or site.host
    return YearTable("政府网站工作年度报表", name, evidence.year, evidence.dated, parts)


_EXPLAINED = ("解读栏目", (ColumnKind.EXPLANATION,))
_SERVICES = (
    ("注册用户数", "个"),
    ("政务服务事项数", "项"),
    ("可全程在线办理事项数", "项"),
    ("自然人办件量", "件"),
    ("法人办件量", "件"),
)
_INNOVATION = (("搜索即服务", ""), ("多语言版本", ""), ("无障碍浏览", ""), ("千人千网", ""))


def _hand(label: str, measure: str) -> Entry:
    return Entry(label, None, measure, BY_HAND)


def _head(site: Site, unit: Unit | None) -> Iterable[Entry]:
    fields: tuple[tuple[str, str], ...] = (
        ("网站名称", site.name),
        ("首页网址", site.home_url),
        ("主办单位", unit.name if unit else ""),
        ("网站类型", site.kind.value),
        ("网站标识码", site.site_code),
        ("ICP备案号", site.icp_number),
        ("公安机关备案号", site.police_number),
    )
    for label, value in fields:
        yield Entry(label, value or None, "", "登记" if value else "登记中为空，请补登记")
    yield _hand("独立用户访问总量", "个")
    yield _hand("网站总访问量", "次")


_PUBLISHED = (
    ("概况类信息更新量", "概况栏目", (ColumnKind.LEADER, ColumnKind.ORGAN)),
    ("政务动态信息更新量", "动态栏目", (ColumnKind.NEWS,)),
    (
        "信息公开目录信息更新量",
        "通知、政策、规划、财政、人事、统计栏目",
        (
            ColumnKind.NOTICE,
            ColumnKind.POLICY,
            ColumnKind.PLAN,
            ColumnKind.FINANCE,
            ColumnKind.PERSONNEL,
            ColumnKind.STATISTICS,
        ),
    ),
)


def _published(evidence: YearEvidence, view: SiteView | None) -> Iterable[Entry]:
    entries = [_dated_items(evidence, view, (where, kinds), label) for label, where, kinds in _PUBLISHED]
    known = [entry.value for entry in entries]
    total = None if None in known else str(sum(int(value or 0) for value in known))
    why = "以上各项合计" if total is not None else "有的项目没有数据，不能合计"
    yield Entry("信息发布总数", total, "条", why)
    yield from entries


def _dated_items(
    evidence: YearEvidence, view: SiteView | None, columns: tuple[str, tuple[ColumnKind, ...]], label: str
) -> Entry:
    """Entries of the year in the columns of some kinds; a gap unless every list was read back far enough."""
    where, kinds = columns
    if view is None:
        return Entry(label, None, "条", f"没有{evidence.year}年末以后的检查，请填写")
    if china_day(view.as_of) <= date(evidence.year, 12, 31):
        return Entry(label, None, "条", f"最近一次检查以{date_text(china_day(view.as_of))}为准，早于年末")
    found = [column for column in view.columns if column.kind in kinds]
    if not found:
        return Entry(label, None, "条", f"没有发现{where}，请填写")
    unread = [column.name for column in found if not _read_back(column, evidence.year)]
    if unread:
        return Entry(label, None, "条", f"栏目“{'”“'.join(unread[:3])}”没有读全，不能计数")
    items = {
        item.url
        for column in found
        for item in column.items
        if item.date is not None and item.date.year == evidence.year
    }
    return Entry(label, str(len(items)), "条", f"检查所见：{where}")


def _read_back(column: Column, year: int) -> bool:
    """Whether the list shows every entry of the year: read to its end or to an older one, and all dated."""
    if column.state is ListState.EMPTY:
        return True
    if column.state is not ListState.LISTED or any(item.date is None for item in column.items):
        return False
    return column.complete or any(item.date is not None and item.date.year < year for item in column.items)


def _topics(evidence: YearEvidence, site: Site, view: SiteView | None) -> Iterable[Entry]:
    seen = [column for column in view.columns if column.kind is ColumnKind.TOPIC] if view else []
    known = view is not None and view.complete and china_day(view.as_of) > date(evidence.year, 12, 31)
    why = "检查所见" if known else "没有年末以后的完整检查，请填写"
    yield Entry("维护专栏专题数", str(len(seen)) if known else None, "个", why)
    yield _of_site(evidence, site, ActivityKind.TOPIC, "新开设专栏专题数", "个")


def _interaction(
    evidence: YearEvidence, site: Site, view: SiteView | None, messages: Sequence[Message]
) -> Iterable[Entry]:
    yield from _messages(messages, evidence, site.name or site.host)
    yield _hand("公开答复数", "条")
    for kind, column, label in (
        (ActivityKind.SURVEY, ColumnKind.SURVEY, "征集调查期数"),
        (ActivityKind.INTERVIEW, ColumnKind.INTERVIEW, "在线访谈期数"),
    ):
        kept = _of_site(evidence, site, kind, label, "期")
        seen = _dated_items(evidence, view, (f"{kind.value}栏目", (column,)), label)
        yield (
            kept
            if kept.value is not None or seen.value is None
            else Entry(label, seen.value, "期", seen.source)
        )


def _security(evidence: YearEvidence, site: Site) -> Iterable[Entry]:
    yield _of_site(evidence, site, ActivityKind.SECURITY_TEST, "安全检测评估次数", "次")
    yield _of_site(evidence, site, ActivityKind.WEAKNESS_FOUND, "发现问题数", "个")
    yield _of_site(evidence, site, ActivityKind.WEAKNESS_MENDED, "问题整改数", "个")
    yield _hand("是否建立应急预案", "")
    yield _of_site(evidence, site, ActivityKind.DRILL, "应急演练次数", "次")


def _of_site(evidence: YearEvidence, site: Site, kind: ActivityKind, label: str, measure: str) -> Entry:
    """What the ledger of activities has of a site: by its code, or by its unit where that has no other."""
    unit = evidence.register.by_code.get(site.unit_code)
    only = unit is not None and len(evidence.register.sites_of(unit)) == 1
    rows = [
        one
        for one in evidence.activities
        if one.kind is kind
        and (
            (one.site_code and one.site_code == site.site_code)
            or (not one.site_code and only and unit is not None and one.unit == unit.short_name)
        )
    ]
    if not rows:
        return Entry(label, None, measure, NOT_KEPT)
    return Entry(label, str(sum(one.number for one in rows)), measure, LEDGER)


def _media(evidence: YearEvidence, unit: Unit | None) -> Iterable[Entry]:
    """The unit's accounts by platform; a gap where no list of accounts was brought in."""
    theirs: dict[str, list[str]] = {}
    for account in evidence.accounts:
        if unit is not None and account.unit_code == unit.code and "注销" not in account.status:
            theirs.setdefault(account.platform, []).append(account.name)
    if not evidence.accounts:
        yield Entry("新媒体账号", None, "", "没有账号清单")
    else:
        told = "；".join(f"{platform}：{'、'.join(names)}" for platform, names in theirs.items())
        yield Entry("新媒体账号", told or "无", "", "账号清单")
    yield _hand("新媒体信息发布量", "条")
    yield _hand("关注量", "个")


def _is_about(message: Message, site: Site) -> bool:
    if message.site_code and site.site_code:
        return message.site_code == site.site_code
    return host_of(message.url) in site.hosts
