"""How a unit of the fictional city 云川市 is written down: site, report, and what is planted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from tools.sample_world.model import Column, Item, Marks, Site, days_before
from tools.sample_world.usual import disclosure, explained, replies, work_report
from tools.sample_world.writer import Entry, Probing

AS_OF = date(2018, 4, 18)
ZONE = "yunchuan.gov.cn"
REPORT_YEAR = 2017
NOTE = "云川市为虚构城市，本页内容纯属演示"


@dataclass(frozen=True, slots=True)
class City:
    """When and where: the day of judging, the year of the reports, and what numbers begin with.

    `last_report` is about the day of the reports of the year before; `report` writes the text of one for a
    name and a year; `marks` are shown by the sites in turn.
    """

    as_of: date
    report_year: int
    region: str
    icp: str
    police: str
    phone: str
    note: str
    last_report: date
    report: Callable[[str, int], str]
    marks: tuple[Marks, ...]


_NEWS = (
    "召开一季度工作例会",
    "开展安全生产检查",
    "组织业务培训",
    "走访服务企业",
    "部署重点任务",
    "召开座谈会",
    "开展志愿服务",
    "接受群众咨询",
)
_NOTICES = (
    "关于开展年度申报工作的通知",
    "关于节假日值班安排的公告",
    "关于公开征求意见的公告",
    "关于召开视频会议的通知",
    "关于调整办公时间的通告",
)
_POLICIES = ("关于加强日常管理工作的意见", "关于印发年度工作要点的通知", "关于规范办事流程的规定")


@dataclass(frozen=True, slots=True)
class Fault:
    """A planted fault, declared by hand beside the page that carries it.

    `where` is a column's slug, "" for the home page, or None where more than one address would be right.
    `page` names the address outright. `target` is the broken link. `site` counts the unit's sites from 0.
    """

    rule: str
    where: str | None = ""
    page: str = ""
    target: str = ""
    site: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """One unit: its rows in the register and what an honest reader must say of it.

    `report` is the day on its own site, `copy` the day in the portal's column (None: not there). `status` is
    what the annual-report duty must come to. `either` are rules that are not compared; these and
    `not_checked` are written `rule`, or `1:rule` for the second site.
    """

    short: str
    name: str
    kind: str
    sites: tuple[Site, ...] = ()
    report: date | None = None
    copy: date | None = None
    status: str = "on_time"
    faults: tuple[Fault, ...] = ()
    suspects: tuple[Fault, ...] = ()
    not_checked: tuple[str, ...] = ()
    either: tuple[str, ...] = ()
    probing: Probing | None = None
    row: Mapping[str, str] = field(default_factory=dict)
    closed_host: str = ""


def news(short: str, days: Sequence[date], **more: Any) -> tuple[Item, ...]:
    """News items on the given days."""
    return tuple(Item(f"{short}{_NEWS[n % len(_NEWS)]}", day, **more) for n, day in enumerate(days))


def notices(short: str, days: Sequence[date], **more: Any) -> tuple[Item, ...]:
    """Notices on the given days."""
    return tuple(Item(f"{short}{_NOTICES[n % len(_NOTICES)]}", day, **more) for n, day in enumerate(days))


def policies(short: str, days: Sequence[date], **more: Any) -> tuple[Item, ...]:
    """Policy documents on the given days."""
    return tuple(Item(f"{short}{_POLICIES[n % len(_POLICIES)]}", day, **more) for n, day in enumerate(days))


def report_text(name: str, year: int = REPORT_YEAR) -> str:
    """The text of an annual report of the edition of 2007, long enough to be one."""
    heads = (
        "概述",
        "主动公开情况",
        "依申请公开情况",
        "收费及减免情况",
        "复议和诉讼情况",
        "存在问题和改进措施",
    )
    filler = (
        "一年来，本单位按照政府信息公开条例和上级部署，健全工作机制，明确责任分工，规范公开程序，拓宽公开渠道，"
        "及时更新网站内容，认真办理公开申请，主动接受社会监督，做好保密审查，加强业务培训，公开工作平稳有序。"
        "下一步将继续细化公开目录，提高公开时效，增强解读实效，方便公众查询。云川市为虚构城市，以上文字纯属演示。"
    )
    return f"<p>{name}现公布{year}年政府信息公开年度报告。</p>\n" + "\n".join(
        f"<p>{n}、{head}</p>\n<p>{filler}</p>" for n, head in zip("一二三四五六", heads, strict=True)
    )


def report_item(
    name: str, day: date, year: int = REPORT_YEAR, form: int = 0, *, unnamed: bool = False, text: str = ""
) -> Item:
    """An annual report under one of the usual titles; an `unnamed` one leaves the unit to its text."""
    text = text or report_text(name, year)
    if unnamed:
        return Item(f"{year}年政府信息公开工作年度报告", day, text=text)
    titles = (
        f"{name}{year}年政府信息公开工作年度报告",
        f"{name}{year}年度政府信息公开年度报告",
        f"{year}年{name}政府信息公开工作报告",
        f"{name}关于{year}年政府信息公开工作的年度报告",
    )
    return Item(titles[form % len(titles)], day, text=text)


def usual_columns(short: str, name: str, number: int, report: date | None, city: City) -> tuple[Column, ...]:
    """A clean set: news, notices, policies, explanations, duties, annual reports."""
    shift = number % 3
    as_of, year = city.as_of, city.report_year
    reports = [_reported(city, name, report, year, number, number % 8 == 3)] if report else []
    reports.append(_reported(city, name, city.last_report + timedelta(days=shift), year - 1, number))
    return (
        Column(
            ("工作动态", "部门动态", "要闻动态")[shift],
            "gzdt",
            "工作动态",
            news(short, days_before(as_of, 1 + shift, 4, 8 + shift, 13, 21)),
            on_home=True,
            per_page=20 if number % 2 else 3,
        ),
        Column(
            ("通知公告", "公示公告", "公告公示")[shift],
            "tzgg",
            "通知公告",
            notices(short, days_before(as_of, 6 + shift, 40, 77)),
            on_home=True,
        ),
        Column(
            ("政策文件", "政策法规", "规范性文件")[shift],
            "zcwj",
            "政策文件",
            policies(short, days_before(as_of, 33 + shift, 120)),
        ),
        Column("政策解读", "zcjd", "政策解读"),
        Column(
            ("机构职能", "机构设置", "部门职责")[shift],
            "jgzn",
            "机构职能",
            body=f"<p>{name}负责本行业的管理和服务，内设办公室、业务科、法规科等科室。{city.note}。</p>",
        ),
        Column(
            ("信息公开年报", "政府信息公开年度报告", "公开年报")[shift],
            "xxgknb",
            "信息公开年报",
            tuple(reports),
        ),
    )


def _reported(city: City, name: str, day: date, year: int, form: int, unnamed: bool = False) -> Item:
    return report_item(name, day, year, form, unnamed=unnamed, text=city.report(name, year))


def make_site(
    short: str,
    name: str,
    number: int,
    host: str,
    layout: str,
    *,
    report: date | None = None,
    columns: Sequence[Column] = (),
    change: Mapping[str, Mapping[str, Any]] | None = None,
    region: str = "",
    title: str = "",
    without: Sequence[str] = (),
    city: City | None = None,
    **more: Any,
) -> Site:
    """A site with the usual columns, then `columns`, then what every site owes but for the slugs `without`.

    `change` alters the columns by slug, `drop` leaves one out; explanations of every policy document are put
    in where it does not say them.
    """
    city = city or YUNCHUAN
    changes = change or {}
    own = {column.slug for column in columns}
    owed = (
        *disclosure(short, name, number, city.as_of, city.note),
        replies(name, number, city.as_of - timedelta(days=20 + number % 30)),
        work_report(
            name,
            number,
            city.report_year,
            date(city.report_year + 1, 1, 15 + number % 16),
            on_list=bool(more.get("doorway")),
        ),
    )
    altered = [
        replace(column, **changes.get(column.slug, {}))
        for column in (
            *usual_columns(short, name, number, report, city),
            *columns,
            *(column for column in owed if column.slug not in own and column.slug not in without),
        )
        if not changes.get(column.slug, {}).get("drop")
    ]
    if "zcjd" not in changes:
        altered = _explained(altered)
    site = Site(
        host=host,
        name=title or (f"{name}网" if name.endswith("人民政府") else f"{name}网站"),
        code=f"{region or city.region}{number:04d}",
        icp=city.icp.format(100 + number) + ("-1" if number % 2 else ""),
        police=city.police.format(f"{100 + number:06d}"),
        sponsor=name,
        phone=f"{city.phone}{number:03d}",
        layout=layout,
        columns=tuple(altered),
        marks=city.marks[number % len(city.marks)],
        meta_style=("plain", "content first", "lower")[number % 3],
        footer_note=city.note,
    )
    return replace(site, **more)


def _explained(columns: Sequence[Column]) -> list[Column]:
    """The columns with an explanation for every policy document."""
    documents, notes = explained(next((c.items for c in columns if c.slug == "zcwj"), ()))
    items = {"zcwj": documents, "zcjd": notes}
    return [replace(c, items=items[c.slug]) if c.slug in items else c for c in columns]


_USUAL_MARKS = (
    Marks(),
    Marks(badge="link", code="政府网站标识码：{}", error="link", sponsor="主办：{}"),
    Marks(badge="write", code="网站标识码{}", icp="备案序号：{}", error="old", phone="联系方式：{}"),
    Marks(
        badge="script",
        code="网站标识码: {}",
        police="<b>{}</b>",
        error="link",
        sponsor="版权所有：{0} 主办单位：{0}",
    ),
)


YUNCHUAN = City(
    AS_OF,
    REPORT_YEAR,
    "379900",
    "鲁ICP备18{:06d}号",
    "鲁公网安备 37990202{}号",
    "0990-6600",
    NOTE,
    date(2017, 3, 14),
    report_text,
    _USUAL_MARKS,
)


def usual_marks(number: int, **changed: str) -> Marks:
    """The marks a site of this number has anyway, with some changed."""
    return replace(_USUAL_MARKS[number % len(_USUAL_MARKS)], **changed)


def make_plan(
    short: str,
    name: str,
    number: int,
    host: str,
    layout: str,
    *faults: Fault,
    report: date | None = None,
    kind: str = "市政府部门",
    row: Mapping[str, str] | None = None,
    mirrored: bool = True,
    either: tuple[str, ...] = (),
    not_checked: tuple[str, ...] = (),
    suspects: tuple[Fault, ...] = (),
    **more: Any,
) -> Plan:
    """A unit with one site whose report came out in March, on its site and (`mirrored`) on the portal."""
    day = report or date(2018, 3, 1 + number % 28)
    site = make_site(short, name, number, host, layout, report=day, **more)
    return Plan(
        short,
        name,
        kind,
        (site,),
        day,
        day if mirrored else None,
        faults=faults,
        suspects=suspects,
        row=row or {},
        either=either,
        not_checked=not_checked,
    )


def entries_of(plans: Sequence[Plan], portal: Site, prefix: str = "YC") -> list[Entry]:
    """The rows of the register, in the order of the plans; the codes of units begin with `prefix`."""
    entries = []
    for number, plan in enumerate(plans, 1):
        code = f"{prefix}{number:03d}"
        if not plan.sites:
            entries.append(Entry(code, plan.name, plan.short, plan.kind, number, more=plan.row))
        for site in plan.sites:
            is_portal = site is portal or plan.kind == "县区"
            status = "永久下线" if site.host == plan.closed_host else "正常"
            entries.append(
                Entry(code, plan.name, plan.short, plan.kind, number, site, is_portal, status, more=plan.row)
            )
    return entries
