"""A column still holds items older than advised.

What it checks: items of news columns older than three years, of interaction columns older than two.
Why: the city advises to clear old items, so that people find what holds today.
How to fix: move them to an archive page marked as such; do not delete what the archives law keeps.
Known limits: advice, no points; only pages of the list that were read are judged, others are named.

查什么：动态类栏目中3年以前、互动交流类栏目中2年以前的条目。
为什么：通报建议及时清理过时信息，让群众看到现行有效的内容。
怎么改：移入注明“已归档”的页面；依法应当归档的不要直接删除。
局限：只是建议，不扣分；只看读到的列表页，没读完的列出名称。
"""

from collections.abc import Iterator
from dataclasses import dataclass

from mingcha.core.clock import Period, parse_period
from mingcha.core.errors import CantTell
from mingcha.core.page import ColumnKind, ListState
from mingcha.core.rule import rule
from mingcha.core.verdict import Finding, Severity, Text
from mingcha.core.view import SiteView
from mingcha.rules._basis import notice_2018
from mingcha.rules._sites import own_columns
from mingcha.rules._words import some

_INTERACTION = (ColumnKind.MESSAGE, ColumnKind.CONSULTATION, ColumnKind.SURVEY, ColumnKind.INTERVIEW)


@dataclass(frozen=True, slots=True)
class Params:
    """How old an item may stay, in news and in interaction columns."""

    news: str = "3 years"
    interaction: str = "2 years"

    def period(self, kind: ColumnKind) -> Period | None:
        """The age for a kind of column; None for kinds that keep everything."""
        if kind is ColumnKind.NEWS:
            return parse_period(self.news)
        return parse_period(self.interaction) if kind in _INTERACTION else None


@rule(
    title=Text(zh="过期信息未清理", en="Expired items are kept"),
    severity=Severity.ADVICE,
    basis=(notice_2018("三（五）内容信息清理：动态类3年、互动交流类2年"),),
    params=Params,
)
def check(site: SiteView, p: Params) -> Iterator[Finding]:
    unread: list[str] = []
    for column in own_columns(site):
        period = p.period(column.kind)
        if period is None or column.state not in (ListState.LISTED, ListState.REMOTE, ListState.UNREAD):
            continue
        limit = period.before(site.today)
        old = [item for item in column.items if item.date is not None and item.date < limit]
        if old:
            oldest = min(old, key=lambda item: item.date or limit)
            zh = f"“{column.name}”有{len(old)}条{period.zh}以前的信息；建议归档清理"
            text = Text(zh, f"{len(old)} items older than {period.en}; archive them")
            shown = f"{oldest.date} {oldest.title}"
            yield Finding(column.url, text, excerpt=shown, column=column.name, count=len(old))
        elif not column.complete:
            unread.append(column.name)
    if unread:
        raise CantTell(f"下列栏目的列表没有读完：{some(unread)}；可提高检查页数后再看")
