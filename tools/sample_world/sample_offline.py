"""Sample world: one unit with two sites, frames, entry pages, and sites that cannot be seen."""

from __future__ import annotations

from datetime import date

from tools.sample_world.footer import marks_html
from tools.sample_world.model import Item, Site
from tools.sample_world.sample_build import (
    ZONE,
    Fault,
    Plan,
    make_site,
    usual_marks,
)
from tools.sample_world.writer import Probing

PAGE_RULES = (
    "dead_link",
    "stale_home_page",
    "stale_column",
    "empty_column",
    "missing_badge",
    "missing_site_code",
    "missing_icp_number",
    "missing_police_filing",
    "missing_sponsor",
    "missing_error_entry",
    "wrong_site_code",
    "missing_page_tags",
    "expired_item",
    "own_video_news",
    *("dead_attachment", "dead_exit", "slow_home_page", "undated_item", "backdated_burst", "missing_contact"),
    *("wrong_icp_number", "wrong_police_filing", "wrong_badge", "wrong_page_tags", "wrong_site_name"),
    *("late_work_report", "missing_section", "missing_explanation", "unlinked_explanation"),
    *("late_explanation", "lapsed_disclosure", "stale_error_entry", "unpublished_replies"),
    *("missing_consultation", "incomplete_guide", "missing_form", "stale_service_statistics"),
    *("missing_search", "advertisement", "unregistered_site"),
)
"""Rules that need pages of the site: none of them can be checked where no page was had."""

OF_UNITS = ("missing_explanation", "late_explanation", "lapsed_disclosure")
"""Those of them that judge the unit, by all its sites."""

UNSEEN = (*PAGE_RULES, "late_annual_report", "uncovered_openness")
"""What cannot be checked where none of the unit's pages was had."""


def structure() -> list[Plan]:
    """Two sites of one unit, frames, an entry page, and sites that are offline, blocked or down."""
    day = date(2018, 3, 21)
    archive = make_site("市档案局", "云川市档案局", 45, f"daj.{ZONE}", "gd", report=day)
    heritage = make_site("市档案局", "云川市档案局", 46, f"dag.{ZONE}", "dl", report=day)
    quake = make_site("市地震局", "云川市地震局", 47, f"dzj.{ZONE}", "vsb", report=day)
    gone = '["*"]\nstatus = 410\n'
    closed = make_site("市地震局", "云川市地震局", 48, f"fzjz.{ZONE}", "vsb", report=day, serve=gone)
    trade = make_site("市贸促会", "云川市国际贸易促进委员会", 49, f"mch.{ZONE}", "trs", report=day)
    fair = make_site("市贸促会", "云川市国际贸易促进委员会", 50, "www.yunchuanzh.gov.cn", "cards", report=day)
    letters = _framed(
        make_site(
            "市信访局",
            "云川市信访局",
            51,
            f"xfj.{ZONE}",
            "table",
            report=day,
            marks=usual_marks(51, place="frame"),
        )
    )
    office = make_site(
        "市机关事务局",
        "云川市机关事务管理局",
        52,
        f"jgj.{ZONE}",
        "gd",
        report=day,
        home_path="main/index.html",
        extra=(
            (
                "index.html",
                '<html><head><meta http-equiv="refresh" content="0; url=/main/index.html"></head></html>',
            ),
        ),
    )
    everything_403 = '["*"]\nstatus = 403\nheaders = {Server = "WAF"}\n'
    grain = make_site("市物价局", "云川市物价局", 53, f"wjj.{ZONE}", "trs", report=day, serve=everything_403)
    down = make_site(
        "市人防办",
        "云川市人民防空办公室",
        54,
        f"rfb.{ZONE}",
        "vsb",
        report=day,
        serve='["*"]\ndrop = true\nfrom = 2018-04-16\n',
    )
    coop = make_site(
        "市供销社",
        "云川市供销合作社联合社",
        55,
        f"gxs.{ZONE}",
        "dl",
        report=day,
        serve='["*"]\nstatus = 503\n',
    )
    elders = make_site(
        "市老干部局", "云川市老干部局", 56, f"lgbj.{ZONE}", "dl", report=day, serve='["*"]\nstatus = 503\n'
    )
    return [
        Plan(
            "市档案局",
            "云川市档案局",
            "市政府部门",
            (archive, heritage),
            day,
            day,
            faults=(Fault("surplus_site"),),
        ),
        Plan("市地震局", "云川市地震局", "市政府部门", (quake, closed), day, day, closed_host=closed.host),
        Plan(
            "市贸促会",
            "云川市国际贸易促进委员会",
            "直属机构",
            (trade, fair),
            day,
            day,
            faults=(Fault("surplus_site"),),
        ),
        Plan("市信访局", "云川市信访局", "市政府部门", (letters,), day, day),
        Plan("市机关事务局", "云川市机关事务管理局", "市政府部门", (office,), day, day),
        Plan(
            "市物价局",
            "云川市物价局",
            "市政府部门",
            (grain,),
            None,
            day,
            "cant_tell",
            not_checked=(*UNSEEN, "self_shutdown"),  # a wall is in front of it: running or not, who knows
        ),
        Plan(
            "市人防办",
            "云川市人民防空办公室",
            "市政府部门",
            (down,),
            None,
            day,
            "cant_tell",
            faults=(Fault("unreachable_site"),),
            not_checked=UNSEEN,  # probes got in until two days ago
            probing=Probing(down.host, failed=frozenset(range(100, 140))),
        ),
        Plan(
            "市供销社",
            "云川市供销合作社联合社",
            "直属机构",
            (coop,),
            None,
            date(2018, 3, 30),
            "on_time",
        ),
        Plan(
            "市老干部局",
            "云川市老干部局",
            "市政府部门",
            (elders,),
            None,
            None,
            "missing",
            faults=(Fault("late_annual_report", None),),
            row={"状态": "临时下线", "下线起": "2018-04-01", "下线止": "2018-04-25"},
        ),
        Plan(
            "市法制办",
            "云川市人民政府法制办公室",
            "市政府部门",
            (),
            None,
            date(2018, 3, 31),
            "on_time",
        ),
        Plan(
            "市史志办",
            "云川市地方史志办公室",
            "市政府部门",
            (),
            None,
            date(2018, 4, 3),
            "late",
            faults=(Fault("late_annual_report", None),),
        ),
    ]


def _framed(site: Site) -> Site:
    """The site behind a frameset: its home in the middle frame, all footer marks in the bottom one."""
    tags = "".join(
        f'<meta name="{name}" content="{value}">\n'
        for name, value in (("SiteName", site.name), ("SiteDomain", site.host), ("SiteIDCode", site.code))
    )
    index = (
        f"<html><head><title>{site.name}</title>\n{tags}</head>\n"
        '<frameset rows="*,120" border="0"><frame src="main.html" name="main">'
        '<frame src="bottom.html" name="bottom" scrolling="no">\n'
        "<noframes><body>您的浏览器不支持框架</body></noframes></frameset></html>\n"
    )
    bottom = f'<html><head><base target="main"></head><body>\n{marks_html(site)}</body></html>\n'
    values = {name: getattr(site, name) for name in Site.__dataclass_fields__}
    return Site(
        **{**values, "home_path": "main.html", "extra": (("index.html", index), ("bottom.html", bottom))}
    )


def brief_report() -> Plan:
    """A report of two sentences: published, but a person should look at it."""
    day = date(2018, 3, 23)
    name = "云川市防震减灾宣传中心"
    text = f"<p>{name}2017年主动公开政府信息12条，未收到公开申请。</p>"
    thin = Item(f"{name}2017年政府信息公开年度报告", day, text=text)
    site = make_site(
        "市减灾中心", name, 57, f"jzzx.{ZONE}", "yearless", change={"xxgknb": {"items": (thin,)}}
    )
    return Plan(
        "市减灾中心", name, "直属机构", (site,), day, day, suspects=(Fault("late_annual_report", None),)
    )


def paper_report() -> Plan:
    """A report that is a file in the list, with no page of its own."""
    day = date(2018, 3, 29)
    name = "云川市邮政管理局"
    file = Item(f"{name}2017年政府信息公开年度报告", day, url="/upload/2017nb.pdf")
    site = make_site(
        "市邮政局",
        name,
        58,
        f"yzj.{ZONE}",
        "gd",
        change={"xxgknb": {"items": (file,)}},
        raw=(("upload/2017nb.pdf", PDF),),
    )
    return Plan("市邮政局", name, "其他", (site,), day, day)


PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
"""One empty page."""
