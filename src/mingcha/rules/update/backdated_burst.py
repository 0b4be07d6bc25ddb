"""Many entries with old dates were put into a column at once, or a date is at odds with a look at it.

What it checks: five or more entries whose pages, by their modification time or the day in their address,
    were written within a week and a month or more after the date shown, where earlier pages were written on
    their days; entries that an earlier inspection did not show, or whose date moved since; entries whose list
    and page show a day of publication that had not come when they were seen.
Why: back-dating hides that a column was not kept up; forged dates count as fraud.
How to fix: show the true day of publication; say so where an old document is put up later.
Known limits: a site that was moved as a whole is skipped, and so is an event's day that the title names; a
    column made anew by the system looks alike, so a person decides; documents put up more than a year later,
    and archives, are left out.

查什么：同一栏目有5条以上，按页面修改时间或地址中的日期，是一周内写成、比所示日期晚一个月以上的，
    而该站此前的页面按日写成；上次检查时没有、日期却更早的条目，或日期后来被改的条目；
    列表和文章页所示发布日期晚于检查之日的条目。
为什么：集中补录旧日期掩盖了长期不更新；伪造发稿日期属弄虚作假。
怎么改：显示真实的发布时间；补发旧文件的注明补发。
局限：整站迁移的不算；标题写明的活动日期不算；系统重新生成一个栏目看起来一样，由人工认定；补发一年以前的文件和归档栏目不算。
"""

from collections.abc import Iterator
from dataclasses import dataclass

from mingcha.core.errors import CantTell
from mingcha.core.page import Column
from mingcha.core.rule import Method, rule
from mingcha.core.verdict import Finding, Severity, Text
from mingcha.core.view import SiteView
from mingcha.rules._basis import census_2015, indicators_2019
from mingcha.rules._sites import own_columns
from mingcha.rules._words import some
from mingcha.rules.update._written import Burst, ahead, burst_of, contradicted, was_kept_up, written_entries


@dataclass(frozen=True, slots=True)
class Params:
    """A burst: so many entries within so many days, at least and at most so many days after their dates."""

    entries: int = 5
    within_days: int = 7
    late_days: int = 30
    too_late_days: int = 366


@rule(
    title=Text(zh="疑似集中补录旧日期信息", en="Burst of back-dated entries"),
    severity=Severity.MAJOR,
    method=Method.SUSPECT,
    basis=(
        census_2015("单项否决：严重错误（虚假或伪造内容）"),
        indicators_2019("单项否决：安全、泄密事故等严重问题（伪造发稿日期）"),
    ),
    params=Params,
)
def check(site: SiteView, p: Params) -> Iterator[Finding]:
    columns = own_columns(site)
    entries = {column.url: written_entries(column, site) for column in columns}
    bursts: list[tuple[Column, Burst]] = []
    for column in columns:
        burst = burst_of(entries[column.url], p.within_days, p.late_days, p.too_late_days)
        if burst is not None and len(burst.entries) >= p.entries:
            known = [entry for rows in entries.values() for entry in rows if entry.by == burst.by]
            if was_kept_up(known, burst.first, p.within_days):
                bursts.append((column, burst))
        yield from contradicted(column, site, p.entries)
        yield from ahead(column, site)
    if len(bursts) > 2 and len(bursts) * 2 > sum(len(rows) >= p.entries for rows in entries.values()):
        names = some(column.name for column, _ in bursts)
        raise CantTell(f"{names}等多个栏目的页面在同一时期写成，可能是整站重新生成，请人工核对")
    yield from (burst.finding(column) for column, burst in bursts)
