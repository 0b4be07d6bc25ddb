"""The service guides of a site, and what of them could not be read."""

import re

from mingcha.core.errors import Inapplicable
from mingcha.core.page import ColumnKind, PageFacts, PageKind
from mingcha.core.view import SiteView
from mingcha.text.guides import ELEMENTS

_GUIDE = re.compile(r"指南|须知")
_NO_GUIDE = re.compile(r"下载|表格|公示|公告|通知|结果|统计|查询|目录|清单|公开指南|名单")
_SURE, _HALF = 3, 5
_CORE = frozenset(("设定依据", "申请条件", "办理材料", "办理流程"))
"""Classes that guides alone have; notices of fairs and tests name a place, a time, a telephone too."""
_THIN, _THIN_WITH_FILE = 40, 300
"""Characters of main text under which a guide is a picture, or stands in its attachment."""


def guides(site: SiteView) -> tuple[PageFacts, ...]:
    """The guides that were read; Inapplicable where there is none."""
    services = [column for column in site.columns if column.kind is ColumnKind.SERVICE]
    listed = {item.url for column in services for item in column.items} | {column.url for column in services}
    found = tuple(
        page
        for page in site.pages
        if page.kind is not PageKind.HOME
        and _is_guide(page, site)
        and (page.column in listed or page.url in listed or _is_sure(page))
    )
    if not found:
        raise Inapplicable("没有见到办事指南")
    return found


def _is_sure(page: PageFacts) -> bool:
    """Whether the page shows by itself what only a guide has."""
    return len(_CORE.intersection(page.elements)) > 1


def _is_guide(page: PageFacts, site: SiteView) -> bool:
    """Whether a page that was looked at is a guide: by its title, its column, or three classes."""
    if not page.elements:
        return False
    column = site.columns_by_url.get(page.column or "")
    name = column.name if column else ""
    if _NO_GUIDE.search(name) or _NO_GUIDE.search(title_of(page)):
        return len(page.elements) > _SURE
    called = _GUIDE.search(title_of(page)) or _GUIDE.search(name)
    is_list = column is not None and column.url == page.url
    return len(page.elements) >= _SURE or (called is not None and not is_list)


def title_of(page: PageFacts) -> str:
    """The guide's own title, without the names of column and site."""
    return page.tag("articletitle") or re.split(r"\s*[-_|—–｜]+\s*", page.title)[0]


def unreadable(page: PageFacts) -> bool:
    """Whether the guide stands in a picture or in an attachment, and not in the page's own words."""
    told = _is_sure(page) or len(page.elements) >= _HALF
    return page.text_length < (_THIN_WITH_FILE if page.attachments else _THIN) and not told


def lacking(page: PageFacts) -> tuple[str, ...]:
    """The classes of elements that the guide does not show."""
    return tuple(name for name in ELEMENTS if name not in page.elements)
