"""World sample-2019: the units of 澜江市, with what differs between the editions of 2015 and 2019."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tools.sample_world.lanjiang_city import ZONE, department, site
from tools.sample_world.model import Column, Item, days_before
from tools.sample_world.sample_build import Fault, Plan, news, notices, policies
from tools.sample_world.sample_offline import UNSEEN
from tools.sample_world.usual import CONSULT_FORM, reply, work_report
from tools.sample_world.writer import Probing


def counties() -> Iterator[Plan]:
    """Governments have until 31 March; a home page and its news stand still for fifteen days."""
    name = "栖云区人民政府"
    last = date(2022, 3, 31)
    yield Plan(
        "栖云区",
        name,
        "县区",
        (site("栖云区", name, 2, "www.qiyunqu.gov.cn", "gd", region="429902", report=last),),
        last,
        last,
    )
    name, late = "白鹭县人民政府", date(2022, 4, 1)
    still = site(
        "白鹭县",
        name,
        3,
        "www.bailuxian.gov.cn",
        "dl",
        region="429921",
        report=late,
        change={
            "gzdt": {"items": news("白鹭县", (date(2022, 4, 5), date(2022, 3, 24), date(2022, 3, 2)))},
            "tzgg": {"items": notices("白鹭县", (date(2022, 3, 10), date(2021, 12, 20)))},
        },
    )
    yield Plan(
        "白鹭县",
        name,
        "县区",
        (still,),
        late,
        late,
        "late",
        (Fault("late_annual_report", None), Fault("stale_home_page"), Fault("stale_column", "gzdt")),
    )


def at_the_limit() -> Iterator[Plan]:
    """As old as the edition of 2019 allows, and a day older."""
    on_the_day = work_report("澜江市发展和改革委员会", 4, 2021, date(2022, 1, 31))
    yield department(
        "市发改委",
        "澜江市发展和改革委员会",
        4,
        f"fgw.{ZONE}",
        "gd",
        reported=date(2022, 1, 31),
        change={
            "gzdt": {"items": news("市发改委", (date(2022, 4, 6), date(2022, 3, 28), date(2022, 2, 18)))},
            "tzgg": {"items": notices("市发改委", (date(2021, 10, 20), date(2021, 9, 1)))},
            "zcwj": {"items": policies("市发改委", (date(2021, 10, 20),))},
            "gzbb": {"items": on_the_day.items},
        },
        columns=(
            _replies("澜江市发展和改革委员会", date(2022, 2, 20)),
            _handled("市发改委", date(2022, 1, 20)),
            Column("人事信息", "rsxx", "人事信息", (Item("市发改委公务员录用公示", date(2021, 4, 20)),)),
        ),
    )
    rule = Item(
        "市教育局关于规范办学行为的规定",
        date(2021, 10, 19),
        text='<p>为规范办学行为，制定本规定。</p><p>相关解读：<a href="{art:zcjd:0}">政策解读</a></p>',
    )
    note = Item(
        "《市教育局关于规范办学行为的规定》解读",
        date(2021, 10, 19),
        text='<p>现就<a href="{art:zcwj:1}">《市教育局关于规范办学行为的规定》</a>的主要内容说明如下。</p>',
    )
    yield department(
        "市教育局",
        "澜江市教育局",
        5,
        f"jyj.{ZONE}",
        "table",
        Fault("late_annual_report", None),
        Fault("annual_report_arithmetic", None),
        Fault("stale_column", "zcjd"),
        reported=date(2022, 2, 1),
        status="late",
        change={
            "zcwj": {"items": (Item("市教育局关于做好开学工作的通知", date(2022, 3, 1)), rule)},
            "zcjd": {"items": (note,)},
        },
    )
    yield department(
        "市科技局",
        "澜江市科学技术局",
        6,
        f"kjj.{ZONE}",
        "cards",
        Fault("late_annual_report", None),
        Fault("stale_column", "tzgg"),
        reported=None,
        status="missing",
        change={
            "tzgg": {"items": notices("市科技局", (date(2021, 10, 19), date(2021, 8, 5))), "on_home": False}
        },
    )


def reports() -> Iterator[Plan]:
    """Last year's left-over applications are lost in one report, and kept in another."""
    yield department(
        "市人社局",
        "澜江市人力资源和社会保障局",
        7,
        f"rsj.{ZONE}",
        "month",
        Fault("annual_report_arithmetic", None),
        Fault("missing_section", None),
        reported=date(2022, 1, 18),
        suspects=(Fault("missing_consultation", None),),
        without=("xxgkzn", "zxhf"),
    )
    # A notice column of the second level has a year, not six months.
    second = Item("市自然资源局关于地质灾害隐患点名单的公示", date(2021, 8, 2))
    yield department(
        "市自然资源局",
        "澜江市自然资源和规划局",
        8,
        f"zrzyj.{ZONE}",
        "trs",
        reported=date(2022, 1, 20),
        change={"tzgg": {"intro": '<p class="zl"><a href="{col:tzgg/dzzh}">地质灾害公示</a></p>\n'}},
        columns=(Column("地质灾害公示", "tzgg/dzzh", "通知公告", (second,), in_nav=False),),
    )


def talk() -> Iterator[Plan]:
    """Two months for published replies, three for the figures of services, and error entries of old."""
    yield department(
        "市生态环境局",
        "澜江市生态环境局",
        9,
        f"sthj.{ZONE}",
        "hanweb",
        Fault("unpublished_replies", None),
        reported=date(2022, 1, 25),
        columns=(_replies("澜江市生态环境局", date(2022, 2, 19)),),
    )
    yield department(
        "市住建局",
        "澜江市住房和城乡建设局",
        10,
        f"zjj.{ZONE}",
        "json",
        Fault("stale_service_statistics", "bjtj"),
        Fault("stale_column", "bjtj"),
        Fault("missing_mirror", None),
        reported=date(2022, 1, 26),
        mirrored=False,
        columns=(_handled("市住建局", date(2022, 1, 19)),),
    )
    yield department(
        "市水利局", "澜江市水利局", 11, f"slj.{ZONE}", "hanweb", reported=date(2022, 1, 27), search="get"
    )
    after = work_report("澜江市商务局", 12, 2021, date(2022, 2, 7))
    host = f"swj.{ZONE}"
    yield department(
        "市商务局",
        "澜江市商务局",
        12,
        host,
        "trs",
        Fault("stale_error_entry"),
        Fault("late_work_report", None),
        Fault("annual_report_arithmetic", None),
        reported=date(2022, 1, 28),
        change={"gzbb": {"items": after.items}},
        probing=Probing(host, failed=frozenset(range(3, 120, 20))),
    )


def small() -> Iterator[Plan]:
    """A domain of old, probes on the wrong side of five percent, and a site behind a wall."""
    host = "www.lanjiangwl.gov.cn"
    yield department(
        "市文旅局",
        "澜江市文化和旅游局",
        13,
        host,
        "vsb",
        *(Fault("irregular_domain"), Fault("unreachable_site"), Fault("stale_error_entry")),
        *(Fault("overdue_merger", None), Fault("missing_contact")),
        reported=date(2022, 1, 24),
        probing=Probing(host, failed=frozenset(range(3, 140, 20))),
        row={"整合期限": "2022-03-31"},
    )
    yield department(
        "市市场监管局",
        "澜江市市场监督管理局",
        14,
        f"scjgj.{ZONE}",
        "gd",
        reported=date(2022, 1, 21),
        encoding="gb18030",
        declared="gb2312",
    )
    wall = '["*"]\nstatus = 403\nheaders = {Server = "WAF"}\n'
    name = "澜江市应急管理局"
    hidden = site("市应急局", name, 15, f"yjj.{ZONE}", "dl", report=date(2022, 1, 24), serve=wall)
    yield Plan(
        "市应急局",
        name,
        "市政府部门",
        (hidden,),
        None,
        date(2022, 1, 24),
        "cant_tell",
        not_checked=(*UNSEEN, "annual_report_arithmetic", "self_shutdown"),
    )
    yield Plan(  # without a site the column of the portal decides
        "市政府研究室",
        "澜江市人民政府研究室",
        "市政府部门",
        copy=date(2022, 2, 10),
        status="late",
        faults=(Fault("late_annual_report", None),),
    )


def _replies(organ: str, newest: date) -> Column:
    answered = (newest, date(2021, 12, 9))
    items = tuple(reply(organ, n, days_before(day, 2)[0], day) for n, day in enumerate(answered))
    return Column("咨询答复", "zxhf", "互动交流", items, intro=CONSULT_FORM)


def _handled(short: str, newest: date) -> Column:
    rows = ((f"{short}2021年四季度办件情况", newest), (f"{short}2021年三季度办件情况", date(2021, 10, 14)))
    return Column("办件统计", "bjtj", "办事服务", tuple(Item(title, day) for title, day in rows))


def units() -> list[Plan]:
    """All but the portal's own."""
    return [*counties(), *at_the_limit(), *reports(), *talk(), *small()]
