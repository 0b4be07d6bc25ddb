"""The order in which a site is read."""

from datetime import date

from mingcha.engine.frontier import Frontier, Rank, Visit


def drained(frontier: Frontier) -> list[str]:
    found = []
    while (visit := frontier.next()) is not None:
        found.append(visit.url)
    return found


def test_columns_come_before_articles_whenever_they_were_found() -> None:
    frontier = Frontier()
    frontier.add(Visit("article", Rank.ARTICLE))
    frontier.add(Visit("column", Rank.COLUMN))
    assert drained(frontier) == ["column", "article"]


def test_the_newest_article_comes_first() -> None:
    frontier = Frontier()
    frontier.add(Visit("old", Rank.ARTICLE), date(2017, 1, 1))
    frontier.add(Visit("new", Rank.ARTICLE), date(2018, 4, 1))
    frontier.add(Visit("undated", Rank.ARTICLE))
    assert drained(frontier) == ["new", "old", "undated"]


def test_an_address_is_given_out_once() -> None:
    frontier = Frontier()
    frontier.add(Visit("page", Rank.OTHER))
    frontier.add(Visit("page", Rank.COLUMN))
    assert drained(frontier) == ["page"]


def test_a_better_rank_found_later_moves_an_address_forward() -> None:
    frontier = Frontier()
    frontier.add(Visit("page", Rank.OTHER))
    frontier.add(Visit("other", Rank.ARTICLE))
    frontier.add(Visit("page", Rank.COLUMN, "page", is_list=True))
    first = frontier.next()
    assert first is not None
    assert (first.url, first.is_list) == ("page", True)


def test_an_address_given_out_is_not_queued_again() -> None:
    frontier = Frontier()
    frontier.add(Visit("page", Rank.OTHER))
    frontier.next()
    frontier.add(Visit("page", Rank.HOME))
    assert frontier.next() is None
    assert len(frontier) == 0


def test_its_length_counts_what_is_still_to_be_read() -> None:
    frontier = Frontier()
    frontier.add(Visit("one", Rank.OTHER))
    frontier.add(Visit("two", Rank.OTHER))
    frontier.next()
    assert len(frontier) == 1
