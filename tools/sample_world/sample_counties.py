"""Sample world: counties and the zone, and what the portal shows of every unit."""

from __future__ import annotations

from datetime import date, timedelta

from tools.sample_world.model import Column, Item, Marks, days_before
from tools.sample_world.sample_build import (
    AS_OF,
    ZONE,
    Fault,
    Plan,
    make_site,
    report_item,
)
from tools.sample_world.usual import CONSULT_FORM, reply

CONSULTATIONS = tuple(
    reply("云川市人民政府办公室", n, day - timedelta(days=3), day)
    for n, day in enumerate(days_before(AS_OF, 9, 30, 61))
)


def _county(short: str) -> str:
    return f"{short}人民政府"


def counties() -> list[Plan]:
    """Four counties and a zone: dead links, a late report, own video news, a stale home page."""
    qinglan = make_site(
        "青岚区",
        _county("青岚区"),
        2,
        "www.qinglan.gov.cn",
        "trs",
        region="379902",
        report=date(2018, 3, 31),
        marks=Marks(place="script", code="网站标识码：{}"),
        clock="今天是2018年4月18日 星期三 天气：晴",
        home_html='<p><a href="/zt/2018.html">专题专栏</a> <a href="/go?id=7">便民查询</a></p>',
        serve='["/zt/2018.html"]\nstatus = 301\nlocation = "/zt/a.html"\n'
        '["/zt/a.html"]\nlocation = "/zt/b.html"\n["/zt/b.html"]\nlocation = "http://www.qinglan.gov.cn{col:tzgg}"\n'
        '["/go?id=7"]\nlocation = "http://www.12345.example.com/"\n',
    )
    shidu = make_site(
        "石渡区",
        _county("石渡区"),
        3,
        "www.shidu.gov.cn",
        "gd",
        region="379903",
        report=date(2018, 3, 6),
        home_html='<div class="yqlj"><a href="/zt/jbzt/index.html">减税降费专题</a> '
        '<a href="/ms/cx.html">民生查询</a> <a href="/sjkf/">数据开放</a> '
        '<a href="mailto:a@shidu.gov.cn">邮箱</a> '
        '<a href="javascript:void(0)">设为首页</a> <a href="tel:09906600003">电话</a> '
        '<a href="#top">顶部</a> '
        '<a href="http://www.gov.cn/none.html">中国政府网</a> '
        '<!-- <a href="/old/gone.html">旧站</a> --></div>',
        serve='["/ms/cx.html"]\nstatus = 403\n["/sjkf/"]\nstatus = 429\nheaders = {Retry-After = "600"}\n',
    )
    wanghe = make_site(
        "望河县",
        _county("望河县"),
        4,
        "www.wanghe.gov.cn",
        "hanweb",
        region="379921",
        report=date(2018, 4, 1),
    )
    songya = make_site(
        "松崖县",
        _county("松崖县"),
        5,
        "www.songya.gov.cn",
        "table",
        region="379922",
        report=date(2018, 3, 20),
        encoding="gb18030",
        declared="gb2312",
        marks=Marks(badge="link", police=""),
        columns=(
            Column(
                "视频新闻",
                "spxw",
                "视频新闻",
                tuple(
                    Item(
                        f"松崖新闻联播第{n}期",
                        day,
                        text=f'<video src="/video/{n}.mp4" controls width="640"></video>',
                    )
                    for n, day in zip((107, 106, 105), days_before(AS_OF, 2, 4, 6), strict=True)
                ),
            ),
        ),
        raw=tuple((f"video/{n}.mp4", b"\x00\x00\x00\x18ftypmp42") for n in (107, 106, 105)),
    )
    zone = make_site(
        "云川高新区管委会",
        "云川高新技术产业开发区管理委员会",
        6,
        f"gxq.{ZONE}",
        "dl",
        report=date(2018, 3, 15),
        clock="现在是2018年04月18日 09:30",
        change={"gzdt": {"on_home": False}, "tzgg": {"on_home": False}},
        columns=(
            Column(
                "要闻",
                "yw",
                "工作动态",
                (
                    Item("高新区举行项目开工仪式", date(2018, 4, 3)),
                    Item("高新区举办创业讲座", date(2018, 3, 22)),
                ),
                on_home=True,
                in_nav=False,
                page=False,
            ),
        ),
    )
    return [
        Plan("青岚区", _county("青岚区"), "县区", (qinglan,), date(2018, 3, 31), date(2018, 3, 31)),
        Plan(
            "石渡区",
            _county("石渡区"),
            "县区",
            (shidu,),
            date(2018, 3, 6),
            date(2018, 4, 5),  # copied to the portal late, which is nobody's fault here
            faults=(Fault("dead_link", target="http://www.shidu.gov.cn/zt/jbzt/index.html"),),
        ),
        Plan(
            "望河县",
            _county("望河县"),
            "县区",
            (wanghe,),
            date(2018, 4, 1),
            date(2018, 4, 2),
            "late",
            faults=(Fault("late_annual_report", None),),
        ),
        Plan(
            "松崖县",
            _county("松崖县"),
            "县区",
            (songya,),
            date(2018, 3, 20),
            date(2018, 3, 20),
            faults=(Fault("own_video_news", "spxw"), Fault("missing_police_filing")),
        ),
        Plan(
            "云川高新区管委会",
            "云川高新技术产业开发区管理委员会",
            "开发区",
            (zone,),
            date(2018, 3, 15),
            date(2018, 3, 15),
            faults=(Fault("stale_home_page"),),
        ),
    ]


def portal_columns(plans: list[Plan]) -> tuple[Column, ...]:
    """公开年报 with its two columns on the portal, and the mayor's mailbox."""
    counties_: list[Item] = []
    departments: list[Item] = []
    for n, plan in enumerate(plans):
        if plan.copy is None:
            continue
        item = report_item(plan.name, plan.copy, form=n)
        (counties_ if plan.kind in ("县区", "开发区") else departments).append(item)
    own = report_item("云川市人民政府办公室", date(2018, 3, 26))
    links = '<p><a href="{col:gknb/bmnb}">部门年报</a> <a href="{col:gknb/xqnb}">县区年报</a></p>\n'

    def newest(items: list[Item]) -> tuple[Item, ...]:
        return tuple(sorted(items, key=lambda item: item.day, reverse=True))

    return (
        Column("公开年报", "gknb", "信息公开年报", (own,), intro=links),
        Column("部门年报", "gknb/bmnb", "信息公开年报", newest(departments), per_page=15, in_nav=False),
        Column("县区年报", "gknb/xqnb", "信息公开年报", newest(counties_), per_page=15, in_nav=False),
        Column("市长信箱", "szxx", "互动交流", CONSULTATIONS, intro=CONSULT_FORM),
    )
