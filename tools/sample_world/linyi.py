"""World linyi-2018q1: the notice of 2018-04-18 replayed; what is not in it is a marked placeholder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tools.sample_world.linyi_texts import GOOD_PRACTICE, ORDER_72, ORDER_83, README, WORLD_TOML
from tools.sample_world.model import Column, Item, Marks, Site, days_before
from tools.sample_world.usual import disclosure, explained, replies, work_report
from tools.sample_world.writer import Entry, Probing, event, write_world

AS_OF = date(2018, 4, 18)
ZONE = "zhanwei.gov.cn"
NOTE = "演示占位：本站域名、代码、编号和内容均为演示占位，不代表该单位真实信息"

# short name as the notice has it, kind, host; in an order that agrees with every list of the notice
UNITS: tuple[tuple[str, str, str], ...] = (
    ("市政府办公室", "市政府部门", f"www.{ZONE}"),
    ("蒙阴县", "县区", "www.zhanwei-mengyin.gov.cn"),
    ("沂南县", "县区", "www.zhanwei-yinan.gov.cn"),
    ("临沭县", "县区", "www.zhanwei-linshu.gov.cn"),
    ("罗庄区", "县区", "www.zhanwei-luozhuang.gov.cn"),
    ("市水利局", "市政府部门", f"shuili.{ZONE}"),
    ("市旅发委", "市政府部门", f"lvfawei.{ZONE}"),
    ("市法制办", "市政府部门", f"fazhiban.{ZONE}"),
    ("市发改委", "市政府部门", f"fagaiwei.{ZONE}"),
    ("市教育局", "市政府部门", f"jiaoyu.{ZONE}"),
    ("市人社局", "市政府部门", f"renshe.{ZONE}"),
    ("市农业局", "市政府部门", f"nongye.{ZONE}"),
    ("市食药监局", "市政府部门", f"shiyaojian.{ZONE}"),
    ("市卫计局", "市政府部门", f"weiji.{ZONE}"),
    ("市环保局", "市政府部门", f"huanbao.{ZONE}"),
    ("市科技局", "市政府部门", f"keji.{ZONE}"),
    ("市文广新局", "市政府部门", f"wenguangxin.{ZONE}"),
    ("市物价局", "市政府部门", f"wujia.{ZONE}"),
    ("沂沭河水利管理局", "其他", "yishuhe.zhanwei-liuyu.gov.cn"),
    ("市房产局", "市政府部门", f"fangchan.{ZONE}"),
    ("市渔业局", "市政府部门", f"yuye.{ZONE}"),
    ("市林业局", "市政府部门", f"linye.{ZONE}"),
    ("市统计局", "市政府部门", f"tongji.{ZONE}"),
    ("市供销社", "直属机构", f"gongxiao.{ZONE}"),
    ("市中小企业局", "市政府部门", f"zhongxiaoqiye.{ZONE}"),
    ("市地震局", "市政府部门", f"dizhen.{ZONE}"),
    ("市规划局", "市政府部门", f"guihua.{ZONE}"),
    ("市民宗局", "市政府部门", f"minzong.{ZONE}"),
    ("临沂综保区管委会", "开发区", f"zongbaoqu.{ZONE}"),
    ("临沂高新区管委会", "开发区", f"gaoxinqu.{ZONE}"),
    ("临沂经开区管委会", "开发区", f"jingkaiqu.{ZONE}"),
    ("临沂临港区管委会", "开发区", f"lingangqu.{ZONE}"),
    ("临沂商城管委会", "开发区", f"shangcheng.{ZONE}"),
    ("蒙山旅游区管委会", "开发区", f"mengshan.{ZONE}"),
)
FULL_NAMES = {
    "市政府办公室": "临沂市人民政府办公室",
    "沂沭河水利管理局": "沂沭河水利管理局",
    "临沂高新区管委会": "临沂高新技术产业开发区管委会",
    "临沂经开区管委会": "临沂经济技术开发区管委会",
    "临沂临港区管委会": "临沂临港经济开发区管委会",
    "蒙山旅游区管委会": "蒙山旅游区管委会",
}
"""Names that the notice writes out; others are the notice's short form with the place before it."""

REGIONS = {"蒙阴县": "371328", "沂南县": "371321", "临沭县": "371329", "罗庄区": "371311"}
NO_REPORT = ("市科技局", "市文广新局", "市物价局", "沂沭河水利管理局", "市房产局")
NO_FEEDBACK_72 = ("市渔业局", "市林业局", "市统计局", "市供销社", "市中小企业局")
NO_FEEDBACK_83 = ("市水利局", "市旅发委", "市发改委")
PRAISED_72 = (
    "蒙阴县",
    "沂南县",
    "临沭县",
    "罗庄区",
    "市地震局",
    "市规划局",
    "市民宗局",
    "临沂综保区管委会",
)
LAYOUTS = ("vsb", "trs", "gd", "vsb", "dl", "cards")
NUMERALS = "一二三四五六七八九十"


def full_name(short: str) -> str:
    """A unit's name in the register."""
    if short in FULL_NAMES:
        return FULL_NAMES[short]
    if short in REGIONS:
        return f"{short}人民政府"
    return short if short.startswith("临沂") else f"临沂{short}"


def write(folder: Path) -> None:
    """Writes the world into `folder`."""
    sites = {short: _site(number, short, host) for number, (short, _, host) in enumerate(UNITS, 1)}
    entries = [
        Entry(
            f"{371300000 + number}",
            full_name(short),
            short,
            kind,
            number,
            sites[short],
            portal=kind == "县区" or number == 1,
            more={"联系人": "演示占位"},
        )
        for number, (short, kind, _) in enumerate(UNITS, 1)
    ]
    write_world(
        folder,
        world_toml=WORLD_TOML,
        readme=README,
        entries=entries,
        events=_events(),
        expected=_expected(),
    )


def _report_day(number: int) -> date:
    return date(2018, 3, 5) + timedelta(days=number * 5 % 26)


def _site(number: int, short: str, host: str) -> Site:
    name = full_name(short)
    columns = [*_common_columns(number, name, reports=short not in NO_REPORT and number > 1)]
    if number == 1:
        columns += _mirror_columns()
    return Site(
        host=host,
        name=f"{name}网站",
        code=f"{REGIONS.get(short, '371300')}{9900 + number}",
        icp=f"鲁ICP备{18990000 + number}号",
        police=f"鲁公网安备 37130202{990000 + number}号",
        sponsor=name,
        phone=f"0539-0000{number:03d}",
        layout=LAYOUTS[number % len(LAYOUTS)] if number > 1 else "vsb",
        columns=tuple(columns),
        encoding="gb18030" if number % 7 == 3 else "utf-8",
        declared="gb2312" if number % 7 == 3 else "utf-8",
        marks=Marks(
            badge=("script", "link")[number % 2],
            error=("link", "script")[number % 2],
            place="script" if number % 9 == 4 else "static",
        ),
        footer_note=NOTE,
    )


def _items(label: str, days: Sequence[date]) -> tuple[Item, ...]:
    return tuple(
        Item(f"{label}演示条目{NUMERALS[n]}", day, text=f"<p>{NOTE}。</p>") for n, day in enumerate(days)
    )


def _common_columns(number: int, name: str, *, reports: bool) -> list[Column]:
    shift = number % 3
    old = Item(f"{name}2016年政府信息公开年度报告（演示占位）", date(2017, 3, 20), text=_report(name, 2016))
    new = Item(f"{name}2017年政府信息公开年度报告", _report_day(number), text=_report(name, 2017))
    documents, notes = explained(_items("政策文件", days_before(AS_OF, 40 + shift, 90, 140)))
    columns = [
        Column(
            "工作动态",
            "gzdt",
            "工作动态",
            _items("工作动态", days_before(AS_OF, 1 + shift, 3 + shift, 6, 9, 12, 20)),
            on_home=True,
            per_page=4,
        ),
        Column(
            "通知公告",
            "tzgg",
            "通知公告",
            _items("通知公告", days_before(AS_OF, 6 + shift, 30, 75, 120)),
            on_home=True,
        ),
        Column("政策文件", "zcwj", "政策文件", documents),
        Column("政策解读", "zcjd", "政策解读", notes),
        Column("机构职能", "jgzn", "机构职能", body=f"<p>{NOTE}。此处介绍机构职能，文字略。</p>"),
        *disclosure(name, name, number, AS_OF, NOTE),
        replies(name, number, AS_OF - timedelta(days=20 + number)),
        work_report(name, number, 2017, date(2018, 1, 15 + number % 16)),
    ]
    if number > 1:
        columns.append(
            Column("信息公开年报", "xxgknb", "信息公开年报", (new, old) if reports else (old,)),
        )
    return columns


def _mirror_columns() -> list[Column]:
    """The portal's 公开年报 with its two columns, where every report published in time stands again."""
    own = full_name("市政府办公室")
    own_report = Item(f"{own}2017年政府信息公开年度报告", date(2018, 3, 28), text=_report(own, 2017))
    departments: list[Item] = []
    counties: list[Item] = []
    for number, (short, kind, _) in enumerate(UNITS[1:], 2):
        if short in NO_REPORT:
            continue
        name = full_name(short)
        item = Item(f"{name}2017年政府信息公开年度报告", _report_day(number), text=_report(name, 2017))
        (counties if kind in ("县区", "开发区") else departments).append(item)
    links = '<p><a href="gknb/bmnb.htm">部门年报</a> <a href="gknb/xqnb.htm">县区年报</a></p>\n'
    return [
        Column("公开年报", "gknb", "信息公开年报", (own_report,), intro=links),
        Column("部门年报", "gknb/bmnb", "信息公开年报", _newest(departments), per_page=60, in_nav=False),
        Column("县区年报", "gknb/xqnb", "信息公开年报", _newest(counties), per_page=60, in_nav=False),
    ]


def _newest(items: Sequence[Item]) -> tuple[Item, ...]:
    return tuple(sorted(items, key=lambda item: item.day, reverse=True))


def _report(name: str, year: int) -> str:
    """A report long enough to be one, that says nothing about the unit."""
    heads = ("概述", "主动公开政府信息的情况", "依申请公开政府信息的情况", "收费及减免情况",
             "行政复议和行政诉讼情况", "存在的主要问题及改进措施", "其他需要报告的事项")  # fmt: skip
    filler = (
        "本节为演示占位文字，只用来检验系统能否在网站上找到年度报告、读出发布日期并与市政府网站栏目核对，"
        "不含任何真实数据，不代表该单位真实信息，也不反映该单位政府信息公开工作的实际情况。"
        "需要查阅真实报告的，请到该单位正式网站查询。"
    )
    paragraphs = [f"<p>{name}{year}年政府信息公开年度报告（演示占位）。{NOTE}。</p>"]
    paragraphs += [f"<p>{n}、{head}</p>\n<p>{filler}</p>" for n, head in zip(NUMERALS, heads, strict=False)]
    return "\n".join(paragraphs)


def _events() -> list[Mapping[str, Any]]:
    everyone = [short for short, _, _ in UNITS[1:]]
    events: list[Mapping[str, Any]] = [
        event("2018-03-01 09:00", "order", to=["*"], due="2018-03-20", **ORDER_72),
        event("2018-03-06 09:00", "order", to=list(NO_FEEDBACK_83), due="2018-03-20", **ORDER_83),
    ]
    for number, short in enumerate(everyone):
        if short in NO_FEEDBACK_72:
            continue
        detailed = short in PRAISED_72
        at = f"2018-03-{(8 if detailed else 12) + number % 5:02d} {9 + number % 8:02d}:00"
        quality = "detailed" if detailed else "plain"
        events.append(
            event(
                at,
                "feedback",
                order=ORDER_72["number"],
                unit=short,
                text="整改情况反馈（演示占位）",
                quality=quality,
            )
        )
    events += [
        event("2018-04-10 09:00", "praise", unit=short, text=text, url="") for short, text in GOOD_PRACTICE
    ]
    for number, (_, _, host) in enumerate(UNITS):
        events += Probing(host).events(AS_OF, number)
    return events


def _expected() -> Mapping[str, Any]:
    everyone = [short for short, _, _ in UNITS]
    asked = everyone[1:]
    hosts = {short: host for short, _, host in UNITS}
    return {
        "duties": {
            "annual_report": {
                "on_time": [short for short in everyone if short not in NO_REPORT],
                "late": [],
                "missing": list(NO_REPORT),
                "cant_tell": [],
            }
        },
        "orders": {
            ORDER_72["number"]: {
                "on_time": [short for short in asked if short not in NO_FEEDBACK_72],
                "late": [],
                "missing": list(NO_FEEDBACK_72),
                "praised": list(PRAISED_72),
            },
            ORDER_83["number"]: {"on_time": [], "late": [], "missing": list(NO_FEEDBACK_83), "praised": []},
        },
        "messages": {"received": 0, "on_time": 0, "late": 0, "open": 0, "overdue": []},
        "faults": [
            {"host": hosts[short], "rule": rule, "url": None}
            for short in everyone
            for rule, named in (
                ("late_annual_report", NO_REPORT),
                ("late_feedback", (*NO_FEEDBACK_72, *NO_FEEDBACK_83)),
            )
            if short in named
        ],
        "suspects": [],
        "not_checked": [],
        "bulletin": {"conflicts": [{"unit": "市发改委", "kind": "praised_and_named"}]},
    }
