"""Ten page layouts, after the systems real government sites run on; each knows its paths and lists."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from tools.sample_world.model import Column, Item


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list as it will be shown; `shown` is the date text, None for the layout's own way."""

    title: str
    url: str
    day: date
    shown: str | None


@dataclass(frozen=True, slots=True)
class Layout:
    """Paths, lists and article heads of one layout.

    `column_path` takes the column's number, the column, the page (1 is the newest) and the number of pages;
    `article_path` the column's number, the column, the item and the item's number on the site.
    """

    column_path: Callable[[int, Column, int, int], str]
    article_path: Callable[[int, Column, Item, int], str]
    rows: Callable[[Sequence[Row]], str]
    info: Callable[[str, str], str]
    body_class: str
    relative: bool = False


def _date(row: Row, pattern: str) -> str:
    return row.day.strftime(pattern) if row.shown is None else row.shown


def _day(item: Item) -> date:
    """The day in the address of an article."""
    return item.path_day or item.day


def _vsb_column(number: int, column: Column, page: int, pages: int) -> str:
    return f"{column.slug}.htm" if page == 1 else f"{column.slug}/{pages - page + 1}.htm"


def _vsb_rows(rows: Sequence[Row]) -> str:
    lines = [
        f'<li id="line_u8_{n}"><a href="{r.url}" title="{r.title}">{r.title}</a>'
        f"<span>{_date(r, '%Y-%m-%d')}</span></li>"
        for n, r in enumerate(rows)
    ]
    return '<div class="list_right"><ul>\n' + "\n".join(lines) + "\n</ul></div>"


def _trs_article(number: int, column: Column, item: Item, n: int) -> str:
    return f"{column.slug}/{_day(item):%Y%m}/t{_day(item):%Y%m%d}_{10400 + n}.html"


def _trs_rows(rows: Sequence[Row]) -> str:
    lines = [f'<li><a href="{r.url}">{r.title}</a><i>[{_date(r, "%Y-%m-%d")}]</i></li>' for r in rows]
    return '<ul class="news_list">\n' + "\n".join(lines) + "\n</ul>"


def _yearless_rows(rows: Sequence[Row]) -> str:
    lines = [f'<li><em>{_date(r, "%m-%d")}</em><a href="{r.url}">{r.title}</a></li>' for r in rows]
    return '<ul class="gl_list">\n' + "\n".join(lines) + "\n</ul>"


def _gd_rows(rows: Sequence[Row]) -> str:
    cards = [
        f'<div class="item"><h3><a href="{r.url}">{r.title}</a></h3>'
        f'<p class="time">{_date(r, "%Y/%m/%d")}</p><p class="abs">{r.title}。</p></div>'
        for r in rows
    ]
    return '<div class="zx_ml_list">\n' + "\n".join(cards) + "\n</div>"


def _hanweb_rows(rows: Sequence[Row]) -> str:
    records = [
        f"<record><![CDATA[<li><a href='{r.url}' title='{r.title}'>{r.title}</a>"
        f"<b>{_date(r, '%Y-%m-%d')}</b></li>]]></record>"
        for r in rows
    ]
    return (
        '<div id="4287" class="default_pgContainer"></div>\n<script type="text/xml"><datastore>\n'
        f"<totalrecord>{len(rows)}</totalrecord><totalpage>1</totalpage>\n<recordset>\n"
        + "\n".join(records)
        + "\n</recordset></datastore></script>"
    )


def _table_rows(rows: Sequence[Row]) -> str:
    lines = [
        f'<tr><td width="20"><img src="/images/dot.gif"></td>'
        f'<td><a href="{r.url}" target="_blank">{r.title}</a></td>'
        f'<td width="90" align="right">{_date(r, "%Y-%m-%d")}</td></tr>'
        for r in rows
    ]
    return '<table width="100%" cellpadding="2" class="lb">\n' + "\n".join(lines) + "\n</table>"


def _dl_rows(rows: Sequence[Row]) -> str:
    lines = [
        f'<dt><a href="{r.url}">{r.title}</a></dt>\n<dd>发布日期：{_date(r, "%Y年%m月%d日")}</dd>'
        for r in rows
    ]
    return '<dl class="infolist">\n' + "\n".join(lines) + "\n</dl>"


def _cards_rows(rows: Sequence[Row]) -> str:
    cards = [
        f'<a class="card" href="{r.url}"><div class="rq"><span>{_date(r, "%d")}</span>'
        f"<em>{_date(r, '%Y-%m')}</em></div><h4>{r.title}</h4></a>"
        for r in rows
    ]
    return '<div class="cards">\n' + "\n".join(cards) + "\n</div>"


def _month_rows(rows: Sequence[Row]) -> str:
    parts = []
    for month, group in groupby(rows, key=lambda r: r.day.strftime("%Y年%m月")):
        lines = [
            f'<li><span class="d">{r.day:%d}日</span> <a href="{r.url}">{r.title}</a></li>' for r in group
        ]
        parts.append(f'<h4 class="month">{month}</h4>\n<ul>\n' + "\n".join(lines) + "\n</ul>")
    return '<div class="bymonth">\n' + "\n".join(parts) + "\n</div>"


def _json_rows(rows: Sequence[Row]) -> str:
    entries = [
        f'{{"id": {n}, "title": "{r.title}", "url": "{r.url}", "pubDate": "{_date(r, "%Y-%m-%d %H:%M")}"}}'
        for n, r in enumerate(rows)
    ]
    return (
        '<div id="app"></div>\n<script>\nvar listData = [\n' + ",\n".join(entries) + "\n];\n"
        "document.getElementById('app').innerHTML = listData.map(function (e) {\n"
        "  return '<p><a href=\"' + e.url + '\">' + e.title + '</a> ' + e.pubDate + '</p>'; }).join('');\n"
        "</script>"
    )


def _folder_column(suffix: str) -> Callable[[int, Column, int, int], str]:
    """Column pages `slug/index.html`, then `slug/index` + suffix with the number of the page."""

    def path(number: int, column: Column, page: int, pages: int) -> str:
        return (
            f"{column.slug}/index.html"
            if page == 1
            else f"{column.slug}/index{suffix.format(page, page - 1)}"
        )

    return path


LAYOUTS: dict[str, Layout] = {
    "vsb": Layout(
        _vsb_column,
        lambda number, column, item, n: f"info/{1020 + number}/{4500 + n}.htm",
        _vsb_rows,
        lambda when, source: f'<div class="sj">发布时间：{when} &nbsp; 来源：{source} &nbsp; 点击数：</div>',
        "vsbcontent_start",
        relative=True,
    ),
    "trs": Layout(
        _folder_column("_{1}.html"),
        _trs_article,
        _trs_rows,
        lambda when, source: f'<div class="xl_sx"><span>时间：{when}</span><span>来源：{source}</span></div>',
        "TRS_Editor",
        relative=True,
    ),
    "yearless": Layout(
        _folder_column("_{1}.html"),
        _trs_article,
        _yearless_rows,
        lambda when, source: f'<p class="date">【发布日期：{when}】【来源：{source}】</p>',
        "TRS_UEDITOR",
    ),
    "gd": Layout(
        _folder_column("_{0}.html"),
        lambda number, column, item, n: f"{column.slug}/content/post_{107000 + n}.html",
        _gd_rows,
        lambda when, source: f'<p class="ly"><span>来源：{source}</span> <span>发布时间：{when}</span></p>',
        "zw",
    ),
    "hanweb": Layout(
        lambda number, column, page, pages: (
            f"col/col{421 + number}/index.html" + (f"?uid=4287&pageNum={page}" if page > 1 else "")
        ),
        lambda number, column, item, n: (
            f"art/{_day(item).year}/{_day(item).month}/{_day(item).day}/art_{421 + number}_{15000 + n}.html"
        ),
        _hanweb_rows,
        lambda when, source: f"<table><tr><td>发布日期：{when}</td><td>信息来源：{source}</td></tr></table>",
        "zoom",
    ),
    "table": Layout(
        lambda number, column, page, pages: f"list.asp?id={number}" + (f"&page={page}" if page > 1 else ""),
        lambda number, column, item, n: f"show.asp?id={300 + n}",
        _table_rows,
        lambda when, source: (
            f'<table width="100%"><tr><td align="center">作者：{source} 更新时间：{when} 阅读次数：</td></tr>'
            "</table>"
        ),
        "neirong",
        relative=True,
    ),
    "dl": Layout(
        lambda number, column, page, pages: (
            f"{column.slug}/" + (f"list{page}.shtml" if page > 1 else "index.html")
        ),
        lambda number, column, item, n: f"{column.slug}/{900 + n}.shtml",
        _dl_rows,
        lambda when, source: f'<div class="bt2">{when}　　{source}</div>',
        "article-body",
    ),
    "cards": Layout(
        _folder_column("_{0}.html"),
        lambda number, column, item, n: f"{column.slug}/{_day(item):%Y-%m}/{_day(item):%d}/{n}.html",
        _cards_rows,
        lambda when, source: f'<ul class="meta"><li>发布于 {when}</li><li>{source}</li></ul>',
        "detail",
    ),
    "month": Layout(
        lambda number, column, page, pages: f"{column.slug}_{page}.jsp",
        lambda number, column, item, n: f"view_{column.slug}_{n}.jsp",
        _month_rows,
        lambda when, source: f'<div class="tips">发表时间：{when} | 信息来源：{source}</div>',
        "con_text",
    ),
    "json": Layout(
        lambda number, column, page, pages: f"c/{column.slug}" + (f"/{page}" if page > 1 else "/index.html"),
        lambda number, column, item, n: f"a/{column.slug}/{n}",
        _json_rows,
        lambda when, source: f'<div class="info"><time>{when}</time> <span>{source}</span></div>',
        "rich-text",
    ),
}
