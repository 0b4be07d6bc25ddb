"""Notes of a column while its pages come in any order."""

import pytest

from mingcha.core.page import ColumnKind, Item, ListState, PageFacts, PageKind
from mingcha.engine.observed import ColumnNotes
from mingcha.engine.page import ColumnLink, Listing

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
