"""Marks that must stand at the foot of the home page: looked for, and missed only where all was read."""

import re
from collections.abc import Iterator

from mingcha.core.errors import CantTell
from mingcha.core.page import Mark, MarkKind
from mingcha.core.verdict import Finding, Text
from mingcha.core.view import SiteView

NAMES = {
    MarkKind.BADGE: "党政机关网站标识",
    MarkKind.SITE_CODE: "网站标识码",
    MarkKind.ICP_NUMBER: "ICP备案号",
    MarkKind.POLICE_FILING: "公安备案号",
    MarkKind.SPONSOR: "主办单位",
    MarkKind.CONTACT: "联系方式",
    MarkKind.ERROR_ENTRY: "找错入口",
    MarkKind.SITEMAP: "站点地图",
}
_LABELLED = re.compile(r"\s*[一-鿿（）()A-Za-z ]{2,16}[:：](?!//)")


def missing(site: SiteView, kind: MarkKind, remedy: Text) -> Iterator[Finding]:
    """One finding when the home page lacks the mark; CantTell while a part that may draw it is unread.

    Behind a door page the mark may stand on the inner pages instead.
    """
    if has_mark(site, kind):
        return
    if site.unread_parts:
        parts = "、".join(site.unread_parts[:3])
        raise CantTell(f"首页未见{NAMES[kind]}，但下列部分没有读到，可能由其生成：{parts}；请人工查看页脚")
    seen = [_told(mark) for mark in site.marks]
    yield Finding(
        site.home.url if site.home else site.site.home_url,
        Text(f"首页未见{NAMES[kind]}；{remedy.zh}", f"not found on the home page; {remedy.en}"),
        excerpt=f"首页所见：{'；'.join(seen)}" if seen else "首页未见任何标识",
    )


def _told(mark: Mark) -> str:
    """A mark as the page labels it, else under its name."""
    shown = mark.text or mark.value or mark.link
    return shown if _LABELLED.match(shown) else f"{NAMES[mark.kind]}：{shown}"


def has_mark(site: SiteView, kind: MarkKind) -> bool:
    """Whether the home page, or behind a door page any page, shows the mark."""
    inner = (mark for page in site.pages for mark in page.marks) if site.doorway else ()
    return any(mark.kind is kind for mark in (*site.marks, *inner))
