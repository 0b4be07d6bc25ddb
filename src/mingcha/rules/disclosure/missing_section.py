"""The site lacks a column that the law or the guide requires.

What it checks: the required columns (functions, guide to disclosure, annual reports, policies; of governments
    also plans and finance) by kinds and words of columns, words of links, and titles.
Why: what must be public needs a place where people find it.
How to fix: open the column and fill it, or name an existing one so that it is recognised.
Known limits: told only when the site was read to its end and every column was seen; wording decides, so that
    a column under an unusual name may be missed, and a passing mention counts as present.

查什么：网站有没有应当设置的栏目（机构职能、信息公开指南、信息公开年报、政策文件；政府网站还有规划计划、财政信息）。
为什么：应当主动公开的内容要有固定的地方，方便群众查找。
怎么改：开设并充实相应栏目；已有的栏目名称要规范。
局限：全站读完、所有栏目都看到时才认定；按栏目名称和标题用词判断，名称特殊的可能认不出。
"""

from collections.abc import Iterator
from datetime import date

from mingcha.core.errors import CantTell
from mingcha.core.page import ListState
from mingcha.core.rule import Basis, NoParams, rule
from mingcha.core.unit import SiteKind, UnitKind
from mingcha.core.verdict import Finding, Severity, Text
from mingcha.core.view import SiteView
from mingcha.rules._basis import guide_2017
from mingcha.rules.disclosure._titles import own_title
from mingcha.text.sections import Section, sections

_LAW = "《中华人民共和国政府信息公开条例》"
_FEW = 4
"""Columns below which the navigation was not made out."""


@rule(
    title=Text(zh="缺少应设栏目", en="Required column missing"),
    severity=Severity.MAJOR,
    basis=(
        Basis(f"{_LAW}（2007年国务院令第492号）", "第九条、第十九条", date(2008, 5, 1), date(2019, 5, 14)),
        Basis(f"{_LAW}（2019年国务院令第711号）", "第十二条、第十九条、第二十条", since=date(2019, 5, 15)),
        guide_2017("信息发布"),
    ),
)
def check(site: SiteView, p: NoParams) -> Iterator[Finding]:
    unit = site.unit
    government = site.site.kind is SiteKind.PORTAL or (unit is not None and unit.kind is UnitKind.COUNTY)
    asked = [section for section in sections() if government or not section.governments_only]
    missing = [section.name for section in asked if not _is_there(section, site)]
    if missing and (why := _unseen(site)):
        raise CantTell(f"没有看到“{'”“'.join(missing)}”栏目，但{why}，请人工查看")
    if missing:
        every = "、".join(section.name for section in asked)
        zh = f"没有“{'”“'.join(missing)}”栏目（应设{every}）；请开设并充实，已有的请规范名称"
        text = Text(zh, f"no column for {len(missing)} required subjects; open and fill them")
        looked = f"已查看：全站{len(site.pages)}页、{len(site.columns)}个栏目"
        yield Finding(site.site.home_url, text, excerpt=looked, count=len(missing))


def _is_there(section: Section, site: SiteView) -> bool:
    columns = (*site.columns, *site.home_columns)
    named = [name for column in columns for name in (column.name, *column.trail)]
    named += [link.text for link in site.exits]
    titles = [item.title for column in columns for item in column.items]
    titles += [own_title(page) for page in site.pages]
    return (
        any(column.kind in section.kinds for column in columns)
        or any(map(section.words.search, named))
        or any(map(section.titled.search, titles))
    )


def _unseen(site: SiteView) -> str:
    """Why a column may be there all the same; "" when the whole navigation was seen."""
    unread = [column.name for column in site.columns if column.state is ListState.UNREAD]
    if unread:
        return f"栏目“{unread[0]}”没有读到"
    if site.unread_parts:
        return "首页有部分内容没有读到"
    if not site.complete:
        return "网站没有读完"
    return "" if len(site.columns) >= _FEW else "网站的导航没有认全"
