"""Meta tags that the guide requires hold a wrong value.

What it checks: SiteName and SiteDomain against the register, SiteIDCode of inner pages, the form of PubDate,
    an ArticleTitle that many articles share, or that has nothing of the title in list and browser.
Why: the national search and data collection show what the tags say.
How to fix: correct the template or the field from which the tag is filled.
Known limits: an absent tag is missing_page_tags', the home page's code wrong_site_code's; words like 网站
    at the end of a name, seconds or no hours in PubDate are let pass; names need a register.

查什么：SiteName、SiteDomain 与登记是否一致，内页 SiteIDCode 是否登记编码，
    PubDate 是否为日期，ArticleTitle 是否各篇雷同、是否与列表和浏览器标题毫不相干。
为什么：全国政府网站的检索和数据汇聚直接使用这些标签。
怎么改：改正模板或标签取值的字段。
局限：缺少标签的由“网页标签不全”、首页编码由“网站标识码错误”判定；
    名称末尾“网站”等字、PubDate 有秒或只到日的不算；名称须有登记才能比对。
"""

from collections.abc import Iterator

from mingcha.core.page import PageFacts, PageKind
from mingcha.core.rule import NoParams, rule
from mingcha.core.verdict import Finding, Severity, Text
from mingcha.core.view import SiteView
from mingcha.rules._basis import guide_2017, indicators_2019
from mingcha.rules.identity._tag_values import is_wrong

_ALIKE = 3
"""So many articles of different <title> under one ArticleTitle show a template that never changes it."""


@rule(
    title=Text(zh="网页标签内容错误", en="Page tags hold wrong values"),
    severity=Severity.MINOR,
    basis=(guide_2017("网页设计规范：网页标签"), indicators_2019("功能设计：页面标签")),
)
def check(site: SiteView, p: NoParams) -> Iterator[Finding]:
    wrong: dict[tuple[str, str], list[PageFacts]] = {}
    titles: dict[str, dict[str, PageFacts]] = {}
    listed = {item.url: item.title for column in site.columns for item in column.items}
    for page in {page.url: page for page in (*filter(None, [site.home]), *site.pages)}.values():
        for name, value in page.tags:
            if value.strip() and is_wrong(name, value.strip(), page, site, listed.get(page.url, "")):
                wrong.setdefault((name, "" if name == "pubdate" else value.strip()), []).append(page)
        if page.kind is PageKind.ARTICLE and page.tag("articletitle"):
            titles.setdefault(page.tag("articletitle"), {}).setdefault(page.title, page)
    for title, alike in titles.items():
        if len(alike) >= _ALIKE:
            wrong[("articletitle", title)] = list(alike.values())
    for (name, _), found in wrong.items():
        value = found[0].tag(name)
        zh = f"网页标签{_NAMES[name]}的值“{value}”有误，共{len(found)}页；{_REMEDIES[name]}"
        text = Text(zh, f"wrong value of {_NAMES[name]} on {len(found)} pages")
        yield Finding(found[0].url, text, excerpt=f"{_NAMES[name]}={value}", count=len(found), kind=name)


_NAMES = {
    "sitename": "SiteName",
    "sitedomain": "SiteDomain",
    "siteidcode": "SiteIDCode",
    "pubdate": "PubDate",
    "articletitle": "ArticleTitle",
}
_REMEDIES = {"sitename": "应为登记的网站名称", "sitedomain": "应为本站域名", "siteidcode": "应为登记的标识码"}
_REMEDIES |= {"pubdate": "应为“年-月-日 时:分”", "articletitle": "应为各文章自己的标题"}
