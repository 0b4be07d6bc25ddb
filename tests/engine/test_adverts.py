"""What seems to be a commercial advertisement, and what only looks like one."""

import pytest
from tests.engine.test_page import page

from mingcha.core.page import Advert

SHOP = "http://www.loupan.example.com/"


def adverts(body: str, *, article: bool = False) -> tuple[Advert, ...]:
    return page(f"<html><body>{body}</body></html>").adverts(article=article)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            f'<div id="piao"><a href="{SHOP}"><img src="/a.gif" alt="云河湾盛大开盘，首付八万起"></a></div>',
            Advert(SHOP, "云河湾盛大开盘，首付八万起", "floating"),
        ),
        (
            f'<p style="position: fixed"><a href="{SHOP}" title="驾校招生热线"><img src="/a.gif"></a></p>',
            Advert(SHOP, "驾校招生热线", "floating"),
        ),
        (
            '<div class="floatad"><a href="https://item.taobao.com/x.htm"><img src="/a.gif"></a></div>',
            Advert("https://item.taobao.com/x.htm", "", "floating"),
        ),
        (
            '<div class="ad">广告位招租，广告合作电话：0990-8881111</div>',
            Advert("", "广告位招租，广告合作电话：0990-8881111", "offer"),
        ),
        (
            f'<div class="float"><a href="{SHOP}">白酒招商加盟 限时优惠 抢购热线</a></div>',
            Advert(SHOP, "白酒招商加盟 限时优惠 抢购热线", "floating"),
        ),
        (
            f'<div style="position:fixed;right:0"><p><a href="{SHOP}">楼盘特价 售楼热线</a></p></div>',
            Advert(SHOP, "楼盘特价 售楼热线", "floating"),
        ),
        (
            f'<marquee><a href="{SHOP}"><img src="/a.gif" alt="种植牙特价 免费预约"></a></marquee>',
            Advert(SHOP, "种植牙特价 免费预约", "floating"),
        ),
        (f'<div><span>广告</span><a href="{SHOP}">云河湾</a></div>', Advert(SHOP, "云河湾", "label")),
        (
            '<script src="http://cpro.baidustatic.com/cpro/ui/c.js"></script>',
            Advert("http://cpro.baidustatic.com/cpro/ui/c.js", "cpro.baidu", "network"),
        ),
        (
            "<script>BAIDU_CLB_fillSlot('12345');</script>",
            Advert("", "baidu_clb", "network"),
        ),
        (
            '<iframe src="//pos.baidu.com/acom?x=1" width="300"></iframe>',
            Advert("http://pos.baidu.com/acom?x=1", "pos.baidu.com", "network"),
        ),
    ],
)
def test_an_advertisement_is_seen_by_its_sign(body: str, expected: Advert) -> None:
    (found,) = adverts(body)
    assert (found.sign, found.url, found.text) == (expected.sign, expected.url, expected.text)


@pytest.mark.parametrize(
    "body",
    [
        '<a href="http://www.gov.cn/"><img src="/a.gif" alt="公益广告：讲文明树新风"></a>',
        '<div id="piao"><a href="http://www.gov.cn/zt/"><img src="/a.gif" alt="购买服务专题"></a></div>',
        '<div id="piao"><a href="http://www.xinhuanet.com/"><img src="/a.gif" alt="学习十九大"></a></div>',
        '<div class="float_left"><a href="http://www.xinhuanet.com/a">秋粮订购价格信息</a></div>',
        '<div class="float"><a href="/zt/1.html">楼盘特价促销专项整治</a></div>',
        '<marquee><a href="http://www.xinhuanet.com/b">警惕低息理财产品</a></marquee>',
        '<marquee><a href="http://www.xinhuanet.com/c">举报彩票加盟骗局</a></marquee>',
        '<ul><li><a href="http://www.xinhuanet.com/d">楼盘特价促销</a></li></ul>',
        '<div id="piao"><a href="/zt/"><img src="/a.gif" alt="驾校培训专项整治"></a></div>',
        f'<div class="yqlj"><p class="ad"><a href="{SHOP}"><img src="/a.gif" alt="婚纱协会"></a></p></div>',
        '<ul><li><a href="/a/1.html">公交站亭广告位招租公告</a></li></ul>',
        '<ul><li><a href="/a/2.html">配合开展虚假违法广告专项整治</a></li></ul>',
        '<ul><li><a href="/gg/">广告</a></li><li><a href="http://www.12315.cn/">12315</a></li></ul>',
        "<p>市工商局查处虚假违法广告12件，广告业务：房地产类居多</p>",
        f'<div><b>友情链接</b><a href="{SHOP}"><img src="/l.gif" alt="特价酒店"></a></div>',
        '<script src="http://hm.baidu.com/hm.js?abc"></script>',
        '<div class="share"><script src="http://bdimg.share.baidu.com/static/api/js/share.js"></script></div>',
    ],
)
def test_what_only_looks_like_an_advertisement_is_none(body: str) -> None:
    assert adverts(body) == ()


def test_an_article_is_not_read_for_words() -> None:
    body = "<p>广告位招租，广告合作电话：0990-8881111</p>"
    assert adverts(body)
    assert adverts(body, article=True) == ()


def test_a_networks_script_is_seen_in_an_article_too() -> None:
    assert adverts('<script src="http://cpro.baidustatic.com/c.js"></script>', article=True)


def test_one_target_is_told_once() -> None:
    one = f'<div id="piao1"><a href="{SHOP}"><img src="/a.gif" alt="热销楼盘"></a></div>'
    assert len(adverts(one + one)) == 1
