"""What pages of reports, policies and explanations say beyond their title: tables, links, numbers."""

import re
import sys
from typing import Final

from mingcha.core.page import Link, PageKind, Table
from mingcha.engine.columns import is_article_address
from mingcha.engine.page import Page
from mingcha.engine.tables import tables_of
from mingcha.engine.zones import OFF_MAIN
from mingcha.text.policies import document_number, explains, is_paper, labelled_number
from mingcha.text.yearly import is_work_table

MAX_LINKS: Final = 80
_BLOCK: Final = re.compile(
    r"相关(?:政策)?(?:解读|文件|政策|链接|阅读|文档|信息|稿件|附件)|解读链接|关联(?:解读|文件|阅读)"
)
_BLOCK_WORDS: Final = ("相关", "解读链接", "关联")
"""One of them begins every such heading: a cheap look first."""
_NUMBERED: Final = 3000
"""Characters from the start of a page in which its own document number, or the explained one, stands."""
_WORDY: Final = 8
_LONGEST: Final = 80
"""Characters of one link's words; more is a box around several things."""
_SHOWN: Final = 30
_CALLS: Final = re.compile(
    r"(?<![\w.$])(?!(?:window\.)?(?:print|close|history|void|alert)\b)[\w.$]{2,}\s*\([^)]", re.I
)
"""A script that is given something to open."""


class Papers:
    """What `PageFacts` keeps of such a page."""

    __slots__ = ("document_number", "headings", "links", "tables")

    def __init__(self) -> None:
        self.tables: tuple[Table, ...] = ()
        self.links: tuple[str, ...] = ()
        self.document_number = ""
        self.headings: tuple[str, ...] = ()


def papers_of(page: Page, kind: PageKind, title: str, *, policy: bool = False) -> Papers:
    """Looks only where a rule will ask: nothing is read of any other page.

    `policy` says that a column of policies or explanations led here.
    """
    papers = Papers()
    if kind is PageKind.HOME:
        papers.headings = tuple(link.text for link in page.links if is_work_table(link.text))
    elif kind is not PageKind.COLUMN and ("报" in title or "开" in title) and _has_report_table(page):
        papers.tables = tables_of(page.document)
    elif kind is PageKind.ARTICLE and (policy or is_paper(title)):
        kept = [sys.intern(link.url) for link in page.links if _may_pair(link)]  # on many pages the same
        papers.links = tuple(kept[:MAX_LINKS])
        papers.document_number = _number(page)
        papers.headings = (*_empty_blocks(page), *_unfollowed(page))
    return papers


def _number(page: Page) -> str:
    """The document number after its label anywhere on the page, else the first of the main text."""
    text = page.document.text()
    if not any(mark in text for mark in "〔﹝[［【(（"):
        return ""
    return labelled_number(text) or document_number(page.main_text()[:_NUMBERED])


def _has_report_table(page: Page) -> bool:
    """Whether the page holds the table of applications that every report since 2019 has."""
    text = page.document.text()
    return "结转下年" in text and "新收" in text


def _may_pair(link: Link) -> bool:
    """Whether a link may lead from a policy to its explanation or back; menus are not kept."""
    return is_article_address(link.url) or len(link.text) >= _WORDY or _names_other(link.text)


def _names_other(words: str) -> bool:
    return "《" in words or explains(words) or any(word in words for word in ("原文", "全文", "文件", "查看"))


def _unfollowed(page: Page) -> tuple[str, ...]:
    """Words of what a script opens on a click, at an address that the page does not say."""
    body = page.response.body.lower()  # a tenth of the cost of a search that ignores case
    if b"onclick" not in body and b"javascript:" not in body:
        return ()
    found: list[str] = []
    for box in page.document.boxes:
        target = box.target.lower() if box.tag == "a" else ""
        if page.zones[box.at] & OFF_MAIN or (target and not target.startswith(("javascript:", "#"))):
            continue
        if _CALLS.search(f"{box.attr('href')} {box.attr('onclick')}"):
            words = page.document.words(box)
            if len(words) <= _LONGEST and _names_other(words):
                found.append(words[:_SHOWN])
    return tuple(dict.fromkeys(found))


def _empty_blocks(page: Page) -> tuple[str, ...]:
    """Headings such as 相关解读 beneath which the page itself holds no link: a script may fill them."""
    document = page.document
    text = document.text()
    if not any(word in text for word in _BLOCK_WORDS) or not _BLOCK.search(text):
        return ()
    anchors = {anchor.at for anchor in document.anchors}
    found: list[str] = []
    for owner, piece in zip(document.text_owner, document.texts, strict=True):
        label = _BLOCK.search(piece) if 4 <= len(piece.strip()) <= 12 else None
        if label is None or owner.at in anchors:
            continue
        around = owner
        for up, _ in zip(owner.up(), range(3), strict=False):
            if up.tag in ("body", "html") or len(document.words(around)) > len(piece.strip()) + 4:
                break
            around = up
        if not anchors & set(range(around.at, around.end)):
            found.append(label[0])
    return tuple(dict.fromkeys(found))
