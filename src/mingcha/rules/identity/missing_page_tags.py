"""Pages lack meta tags that the guide requires of their kind.

What it checks: three tags on the home page, seven on column pages, eight on articles; an empty value is none.
Why: the national search and data collection read these tags.
How to fix: add the tags to the template of the named kind of page; one template, one correction.
Known limits: values are not compared here; pages outside columns are left out.

查什么：首页3项、栏目页7项、文章页8项网页标签是否齐全；有名无值的算缺少。
为什么：全国政府网站的检索和数据汇聚靠这些标签。
怎么改：在对应的页面模板里补上标签，改一处模板即可。
局限：标签的值是否正确不在此判定；不在栏目里的页面不查。
"""

from collections.abc import Iterator

from mingcha.core.page import ListState, PageFacts, PageKind
from mingcha.core.rule import NoParams, rule
from mingcha.core.unit import host_of
from mingcha.core.verdict import Finding, Severity, Text
from mingcha.core.view import SiteView
from mingcha.rules._basis import guide_2017, indicators_2019
from mingcha.rules._sites import own_columns, own_hosts

_SITE = ("SiteName", "SiteDomain", "SiteIDCode")
_ANY = (*_SITE, "ColumnName", "ColumnType")
_REQUIRED = {
    PageKind.HOME: _SITE,
    PageKind.COLUMN: (*_SITE, "ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"),
    PageKind.ARTICLE: (*_ANY, "ArticleTitle", "PubDate", "ContentSource"),
    PageKind.OTHER: _ANY,
}
_NAMES = dict(zip(_REQUIRED, ("首页", "栏目页", "文章页", "单页栏目"), strict=True))


@rule(
    title=Text(zh="网页标签不全", en="Page tags are missing"),
    severity=Severity.MINOR,
    basis=(guide_2017("网页设计规范：网页标签"), indicators_2019("功能设计：页面标签")),
)
def check(site: SiteView, p: NoParams) -> Iterator[Finding]:
    alike: dict[tuple[PageKind, tuple[str, ...]], list[PageFacts]] = {}
    for page, kind in _sorted_out(site):
        lacking = tuple(name for name in _REQUIRED[kind] if not _has(page, name))
        if lacking:
            alike.setdefault((kind, lacking), []).append(page)
    for (kind, lacking), pages in alike.items():
        many = f"，共{len(pages)}页，此为其一" if len(pages) > 1 else ""
        yield Finding(
            pages[0].url,
            Text(
                f"{_NAMES[kind]}缺少网页标签{'、'.join(lacking)}{many}；请在模板中补上",
                f"{kind} pages lack {', '.join(lacking)} ({len(pages)} pages); add them to the template",
            ),
            excerpt="、".join(f"{name}={value}" for name, value in pages[0].tags) or "本页没有任何规定标签",
            count=len(pages),
            kind=kind.value,
        )


def _sorted_out(site: SiteView) -> Iterator[tuple[PageFacts, PageKind]]:
    """Pages of a sure kind: those of columns and of what columns list; a site map or a search page is none.

    A column of one text may be built as a column or as an article: only what both need is asked (OTHER).
    """
    if site.home:
        yield site.home, PageKind.HOME
    columns = {column.url: column for column in own_columns(site)}
    hosts = own_hosts(site)
    items = (item for column in (*site.columns, *site.home_columns) for item in column.items)
    listed = {item.url: item for item in items if host_of(item.url) in hosts}
    for page in site.pages:
        column = columns.get(page.url)
        if column is not None:
            yield page, PageKind.OTHER if column.state is ListState.CONTENT else PageKind.COLUMN
        elif page.url in listed and (page.kind is PageKind.ARTICLE or listed[page.url].date):
            yield page, PageKind.ARTICLE


def _has(page: PageFacts, name: str) -> bool:
    return page.tag(name.lower()).strip().lower() not in ("", "null")
