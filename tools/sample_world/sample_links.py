"""Sample world: links that are dead, links that only look so, and items past their time."""

from __future__ import annotations

from datetime import date

from tools.sample_world.model import Column, Item, days_before
from tools.sample_world.sample_build import (
    AS_OF,
    NOTE,
    ZONE,
    Fault,
    Plan,
    make_plan,
    news,
    notices,
    report_item,
)
from tools.sample_world.usual import CONSULT_FORM, reply


def links() -> list[Plan]:
    """Links that are dead and links that only look so."""
    number = 41
    wrong = "<html><head><title>提示</title></head><body><p>您访问的页面不存在或已删除！</p></body></html>"
    template = make_plan(
        "市林业局",
        "云川市林业局",
        number,
        f"linye.{ZONE}",
        "trs",
        Fault("dead_link", target=f"http://linye.{ZONE}/zhuanti/zs2017.html"),
        Fault("late_annual_report", None),
        declared="gb2312",
        every_page_html='<p class="piao"><a href="/zhuanti/zs2017.html">植树节专题</a></p>\n',
        change={"xxgknb": {"items": (report_item("云川市林业局", date(2017, 3, 29), 2016),)}},
    )
    host = f"fwj.{ZONE}"
    inner = make_plan(
        "市法宣办",
        "云川市普法宣传办公室",
        number + 1,
        host,
        "dl",
        Fault("dead_link", "fggf", target=f"http://{host}/fggf/cx.do?id=12"),
        Fault("dead_link", "fggf", target=f"http://{host}/fggf/down.html"),
        columns=(
            Column(
                "普法资料",
                "fggf",
                "其他",
                (
                    Item("普法读本目录", date(2018, 3, 2)),
                    Item("普法读本第一册", date(2018, 3, 1), url="/fggf/cx.do?id=12"),
                    Item("普法读本第二册", date(2018, 2, 28), url="/fggf/down.html"),
                    Item(
                        "关于网站出现“页面不存在”提示的处理说明",
                        date(2018, 2, 27),
                        text="<p>部分用户访问旧网址时会看到“您访问的页面不存在或已删除”的提示，请改用新网址。</p>",
                    ),
                ),
            ),
        ),
        extra=(("fggf/cx.do?id=12", wrong),),
        serve='["/fggf/down.html"]\ndrop = true\n',
    )
    host = f"csglj.{ZONE}"
    loops = make_plan(
        "市城管局",
        "云川市城市管理局",
        number + 2,
        host,
        "cards",
        Fault("dead_link", "bmfw", target=f"http://{host}/bmfw/yyxt.html"),
        Fault("dead_link", "bmfw", target=f"http://{host}/bmfw/tj.jsp"),
        Fault("expired_item", None),
        columns=(
            Column(
                "便民服务",
                "bmfw",
                "公共服务",
                (
                    Item("停车位查询说明", date(2018, 3, 9)),
                    Item("预约系统", date(2018, 3, 8), url="/bmfw/yyxt.html"),
                    Item("处理情况统计", date(2018, 3, 7), url="/bmfw/tj.jsp"),
                    Item("内部档案", date(2018, 3, 6), url="/private/da.html"),
                    Item("路灯报修", date(2018, 3, 5), url="/bmfw/%C2%B7%B5%C6.html"),
                ),
            ),
            Column(
                "局长信箱",
                "jzxx",
                "互动交流",
                (
                    reply("云川市城市管理局", 0, date(2018, 3, 20), date(2018, 3, 21)),
                    reply("云川市城市管理局", 1, date(2016, 4, 8), date(2016, 4, 10)),
                ),
                intro=CONSULT_FORM,
            ),
        ),
        without=("zxhf",),
        extra=(
            ("robots.txt", "User-agent: *\nDisallow: /private/\n"),
            ("bmfw/路灯.html", _repairs(host)),
        ),
        serve='["/bmfw/yyxt.html"]\nlocation = "/bmfw/yyxt2.html"\n["/bmfw/yyxt2.html"]\n'
        'location = "/bmfw/yyxt.html"\n["/bmfw/tj.jsp"]\nstatus = 500\n',
    )
    garden = make_plan(
        "市园林局",
        "云川市园林管理局",
        number + 3,
        f"ylj.{ZONE}",
        "vsb",
        Fault("expired_item", None),
        change={
            "gzdt": {
                "per_page": 4,
                "items": news(
                    "市园林局", (*days_before(AS_OF, 1, 5, 9, 30, 90), date(2016, 4, 1), date(2015, 4, 17))
                ),
            },
            "tzgg": {"items": notices("市园林局", (*days_before(AS_OF, 12, 60), date(2013, 5, 6)))},
        },
    )
    return [_unpublished(template), inner, loops, garden]


def _repairs(host: str) -> str:
    """A page under an address of GBK bytes, whole with its tags."""
    tags = {
        "SiteName": "云川市城市管理局网站",
        "SiteDomain": host,
        "SiteIDCode": "3799000043",
        "ColumnName": "便民服务",
        "ColumnType": "公共服务",
        "ArticleTitle": "路灯报修",
        "PubDate": "2018-03-05 09:04",
        "ContentSource": "云川市城市管理局",
    }
    head = "".join(f'<meta name="{name}" content="{value}">' for name, value in tags.items())
    return (
        f'<html><head><meta charset="utf-8"><title>路灯报修</title>{head}</head><body><h1>路灯报修</h1>'
        f"<p>发布时间：2018-03-05 09:04</p><p>{NOTE}</p></body></html>"
    )


def _unpublished(plan: Plan) -> Plan:
    """The plan of a unit that did not publish: nothing on its site, nothing on the portal, missing."""
    return Plan(plan.short, plan.name, plan.kind, plan.sites, None, None, "missing", faults=plan.faults)
