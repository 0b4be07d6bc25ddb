"""Frozen values survive the way to JSON and back."""

import json
from datetime import date, datetime

from hypothesis import given, settings
from tests.core.strategies import CHINA, views

from mingcha.core.codec import from_plain, to_plain
from mingcha.core.page import Item
from mingcha.core.view import Probe, SiteView


@settings(max_examples=30, deadline=None)
@given(views())
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
