"""Sample world: two sites with hardly anything on them, one that says it is closed, one that is closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from tools.sample_world.model import Column, Item, days_before
from tools.sample_world.sample_build import AS_OF, ZONE, Fault, Plan, make_plan, make_site
from tools.sample_world.sample_offline import OF_UNITS, PAGE_RULES, UNSEEN
from tools.sample_world.writer import Probing

_OWED = ("ghjh", "czxx", "xxgkml", "xxgkzn", "zxhf")


def small_sites() -> list[Plan]:
    """`missing_section`, `uncovered_openness`, `missing_consultation`, `self_shutdown`."""
    salt = make_plan(
        "市盐业局",
        "云川市盐业局",
        60,
        "www.ycsalt.gov.cn",
        "trs",
        *(Fault("irregular_domain"), Fault("missing_section", None)),
        change=_bare("市盐业局", "jgzn"),
        without=_OWED,
        columns=(Column("纪检举报", "jjjb", "互动交流", href="http://www.12388.gov.cn/"),),
    )
    envoys = make_plan(
        "市驻京办",
        "云川市人民政府驻北京办事处",
        61,
        f"zjb.{ZONE}",
        "cards",
        Fault("missing_section", None),
        change=_bare("市驻京办"),
        without=_OWED,
    )
    return [
        _with_suspects(salt, "uncovered_openness", "missing_consultation"),
        _with_suspects(envoys, "uncovered_openness", "missing_consultation"),
        _closed(),
        _gone(),
    ]


def _bare(short: str, *more: str) -> dict[str, dict[str, Any]]:
    """News and notices whose words say nothing of decisions, execution, management, service or results."""
    news = ("召开工作例会", "看望老职工", "举行升旗仪式", "参观摄影展览")
    notices = ("放假安排", "值班电话")
    return {
        "gzdt": {
            "items": tuple(
                Item(f"{short}{title}", day)
                for title, day in zip(news, days_before(AS_OF, 2, 6, 11, 19), strict=True)
            )
        },
        "tzgg": {
            "items": tuple(
                Item(f"{short}{title}", day)
                for title, day in zip(notices, days_before(AS_OF, 15, 66), strict=True)
            )
        },
        **{slug: {"drop": True} for slug in ("zcwj", "zcjd", *more)},
    }


def _with_suspects(plan: Plan, *rules: str) -> Plan:
    return replace(plan, suspects=tuple(Fault(rule, None) for rule in rules))


def _closed() -> Plan:
    """A second site whose home page is nothing but a notice: nothing is there to be judged by its pages."""
    short, name = "市台办", "云川市人民政府台湾事务办公室"
    office = make_plan(short, name, 62, f"tb.{ZONE}", "gd")
    closed = make_site(short, name, 64, f"tsjl.{ZONE}", "vsb")
    notice = (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{closed.name}</title></head><body>\n'
        f"<h1>{closed.name}</h1>\n<p>公告：本网站已停止运行，有关内容已迁移至云川市人民政府门户网站。</p>\n"
        f'<p><a href="http://www.{ZONE}/">云川市人民政府门户网站</a></p>\n</body></html>\n'
    )
    return replace(
        office,
        sites=(*office.sites, replace(closed, extra=(("index.html", notice),))),
        faults=(Fault("self_shutdown", None, site=1), Fault("surplus_site", None)),
        not_checked=(
            *(f"1:{rule}" for rule in PAGE_RULES if rule not in OF_UNITS),
            *("late_explanation", "lapsed_disclosure"),  # the office's, of which one site shows nothing
        ),
    )


def _gone() -> Plan:
    """Nobody filed anything, and for seven days nobody got in."""
    day = date(2018, 3, 21)
    name = "云川市粮油质量监测中心"
    site = make_site("市粮油中心", name, 63, f"lyzx.{ZONE}", "dl", report=day, serve='["*"]\nstatus = 503\n')
    return Plan(
        "市粮油中心",
        name,
        "直属机构",
        (site,),
        None,
        day,
        "cant_tell",
        faults=(Fault("unreachable_site"), Fault("self_shutdown", None)),
        not_checked=UNSEEN,
        probing=Probing(site.host, failed=frozenset(range(140))),
    )
