"""Sample world: attachments, exits, slow pages, dates, advertisements, and sites that should not run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from tools.sample_world.graft import Graft
from tools.sample_world.model import Column, Item
from tools.sample_world.sample_build import AS_OF, NOTE, ZONE, Fault

LEISURE = "www.ycly.example.com"
POVERTY = f"fpb.{ZONE}"
RIVERS = f"hzz.{ZONE}"
ALIAS = f"sthj.{ZONE}"
_OFFICE_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
"""The head of an old office file, and nothing in it."""


def _home(title: str, text: str) -> bytes:
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body><h1>{title}</h1><p>{text}</p><p>{NOTE}</p></body></html>\n"
    ).encode()


FOREIGN: Mapping[str, Mapping[str, bytes]] = {
    LEISURE: {
        "index.html": _home("云川旅游网", "旅游线路介绍"),
        "_serve.toml": b'["/old"]\nlocation = "/"\n["/vip.html"]\nstatus = 403\n',
    },
    POVERTY: {"index.html": _home("云川市扶贫开发办公室网站", "主办单位：云川市扶贫开发办公室")},
    RIVERS: {"index.html": _home("云川市河长制办公室网站", "主办单位：云川市河长制办公室")},
    ALIAS: {"_serve.toml": f'["*"]\nstatus = 301\nlocation = "http://hbj.{ZONE}/"\n'.encode()},
}
"""Hosts that are in nobody's register: their files."""


def availability() -> Iterator[Graft]:
    """`dead_attachment`, `dead_exit`, `slow_home_page`."""
    lost = f"http://wjw.{ZONE}/upload/201801/bmb.doc"
    yield Graft(
        "市卫计委",
        (Fault("dead_attachment", None, target=lost),),
        items={
            "tzgg": (
                Item(
                    "关于2018年卫生专业技术资格考试报名的通知",
                    date(2018, 1, 5),
                    text="<p>请于月底前报名。</p>"
                    '<p><a href="/upload/201801/bmb.doc">附件：报名表.doc</a></p>',
                ),
            )
        },
    )
    gone = "<html><head><title>提示</title></head><body><p>您访问的文件不存在或已删除！</p></body></html>"
    yield Graft(
        "市住建局",
        (Fault("dead_attachment", None, target=f"http://zjj.{ZONE}/upload/tj.pdf"),),
        items={
            "tzgg": (
                Item(
                    "关于公布建筑工地检查结果的公告",
                    date(2018, 1, 4),
                    text="<p>检查结果见附件。</p>"
                    '<p>附件：<a href="/upload/tj.pdf">检查结果统计表.pdf</a></p>',
                ),
            )
        },
        raw=(("upload/tj.pdf", gone.encode()),),
        serve='["/upload/tj.pdf"]\nheaders = {Content-Type = "text/html; charset=utf-8"}\n',
    )
    yield Graft(  # files that are there, one under a name of Chinese words and a blank, one for staff only
        "市公积金中心",
        items={
            "tzgg": (
                Item(
                    "关于调整公积金提取办法的公告",
                    date(2018, 1, 9),
                    text='<p>附件：<a href="/upload/%E6%8F%90%E5%8F%96%20%E7%94%B3%E8%AF%B7%E8%A1%A8.xls">'
                    '提取申请表.xls</a> <a href="/upload/ht.doc">合同样本.doc</a> '
                    '<a href="/upload/nb.doc">内部核对表.doc</a></p>',
                ),
            )
        },
        raw=(("upload/提取 申请表.xls", _OFFICE_FILE), ("upload/ht.doc", _OFFICE_FILE)),
        serve='["/upload/nb.doc"]\nstatus = 403\n',
    )
    exit_ = f"http://www.{ZONE}/zt/fp2016.html"
    yield Graft(
        "市编办",
        (Fault("dead_exit", target=exit_),),
        home=f'<p class="yqlj"><a href="{exit_}">全市扶贫专题</a></p>',
    )
    exit_ = f"http://{LEISURE}/jd/list.html"
    yield Graft(
        "云川高新区管委会",
        (Fault("dead_exit", target=exit_),),
        home=f'<div class="links"><a href="{exit_}" target="_blank">周边景点</a></div>',
    )
    yield Graft(  # a redirect, a page for members, and a host that is not of this world
        "市贸促会",
        home=f'<p>友情链接：<a href="http://{LEISURE}/old">云川旅游网</a> '
        f'<a href="http://{LEISURE}/vip.html">会员专区</a> '
        '<a href="http://www.worldfair.example.com/cn/">展会名录</a></p>',
    )
    for short in ("市农业局", "市粮食局"):
        yield Graft(short, (Fault("slow_home_page"),), serve='["/"]\ndelay_s = 3.2\n')
    yield Graft("市环保局", serve='["/"]\ndelay_s = 1.2\n')


def update() -> Iterator[Graft]:
    """`undated_item`, `backdated_burst`."""
    yield Graft("市外事办", (Fault("undated_item", None),))
    yield Graft(
        "市机关事务局",
        (Fault("undated_item", None), Fault("missing_page_tags", None)),
        items={
            "tzgg": tuple(
                Item(
                    f"市机关事务局关于{what}的说明",
                    date(2018, 1, 2),
                    shown="",
                    dateless=True,
                    text=f"<p>为规范{what}，现将办理程序说明如下：使用单位提前两个工作日提出申请，"
                    "由本局统一安排；临时变动的，请及时告知值班室。</p>",
                )
                for what in ("会议室使用", "公务用车调度", "办公用房调整")
            )
        },
    )
    filled = date(2018, 4, 16)
    yield Graft(
        "市体育局",
        suspects=(Fault("backdated_burst", "sshd"),),
        columns=(
            Column("赛事活动", "sshd", "其他", _weekly("市体育局举办群众赛事第{}站", filled), in_nav=True),
        ),
        serve=written_on("sshd", filled) + written_when_due(AS_OF, (3, 4, 10, 13, 21)),
    )
    yield Graft(
        "市贸促会",
        suspects=(Fault("backdated_burst", "pxhd"),),
        columns=(Column("培训活动", "pxhd", "其他", _weekly("市贸促会外贸业务培训第{}期", filled)),),
        serve=written_on("pxhd", filled) + written_when_due(AS_OF, (2, 4, 9, 13, 21)),
    )
    # The whole site was moved to a new system on one day; and eight reports of one day, put up on that day.
    yield Graft("市交通局", serve='["*"]\nheaders = {Last-Modified = "Sat, 14 Apr 2018 16:00:00 GMT"}\n')
    yield Graft(
        "市安监局",
        columns=(
            Column(
                "检查通报",
                "jctb",
                "其他",
                tuple(Item(f"市安监局检查组第{n}组检查情况通报", filled) for n in range(8, 0, -1)),
            ),
        ),
        serve=written_on("jctb", filled),
    )


def _weekly(title: str, filled: date) -> tuple[Item, ...]:
    days = [date(2018, 1, 31) - timedelta(days=7 * n) for n in range(8)]
    return tuple(Item(title.format(8 - n), day, path_day=filled) for n, day in enumerate(days))


def written_on(slug: str, day: date) -> str:
    """Tables by which the eight articles of a column were all written within a quarter of an hour."""
    when = f"{day:%a, %d %b %Y}"
    return "".join(
        f'["{{art:{slug}:{n}}}"]\nheaders = {{Last-Modified = "{when} 01:{10 + 2 * n}:00 GMT"}}\n'
        for n in range(8)
    )


def written_when_due(as_of: date, ages: Sequence[int]) -> str:
    """Tables by which the news were written on their days, so many days before the day of judging."""
    return "".join(
        f'["{{art:gzdt:{n}}}"]\n'
        f'headers = {{Last-Modified = "{as_of - timedelta(days=age):%a, %d %b %Y} 01:30:00 GMT"}}\n'
        for n, age in enumerate(ages)
    )


def content() -> Iterator[Graft]:
    """`advertisement`."""
    yield Graft(
        "云川高新区管委会",
        suspects=(Fault("advertisement"),),
        home='<div id="piao" style="position:absolute"><a href="http://www.yhwloupan.example.com/">'
        '<img src="/images/dot.gif" alt="云河湾楼盘盛大开盘，首付八万起，售楼热线0990-8880000"></a></div>',
    )
    yield Graft(
        "市旅游局",
        suspects=(Fault("advertisement"),),
        home='<div class="ad">广告位招租，广告合作电话：0990-8881111</div>',
    )
    yield Graft(
        "市安监局", items={"gzdt": (Item("市安监局配合开展虚假违法广告专项整治", date(2018, 3, 20)),)}
    )
    yield Graft(
        "市卫计委",
        home='<p><a href="http://www.gov.cn/">'
        '<img src="/images/dot.gif" alt="公益广告：讲文明树新风"></a></p>',
    )


def structure() -> Iterator[Graft]:
    """`overdue_merger`, `self_shutdown`, `unregistered_site`: what is no plan or event of its own."""
    yield Graft("市老龄办", (Fault("overdue_merger", None),), row={"整合期限": "2018-03-31"})
    yield Graft("市减灾中心", (Fault("overdue_merger", None),))  # by an event
    yield Graft("市口岸办", row={"整合期限": "2018-06-30"})
    yield Graft(
        "市统计局",
        home='<div class="gg">公告：本网站定于4月21日进行升级维护，届时暂停访问两小时。</div>',
    )
    yield Graft(
        "市审计局",
        items={"gzdt": (Item("关于网上报送系统升级维护期间暂停服务的公告", date(2018, 3, 1)),)},
    )
    yield Graft(
        "市政府办公室",
        suspects=(Fault("unregistered_site", target=f"http://{POVERTY}/"),),
        home=f'<p>部门网站：<a href="http://{POVERTY}/">市扶贫办</a> <a href="http://kjj.{ZONE}/">市科技局</a></p>',
    )
    yield Graft(
        "市水利局",
        suspects=(Fault("unregistered_site", target=f"http://{RIVERS}/"),),
        home=f'<p><a href="http://{RIVERS}/">云川市河长制办公室</a> <a href="http://www.mwr.gov.cn/">水利部</a></p>',
    )
    yield Graft(
        "市环保局",
        home=f'<p><a href="http://{ALIAS}/">云川生态环境</a></p>',
        row={"别名域名": ALIAS},
    )
