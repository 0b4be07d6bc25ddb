"""Sample world: footer marks and page tags, missing, wrong, or only hard to see."""

from __future__ import annotations

from tools.sample_world.model import Column, Item, days_before
from tools.sample_world.sample_build import (
    AS_OF,
    ZONE,
    Fault,
    Plan,
    make_plan,
    news,
    notices,
    usual_marks,
)


def identity() -> list[Plan]:
    """Marks that are missing wherever one looks, and marks that are there but hard to see."""
    return [
        make_plan(
            "市人社局", "云川市人力资源和社会保障局", 25, "www.ycrsj.com", "vsb", Fault("foreign_domain")
        ),
        make_plan(
            "市环保局",
            "云川市环境保护局",
            26,
            f"hbj.{ZONE}",
            "dl",
            Fault("missing_badge"),
            Fault("missing_mirror", None),
            mirrored=False,
            marks=usual_marks(26, badge=""),
        ),
        make_plan(
            "市住建局",
            "云川市住房和城乡建设局",
            27,
            f"zjj.{ZONE}",
            "cards",
            Fault("missing_badge"),
            Fault("missing_site_code"),
            marks=usual_marks(27, badge="", code="", place="iframe"),
        ),
        make_plan(
            "市交通局",
            "云川市交通运输局",
            28,
            f"jtj.{ZONE}",
            "hanweb",
            Fault("missing_site_code"),
            marks=usual_marks(28, code="", icp="鲁 ICP 备18000128"),
        ),
        make_plan(
            "市水利局",
            "云川市水利局",
            29,
            f"slj.{ZONE}",
            "yearless",
            Fault("missing_icp_number"),
            Fault("missing_police_filing"),
            marks=usual_marks(29, icp="", police="", place="script"),
            change={
                "gzdt": {
                    "items": news(
                        "市水利局",
                        days_before(AS_OF, 2, 6, 12),
                        text=('<p>防汛演练现场。</p><video src="/upload/yl.mp4" controls></video>'),
                    )
                }
            },
            raw=(("upload/yl.mp4", b"\x00\x00\x00\x18ftypmp42"),),
        ),
        make_plan(
            "市农业局",
            "云川市农业局",
            30,
            f"nyj.{ZONE}",
            "json",
            Fault("missing_icp_number"),
            marks=usual_marks(30, icp="", police="鲁公网安备 379902000130号"),
        ),
        make_plan(
            "市商务局",
            "云川市商务局",
            31,
            f"swj.{ZONE}",
            "trs",
            Fault("missing_sponsor"),
            marks=usual_marks(31, sponsor="", place="iframe"),
        ),
        make_plan(
            "市文广新局",
            "云川市文化广电新闻出版局",
            32,
            f"wgxj.{ZONE}",
            "vsb",
            Fault("missing_sponsor"),
            Fault("missing_error_entry"),
            encoding="gb18030",
            declared="gb2312",
            marks=usual_marks(32, sponsor="", error=""),
            columns=(Column("视频新闻", "dst", "", href="http://www.yunchuantv.example.com/news/"),),
        ),
        make_plan(
            "市卫计委",
            "云川市卫生和计划生育委员会",
            33,
            f"wjw.{ZONE}",
            "gd",
            Fault("missing_error_entry"),
            marks=usual_marks(33, error="comment"),
        ),
        make_plan(
            "市审计局",
            "云川市审计局",
            34,
            f"sjj.{ZONE}",
            "month",
            Fault("wrong_site_code"),
            shown_code="3799000043",
            encoding="gb18030",
            declared="",
            serve='["*"]\ncharset = "gbk"\n',
        ),
        make_plan(
            "市体育局",
            "云川市体育局",
            35,
            f"tyj.{ZONE}",
            "cards",
            Fault("missing_page_tags"),
            Fault("own_video_news", "spbd"),
            home_drop_tags=("SiteIDCode",),
            columns=(
                Column(
                    "视频报道",
                    "spbd",
                    "视频报道",
                    tuple(
                        Item(
                            f"市体育局视频报道：{what}",
                            day,
                            text=f'<embed src="/upload/{n}.flv" width="600">',
                        )
                        for n, what, day in zip(
                            (1, 2), ("春季长跑", "少年足球"), days_before(AS_OF, 5, 19), strict=True
                        )
                    ),
                ),
            ),
            raw=(("upload/1.flv", b"FLV\x01"), ("upload/2.flv", b"FLV\x01")),
        ),
        make_plan(
            "市安监局",
            "云川市安全生产监督管理局",
            36,
            f"ajj.{ZONE}",
            "dl",
            Fault("missing_page_tags", "tzgg"),
            Fault("wrong_site_code"),
            meta_code="3799000063",
            change={"tzgg": {"drop_tags": ("ColumnType", "ColumnDescription")}},
        ),
        make_plan(
            "市食药监局",
            "云川市食品药品监督管理局",
            37,
            f"syjj.{ZONE}",
            "hanweb",
            Fault("missing_page_tags", None),
            change={
                "tzgg": {
                    "items": notices(
                        "市食药监局", days_before(AS_OF, 7, 41), drop_tags=("ContentSource", "ArticleTitle")
                    )
                }
            },
        ),
        make_plan(
            "市招商局",
            "云川市招商促进局",
            38,
            f"zsj.{ZONE}",
            "trs",
            marks=usual_marks(38, place="load"),
            home_html='<p><a href="/tzgg/xm.do?type=1">项目库</a></p>',
            serve='["/tzgg/xm.do?type=1"]\nstatus = 403\n',
        ),
        make_plan(
            "市编办",
            "云川市机构编制委员会办公室",
            39,
            f"bb.{ZONE}",
            "table",
            marks=usual_marks(39, error="gov"),
            change={"tzgg": {"items": notices("市编办", days_before(AS_OF, 420, 230, 21)), "on_home": False}},
        ),
        make_plan("云河管理局", "云河水利委员会云川管理局", 40, "yc.yunhe-wr.cn", "gd", kind="其他"),
    ]
