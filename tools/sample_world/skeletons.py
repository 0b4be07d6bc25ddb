"""Four ways to put head, navigation, content, rail and footer together: from table pages to HTML5."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Parts:
    """What a page is put together from; `nav` and `rail` hold finished links (no rail on the home page)."""

    name: str
    clock: str
    nav: Sequence[str]
    content: str
    rail: Sequence[str]
    footer: str


def _list(parts: Parts) -> str:
    clock = f'<span class="rq">{parts.clock}</span>' if parts.clock else ""
    nav = "\n".join(f"<li>{link}</li>" for link in parts.nav)
    return (
        f'<div class="top"><a href="/">{parts.name}</a>{clock}</div>\n<ul class="nav">\n{nav}\n</ul>\n'
        f'<div class="main">\n{parts.content}\n</div>\n{parts.footer}'
    )


def _table(parts: Parts) -> str:
    nav = "\n".join(f'<td align="center" class="dh">{link}</td>' for link in parts.nav)
    return (
        f'<center><table width="1000" border="0"><tr><td height="90"><font size="6">{parts.name}</font></td>'
        f"<td>{parts.clock}</td></tr></table>\n"
        f'<table width="1000" bgcolor="#2b6cb0"><tr>\n{nav}\n</tr></table>\n'
        f'<table width="1000"><tr><td valign="top">\n{parts.content}\n</td></tr></table>\n'
        f'<table width="1000"><tr><td align="center">\n{parts.footer}\n</td></tr></table></center>'
    )


def _rail(parts: Parts) -> str:
    nav = " | ".join(parts.nav)
    hot = ""
    if parts.rail:
        lines = "\n".join(f"<p>{link}</p>" for link in parts.rail)
        hot = f'<div class="right"><div class="tit">热点推荐</div>\n{lines}\n</div>\n'
    clock = f"<!-- 时钟 --><i>{parts.clock}</i>" if parts.clock else ""
    return (
        f'<div id="header"><h1 class="logo">{parts.name}</h1>{clock}</div>\n<div id="menu">{nav}</div>\n'
        f'<div class="wrap"><div class="left">\n{parts.content}\n</div>\n{hot}</div>\n'
        f'<div id="bottom">\n{parts.footer}\n</div>'
    )


def _modern(parts: Parts) -> str:
    nav = "\n".join(parts.nav)
    return (
        f"<header><strong>{parts.name}</strong><small>{parts.clock}</small></header>\n<nav>\n{nav}\n</nav>\n"
        '<div class="share" style="display:none"><span>分享到</span></div>\n'
        f"<main><section>\n{parts.content}\n</section></main>\n<footer>\n{parts.footer}\n</footer>"
    )


SKELETONS: dict[str, Callable[[Parts], str]] = {
    "vsb": _list,
    "dl": _list,
    "table": _table,
    "month": _table,
    "trs": _rail,
    "yearless": _rail,
    "gd": _rail,
    "hanweb": _modern,
    "cards": _modern,
    "json": _modern,
}
"""The skeleton of each layout."""
