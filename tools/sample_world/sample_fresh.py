"""Sample world: columns and home pages as old as allowed, a day older, empty, undated, or hard to read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tools.sample_world.model import Column, Item, Marks, days_before
from tools.sample_world.sample_build import (
    AS_OF,
    ZONE,
    Fault,
    Plan,
    make_plan,
    news,
    notices,
    policies,
)
from tools.sample_world.usual import catalogue, explained


def at_the_limit() -> Iterator[Plan]:
    """The day of the limit, and the day before it."""
    # Everything is exactly as old as allowed; policies show their date only in the article, beside an older
    # 成文日期; the oldest news is three years old to the day.
    index = (
        "<table class='xxgk'><tr><td>索引号</td><td>YC0070-2018-00{}</td>"
        "<td>成文日期</td><td>2017年08月30日</td></tr></table>\n"
    )
    yield make_plan(
        "市发改委",
        "云川市发展和改革委员会",
        7,
        f"fgw.{ZONE}",
        "cards",
        report=date(2018, 3, 30),
        change={
            "gzdt": {"items": news("市发改委", (date(2018, 4, 4), date(2018, 3, 28), date(2015, 4, 18)))},
            "tzgg": {"items": notices("市发改委", (date(2017, 10, 18), date(2017, 9, 1)))},
            "zcwj": {
                "items": tuple(
                    Item(item.title, item.day, shown="", index_table=index.format(n))
                    for n, item in enumerate(policies("市发改委", (date(2018, 3, 12), date(2018, 2, 1))), 11)
                )
            },
            "zcjd": {"items": (Item("市发改委价格政策解读", date(2017, 4, 18)),)},
        },
    )
    yield make_plan(
        "市教育局",
        "云川市教育局",
        8,
        f"jyj.{ZONE}",
        "month",
        Fault("stale_column", "gzdt"),
        Fault("missing_mirror", None),
        report=date(2018, 3, 22),
        mirrored=False,
        change={
            "gzdt": {"items": news("市教育局", (date(2018, 4, 3), date(2018, 3, 30), date(2018, 2, 28)))}
        },
    )
    yield make_plan(
        "市科技局",
        "云川市科学技术局",
        9,
        f"kjj.{ZONE}",
        "yearless",
        Fault("stale_column", "tzgg"),
        report=date(2018, 3, 19),
        change={
            "tzgg": {"items": notices("市科技局", (date(2017, 10, 17), date(2017, 6, 5))), "on_home": False}
        },
        columns=(
            Column("人事信息", "rsxx", "人事信息", (Item("市科技局公务员遴选公示", date(2017, 4, 18)),)),
        ),
    )


def blank() -> Iterator[Plan]:
    """Columns with nothing in them, and a clean site whose list stands in a script."""
    yield make_plan(
        "市民政局",
        "云川市民政局",
        10,
        "xn--9kqu68a9qfsrh.xn--zfr164b",
        "json",
        report=date(2018, 3, 9),
        marks=Marks(code="网站标识码：<b>37990</b>00010", error="link"),
        columns=(  # kinds without an age
            Column(
                "信息公开目录",
                "xxgkml",
                "信息公开目录",
                (*catalogue("市民政局", 10, AS_OF), Item("市民政局机构信息目录", date(2015, 6, 1))),
            ),
            Column(
                "信息公开指南", "xxgkzn", "信息公开指南", (Item("市民政局信息公开指南", date(2014, 9, 3)),)
            ),
            Column("领导之窗", "ldzc", "领导信息", (Item("市民政局领导分工", date(2016, 12, 1)),)),
        ),
    )
    yield make_plan(
        "市司法局",
        "云川市司法局",
        11,
        f"sfj.{ZONE}",
        "trs",
        Fault("empty_column", "zcjd"),
        report=date(2018, 3, 12),
        encoding="utf-8-sig",
        change={"zcjd": {"items": (), "list_html": "<p>暂无信息</p>"}},
    )
    yield make_plan(
        "市财政局",
        "云川市财政局",
        12,
        f"czj.{ZONE}",
        "table",
        Fault("empty_column", "zcjd"),
        report=date(2018, 3, 8),
        change={"zcjd": {"items": (), "list_html": '<table width="100%" class="lb"></table>'}},
        columns=(
            Column(
                "财政信息",
                "czxx",
                "财政信息",
                (
                    Item("云川市2018年市级预算公开", date(2018, 2, 12)),
                    Item("云川市2016年市级决算公开", date(2017, 8, 20)),
                ),
            ),
        ),
    )
    # Blank by the structure of the catalogue: a class of its own, to be settled with the city office.
    branches = (
        '<ul><li><a href="{col:xzxk}">行政许可</a></li><li><a href="{col:xzqz}">行政强制</a></li>'
        '<li><a href="{col:gksx}">公开事项</a></li></ul>'
    )
    permits = (Item("文物保护工程许可事项", date(2018, 2, 27)), Item("文物拍摄许可事项", date(2018, 1, 16)))
    yield make_plan(
        "市文物局",
        "云川市文物局",
        59,
        f"wwj.{ZONE}",
        "table",
        suspects=(Fault("empty_column", "xzqz"),),
        columns=(
            Column("信息公开目录", "xxgkml", "信息公开目录", list_html=branches),
            Column("行政许可", "xzxk", "信息公开目录", permits, in_nav=False),
            Column("公开事项", "gksx", "信息公开目录", catalogue("市文物局", 59, AS_OF), in_nav=False),
            Column("行政强制", "xzqz", "信息公开目录", list_html="<p>该目录下没有信息</p>", in_nav=False),
        ),
    )


def home_pages() -> Iterator[Plan]:
    """Home pages without news, and doorways, where the second level counts."""
    # Old home page and old news, written without a year; the notices in March are within their six months.
    yield make_plan(
        "市侨办",
        "云川市人民政府侨务办公室",
        13,
        f"qb.{ZONE}",
        "yearless",
        Fault("stale_home_page"),
        Fault("stale_column", "gzdt"),
        report=date(2018, 3, 16),
        change={
            "gzdt": {"items": news("市侨办", (date(2018, 3, 28), date(2018, 3, 2)))},
            "tzgg": {"items": notices("市侨办", (date(2018, 3, 20), date(2018, 1, 4)))},
        },
    )
    # A doorway home page: what counts are the second-level pages.
    doors = '<div class="men"><img src="/images/dot.gif"> <a href="{col:gzdt}">进入网站</a></div>'
    yield make_plan(
        "市公积金中心",
        "云川市住房公积金管理中心",
        14,
        f"gjj.{ZONE}",
        "gd",
        report=date(2018, 3, 21),
        kind="直属机构",
        doorway=True,
        home_html=doors,
        change={"gzdt": {"items": news("市公积金中心", (date(2018, 4, 12), date(2018, 3, 12)))}},
    )
    yield make_plan(
        "市老龄办",
        "云川市老龄工作委员会办公室",
        15,
        f"llb.{ZONE}",
        "dl",
        Fault("stale_home_page"),
        Fault("stale_column", "gzdt"),
        report=date(2018, 3, 27),
        doorway=True,
        home_html=doors,
        change={
            "gzdt": {"items": news("市老龄办", (date(2018, 3, 20), date(2018, 1, 20)))},
            "tzgg": {"items": notices("市老龄办", (date(2018, 3, 1), date(2017, 12, 1)))},
            "zcwj": {"items": policies("市老龄办", (date(2018, 1, 15),))},
        },
    )


def hard_to_date() -> Iterator[Plan]:
    """Lists without dates, pinned items, future dates, lists not there, names that promise a period."""
    # No date anywhere: in the list, on the article pages, in their tags.
    yield make_plan(
        "市外事办",
        "云川市人民政府外事办公室",
        16,
        f"wsb.{ZONE}",
        "vsb",
        Fault("stale_column", "tzgg"),
        Fault("missing_page_tags", None),
        report=date(2018, 3, 13),
        change={
            "tzgg": {
                "items": notices(
                    "市外事办",
                    days_before(AS_OF, 20, 50),
                    shown="",
                    dateless=True,
                    text="<p>各县区外事部门、市直有关单位：请按照要求认真做好相关工作，遇到问题及时与本办综合科联系，"
                    "有关表格可以在本网站下载，报送时请加盖公章并附电子版。</p>",
                ),
                "on_home": False,
            }
        },
    )
    # Dates on the article pages only; a pinned old item comes first; a slip of the pen lies in the future.
    pinned = Item("【置顶】市接待办联系方式", date(2016, 5, 4))
    future = Item("市档案馆开放日预告", date(2018, 12, 1))
    issued = (pinned, *policies("市接待办", days_before(AS_OF, 50, 99)))
    documents, notes = explained(issued)
    documents, notes = (pinned, *documents[1:]), notes[1:]
    yield make_plan(
        "市接待办",
        "云川市接待办公室",
        17,
        f"jdb.{ZONE}",
        "trs",
        report=date(2018, 3, 14),
        suspects=(Fault("backdated_burst", "zcjd"),),
        change={
            "tzgg": {
                "items": notices("市接待办", days_before(AS_OF, 15, 45, 80), shown=""),
                "on_home": False,
            },
            "gzdt": {"items": news("市接待办", days_before(AS_OF, 3, 9, 16))},
            "zcwj": {"items": documents},
            "zcjd": {"items": (future, *notes)},
        },
    )
    # A list that a script from elsewhere fills: not empty, not stale, not known.
    yield make_plan(
        "市残联",
        "云川市残疾人联合会",
        18,
        f"cl.{ZONE}",
        "cards",
        report=date(2018, 3, 28),
        kind="直属机构",
        not_checked=("stale_column", "empty_column"),
        change={
            "tzgg": {
                "items": (),
                "on_home": False,
                "list_html": '<div id="list"></div>\n<script src="http://cms.yunchuancloud.example.com/list.js?c=3">'
                "</script>",
            }
        },
    )
    # A name promises a period: a monthly report of January is late in April, a yearly one of March is not.
    yield make_plan(
        "市统计局",
        "云川市统计局",
        19,
        f"tjj.{ZONE}",
        "table",
        Fault("stale_column", "jjyb"),
        Fault("wrong_site_code"),
        report=date(2018, 3, 5),
        shown_code="379900019",
        columns=(
            Column(
                "经济运行月报",
                "jjyb",
                "统计数据",
                tuple(
                    Item(f"云川市{when}经济运行月报", day)
                    for when, day in (("2017年12月", date(2018, 1, 31)), ("2017年11月", date(2017, 12, 28)))
                ),
            ),
            Column(
                "统计季报",
                "tjjb",
                "统计数据",
                tuple(
                    Item(f"云川市2017年{when}统计季报", day)
                    for when, day in (("四季度", date(2018, 1, 10)), ("三季度", date(2017, 10, 12)))
                ),
            ),
            Column(
                "年度统计公报",
                "ndgb",
                "统计数据",
                (Item("云川市2016年国民经济和社会发展统计公报", date(2017, 3, 30)),),
            ),
        ),
    )


def freshness() -> list[Plan]:
    """All of them."""
    return [*at_the_limit(), *blank(), *home_pages(), *hard_to_date()]
