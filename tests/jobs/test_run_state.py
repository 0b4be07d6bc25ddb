"""A run that was stopped is taken up; one that ended is not."""

from datetime import datetime
from pathlib import Path

from mingcha.core.clock import CHINA
from mingcha.jobs.run_state import FILE, RunState

NOON = datetime(2018, 4, 18, 12, tzinfo=CHINA)
LATER = datetime(2018, 4, 18, 13, tzinfo=CHINA)
SITES = ["http://a.gov.cn/", "http://b.gov.cn/"]


def test_a_run_that_did_not_end_is_taken_up_whatever_the_order_of_its_sites(tmp_path: Path) -> None:
    first = RunState.begin(tmp_path, SITES, NOON)
    again = RunState.begin(tmp_path, SITES[::-1], LATER)
    assert (first.resumed, again.resumed, again.run) == (False, True, first.run)


def test_a_run_that_ended_is_followed_by_a_new_one(tmp_path: Path) -> None:
    first = RunState.begin(tmp_path, SITES, NOON)
    first.finish()
    again = RunState.begin(tmp_path, SITES, LATER)
    assert not again.resumed
    assert again.run != first.run


def test_other_sites_are_another_run(tmp_path: Path) -> None:
    RunState.begin(tmp_path, SITES, NOON)
    assert not RunState.begin(tmp_path, SITES[:1], LATER).resumed


def test_a_torn_state_file_begins_a_new_run(tmp_path: Path) -> None:
    RunState.begin(tmp_path, SITES, NOON)
    (tmp_path / FILE).write_text('{"run": "2018', encoding="utf-8")
    assert not RunState.begin(tmp_path, SITES, LATER).resumed
