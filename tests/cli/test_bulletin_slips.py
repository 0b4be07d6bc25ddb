"""`mingcha bulletin slips PERIOD` from the store: whom it writes to, and with which pictures."""

import json
import zipfile
from pathlib import Path

import pytest
from tests.cli.conftest import Said

from mingcha.cli.home import instant

pytestmark = pytest.mark.needs("fonts")

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8cf"
    "c0f01f0005000201a75e5b5c0000000049454e44ae426082"
)


def slips(said: Said, city: Path, *words: str) -> dict[str, list[str]]:
    out = str(city / "told")
    told = said("bulletin", "slips", *words, "--out", out, "--home", str(city), "--format", "json")
    found: dict[str, list[str]] = json.loads(told)
    return found


def test_a_notice_goes_to_every_unit_that_has_a_fault_in_the_period(city: Path, said: Said) -> None:
    from mingcha.web.selectors.quarters import quarter_at, run_of_period

    known = instant("2018-04-18")
    quarter = quarter_at(run_of_period("2018Q1", known), known, "2018Q1")
    named = {row.unit.short_name for row in quarter.judged if row.unit and row.verdict.faults}
    assert named
    told = slips(said, city, "2018Q1", "--as-of", "2018-04-18", "--no-pictures")
    assert {Path(path).stem.partition("-")[2] for path in told["notices"]} == named


def test_a_picture_that_a_person_handed_in_stands_in_the_units_notice(
    city: Path, said: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mingcha.cli.bulletin_slips.browser", lambda: None)
    shot = tmp_path / "shot.png"
    shot.write_bytes(PIXEL)
    before = [zipfile.ZipFile(path).namelist() for path in slips(said, city, "2018Q3")["notices"]]
    assert not any("media" in name for names in before for name in names)
    words = ("--unit", "市文化局", "--title", "首页有错别字", "--words", "错别字", "--picture", str(shot))
    said(
        "finding",
        "add",
        *words,
        "--period",
        "2018Q3",
        "--rule",
        "dead_link",
        "--home",
        str(city),
        "--by",
        "甲",
    )
    notices = slips(said, city, "2018Q3")["notices"]
    mine = next(path for path in notices if path.endswith("市文化局.docx"))
    assert any("media" in name for name in zipfile.ZipFile(mine).namelist())
