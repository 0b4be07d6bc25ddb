"""What on a page seems to be a commercial advertisement: cheap where nothing of the kind is."""

import re
from collections.abc import Iterator
from typing import Final

from mingcha.core.page import Advert
from mingcha.core.unit import host_of
from mingcha.engine.parse import Box, Document, squeeze
from mingcha.engine.url import Resolver, site_of
from mingcha.engine.zones import Zone

_NETWORKS: Final = (
    "cpro.baidu", "pos.baidu.com", "dup.baidustatic", "baidu_clb", "googlesyndication", "doubleclick.net",
    "adsbygoogle", "tanx.com", "alimama", "mediav.com", "gdt.qq.com", "union.sogou", "allyes.com",
    "adsame.com", "union.360.cn",
)  # fmt: skip
_OFFER: Final = re.compile(
    r"(?:本站|此处|首页)?广告位?(?:招租|招商|出租|火热招|虚位以待)|(?:承接|刊登|投放)广告|"
    r"广告(?:合作|投放|刊登|业务|招商|热线|咨询|联系)(?:电话|热线|QQ|微信|邮箱)?\s*[:：]"
)
_LABEL: Final = re.compile(r"[\[【(（<]?(?:广告|赞助商?(?:广告|链接)|商业推广|推广链接)[\]】)）>:：]?")
_CIVIC: Final = re.compile(
    r"公益|文明|核心价值观|中国梦|招标|采购|中标|成交|征集|监督|举报|违法广告|广告法|"
    r"警惕|谨防|防范|提醒|提示|打击|整治|查处|严禁"
)
_SELLS: Final = re.compile(
    r"楼盘|开盘|首付|售楼|热销|热卖|特价|促销|打折|\d折|优惠券|代金券|抢购|团购|秒杀|包邮|加盟|旗舰店|专卖店|"
    r"订购|选购|购买|办理信用卡|小额贷款|无抵押|低息|理财产品|整形|美容院|祛斑|祛痘|减肥|男科|妇科|不孕|"
    r"婚纱|驾校|家政|租车|招生热线|咨询热线|代理记账|装修公司|家居馆|白酒|酒业|彩票|开户送|充值"
)
_SHOPS: Final = frozenset(
    (
        "taobao.com",
        "tmall.com",
        "jd.com",
        "pinduoduo.com",
        "yangkeduo.com",
        "suning.com",
        "1688.com",
        "58.com",
    )
)
_OFFICIAL: Final = (".gov.cn", ".edu.cn", ".org.cn", ".ac.cn", ".mil.cn", ".政务", ".公益")
_FLOATS: Final = re.compile(
    r"(?<![a-z])(?:piao\w*|float\w*|fudong\w*|duilian\w*|couplet\w*|pop(?:up)?\w*|tanchuang\w*|ads?|adv\w*|"
    r"guanggao\w*)(?![a-z])"
)
_OVER: Final = re.compile(r"position\s*:\s*(?:absolute|fixed)", re.I)
_WORDS: Final = ("广告", "赞助", "推广")
_LEVELS: Final = 4
_LONGEST: Final = 60
"""Words of a place for advertisements, at most; what is longer is an article."""


def network_adverts(document: Document, resolver: Resolver) -> Iterator[Advert]:
    """Scripts and frames of advertising networks; all that an article is looked at for."""
    framed = document.tag_names & {"iframe", "ins"}
    frames = [box for box in document.boxes if box.tag in framed] if framed else []
    for box in (*document.scripts, *frames):
        source = box.attr("src")
        held = source or (document.script_text(box) if box.tag == "script" else box.label)
        held = held.lower()
        name = next((name for name in _NETWORKS if name in held), None)
        if name is not None:
            yield Advert((resolver.resolve(source) if source else None) or "", name, "network")


class AdvertFinder:
    """Finds the advertisements that stand in a page. `hrefs` are resolved addresses by box index."""

    def __init__(self, document: Document, zones: list[Zone], hrefs: dict[int, str], url: str) -> None:
        self._document = document
        self._zones = zones
        self._hrefs = hrefs
        self._own = site_of(host_of(url))
        self._root = "/".join(url.split("/", 3)[:3]) + "/"

    def adverts(self) -> Iterator[Advert]:
        """By their words, then by what floats over the page."""
        yield from self._worded()
        yield from self._floating()

    def _is_commercial(self, url: str) -> bool:
        """Whether an address is of another domain that is no public body's."""
        if not url or url.startswith(self._root):
            return False
        host = host_of(url)
        return bool(host) and not host.endswith(_OFFICIAL) and site_of(host) != self._own

    def _worded(self) -> Iterator[Advert]:
        """Space offered for advertisements, and boxes that are marked 广告 and lead to a company."""
        whole = self._document.text()
        if not any(word in whole for word in _WORDS):
            return
        for place, piece in enumerate(self._document.texts):
            if len(piece) < 2 or len(piece) > 4 * _LONGEST or not any(word in piece for word in _WORDS):
                continue
            words = squeeze(piece)
            owner = self._document.text_owner[place]
            if len(words) > _LONGEST or _CIVIC.search(words):
                continue
            if _OFFER.search(words) and not self._is_title(owner):
                yield Advert("", words, "offer")
            elif _LABEL.fullmatch(words) and not self._link_around(owner):
                yield from self._labelled(owner)

    def _labelled(self, owner: Box) -> Iterator[Advert]:
        """The company's links in the small box that is marked 广告."""
        around = owner
        for box in (owner, *(up for up, _ in zip(owner.up(), range(2), strict=False))):
            if box.tag in ("body", "html") or len(self._document.words(box)) > 2 * _LONGEST:
                break
            around = box
        for anchor in (around, *self._document.inside(around)):
            url = self._hrefs.get(anchor.at, "")
            if self._is_commercial(url):
                yield Advert(url, self._said(anchor), "label")

    def _floating(self) -> Iterator[Advert]:
        """Links over the page, in a moving line or in a box called ad, that sell something or lead to a shop.

        Of a picture one word that sells is enough; words alone, as a layout's class may call a plain link
        floating, must hold two.
        """
        for anchor in self._document.anchors:
            url = self._hrefs.get(anchor.at, "")
            if not self._is_commercial(url) or self._zones[anchor.at] & Zone.FRIENDS:
                continue
            near = (anchor, *(up for up, _ in zip(anchor.up(), range(_LEVELS), strict=False)))
            if not any(_floats(box) for box in near):
                continue
            words = self._said(anchor)
            sells = len(set(_SELLS.findall(words)))
            pictured = any(box.tag == "img" for box in self._document.inside(anchor))
            enough = sells or site_of(host_of(url)) in _SHOPS if pictured else sells > 1
            if enough and not _CIVIC.search(words):
                yield Advert(url, words, "floating")

    def _said(self, anchor: Box) -> str:
        """The words of a link with those of its pictures."""
        pictures = [box for box in self._document.inside(anchor) if box.tag == "img"]
        said = (self._document.words(anchor), anchor.attr("title"), *(box.attr("alt") for box in pictures))
        return " ".join(dict.fromkeys(filter(None, said)))[:120]

    def _is_title(self, owner: Box) -> bool:
        """Whether words are the link to a page of the site: then they are the title of an article."""
        url = self._link_around(owner)
        return bool(url) and not self._is_commercial(url)

    def _link_around(self, owner: Box) -> str:
        return next((self._hrefs[box.at] for box in (owner, *owner.up()) if box.at in self._hrefs), "")


def _floats(box: Box) -> bool:
    """Whether a box hangs over the page or runs through it."""
    over = _FLOATS.search(box.label) or _OVER.search(box.attr("style"))
    return box.tag == "marquee" or over is not None
