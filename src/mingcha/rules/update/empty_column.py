"""A column holds nothing at all.

What it checks: columns whose list was read and is empty. One that may stand there by the structure of the
    disclosure catalogue (below 目录, above filled columns, by its own words, blank alike on many sites) is a
    suspect of its own class.
Why: an empty column shows neglect; five of them fail the whole site.
How to fix: fill the column, or merge or close it; settle with the city office one that the catalogue leaves
    blank. Two blank columns give an early warning, which costs nothing.
Known limits: a list filled by a remote script, or not read, is named and left open, never called empty.

查什么：列表已读到、却没有任何条目的栏目；可能因信息公开目录设置造成的（在目录之下、下级栏目有内容、
    页面写明统一设置，或多个网站的同一栏目都空白）另列一类，转人工。
为什么：空白栏目说明无人维护；达到5个单项否决。
怎么改：补充内容，或归并、关闭；目录设置造成的与市政府办公室联系解决。满2个另作预警，不另扣分。
局限：由远程脚本填充或没有读到的列表不作判定，绝不算空白。
"""

from collections.abc import Iterator
from dataclasses import dataclass

from mingcha.core.errors import CantTell
from mingcha.core.page import Column, ColumnKind, ListState
from mingcha.core.rule import rule
from mingcha.core.verdict import Finding, Severity, Text
from mingcha.core.view import SiteView
from mingcha.rules._basis import census_2015, guide_2017, indicators_2019
from mingcha.rules._sites import seen_columns
from mingcha.rules.update._ages import STRUCTURAL, could_not_read, near_the_line, settled_by_office, why_not

_TEXTS = (ColumnKind.ORGAN, ColumnKind.LEADER, ColumnKind.GUIDE)
_SOME_TEXT = 30
"""Characters: more than 栏目建设中，敬请期待 and its like, fewer than any duty or address."""


@dataclass(frozen=True, slots=True)
class Params:
    """From how many blank columns a warning is given, and how many fail the site."""

    warn_columns: int = 2
    veto_columns: int = 5


@rule(
    title=Text(zh="空白栏目", en="Empty column"),
    severity=Severity.MAJOR,
    basis=(
        census_2015("单项否决：栏目不更新（空白栏目）"),
        guide_2017("栏目设置：不得出现空白栏目"),
        indicators_2019("单项否决：栏目不更新（空白栏目）"),
    ),
    params=Params,
)
def check(site: SiteView, p: Params) -> Iterator[Finding]:
    columns = [column for column in seen_columns(site) if not _is_text(column, site)]
    blank = [column for column in columns if column.state is ListState.EMPTY]
    yield from map(_finding, blank)
    neglected = [column.name for column in blank if not column.structure]
    if p.warn_columns <= len(neglected) < p.veto_columns:
        yield near_the_line(site, "空白栏目", neglected, p.veto_columns)
    untold = [why_not(column) for column in columns if could_not_read(column)]
    if untold:
        raise CantTell(f"以下栏目没有读到，请人工查看：{'、'.join(untold[:8])}（共{len(untold)}个）")


def _finding(column: Column) -> Finding:
    if column.structure:
        text = settled_by_office(column, Text("没有任何条目", "the column holds no item"))
        return Finding(column.url, text, column.reason, column=column.name, suspect=True, kind=STRUCTURAL)
    zh = f"栏目“{column.name}”没有任何条目；请补充内容，保障不了的归并或关闭"
    text = Text(zh, "the column holds no item; fill, merge or close it")
    return Finding(column.url, text, excerpt=column.reason, column=column.name)


def _is_text(column: Column, site: SiteView) -> bool:
    """Whether a column that is one text by its nature was read and has one, however its lists stand."""
    page = site.pages_by_url.get(column.url)
    return column.kind in _TEXTS and page is not None and page.text_length >= _SOME_TEXT
