"""A column's newest item is older than its kind, or its own name, allows.

What it checks: the newest date of every column against the age of its kind, or the period its name promises.
    A node of the disclosure catalogue without kind or period is a suspect of its own class.
Why: a column that nobody keeps up misleads; enough of them fail the whole site.
How to fix: publish, or merge or close a column that cannot be kept up; settle with the city office one that
    the catalogue demands. Eight stale columns give an early
    warning, which costs nothing.
Known limits: lists filled by remote scripts or not read are named and left open; archives are skipped.

查什么：各栏目最新一条的日期，是否超过该类栏目或栏目名称所承诺的更新期限；
    信息公开目录中没有类别和期限的节点另列一类，转人工。
为什么：长期不更新的栏目误导群众；达到一定数量单项否决。
怎么改：及时更新；保障不了的栏目归并或关闭；目录设置造成的与市政府办公室联系解决。满8个时另作预警，不另扣分。
局限：远程脚本填充或没有读到的列表不作判定并列出名称；历史、归档类栏目不查。
"""

from collections.abc import Iterator

from mingcha.core.clock import Period
from mingcha.core.errors import CantTell
from mingcha.core.page import Column, ListState
from mingcha.core.rule import rule
from mingcha.core.verdict import Finding, Severity, Text
from mingcha.core.view import SiteView
from mingcha.rules._basis import census_2015, indicators_2019
from mingcha.rules._sites import seen_columns
from mingcha.rules._words import day_zh
from mingcha.rules.update._ages import (
    STRUCTURAL,
    Ages,
    Freshness,
    could_not_read,
    freshness,
    is_catalogue_node,
    near_the_line,
    settled_by_office,
    why_not,
)


@rule(
    title=Text(zh="栏目更新不及时", en="Column is not kept up"),
    severity=Severity.MAJOR,
    basis=(census_2015("单项否决：栏目不更新"), indicators_2019("单项否决：栏目不更新")),
    params=Ages,
)
def check(site: SiteView, p: Ages) -> Iterator[Finding]:
    untold: list[str] = []
    stale: list[str] = []
    for column in seen_columns(site):
        limit = p.limit(column)
        if limit is None:
            continue
        if could_not_read(column):
            untold.append(why_not(column))
        elif column.state is ListState.LISTED:
            seen = freshness(column.items, limit.before(site.today), site.today, column.complete)
            if seen.stale:
                stale += [] if is_catalogue_node(column) else [column.name]
                yield _finding(column, limit, seen)
            elif seen.stale is None:
                untold.append(f"{column.name}（{seen.reason}）")
    if p.warn_columns <= len(stale) < p.veto_columns:
        yield near_the_line(site, "不更新的栏目", stale, p.veto_columns)
    if untold:
        raise CantTell(f"以下栏目无法判定，请人工查看：{'、'.join(untold[:8])}（共{len(untold)}个）")


def _finding(column: Column, limit: Period, seen: Freshness) -> Finding:
    newest = seen.newest
    last = f"最新一条为{day_zh(newest.date)}" if newest and newest.date else "条目均无发布时间"
    shown = f"{newest.date} {newest.title}" if newest else column.items[0].title
    if is_catalogue_node(column):
        state = Text(f"{last}，超过{limit.zh}未更新", f"nothing newer than {limit.en} in the column")
        text = settled_by_office(column, state)
        return Finding(column.url, text, shown, column=column.name, suspect=True, kind=STRUCTURAL)
    zh = f"“{column.name}”{last}，超过{limit.zh}未更新；请更新，保障不了的归并或关闭"
    text = Text(zh, f"nothing newer than {limit.en} in the column; update, merge or close it")
    return Finding(column.url, text, excerpt=shown, column=column.name, kind=column.kind.value)
