"""Finds the search that a home page or one of its parts draws, and tries it once."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from mingcha.core.fetch import FetchFailure
from mingcha.core.page import Item, Link, MarkPlace
from mingcha.core.unit import host_of
from mingcha.core.view import SearchAnswer
from mingcha.engine.page import Page, Part
from mingcha.engine.search import SearchForm, judge_answer, search_in, search_of, title_to_try

_TITLE = 8
_MAX_LINKS = 60
"""Characters of the shortest title, links kept of an answer: those of one page of it."""
LOOKS = 10
"""Further pages on which a search is looked for where the home page shows none."""


async def drawn_search(
    documents: Sequence[Page], parts: Iterable[Part], read: Callable[[Part, Page], Awaitable[str]]
) -> SearchForm | None:
    """The search of the home page and its frames, else of the first part that draws one."""
    found = next(filter(None, map(search_of, documents)), None)
    for part in parts:
        if found is not None:
            break
        found = search_in(await read(part, documents[0]), documents[0], script=part.place is MarkPlace.SCRIPT)
    return found


async def tried(
    form: SearchForm,
    items: Sequence[Item],
    today: date,
    hosts: set[str],
    open_page: Callable[[str, str], Awaitable[Page | FetchFailure]],
) -> SearchForm:
    """The search after one request for a title that the site shows; one of another host is not asked."""
    item = title_to_try(items, today)
    url = form.address(item.title) if item is not None else None
    if item is None or url is None or host_of(url) not in hosts:
        return form
    page = await open_page(url, form.box.url)
    return replace(form, box=judge_answer(form.box, page, item)) if isinstance(page, Page) else form


async def asked(
    form: SearchForm,
    questions: Sequence[str],
    hosts: set[str],
    open_page: Callable[[str, str], Awaitable[Page | FetchFailure]],
) -> SearchForm:
    """The search after its answers to some words; one that is not known to work is not asked."""
    answers = []
    for words in questions if form.box.works else ():
        url = form.address(words)
        page = await open_page(url, form.box.url) if url is not None and host_of(url) in hosts else None
        if isinstance(page, Page):
            answers.append(
                SearchAnswer(words, page.url, _hits(page), page.response.evidence, page.response.seen_at)
            )
    return replace(form, box=replace(form.box, answers=tuple(answers)))


def _hits(page: Page) -> tuple[Link, ...]:
    """The links of an answer whose words may be a title."""
    return tuple(link for link in page.links if len(link.text) >= _TITLE)[:_MAX_LINKS]
