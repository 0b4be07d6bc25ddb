"""Which hosts the register holds, and which under its governments' domains it lacks."""

import pytest

from mingcha.core.unit import Register, Site, SiteKind, SiteStatus

REGISTER = Register(
    sites=(
        Site("U1", "http://www.yunchuan.gov.cn/", kind=SiteKind.PORTAL),
        Site("U2", "http://slj.yunchuan.gov.cn/", alias_hosts=("shuili.yunchuan.gov.cn",)),
        Site("U3", "http://www.shidu.gov.cn/", kind=SiteKind.PORTAL),
        Site("U4", "http://dj.yunchuan.gov.cn/", status=SiteStatus.CLOSED),
        Site("U5", "http://www.ycsalt.gov.cn/"),
        Site("U6", "http://www.yunchuan-kfq.com/", kind=SiteKind.PORTAL),
    )
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
