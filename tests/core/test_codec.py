"""Frozen values survive the way to JSON and back."""

import json
from datetime import date, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from mingcha.core.codec import from_plain, to_plain
from mingcha.core.fetch import FailureKind, FetchFailure
from mingcha.core.page import (
    Column,
    ColumnKind,
    DateReading,
    Item,
    ListState,
    Mark,
    MarkKind,
    MarkPlace,
    PageFacts,
    PageKind,
)
from mingcha.core.unit import Site, SiteStatus
from mingcha.core.view import BrokenLink, Probe, SiteView

CHINA = timezone(timedelta(hours=8))
words = st.text(max_size=12)
days = st.dates()
moments = st.datetimes(timezones=st.just(CHINA))
counts = st.integers(0, 10**6)
evidence = st.none() | st.just("sha256:ab")

items = st.builds(
    Item, words, words, st.none() | days, st.sampled_from(["list", "article", "none", "unread"])
)
columns = st.builds(
    Column,
    words,
    words,
    st.sampled_from(ColumnKind),
    st.sampled_from(ListState),
    st.lists(items, max_size=3).map(tuple),
    st.lists(words, max_size=2).map(tuple),
    counts,
    st.booleans(),
    st.booleans(),
    words,
    evidence,
    st.none() | moments,
)
marks = st.builds(Mark, st.sampled_from(MarkKind), words, words, words, st.sampled_from(MarkPlace), words)
pages = st.builds(
    PageFacts,
    words,
    st.sampled_from(PageKind),
    words,
    st.lists(st.tuples(words, words), max_size=3).map(tuple),
    st.none() | st.builds(DateReading, days, words, words, st.floats(0, 1)),
    st.lists(marks, max_size=2).map(tuple),
    counts,
    counts,
    counts,
    st.none() | words,
    words,
    evidence,
    st.none() | moments,
)
failures = st.builds(
    FetchFailure,
    words,
    st.sampled_from(FailureKind),
    words,
    moments,
    st.none() | st.integers(100, 599),
    st.floats(0, 60),
    st.integers(1, 3),
    evidence,
)
sites = st.builds(
    Site,
    words,
    st.just("http://slj.yunchuan.gov.cn/"),
    alias_hosts=st.lists(words, max_size=2).map(tuple),
    status=st.sampled_from(SiteStatus),
    merge_by=st.none() | days,
)
views = st.builds(
    SiteView,
    sites,
    moments,
    home=st.none() | pages,
    home_failure=st.none() | failures,
    doorway=st.booleans(),
    marks=st.lists(marks, max_size=2).map(tuple),
    columns=st.lists(columns, max_size=2).map(tuple),
    pages=st.lists(pages, max_size=2).map(tuple),
    broken_links=st.lists(
        st.builds(BrokenLink, words, words, words, st.booleans(), counts, words, failures, evidence),
        max_size=2,
    ).map(tuple),
    probes=st.lists(st.builds(Probe, moments, st.booleans(), st.floats(0, 60)), max_size=2).map(tuple),
)


@given(views)
def test_a_view_comes_back_as_it_went(view: SiteView) -> None:
    stored = json.dumps(to_plain(view))
    assert from_plain(SiteView, json.loads(stored)) == view


def test_what_equals_its_default_is_left_out() -> None:
    assert to_plain(Item("甲", "http://a/")) == {"title": "甲", "url": "http://a/"}
    assert to_plain(Item("甲", "http://a/", date(2018, 4, 18), "none")) == {
        "title": "甲",
        "url": "http://a/",
        "date": "2018-04-18",
        "dated_by": "none",
    }


def test_data_stored_before_a_field_was_added_is_read() -> None:
    read = from_plain(Probe, {"at": "2018-04-18T10:00:00+08:00", "ok": True, "seconds": 0.5})
    assert read == Probe(datetime(2018, 4, 18, 10, tzinfo=CHINA), True, 0.5)
