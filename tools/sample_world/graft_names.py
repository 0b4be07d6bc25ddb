"""Sample world: domains, numbers, badges, names and tags that are there and wrong, or only look so."""

from __future__ import annotations

from collections.abc import Iterator

from tools.sample_world.graft import Graft
from tools.sample_world.sample_build import ZONE, Fault


def numbers() -> Iterator[Graft]:
    """`irregular_domain`, `missing_contact`, `wrong_icp_number`, `wrong_police_filing`, `wrong_badge`."""
    yield Graft("市贸促会", (Fault("irregular_domain", site=1),))
    yield Graft("市编办", (Fault("missing_contact"),), marks={"phone": ""})
    yield Graft("市法宣办", (Fault("missing_contact"),), marks={"phone": ""})
    yield Graft("市科技局", marks={"phone": "联系方式：云川市科技路9号，邮编399000，邮箱kjj@yunchuan.gov.cn"})
    yield Graft("市审计局", marks={"phone": "办公电话：{}"})
    yield Graft("市司法局", (Fault("wrong_icp_number"),), marks={"icp": "鲁ICP备18009911号"})
    yield Graft("市老龄办", (Fault("wrong_icp_number"),), marks={"icp": "鲁ICP备1800115号"})
    yield Graft("市接待办", marks={"icp": "鲁ICP备18000117号-3"})  # another site of the same number
    yield Graft("市农业局", (Fault("wrong_police_filing"),))  # twelve digits
    yield Graft("市口岸办", (Fault("wrong_police_filing"),), marks={"police_link": "37990202000999"})
    yield Graft("市公积金中心", marks={"police": "鲁公网安备：37990202000114号"})
    yield Graft("市法援中心", (Fault("wrong_badge"),), marks={"badge": "twisted"})
    yield Graft("市地震局", (Fault("wrong_badge"),), marks={"badge": "idless"})


def names() -> Iterator[Graft]:
    """`wrong_page_tags`, `wrong_site_name`."""
    yield Graft(
        "市教育局",
        (Fault("wrong_page_tags", None),),
        change={"tzgg": {"tags": (("ArticleTitle", "云川教育信息网首页"),)}},
    )
    yield Graft(
        "市招商局",
        (Fault("wrong_page_tags", None),),
        change={"gzdt": {"tags": (("PubDate", "2018年4月"),)}},
    )
    yield Graft("市地震局", site={"meta_domain": f"http://dzj.{ZONE}/"})
    yield Graft("市邮政局", change={"ghjh": {"tags": (("PubDate", "2018-01-24 09:13:00"),)}})
    yield Graft("市法宣办", (Fault("wrong_site_name", None),), site={"shown_name": "云川普法在线"})
    yield Graft("市城管局", (Fault("wrong_site_name", None),), site={"shown_name": "云川城管之窗"})
    yield Graft("市机关事务局", site={"logo": True})
