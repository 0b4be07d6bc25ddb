"""Which hosts the register holds, and which under its governments' domains it lacks."""

import pytest

from mingcha.core.unit import Register, Site, SiteKind, SiteStatus, Unit, UnitKind

REGISTER = Register(
    units=(
        Unit("U1", "云川市人民政府办公室", "市政府办", UnitKind.DEPARTMENT),
        Unit("U3", "石渡县人民政府", "石渡县", UnitKind.COUNTY),
        Unit("U5", "云川市盐务局", "市盐务局", UnitKind.DEPARTMENT),
    ),
    sites=(
        Site("U1", "http://www.yunchuan.gov.cn/", kind=SiteKind.PORTAL),
        Site("U2", "http://slj.yunchuan.gov.cn/", alias_hosts=("shuili.yunchuan.gov.cn",)),
        Site("U3", "http://www.shidu.gov.cn/", kind=SiteKind.PORTAL),
        Site("U4", "http://dj.yunchuan.gov.cn/", status=SiteStatus.CLOSED),
        Site("U5", "http://www.ycsalt.gov.cn/"),
        Site("U6", "http://www.yunchuan-kfq.com/", kind=SiteKind.PORTAL),
    ),
)


def test_the_zones_are_the_domains_of_the_portals_under_gov_cn() -> None:
    assert REGISTER.zones == {"yunchuan.gov.cn", "shidu.gov.cn"}


@pytest.mark.parametrize(
    "host",
    ["hzz.yunchuan.gov.cn", "www.hzz.yunchuan.gov.cn", "jyj.shidu.gov.cn", "HZZ.Yunchuan.gov.cn"],
)
def test_a_host_under_a_portals_domain_that_nobody_registered_is_lacking(host: str) -> None:
    assert REGISTER.lacks(host)


@pytest.mark.parametrize(
    ("host", "why"),
    [
        ("slj.yunchuan.gov.cn", "registered"),
        ("www.slj.yunchuan.gov.cn", "its www twin"),
        ("shuili.yunchuan.gov.cn", "an alias"),
        ("hhz.slj.yunchuan.gov.cn", "below a department's host"),
        ("dj.yunchuan.gov.cn", "registered as closed"),
        ("yunchuan.gov.cn", "the portal without www"),
        ("zt.www.yunchuan.gov.cn", "below the portal's host"),
        ("mail.yunchuan.gov.cn", "serves mail"),
        ("www.en.yunchuan.gov.cn", "another face of the portal"),
        ("www.mwr.gov.cn", "of another government"),
        ("xx.ycsalt.gov.cn", "below a department's host outside the zones"),
        ("x.yunchuan-kfq.com", "no government's domain"),
        ("myyunchuan.gov.cn", "another name that ends alike"),
        ("", "no host"),
        ("www", "no domain"),
    ],
)
def test_a_host_that_belongs_to_a_site_or_to_another_government_is_not_lacking(host: str, why: str) -> None:
    assert not REGISTER.lacks(host), why


def test_an_empty_register_lacks_nothing() -> None:
    assert not Register().lacks("hzz.yunchuan.gov.cn")


@pytest.mark.parametrize(
    ("host", "called"),
    [
        ("www.yclvyou.gov.cn", "云川市旅游发展委员会"),
        ("ycgt.gov.cn", "云川市国土资源局 门户网站"),
        ("www.shidujy.gov.cn", "石渡县教育局"),
    ],
)
def test_a_domain_of_its_own_that_is_called_by_a_department_of_the_place_is_lacking(
    host: str, called: str
) -> None:
    assert REGISTER.lacks(host, called)


@pytest.mark.parametrize(
    ("host", "called", "why"),
    [
        ("www.yclvyou.gov.cn", "旅游网", "not called by a department"),
        ("www.yclvyou.gov.cn", "", "not called at all"),
        ("www.linshui.gov.cn", "邻水市旅游局", "of another place"),
        ("www.linshui.gov.cn", "邻水市人民政府", "another government"),
        ("www.mlr.gov.cn", "国土资源部", "of the state"),
        ("www.ycsalt.gov.cn", "云川市盐务局", "registered"),
        ("ycsalt.gov.cn", "云川市盐务局", "its twin without www"),
        ("yc.hd-n-tax.gov.cn", "云川市国家税务局", "below the domain of another line"),
        ("www.yctax.gov.cn", "云川市国家税务局", "of the state's own line"),
        ("www.ycfy.gov.cn", "云川市中级人民法院办公室", "of another power"),
        ("www.yclvyou.com", "云川市旅游发展委员会", "no domain under gov.cn"),
        ("www.ycnews.gov.cn", "云川市旅游局召开工作会议", "the title of an article"),
    ],
)
def test_a_domain_of_its_own_is_not_lacking_where_it_may_be_anothers(
    host: str, called: str, why: str
) -> None:
    assert not REGISTER.lacks(host, called), why
