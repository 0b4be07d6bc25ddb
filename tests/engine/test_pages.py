"""Every page under tests/pages is seen as its .toml beside it says: what is there, and nothing else."""

import tomllib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from mingcha.core.fetch import Response
from mingcha.engine.page import Page

PAGES = Path(__file__).parents[1] / "pages"
NAMES = sorted(path.stem for path in PAGES.glob("*.toml"))


def load(name: str) -> tuple[Page, dict[str, Any]]:
    expected = tomllib.loads((PAGES / f"{name}.toml").read_text("utf-8"))
    body = (PAGES / f"{name}.html").read_bytes()
    url = expected["url"]
    at = datetime(2018, 4, 18, tzinfo=UTC)
    response = Response(url, url, 200, (("Content-Type", "text/html"),), body, 0.1, at)
    return Page(response, expected["today"]), expected


def local(page: Page, url: str) -> str:
    """An address of the page's own host as path and query."""
    here, there = urlsplit(page.url), urlsplit(url)
    return url.partition(here.netloc)[2] if there.netloc == here.netloc else url


def names_with(key: str) -> list[str]:
    return [name for name in NAMES if f"\n{key} = " in (PAGES / f"{name}.toml").read_text("utf-8")]


@pytest.mark.parametrize("name", names_with("state"))
def test_the_list_of_a_column_page_is_read_exactly(name: str) -> None:
    page, expected = load(name)
    listing = page.listing(expected["column"])
    assert listing.state == expected["state"], listing.reason
    found = [[item.title, local(page, item.url), str(item.date or "")] for item in listing.items]
    if expected["state"] == "listed":
        assert found == expected["items"]
    if expected["state"] in ("remote", "empty"):
        assert found == []
        assert listing.reason


@pytest.mark.parametrize("name", names_with("next_count"))
def test_the_further_pages_come_in_reading_order(name: str) -> None:
    page, expected = load(name)
    pages = [local(page, url) for url in page.listing(expected["column"]).next_pages]
    assert len(pages) == expected["next_count"], pages
    if pages:
        assert (pages[0], pages[-1]) == (expected["next_first"], expected["next_last"])


@pytest.mark.parametrize("name", names_with("columns"))
def test_the_columns_of_a_page_are_those_and_no_others(name: str) -> None:
    page, expected = load(name)
    found = page.columns(home=expected.get("home", False))
    assert sorted([link.name, local(page, link.url), link.kind.value] for link in found) == sorted(
        expected["columns"]
    )


@pytest.mark.parametrize("name", names_with("marks"))
def test_the_marks_of_a_page_are_those_and_no_others(name: str) -> None:
    page, expected = load(name)
    found = {(mark.kind.value, mark.value) for mark in page.marks}
    assert found == {(kind, value) for kind, value in expected["marks"]}


@pytest.mark.parametrize("name", names_with("date"))
def test_the_publication_date_of_an_article_is_read_or_left_open(name: str) -> None:
    page, expected = load(name)
    reading = page.date
    if not expected["date"]:
        assert reading is None
    else:
        assert reading is not None
        assert (reading.day, reading.rule) == (date.fromisoformat(expected["date"]), expected["rule"])
        assert 0 < reading.confidence <= 1


@pytest.mark.parametrize("name", names_with("trail"))
def test_the_breadcrumb_names_the_columns_above(name: str) -> None:
    page, expected = load(name)
    assert list(page.trail) == expected["trail"]


@pytest.mark.parametrize("name", [*names_with("videos"), *names_with("attachments")])
def test_players_and_attachments_are_counted(name: str) -> None:
    page, expected = load(name)
    assert page.videos == expected.get("videos", 0)
    assert len(page.attachments) == expected.get("attachments", 0)


@pytest.mark.parametrize("share", [0.25, 0.5, 0.8])
def test_a_page_that_was_cut_off_is_still_seen_without_an_exception(share: float) -> None:
    for name in NAMES:
        body = (PAGES / f"{name}.html").read_bytes()
        url = "http://www.x.gov.cn/a/index.html"
        at = datetime(2018, 4, 18, tzinfo=UTC)
        page = Page(Response(url, url, 200, (), body[: int(len(body) * share)], 0.1, at), date(2018, 4, 18))
        page.listing("通知公告")
        assert page.columns(home=True) is not None
        assert (page.links, page.marks, page.parts, page.frames, page.tags, page.dated_items) is not None
        assert page.looks_like
        assert page.text_length >= 0


def test_records_that_never_end_cost_no_more_than_others() -> None:
    url = "http://www.x.gov.cn/col/col1/index.html"
    body = b"<record><![CDATA[" * 20_000  # took a minute when every record looked for its end
    page = Page(Response(url, url, 200, (), body, 0.1, datetime(2018, 4, 18, tzinfo=UTC)), date(2018, 4, 18))
    assert page.listing().items == ()
