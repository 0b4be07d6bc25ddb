"""When the value of a page tag is wrong: against the register, its form, or the title that the page shows."""

import re

from mingcha.core.page import MarkKind, PageFacts, PageKind
from mingcha.core.unit import host_of
from mingcha.core.view import SiteView
from mingcha.rules._sites import own_hosts
from mingcha.rules.identity._names import same_name

_DAY = r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?"
_DATE = re.compile(_DAY + r"(?:[ T]\d{1,2}[:：∶]\d{2}(?:[:：∶]\d{2}(?:\.\d+)?)?)?", re.A)
_SIGNS = re.compile(r"\W|_")
_SHARED = 3
"""So many characters in a row in common, and two titles may be one that was shortened or reworded."""


def is_wrong(name: str, value: str, page: PageFacts, site: SiteView, listed: str) -> bool:
    """Whether a tag's value is wrong; `listed` is the title under which a list names the page, or ""."""
    if name == "sitename":
        return bool(site.site.name) and not same_name(value, site.site.name, site.unit)
    if name == "sitedomain":
        hosts = (host_of(part if "//" in part else f"//{part}") for part in re.split(r"[,，;；\s]+", value))
        return not any(host in own_hosts(site) for host in hosts)
    if name == "siteidcode":
        registered = site.site.site_code.strip().lower()
        if page.kind is PageKind.HOME or value.lower() in home_codes(site):  # wrong_site_code's
            return False
        return bool(registered) and value.lower() != registered
    if name == "articletitle":
        return page.kind is PageKind.ARTICLE and _is_strange(value, page.title, listed)
    return name == "pubdate" and page.kind is PageKind.ARTICLE and not _DATE.fullmatch(value)


def home_codes(site: SiteView) -> dict[str, list[str]]:
    """The site codes that the home page shows, in small letters, each with its places in Chinese."""
    tag = site.home.tag("siteidcode") if site.home else ""
    rows = [(mark.value, "页脚") for mark in site.marks if mark.kind is MarkKind.SITE_CODE]
    found: dict[str, list[str]] = {}
    for code, place in [*rows, (tag, "网页标签SiteIDCode")]:
        if code.strip():
            places = found.setdefault(code.strip().lower(), [])
            places += [place] if place not in places else []
    return found


def _is_strange(tag: str, title: str, listed: str) -> bool:
    """Whether a tag has nothing of a title on which the list and the browser's title agree."""
    tag, title, listed = (_SIGNS.sub("", text) for text in (tag, title, listed))
    if min(len(tag), len(listed)) < _SHARED or listed not in title:
        return False
    return not any(tag[at : at + _SHARED] in listed for at in range(len(tag) - _SHARED + 1))
