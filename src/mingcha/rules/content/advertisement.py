"""A page carries what seems to be a commercial advertisement.

What it checks: scripts and frames of advertising networks; words that offer space for advertisements; boxes
    marked 广告 with a link to a company; pictures over the page that sell something or lead to a shop, and
    linked words there that sell.
Why: a government's page must not sell, nor lend its name to those who do.
How to fix: take the advertisement out, and its script out of the template.
Known limits: public-interest advertisements, tenders and friendly links are none; words inside pictures and
    in articles are not read; a person decides.

查什么：广告联盟的脚本和框架，招租广告位的文字，标有“广告”并链到企业的区块，推销商品或链到商城的飘窗、滚动条图片和文字。
为什么：政府网站不得登载商业广告，也不得链接商业广告页面。
怎么改：撤下广告，并从模板中删除其代码。
局限：公益广告、招标采购公告、友情链接不算；图片里的字和文章正文不看；是否广告由人工认定。
"""

from collections.abc import Iterator

from mingcha.core.page import Advert, PageFacts
from mingcha.core.rule import Method, NoParams, rule
from mingcha.core.verdict import Finding, Severity, Text
from mingcha.core.view import SiteView
from mingcha.rules._basis import guide_2017

_SIGNS = {
    "network": ("广告联盟代码", "script of an advertising network"),
    "offer": ("招租广告位的文字", "space offered for advertisements"),
    "label": ("标有“广告”的商业链接", "commercial link marked as advertisement"),
    "floating": ("推销商品的飘窗", "floating box that sells"),
}


@rule(
    title=Text(zh="登载商业广告", en="Commercial advertisement"),
    severity=Severity.MINOR,
    method=Method.SUSPECT,
    basis=(guide_2017("网页设计规范：不得登载商业广告或链接商业广告页面"),),
)
def check(site: SiteView, p: NoParams) -> Iterator[Finding]:
    pages = {page.url: page for page in (*filter(None, [site.home]), *site.pages)}.values()
    seen: dict[tuple[str, str], list[tuple[PageFacts, Advert]]] = {}
    for page in pages:
        for advert in page.adverts:
            seen.setdefault((advert.url, "" if advert.url else advert.text), []).append((page, advert))
    for found in seen.values():
        page, advert = found[0]
        what, what_en = _SIGNS.get(advert.sign, ("广告", "advertisement"))
        many = f"，共{len(found)}页" if len(found) > 1 else ""
        yield Finding(
            page.url,
            Text(f"页面有疑似商业广告（{what}）{many}；请核实后撤下", f"{what_en}, on {len(found)} pages"),
            excerpt=advert.text,
            target=advert.url or None,
            count=len(found),
            suspect=True,
            kind=advert.sign,
        )
