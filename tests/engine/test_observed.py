"""Notes of a column while its pages come in any order."""

from datetime import UTC, date, datetime

import pytest

from mingcha.core.fetch import Response
from mingcha.core.page import ColumnKind, Item, ListState, PageFacts, PageKind
from mingcha.engine.observed import ColumnNotes, facts_of
from mingcha.engine.page import ColumnLink, Listing, Page

BASE = "http://www.ceshi.gov.cn/tzgg/"


def url(number: int) -> str:
    return f"{BASE}{number}.html"


def taken(notes: ColumnNotes, number: int, following: tuple[int, ...], reason: str = "") -> tuple[str, ...]:
    listing = Listing(
        ListState.LISTED, (Item(f"第{number}条", url(100 + number)),), tuple(map(url, following)), reason
    )
    facts = PageFacts(url(number), PageKind.COLUMN, "通知公告")
    return notes.take(listing, facts, ColumnKind.NOTICE, url(number))


def notes() -> ColumnNotes:
    return ColumnNotes(ColumnLink("通知公告", url(1), ColumnKind.NOTICE))


@pytest.mark.parametrize("order", [(1, 2, 3), (1, 3, 2)])
def test_a_page_read_before_another_names_it_is_not_waited_for_again(order: tuple[int, ...]) -> None:
    column = notes()
    following = {1: (2, 3), 2: (3,), 3: ()}
    for number in order:
        taken(column, number, following[number])
    assert column.is_complete


def test_a_page_is_named_as_further_once() -> None:
    column = notes()
    assert taken(column, 1, (2, 3)) == (url(2), url(3))
    assert taken(column, 2, (3, 4)) == (url(4),)


def test_a_list_with_a_page_unread_is_not_complete() -> None:
    column = notes()
    taken(column, 1, (2,))
    assert not column.is_complete


def test_a_list_whose_pages_only_a_script_turns_is_not_complete() -> None:
    column = notes()
    taken(column, 1, (), reason="翻页由脚本完成")
    assert not column.is_complete


@pytest.mark.parametrize(
    ("within", "words"),
    [(ColumnKind.MESSAGE, "办理状态：办理中"), (None, "办理状态：办理中"), (ColumnKind.NEWS, "")],
)
def test_the_page_of_a_letter_keeps_that_it_is_unanswered(within: ColumnKind | None, words: str) -> None:
    html = (
        "<title>停水咨询</title><h1>停水咨询</h1><div class='info'>来源：市水利局 【字体：大 中 小】</div>"
        "<div class='content'><table><tr><td>留言内容</td>"
        "<td>何时来水？</td></tr><tr><td>办理状态</td><td>办理中</td></tr></table></div>"
    )
    answer = Response(url(1), url(1), 200, (), html.encode(), 0.1, datetime(2018, 4, 18, tzinfo=UTC))
    page = Page(answer, date(2018, 4, 18))
    assert facts_of(page, PageKind.ARTICLE, BASE, is_list=False, within=within).unanswered == words
