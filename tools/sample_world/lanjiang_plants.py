"""World sample-2019: what is planted on the sites of 澜江市 rule by rule, and what only looks like it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from tools.sample_world.graft import Graft
from tools.sample_world.graft_open import monthly, pair
from tools.sample_world.graft_seen import written_on, written_when_due
from tools.sample_world.guides import CONDITIONS, FEES, LAW, ORGAN, PROCESS, guides
from tools.sample_world.lanjiang_city import AS_OF, ZONE
from tools.sample_world.model import Column, Item
from tools.sample_world.sample_build import Fault

RURAL = f"xczxj.{ZONE}"
FOREIGN: Mapping[str, Mapping[str, bytes]] = {
    RURAL: {
        "index.html": (
            '<!DOCTYPE html><html><head><meta charset="utf-8"><title>澜江市乡村振兴局网站</title></head>'
            "<body><h1>澜江市乡村振兴局网站</h1><p>主办单位：澜江市乡村振兴局</p>"
            "<p>澜江市为虚构城市，本页内容纯属演示</p></body></html>\n"
        ).encode()
    }
}
"""A host that is in nobody's register: its files."""


def seen() -> Iterator[Graft]:
    """Links, domains, numbers, badges, names, tags, dates."""
    lost = f"http://www.{ZONE}/zt/2021/index.html"
    yield Graft(
        "市政府办公室",
        (Fault("dead_link", target=lost),),
        (Fault("unregistered_site", target=f"http://{RURAL}/"),),
        home=f'<p><a href="/zt/2021/index.html">专题专栏</a> <a href="http://{RURAL}/">市乡村振兴局</a> '
        f'<a href="http://slj.{ZONE}/">市水利局</a></p>',
    )
    yield Graft(
        "栖云区",
        home='<p><a href="/old.html">便民服务</a> <a href="http://www.gov.cn/none.html">中国政府网</a></p>',
        serve='["/old.html"]\nstatus = 301\nlocation = "{col:tzgg}"\n',
    )
    file = f"http://zjj.{ZONE}/upload/2022/gc.doc"
    notice = '<p>请各企业对照清单自查。</p><p><a href="/upload/2022/gc.doc">附件：自查清单.doc</a></p>'
    yield Graft(
        "市住建局",
        (Fault("dead_attachment", None, target=file), Fault("wrong_police_filing")),
        items={"tzgg": (Item("市住建局关于开展质量自查的通知", date(2022, 1, 5), text=notice),)},
        marks={"police_link": "42990202000999"},
    )
    yield Graft("市商务局", (Fault("wrong_icp_number"),), marks={"icp": "鄂ICP备20009912号", "error": "old"})
    yield Graft("市文旅局", marks={"phone": "", "error": "number"})
    yield Graft("市人社局", (Fault("wrong_badge"),), marks={"badge": "twisted"})
    yield Graft(
        "市科技局", (Fault("missing_badge"), Fault("missing_sponsor")), marks={"badge": "", "sponsor": ""}
    )
    yield Graft("市生态环境局", (Fault("missing_error_entry"),), marks={"error": "comment"})
    yield Graft(
        "白鹭县", (Fault("missing_site_code"), Fault("missing_icp_number")), marks={"code": "", "icp": ""}
    )
    gone = f"http://www.{ZONE}/zt/2020.html"
    yield Graft(
        "市科技局", (Fault("dead_exit", target=gone),), home=f'<p><a href="{gone}">全市科技活动周专题</a></p>'
    )
    yield Graft("市市场监管局", (Fault("wrong_site_name", None),), site={"shown_name": "澜江质量安全在线"})
    yield Graft(
        "市教育局",
        (Fault("wrong_page_tags", None),),
        change={"tzgg": {"tags": (("ArticleTitle", "澜江教育信息网首页"),)}},
    )
    text = (
        "<p>为做好工作衔接，现将有关事项说明如下：请各单位按照要求准备材料，由政务服务中心窗口统一受理，"
        "办理结果在本网站公布，逾期不再受理。</p>"
    )
    yield Graft(
        "市市场监管局",
        (Fault("undated_item", None), Fault("missing_page_tags", None)),
        items={
            "tzgg": tuple(
                Item(f"市市场监管局关于{what}的说明", date(2022, 1, 4), shown="", dateless=True, text=text)
                for what in ("年报公示", "计量检定")
            )
        },
    )


def filled() -> Iterator[Graft]:
    """Dates filled in later, and advertisements."""
    day = date(2022, 4, 18)
    items = tuple(
        Item(f"市生态环境局环保宣传活动第{8 - n}期", date(2022, 1, 28) - timedelta(days=7 * n), path_day=day)
        for n in range(8)
    )
    yield Graft(
        "市生态环境局",
        suspects=(Fault("backdated_burst", "xcjy"),),
        columns=(Column("宣传教育", "xcjy", "其他", items),),
        serve=written_on("xcjy", day) + written_when_due(AS_OF, (1, 4, 8, 13, 21)),
    )
    yield Graft(
        "市商务局",
        suspects=(Fault("advertisement"),),
        home='<div class="ad">广告位招租，广告合作电话：0710-8881111</div>',
    )
    yield Graft(  # of the ministry, and of nobody's trade
        "市住建局",
        home='<p><a href="http://www.gov.cn/"><img src="/images/dot.gif" alt="公益广告：文明出行"></a></p>',
    )


def opened() -> Iterator[Graft]:
    """Explanations and promised periods."""
    yield Graft(
        "市生态环境局",
        suspects=(Fault("missing_explanation", None),),
        items={"zcwj": (Item("澜江市排污许可管理办法", date(2021, 12, 15)),)},
    )
    yield pair("市住建局", "澜江市房屋租赁管理办法", date(2021, 12, 8), back=False)
    yield pair("市市场监管局", "澜江市食品小作坊管理规定", date(2021, 12, 8), date(2021, 12, 14), late=True)
    # Wednesday to Monday are three working days.
    yield pair("市水利局", "澜江市河湖管理保护办法", date(2021, 12, 8), date(2021, 12, 13))
    air = "{}年{}月环境空气质量状况"
    old = ((2021, 12, date(2022, 1, 7)), (2021, 11, date(2021, 12, 8)), (2021, 10, date(2021, 11, 8)))
    january = (2022, 1, date(2022, 2, 8))
    yield Graft(
        "市生态环境局",
        (Fault("lapsed_disclosure", None),),
        columns=(Column("环境质量", "hjzl", "其他", monthly(f"澜江市{air}", (january, *old))),),
    )
    kept = ((2022, 3, date(2022, 4, 8)), (2022, 2, date(2022, 3, 8)), january, *old)
    yield Graft("栖云区", columns=(Column("环境质量", "hjzl", "其他", monthly(f"栖云区{air}", kept)),))


def served() -> Iterator[Graft]:
    """Guides, forms, search, accounts."""
    four, three = (LAW, CONDITIONS, FEES, PROCESS), (LAW, CONDITIONS, ORGAN)
    services = ("食品经营许可", "药品经营许可", "特种设备登记", "计量器具检定", "广告发布登记")
    yield Graft(
        "市市场监管局",
        suspects=(Fault("incomplete_guide", None),),
        columns=(guides("澜江市市场监督管理局", date(2022, 3, 10), services, [four] * 5),),
    )
    services = ("取水许可", "河道采砂许可", "水土保持审批", "入河排污审批", "涉河建设审批")
    yield Graft(
        "市水利局",
        columns=(guides("澜江市水利局", date(2022, 3, 10), services, [three] * 5),),
    )
    yield Graft("市自然资源局", suspects=(Fault("missing_search", None),), site={"search": "none"})
    yield Graft("市科技局", (Fault("stale_account", None),))
    yield Graft("市教育局", (Fault("stale_account", None),), (Fault("zombie_account", None),))
    yield Graft("市人社局", suspects=(Fault("zombie_account", None),))


def plants() -> Iterator[Graft]:
    """All of them."""
    for planted in (seen, filled, opened, served):
        yield from planted()
