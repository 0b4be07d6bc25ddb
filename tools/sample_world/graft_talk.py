"""Sample world: error entries, published replies, guides, forms, statistics, search, and accounts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from tools.sample_world.graft import Graft
from tools.sample_world.guides import CONDITIONS, FEES, LAW, ORGAN, PROCESS, guide, guides
from tools.sample_world.model import Column, Item
from tools.sample_world.sample_build import ZONE, Fault, Plan
from tools.sample_world.usual import CONSULT_FORM, reply

_DAY = date(2018, 3, 12)


def interaction() -> Iterator[Graft]:
    """`stale_error_entry`, `unpublished_replies`, `missing_consultation`."""
    yield Graft("市档案局", (Fault("stale_error_entry"),), marks={"error_code": "3799000058"})
    yield Graft("市食药监局", (Fault("stale_error_entry"),), marks={"error_code": "3799009937"})
    old = (reply("云川市粮食局", 1, date(2017, 4, 12), date(2017, 4, 17)),)
    yield Graft(
        "市粮食局",
        (Fault("unpublished_replies", None),),
        change={"zxhf": {"items": old}},
    )
    yield Graft(  # one may ask, and nothing is published
        "市口岸办",
        (Fault("unpublished_replies", None), Fault("empty_column", "zxhf")),
        change={"zxhf": {"items": (), "intro": "", "list_html": "<p>暂无信息</p>"}},
    )
    at_the_limit = (reply("云川市旅游局", 2, date(2017, 4, 12), date(2017, 4, 18)),)
    yield Graft("市旅游局", change={"zxhf": {"items": at_the_limit}})
    # The channel of the whole city stands on the portal.
    channel = f"http://www.{ZONE}/hd/index.html"
    yield Graft(
        "市法援中心",
        change={"zxhf": {"drop": True}},
        columns=(Column("咨询投诉", "zxts", "互动交流", href=channel),),
    )
    page = (
        f"<html><head><meta charset='utf-8'><title>网上咨询</title></head><body>{CONSULT_FORM}</body></html>"
    )
    yield Graft("市政府办公室", extra=(("hd/index.html", page),))


def service() -> Iterator[Graft]:
    """`incomplete_guide`, `missing_form`."""
    four, five = (LAW, CONDITIONS, FEES, PROCESS), (LAW, CONDITIONS, FEES, PROCESS, ORGAN)
    services = ("技术合同登记", "科技成果登记", "高新技术企业申报", "科技项目申报", "科技奖励申报")
    yield Graft(
        "市科技局",
        suspects=(Fault("incomplete_guide", None),),
        columns=(guides("云川市科学技术局", _DAY, services, [four] * 5),),
    )
    three = ("客运经营许可", "货运经营许可", "道路占用许可")
    yield Graft(
        "市交通局",
        suspects=(Fault("incomplete_guide", None),),
        columns=(guides("云川市交通运输局", _DAY, three, [five] * 3),),
    )
    services = ("取水许可", "河道采砂许可", "水土保持审批", "入河排污审批", "涉河建设审批")
    yield Graft("市水利局", columns=(guides("云川市水利局", _DAY, services, [four[:3]] * 5),))
    services = ("医师注册", "护士注册", "公共场所许可", "再生育审批", "放射诊疗许可")
    full = guides("云川市卫生和计划生育委员会", _DAY, services, [four] * 4 + [()])
    named = guide(
        "医疗机构执业登记",
        date(2018, 1, 20),
        "云川市卫生和计划生育委员会",
        materials="《医疗机构执业登记申请表》（请下载附件填写）。",
    )
    yield Graft(
        "市卫计委",
        (Fault("missing_form", None),),
        suspects=(Fault("incomplete_guide", None),),  # four guides are short: fewer than the veto asks
        columns=(replace(full, items=(*full.items, named)),),
    )
    table = '<a href="/upload/{}">《{}申请表》（点击下载）</a>。'
    lost = _forms("云川市司法局", ("律师执业",), table, ("lszy.doc",))
    told = guide("公证员执业", date(2018, 2, 20), "云川市司法局", materials="《公证员执业审批表》一式两份。")
    yield Graft(
        "市司法局",
        (
            Fault("missing_form", None),
            Fault("dead_attachment", None, target=f"http://sfj.{ZONE}/upload/lszy.doc"),
        ),
        columns=(replace(lost, items=(*lost.items, told)),),
    )
    yield Graft(
        "市农业局",
        columns=(_forms("云川市农业局", ("种子经营许可", "农药经营许可"), table, ("zz.doc", "ny.doc")),),
        raw=tuple(
            (f"upload/{name}.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)) for name in ("zz", "ny")
        ),
    )


def _forms(organ: str, services: Sequence[str], table: str, files: Sequence[str]) -> Column:
    """Whole guides, each with a link to its form."""
    items = tuple(
        guide(name, _DAY, organ, materials=table.format(file, name))
        for name, file in zip(services, files, strict=True)
    )
    return Column("办事指南", "bszn", "办事服务", items)


def statistics_and_search() -> Iterator[Graft]:
    """`stale_service_statistics`, `missing_search`."""
    for short, newest, faults in (
        ("市教育局", date(2017, 4, 17), True),
        ("市统计局", date(2017, 3, 20), True),
        ("市安监局", date(2017, 4, 18), False),
    ):
        name = "办件统计" if short != "市统计局" else "办事统计"
        items = tuple(
            Item(f"{short}2017年{quarter}季度办件情况", day)
            for quarter, day in (("一", newest), ("上年四", date(2017, 1, 12)))
        )
        yield Graft(
            short,
            (Fault("stale_service_statistics", None), Fault("stale_column", "bjtj")) if faults else (),
            columns=(Column(name, "bjtj", "办事服务", items),),
        )
    yield Graft("市商务局", suspects=(Fault("missing_search", None),), site={"search": "none"})
    yield Graft("市体育局", suspects=(Fault("missing_search", None),), site={"search": "deaf"})
    yield Graft("市环保局", site={"search": "get"})
    yield Graft("市机关事务局", site={"search": "link"})
    yield Graft("市地震局", site={"search": "elsewhere"})


def accounts_of_people() -> Iterator[Graft]:
    """`stale_account`, `zombie_account`: what must come of the file of accounts."""
    for short in ("市教育局", "市旅游局"):
        yield Graft(short, (Fault("stale_account", None),))
    for short in ("市科技局", "市农业局"):
        yield Graft(short, suspects=(Fault("zombie_account", None),))
    yield Graft(
        "市科技局", (Fault("stale_account", None),)
    )  # still called 正常; the other is said to be stopped


ACCOUNTS = (
    ("微信", "云川教育", "市教育局", "2018-04-03", "正常"),
    ("微博", "云川教育发布", "市教育局", "2018-04-17", "正常"),
    ("微博", "云川旅游", "市旅游局", "2018-03-01", "正常"),
    ("微博", "云川科技", "市科技局", "2016-05-01", "正常"),
    ("微信", "云川农业", "市农业局", "2017-08-01", "停更"),
    ("微博", "云川商务", "市商务局", "2016-11-20", "已注销"),
    ("微信", "云川财政", "市财政局", "2018-04-04", "正常"),
    ("微信", "云川普法", "市司法局", "2018-04-18", "正常"),
    ("微信", "云川发布", "市政府办公室", "2018-04-18", "正常"),
)
"""Platform, name, unit, day of the latest post, state."""


def accounts_csv(
    plans: Sequence[Plan], rows: Sequence[tuple[str, str, str, str, str]], prefix: str = "YC"
) -> str:
    """accounts.csv (contract section 4), with the units by their codes."""
    codes = {plan.short: f"{prefix}{number:03d}" for number, plan in enumerate(plans, 1)}
    lines = ["平台,名称,单位编码,最近更新,状态"]
    lines += [
        ",".join((platform, name, codes[short], day, state)) for platform, name, short, day, state in rows
    ]
    return "\n".join(lines) + "\n"
