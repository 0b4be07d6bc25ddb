"""Policy documents and their explanations on the sites of a unit, and which belongs to which."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from mingcha.core.page import ColumnKind, Item, PageFacts, PageKind
from mingcha.core.view import SiteView
from mingcha.text.policies import explained_keys, explains, is_from_above, is_norm, policy_keys

_CUT = ("…", "...", "..")
_ABOVE = re.compile(r"上级|国家|中央|国务院|全省|省级|省政府|法律|转载")
_APART = 180
"""Days between two documents of one name beyond which they may be two editions (own choice)."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A document or an explanation: its earliest known day, its page where it was read, its names."""

    title: str
    url: str
    day: date | None
    page: PageFacts | None
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class Pair:
    """A document (every copy of it, the earliest first) and an explanation of it."""

    copies: tuple[Paper, ...]
    explanation: Paper


@dataclass
class Papers:
    """All documents and explanations of some sites; `norms` are own documents that lay down rules."""

    documents: list[Paper] = field(default_factory=list)
    explanations: list[Paper] = field(default_factory=list)
    norms: list[Paper] = field(default_factory=list)

    def pairs(self) -> Iterator[Pair]:
        """Each explanation with the document that its title names; one that may be of several is left out."""
        by_key: dict[str, list[Paper]] = {}
        for document in self.documents:
            for key in document.keys:
                by_key.setdefault(key, []).append(document)
        for explanation in self.explanations:
            named = {paper.url: paper for key in explanation.keys for paper in by_key.get(key, ())}
            copies = sorted(named.values(), key=lambda paper: (paper.day or date.max, paper.url))
            if copies and _is_one(copies):
                yield Pair(tuple(copies), explanation)


def papers_of(sites: Iterable[SiteView]) -> Papers:
    """What the lists, and the articles that were read, hold: each address once, nothing issued from above."""
    titles: dict[str, str] = {}
    days: dict[str, list[date]] = {}
    pages: dict[str, PageFacts] = {}
    policies: set[str] = set()
    for site in sites:
        pages |= site.pages_by_url
        for item, of_policies in _entries(site):
            titles.setdefault(item.url, item.title)
            days.setdefault(item.url, []).extend([item.date] if item.date else [])
            policies |= {item.url} if of_policies else set()
    papers = Papers()
    for url, listed in titles.items():
        page = pages.get(url)
        dated = days[url] + ([page.date.day] if page and page.date else [])
        title = "".join(((page.tag("articletitle") if page else "") or listed).split())
        if len(title) < 6 or title.endswith(_CUT) or is_from_above(title):
            continue
        day = min(dated, default=None)
        if explains(title):
            papers.explanations.append(Paper(title, url, day, page, explained_keys(title)))
            continue
        paper = Paper(title, url, day, page, policy_keys(title))
        papers.documents.append(paper)
        if url in policies and is_norm(title):
            papers.norms.append(paper)
    return papers


def _entries(site: SiteView) -> Iterator[tuple[Item, bool]]:
    """Entries of lists and articles, each with whether it stands in a column of own policies."""
    for column in (*site.columns, *site.home_columns):
        names = "".join((*column.trail, column.name))
        of_policies = column.kind is ColumnKind.POLICY and not _ABOVE.search(names)
        yield from ((item, of_policies) for item in column.items)
    for page in site.pages:
        if page.kind is PageKind.ARTICLE:
            yield Item(page.tag("articletitle") or page.title, page.url), False


def _is_one(copies: list[Paper]) -> bool:
    """Whether papers of one name are copies of one document and not its editions."""
    numbers = {paper.page.document_number for paper in copies if paper.page and paper.page.document_number}
    days = [paper.day for paper in copies if paper.day]
    return len(numbers) < 2 and (not days or (max(days) - min(days)).days <= _APART)


def address(url: str) -> str:
    """An address as links are compared: without scheme and last slash."""
    return url.partition("//")[2].rstrip("/")


def links_to(paper: Paper, others: Iterable[Paper]) -> bool:
    """Whether the page of a paper leads to one of others."""
    if paper.page is None:
        return False
    return not {address(link) for link in paper.page.links}.isdisjoint(address(other.url) for other in others)
