"""Items of a column show no publication time, neither in the list nor on their page.

What it checks: items whose page was read and which are dated nowhere, or in their address alone, in
    columns of publications.
Why: an article without a time counts as not updated; nobody can tell whether it still holds.
How to fix: show the time as YYYY-MM-DD HH:MM under the title; one template, one correction.
Known limits: a date that stands only in a picture or is drawn by a script is not seen, such pages are rare;
    leaders, organs, guides, services and topics are left out; items not read are named.

查什么：列表和文章页都没有发布时间的条目（文章页已读到；只有网址里带日期的也算没有）。
为什么：没有发布时间的视为未更新，群众也无从判断是否有效。
怎么改：在标题下显示发布时间（年-月-日 时:分），改一处模板即可。
局限：图片上或脚本画出的日期看不到；领导、机构、指南、服务、专题类栏目不查；没有读到的条目另行说明。
"""

from collections.abc import Iterator

from mingcha.core.errors import CantTell
from mingcha.core.page import Column, ColumnKind, Item, ListState
from mingcha.core.rule import NoParams, rule
from mingcha.core.unit import host_of
from mingcha.core.verdict import Finding, Severity, Text
from mingcha.core.view import SiteView
from mingcha.rules._basis import census_2015, guide_2017, indicators_2019
from mingcha.rules._sites import own_columns, own_hosts
from mingcha.rules._words import some

_NAMES = "news notice policy explanation annual_report personnel plan finance statistics"
_PUBLICATIONS = {ColumnKind(kind) for kind in _NAMES.split()}
_SOME_TEXT = 50
"""Characters of an article; what is shorter may be a mere link or picture."""


@rule(
    title=Text(zh="条目没有发布时间", en="Item without publication time"),
    severity=Severity.MINOR,
    basis=(
        census_2015("单项否决：文章没有发布时间的视为未更新"),
        guide_2017("网页设计规范：发布时间"),
        indicators_2019("单项否决：没有发布时间的视为未更新"),
    ),
)
def check(site: SiteView, p: NoParams) -> Iterator[Finding]:
    unread: list[str] = []
    hosts = own_hosts(site)
    for column in own_columns(site):
        if column.kind not in _PUBLICATIONS or column.state is not ListState.LISTED:
            continue
        own = [item for item in column.items if host_of(item.url) in hosts]
        undated = [item for item in own if _shows_none(item, site) and _is_article(item, site)]
        if undated:
            yield _finding(column, undated)
        elif any(item.dated_by == "unread" for item in own):
            unread.append(column.name)
    if unread:
        raise CantTell(f"下列栏目的列表没有日期，文章没有读完：{some(unread)}；可提高检查页数后再看")


def _shows_none(item: Item, site: SiteView) -> bool:
    """Whether neither list nor page shows a day; one that stands in the address alone is shown to nobody."""
    page = site.pages_by_url.get(item.url) if item.dated_by == "article" else None
    hidden = page is not None and page.date is not None and page.date.rule == "url"
    return hidden or item.dated_by == "none"


def _is_article(item: Item, site: SiteView) -> bool:
    page = site.pages_by_url.get(item.url)
    return page is None or page.text_length >= _SOME_TEXT


def _finding(column: Column, undated: list[Item]) -> Finding:
    zh = f"“{column.name}”有{len(undated)}条没有发布时间；请在标题下显示发布时间"
    text = Text(zh, f"{len(undated)} items of the column show no publication time")
    shown = undated[0]
    return Finding(shown.url, text, excerpt=shown.title, column=column.name, count=len(undated))
