"""Nothing on the home page is newer than two weeks.

What it checks: the newest item of the lists on the home page; behind a door page, of all columns.
Why: the home page is what people see; two weeks of silence fails the whole site.
How to fix: publish on the home page, or link the home page's lists to columns that are kept up. After ten
    days an early warning is given; it costs nothing.
Known limits: a list drawn by a remote script, or one without dates, leaves it open; pictures are not read.

查什么：首页各列表中最新一条的日期；首页只是导航门的，看全部二级页面。
为什么：首页是群众最先看到的页面，两周不更新单项否决。
怎么改：及时在首页发布信息，或让首页列表自动取自正常更新的栏目。满10天先行预警，不扣分。
局限：由远程脚本填充或读不到日期的列表不作判定；图片上的文字不读。
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from mingcha.core.clock import parse_period
from mingcha.core.errors import CantTell
from mingcha.core.page import Column, ColumnKind, Item
from mingcha.core.rule import rule
from mingcha.core.verdict import Finding, Severity, Text
from mingcha.core.view import SiteView
from mingcha.rules._basis import census_2015, indicators_2019
from mingcha.rules._sites import own_columns
from mingcha.rules._words import day_zh
from mingcha.rules.update._ages import could_not_read, freshness, home_page_ages, why_not

_TIMELESS = {ColumnKind(kind) for kind in ("service", "guide", "leader", "organ", "catalogue", "topic")}


@dataclass(frozen=True, slots=True)
class Params:
    """How old the newest item may be, and after how many days without an update a warning is given."""

    age: str = "14 days"
    warn_age: str = "10 days"


@rule(
    title=Text(zh="首页不更新", en="Home page is not kept up"),
    severity=Severity.CRITICAL,
    basis=(census_2015("单项否决：网站不更新"), indicators_2019("单项否决：首页不更新")),
    params=Params,
)
def check(site: SiteView, p: Params) -> Iterator[Finding]:
    age = parse_period(p.age)
    lists = own_columns(site) if site.doorway else site.home_columns
    items = _dated(site, lists)
    seen = freshness(items, age.before(site.today), site.today)
    unread = [column for column in lists if could_not_read(column)]
    if seen.stale is False:
        if seen.newest and not unread:
            yield from home_page_ages(site, seen.newest, parse_period(p.warn_age), age)
        return
    if unread:
        raise CantTell(f"未读到全部列表：{'、'.join(map(why_not, unread[:5]))}；请人工查看首页")
    if seen.stale is None:
        raise CantTell(f"首页更新时间无法认定：{seen.reason}；请人工查看首页")
    newest = seen.newest
    last = f"最新一条为{day_zh(newest.date)}" if newest and newest.date else "条目均无发布时间"
    where = "各二级页面" if site.doorway else "首页"
    yield Finding(
        site.home.url if site.home else site.site.home_url,
        Text(f"{where}{last}，超过{age.zh}未更新；请及时更新", f"no update on the home page for {age.en}"),
        excerpt=f"{newest.date} {newest.title}" if newest else items[0].title,
    )


def _dated(site: SiteView, lists: tuple[Column, ...]) -> list[Item]:
    """Items of the lists; one without a date takes that of the same address elsewhere on the site."""
    known = {item.url: item.date for column in site.columns for item in column.items if item.date}
    known |= {page.url: page.date.day for page in site.pages if page.date}
    kept: list[Item] = []
    for column in lists:
        rows = [i if i.date else replace(i, date=known.get(i.url)) for i in column.items]
        kept += [i for i in rows if i.date or column.kind not in _TIMELESS]
    return kept
