"""Yearly tables of a site's work: where they stand, and whether the absence of one is proved."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mingcha.core.page import Column, ListState
from mingcha.core.view import SiteView
from mingcha.text.yearly import is_work_table, work_table_year


@dataclass(frozen=True, slots=True)
class WorkTable:
    """One table as a list, a page or a link names it."""

    title: str
    url: str
    day: date | None


def is_of(table: WorkTable, year: int) -> bool:
    """Whether a table is that of the year: so titled, or published in the next one under no earlier year."""
    named = work_table_year(table.title)
    return named == year or (named in (None, year + 1) and (table.day is None or table.day.year == year + 1))


def tables(site: SiteView) -> Iterator[WorkTable]:
    """Every such table that lists, pages, or links of the home page name."""
    home = site.home.url if site.home else site.site.home_url
    for column in (*site.columns, *site.home_columns):
        of_tables = is_work_table(column.name)
        for item in column.items:
            if of_tables or is_work_table(item.title):
                page = site.pages_by_url.get(item.url)
                days = [day for day in (item.date, page.date.day if page and page.date else None) if day]
                yield WorkTable(item.title, item.url, min(days, default=None))
    for page in site.pages:
        title = page.tag("articletitle") or page.title
        if page is not site.home and is_work_table(title) and page.url not in site.columns_by_url:
            yield WorkTable(title, page.url, page.date.day if page.date else None)
    columns = {column.name for column in site.columns}
    for words in (*(site.home.headings if site.home else ()), *(link.text for link in site.exits)):
        if is_work_table(words) and words not in columns:
            yield WorkTable(words, home, None)


def unseen(site: SiteView) -> str:
    """What was not read, so that absence is not proved; "" when it is."""
    if any(is_work_table(column.name) and _read(column) for column in site.columns):
        return ""
    hidden = [c.name for c in site.columns if c.state in (ListState.REMOTE, ListState.UNREAD)]
    if hidden:
        return f"栏目“{hidden[0]}”没有读到"
    return "" if site.complete and site.columns else "网站没有读完"


def _read(column: Column) -> bool:
    return column.complete and column.state in (ListState.LISTED, ListState.EMPTY)
