"""Statistics of services are not kept up.

What it checks: the newest entry of columns named for statistics of services, by the scheme's age or by the
    period that the name promises.
Why: how many matters were handled shows whether the services are used.
How to fix: publish the figures of each period, or close a column that cannot be kept up.
Known limits: figures drawn by a script or shown on a page without a list are left open; whether a site should
    have such a column at all is not judged here.

查什么：办件统计、办事统计类栏目最近一条是否超过期限（栏目名称写明周期的，按该周期加一个月）。
为什么：办事统计数据应当公开并及时更新。
怎么改：按期公布统计数据；保障不了的关闭栏目。
局限：由脚本生成或者不是列表的统计页面不作判定；没有这类栏目的不在此判定。
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mingcha.core.clock import Period, parse_period
from mingcha.core.errors import CantTell, Inapplicable
from mingcha.core.page import Column, ListState
from mingcha.core.rule import rule
from mingcha.core.verdict import Finding, Severity, Text
from mingcha.core.view import SiteView
from mingcha.rules._basis import census_2015, indicators_2019
from mingcha.rules._sites import seen_columns
from mingcha.rules._words import day_zh
from mingcha.rules.update._ages import could_not_read, freshness, is_history, promised, why_not

_NAME = re.compile(
    r"(?:办件|办事|服务|审批|许可|业务|受理|办结|办理)[^，]{0,4}(?:统计|数据|情况|[周月季年]报|通报|量)"
)


@dataclass(frozen=True, slots=True)
class Params:
    """How old the newest figures may be: a year by the census form, 3 months since 2019."""

    age: str = "1 year"
    grace: str = "1 month"

    def limit(self, column: Column) -> Period:
        """The period that a column's name promises with its grace, else the age of all."""
        name, grace = promised(column.name), parse_period(self.grace)
        if name is None:
            return parse_period(self.age)
        return Period(name.days + grace.days, name.months + grace.months)


@rule(
    title=Text(zh="办事统计长期不更新", en="Statistics of services are not kept up"),
    severity=Severity.MINOR,
    basis=(census_2015("信息更新：其他栏目"), indicators_2019("办事服务：办事统计")),
    params=Params,
)
def check(site: SiteView, p: Params) -> Iterator[Finding]:
    mine = [column for column in seen_columns(site) if _NAME.search(column.name) and not is_history(column)]
    if not mine:
        raise Inapplicable("没有见到办事统计类栏目")
    untold = [why_not(column) for column in mine if could_not_read(column)]
    for column in mine:
        limit = p.limit(column)
        if column.state is ListState.LISTED:
            seen = freshness(column.items, limit.before(site.today), site.today, column.complete)
            if seen.stale:
                yield _finding(column, limit)
            elif seen.stale is None:
                untold.append(f"{column.name}（{seen.reason}）")
        elif column.state is ListState.CONTENT:
            untold.append(f"{column.name}（不是列表，更新时间不详）")
    if untold:
        raise CantTell(f"以下栏目无法判定，请人工查看：{'、'.join(untold)}")


def _finding(column: Column, limit: Period) -> Finding:
    last = f"最近一期为{day_zh(column.newest)}" if column.newest else "各期均无时间"
    zh = f"“{column.name}”{last}，超过{limit.zh}没有更新；请公布最新统计，保障不了的关闭栏目"
    text = Text(zh, f"no figures of services for {limit.en}")
    return Finding(column.url, text, excerpt=column.items[0].title, column=column.name)
