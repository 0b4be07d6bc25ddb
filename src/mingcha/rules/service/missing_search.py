"""The site seems to have no search, or its search does not find what the site shows.

What it checks: a form, a field or a link for searching, on the home page and what draws it; a plain form of
    the site is asked once for a title that the site shows.
Why: a search of the whole site is a required function; a title must be on its first page of results.
How to fix: put a search on the home page; let its index take in what is published.
Known limits: a search by script, by POST or on another host is not tried; an answer that could not be read
    proves nothing; a person decides.

查什么：首页是否有搜索框或者搜索入口；普通表单的站内搜索，用本站一条标题试搜一次。
为什么：网站应当提供全站搜索，搜索标题应当在结果第一页。
怎么改：在首页设置搜索功能，并及时更新索引。
局限：由脚本、POST 提交或者在其他网站的搜索不试；结果页面无法识别的不作判定；由人工认定。
"""

from collections.abc import Iterator

from mingcha.core.errors import CantTell
from mingcha.core.rule import Method, NoParams, rule
from mingcha.core.verdict import Finding, Severity, Text
from mingcha.core.view import SiteView
from mingcha.rules._basis import guide_2017, indicators_2019


@rule(
    title=Text(zh="没有站内搜索或搜索不可用", en="No site search, or one that does not find"),
    severity=Severity.MINOR,
    method=Method.SUSPECT,
    basis=(guide_2017("网站功能：信息检索"), indicators_2019("功能设计：搜索")),
)
def check(site: SiteView, p: NoParams) -> Iterator[Finding]:
    url = site.home.url if site.home else site.site.home_url
    if site.search is None:
        if site.unread_parts:
            parts = "、".join(site.unread_parts[:3])
            raise CantTell(f"首页未见搜索，但下列部分没有读到，可能由其生成：{parts}；请人工查看")
        text = Text("首页未见搜索框或搜索入口；请核实，确无的请添加", "no search was seen on the home page")
        yield Finding(url, text, suspect=True, kind="none")
    elif site.search.works is False:
        text = Text(
            f"站内搜索找不到本站信息：{site.search.reason}；请核实并更新索引",
            "the search did not find a title that the site shows",
        )
        yield Finding(
            url, text, excerpt=site.search.reason, target=site.search.action, suspect=True, kind="not_found"
        )
