"""The further pages of a list that only a script names: the calls and variables of the common systems.

No script is run; what they say in numbers and names is put together as the system itself does.
"""

import re
from typing import Final

from mingcha.engine.parse import Document
from mingcha.engine.url import Resolver

MAX_PAGES: Final = 500
"""More pages than this of one list are not named."""

_NAME: Final = r"['\"](?P<stem>[\w./-]+)['\"]\s*,\s*['\"]\.?(?P<ext>\w{2,5})['\"]"
_CALL: Final = re.compile(
    rf"createPage\w*\(\s*['\"]?(?P<count>\d{{1,4}})['\"]?\s*,\s*['\"]?(?P<now>\d{{1,4}})['\"]?\s*,\s*{_NAME}"
)
_BOXED_CALL: Final = re.compile(
    r"createPage\w*\(\s*['\"][\w-]*['\"]\s*,\s*['\"]?(?P<count>\d{1,4})['\"]?\s*,\s*"
    rf"['\"]?(?P<now>\d{{1,4}})['\"]?\s*,\s*{_NAME}"
)
"""The form that names its box first and counts from 1."""
_OBJECT_CALL: Final = re.compile(r"\bPager\(\s*\{(?P<fields>[^{}]{10,300})\}")
_FIELD: Final = re.compile(r"(?P<key>\w+)['\"]?\s*:\s*['\"]?\.?(?P<value>[\w./-]+)")
_COUNT: Final = re.compile(r"\bcountPage\s*=\s*['\"]?(\d{1,4})")
_NOW: Final = re.compile(r"\bcurrentPage\s*=\s*['\"]?(\d{1,4})")
_STEM: Final = re.compile(r"(?P<stem>[A-Za-z][\w-]*?)(?:\\?['\"]\s*\+\s*\\?['\"])?_\\?['\"]\s*\+")
_EXTENSION: Final = re.compile(r"['\"]\.(?:['\"]\s*\+\s*['\"])?(?P<ext>s?html?|jhtml|aspx?|jspx?|php)\b")
_HIGHEST: Final = re.compile(r"\bmaxPageNum\s*=\s*['\"]?(\d{1,4})")
_PATH: Final = re.compile(r"\bpurl\s*=\s*['\"](?P<stem>[\w./-]+)['\"]")
_OWN_NUMBER: Final = re.compile(r"_(\d{1,4})\.\w{3,5}$")


def scripted_pages(document: Document, resolver: Resolver, url: str) -> tuple[str, ...] | None:
    """Addresses of the pages after this one, newest entries first; None where no script of a page tells."""
    for script in document.scripts:
        source = document.script_text(script)
        if "age" not in source or len(source) > 200_000:
            continue
        names = _called(source) or _written(source) or _descending(source, url)
        if names is not None:
            pages = (resolver.resolve(name) for name in names)
            return tuple(page for page in pages if page)
    return None


def _called(source: str) -> list[str] | None:
    """createPageHTML(5, 0, "index", "html"), its form with a box, and Pager({size:5, current:0, …})."""
    if call := _CALL.search(source):
        return _upward(call["stem"], call["ext"], int(call["now"]) + 1, int(call["count"]))
    if call := _BOXED_CALL.search(source):
        return _upward(call["stem"], call["ext"], max(int(call["now"]), 1) + 1, int(call["count"]) + 1)
    if call := _OBJECT_CALL.search(source):
        fields = {field["key"]: field["value"] for field in _FIELD.finditer(call["fields"])}
        size, now = fields.get("size", ""), fields.get("current", "0")
        if size.isdigit() and now.isdigit() and "prefix" in fields and "suffix" in fields:
            return _upward(fields["prefix"], fields["suffix"], int(now) + 1, int(size))
    return None


def _written(source: str) -> list[str] | None:
    """TRS's older script: countPage and currentPage, and links put together from "index", "_" and "html"."""
    count, now = _COUNT.search(source), _NOW.search(source)
    stem, extension = _STEM.search(source), _EXTENSION.search(source)
    if count is None or now is None or stem is None or extension is None:
        return None
    return _upward(stem["stem"], extension["ext"], int(now[1]) + 1, int(count[1]))


def _descending(source: str, url: str) -> list[str] | None:
    """TurboCMS: maxPageNum and purl; the first page has no number, the next the highest but one."""
    highest, path = max(map(int, _HIGHEST.findall(source)), default=0), _PATH.search(source)
    if not highest or path is None:
        return None
    own = _OWN_NUMBER.search(url)
    now = int(own[1]) if own is not None else highest
    return [f"{path['stem']}_{number}.html" for number in range(now - 1, max(0, now - 1 - MAX_PAGES), -1)]


def _upward(stem: str, extension: str, first: int, end: int) -> list[str]:
    return [f"{stem}_{number}.{extension}" for number in range(first, min(end, first + MAX_PAGES))]
