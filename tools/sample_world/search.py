"""The search of a generated home page: forms that answer, forms that only stand there, links, none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tools.sample_world.model import Site

_FIELD = '<input type="text" name="{name}" placeholder="请输入关键字"><input type="submit" value="搜索">'


def search(site: Site, titles: Sequence[str]) -> tuple[str, Mapping[str, Iterable[str]]]:
    """The form or link, with `{search}` for the page that answers; and the titles found by page."""
    form = '<form action="{search}" method="%s" class="ss">' + _FIELD.format(name="q") + "</form>"
    match site.search:
        case "post":
            return form % "post", {}
        case "get":
            return form % "get", {f"search.html?q={title}": (title,) for title in titles}
        case "deaf":
            return form % "get", {f"search.html?q={title}": () for title in titles}
        case "link":
            return '<p class="ss"><a href="{search}">站内搜索</a></p>', {"search.html": ()}
        case "elsewhere":
            field = _FIELD.format(name="keyword")
            return f'<form action="http://search.yunchuancloud.example.com/s">{field}</form>', {}
    return "", {}
