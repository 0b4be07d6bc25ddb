"""Turns a site into the files of its folder: home, columns with further pages, articles, footer files."""

from __future__ import annotations

import os.path
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from tools.sample_world.footer import footer, footer_files
from tools.sample_world.layouts import LAYOUTS, Layout, Row
from tools.sample_world.model import Column, Item, Site
from tools.sample_world.search import search
from tools.sample_world.skeletons import SKELETONS, Parts

PLACEHOLDER_GIF = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00!\xf9\x04\x01\x00\x00\x00\x00,"
    b"\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)
_HOME_ROWS = 6
_ARTICLE = re.compile(r"\{art:([\w/]+):(\d+)\}")


class Renderer:
    """Writes one site; `files` holds what it made, by path inside the host's folder."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.name = site.shown_name or site.name
        self.layout: Layout = LAYOUTS[site.layout]
        self.files: dict[str, bytes] = {}
        self._paths: dict[tuple[str, int], str] = {}
        n = 0
        for number, column in enumerate(site.columns, 1):
            for position, item in enumerate(column.items):
                n += 1
                own = self.layout.article_path(number, column, item, n)
                self._paths[column.slug, position] = item.url or "/" + own

    def render(self) -> dict[str, bytes]:
        """All files of the site."""
        site = self.site
        for number, column in enumerate(site.columns, 1):
            if not column.href:
                self._column(number, column)
                self._articles(column)
        self._home()
        self._map()
        for path, html in (*footer_files(site).items(), *site.extra):
            self._text(path, html)
        self.files |= dict(site.raw)
        if site.serve:
            table = site.serve
            for column in site.columns:
                table = table.replace(f"{{col:{column.slug}}}", self.column_url(column))
            table = _ARTICLE.sub(self._article_named, table)
            self.files["_serve.toml"] = table.encode()
        self._assets()
        return self.files

    def column_url(self, column: Column) -> str:
        """The address of a column's first page, absolute on its host."""
        if column.href:
            return column.href
        number = self.site.columns.index(column) + 1
        pages = self._pages(column)
        path = self.layout.column_path(number, column, 1, pages)
        return "/" + (path[: -len("index.html")] if self.site.layout == "dl" else path)

    def item_url(self, column: Column, position: int) -> str:
        """The address of an item's article."""
        return self._paths[column.slug, position]

    def _pages(self, column: Column) -> int:
        return max(1, -(-len(column.items) // column.per_page))

    def _column(self, number: int, column: Column) -> None:
        pages = self._pages(column) if column.page else 0
        for page in range(1, pages + 1):
            path = self.layout.column_path(number, column, page, pages)
            start = (page - 1) * column.per_page
            rows = self._rows(column, range(start, min(start + column.per_page, len(column.items))), path)
            listed = column.body or column.list_html or (self.layout.rows(rows) if rows else "")
            pager = self._pager(number, column, page, pages, path)
            body = f'<div class="dqwz">当前位置：{self._link("/", "首页", path)} &gt; {column.name}</div>\n'
            body += f"<h2>{column.name}</h2>\n{column.intro}{listed}\n{pager}"
            tags = self._tags(column=column, drop=column.drop_tags)
            self._page(path, f"{column.name}-{self.name}", tags, body)

    def _articles(self, column: Column) -> None:
        for position, item in enumerate(column.items):
            if not item.url:
                self._article(column, item, self._paths[column.slug, position][1:])

    def _rows(self, column: Column, positions: Iterable[int], path: str) -> list[Row]:
        return [
            Row(item.title, self._href(self._paths[column.slug, position], path), item.day, item.shown)
            for position in positions
            for item in (column.items[position],)
        ]

    def _pager(self, number: int, column: Column, page: int, pages: int, path: str) -> str:
        if pages == 1:
            return ""
        links = [
            self._link("/" + self.layout.column_path(number, column, other, pages), name, path)
            for name, other in (("首页", 1), ("上页", page - 1), ("下页", page + 1), ("尾页", pages))
            if 1 <= other <= pages and other != page
        ]
        return f'<div class="pages">共{pages}页 {" ".join(links)}</div>'

    def _article(self, column: Column, item: Item, path: str) -> None:
        when = f"{item.article_day or item.day} 09:{len(item.title) % 60:02d}"
        info = "" if item.dateless else self.layout.info(when, self.site.sponsor)
        text = item.text or f"<p>{item.title}。本页内容为演示用文字。</p>"
        body = f'<div class="dqwz">当前位置：{self._link("/", "首页", path)} &gt; {column.name}</div>\n'
        body += f"{item.index_table}<h1>{item.title}</h1>\n{info}\n"
        body += f'<div class="{self.layout.body_class}" id="vsb_content">\n{text}\n</div>'
        drop = (*item.drop_tags, *(("PubDate",) if item.dateless else ()))
        tags = self._tags(column=column, item=item, when=when, drop=drop)
        self._page(path, f"{item.title}-{column.name}-{self.name}", tags, body)

    def _home(self) -> None:
        site = self.site
        path = site.home_path
        blocks = []
        if not site.doorway:
            for column in site.columns:
                if column.on_home:
                    rows = self._rows(column, range(min(_HOME_ROWS, len(column.items))), path)
                    title = column.name
                    if column.page:
                        title = self._link(self.column_url(column), column.name, path)
                    blocks.append(f'<div class="box"><h3>{title}</h3>\n{self.layout.rows(rows)}</div>')
        blocks.append(site.home_html)
        blocks.insert(0, self._search(path))
        self._page(path, self.name, self._tags(drop=site.home_drop_tags), "\n".join(blocks))

    def _search(self, path: str) -> str:
        """The search of the home page, and the pages that answer it."""
        site = self.site
        form, files = search(site, [title for title, _ in self._home_titles()])
        ask, _ = search(replace(site, search="post"), ())
        for answer, titles in files.items():
            found = [self._link(url, title, answer) for title, url in self._home_titles() if title in titles]
            body = ask.replace("{search}", answer) if site.search == "link" else ""
            body += "<h2>搜索结果</h2>\n<ul>" + "\n".join(f"<li>{link}</li>" for link in found) + "</ul>"
            self._page(answer, f"搜索结果-{self.name}", self._tags(column=Column("搜索", "ss", "其他")), body)
        return form.replace("{search}", self._href("/search.html", path))

    def _home_titles(self) -> list[tuple[str, str]]:
        return [
            (item.title, self._paths[column.slug, n])
            for column in self.site.columns
            if column.on_home
            for n, item in enumerate(column.items[:_HOME_ROWS])
        ]

    def _map(self) -> None:
        path = "wzdt.asp" if self.site.layout == "table" else "wzdt.html"
        links = [
            self._link(self.column_url(column), column.name, path)
            for column in self.site.columns
            if column.page
        ]
        tags = self._tags(column=Column("网站地图", "wzdt", "其他"))
        self._page(path, f"网站地图-{self.name}", tags, "<h2>网站地图</h2>\n<p>" + "\n".join(links) + "</p>")

    def _tags(
        self,
        *,
        column: Column | None = None,
        item: Item | None = None,
        when: str = "",
        drop: Sequence[str] = (),
    ) -> str:
        site = self.site
        tags = {
            "SiteName": site.name,
            "SiteDomain": site.meta_domain or site.host,
            "SiteIDCode": site.meta_code or site.code,
        }
        if column is not None:
            tags |= {"ColumnName": column.name, "ColumnType": column.kind}
            if item is None:
                tags |= {"ColumnDescription": f"{site.name}{column.name}栏目", "ColumnKeywords": column.name}
        if item is not None:
            tags |= {"ArticleTitle": item.title, "PubDate": when, "ContentSource": site.sponsor}
        tags |= {name: value for name, value in (column.tags if column else ()) if name in tags}
        lines = []
        for name, value in tags.items():
            if name in drop:
                continue
            match site.meta_style:
                case "content first":
                    lines.append(f'<meta content="{value}" name="{name}" />')
                case "lower":
                    lines.append(f"<META NAME='{name.lower()}' CONTENT='{value}'>")
                case _:
                    lines.append(f'<meta name="{name}" content="{value}">')
        return "\n".join(lines)

    def _page(self, path: str, title: str, tags: str, body: str) -> None:
        site = self.site
        nav = [
            self._link(self.column_url(column), column.name, path) for column in site.columns if column.in_nav
        ]
        declared = ""
        if site.declared:
            content = f"text/html; charset={site.declared}"
            declared = f'<meta http-equiv="Content-Type" content="{content}">\n'
        script = '<script src="/js/jquery.js"></script>\n' if site.marks.place == "load" else ""
        rail = [] if path == site.home_path else self._rail(path)
        body = self._expanded(body, path)
        head = f'<img src="/images/logo.png" alt="{self.name}">' if site.logo else self.name
        parts = Parts(head, site.clock, nav, body, rail, f"{site.every_page_html}{footer(site)}")
        html = (
            f"<!DOCTYPE html>\n<html><head>\n{declared}<title>{title}</title>\n{tags}\n"
            f'<link rel="stylesheet" href="/css/style.css">\n{script}</head><body>\n'
            f"{SKELETONS[site.layout](parts)}\n</body></html>\n"
        )
        self._text(path, html)

    def _rail(self, path: str) -> list[str]:
        """Newest items of the first column, with their days: what stands beside every list and article."""
        column = self.site.columns[0]
        return [
            f"{self._link(self._paths[column.slug, n], item.title, path)} {item.day}"
            for n, item in enumerate(column.items[:2])
        ]

    def _expanded(self, html: str, path: str) -> str:
        """`{col:slug}` replaced by the column's address, `{art:slug:n}` by that of its n-th article."""
        for column in self.site.columns:
            html = html.replace(f"{{col:{column.slug}}}", self._href(self.column_url(column), path))
        return _ARTICLE.sub(lambda found: self._href(self._article_named(found), path), html)

    def _article_named(self, found: re.Match[str]) -> str:
        return self._paths[found[1], int(found[2])]

    def _link(self, url: str, text: str, path: str) -> str:
        return f'<a href="{self._href(url, path)}">{text}</a>'

    def _href(self, url: str, path: str) -> str:
        """The address as written on a page: relative where the layout writes so."""
        if not self.layout.relative or not url.startswith("/") or url == "/" or url.startswith("//"):
            return url
        folder = "/" + path.partition("?")[0].rpartition("/")[0]
        target, mark, query = url.partition("?")
        relative = os.path.relpath(target, folder) + ("/" if target.endswith("/") else "")
        return relative + mark + query

    def _text(self, path: str, html: str) -> None:
        if self.site.encoding == "utf-16":  # with its mark, in the same byte order on every machine
            self.files[path] = b"\xff\xfe" + html.encode("utf-16-le")
        else:
            self.files[path] = html.encode(self.site.encoding)

    def _assets(self) -> None:
        self.files["css/style.css"] = b"body { margin: 0 auto; width: 1000px; }\n"
        if self.site.marks.place == "load":
            self.files["js/jquery.js"] = b"/* stands for a library */\n"
        everything = b"".join(self.files.values())
        for name in ("red.png", "jiucuo.png", "dot.gif", "logo.png"):
            if (
                f"/images/{name}".encode() in everything
                or f"/images/{name}".encode("utf-16-le") in everything
            ):
                self.files[f"images/{name}"] = PLACEHOLDER_GIF
