"""`mingcha import activities` and `mingcha bulletin year`: from an office's list to the yearly tables."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.registry.sheets import OFFICE, SCIENCE, csv_file

from mingcha.cli.main import main

ROWS = """日期,类别,单位,网站标识码,名称,数量,人次,备注
2018-05-16,人员培训,,,培训班,,120,
2018-06-20,应急演练,市科技局,,网站应急演练,2,,
2018-07-01,在线访谈,,3713000005,局长访谈,,,
"""


@pytest.fixture(autouse=True)
def chinese_without_settings(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in [name for name in os.environ if name.startswith(("MINGCHA_", "LC_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    yield
    from django.conf import settings
    from django.db import connections

    if settings.configured:
        connections.close_all()


@pytest.fixture
def home(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A home with a register of two sites."""
    folder = tmp_path / "home"
    assert main(["register", "import", str(csv_file(tmp_path, OFFICE, SCIENCE)), "--home", str(folder)]) == 0
    capsys.readouterr()
    return folder


def bring(home: Path, text: str) -> int:
    path = home.parent / "活动.csv"
    path.write_text(text, encoding="utf-8")
    return main(["import", "activities", str(path), "--home", str(home)])


def test_activities_are_taken_once_however_often_they_are_handed_in(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bring(home, ROWS) == 0
    assert "活动 3 项，新增 3 项" in capsys.readouterr().out
    more = ROWS + "2018-05-16,人员培训,,,培训班,,120,\n"
    assert bring(home, more) == 0
    assert "活动 4 项，新增 1 项" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("2018-06-31,人员培训,,,,,,", "日期“2018-06-31”：应为真实存在的日期"),
        ("2099-06-30,人员培训,,,,,,", "日期“2099-06-30”：应为不晚于今天"),
        ("2018-06-30,团建,,,,,,", "类别“团建”：应为人员培训 ·"),
        ("2018-06-30,人员培训,市粮食局,,,,,", "单位“市粮食局”：应为登记中有的单位简称"),
        ("2018-06-30,应急演练,,3713000099,,,,", "网站标识码“3713000099”：应为登记中有的"),
        ("2018-06-30,应急演练,,,,,,", "单位“”：应为“应急演练”是哪个单位或网站的"),
        ("2018-06-30,人员培训,,,,两,,", "数量“两”：应为"),
    ],
)
def test_a_wrong_row_is_told_and_the_good_ones_are_taken(
    home: Path, capsys: pytest.CaptureFixture[str], row: str, told: str
) -> None:
    assert bring(home, ROWS + row + "\n") == 2
    shown = capsys.readouterr()
    assert told in shown.err
    assert "新增 3 项" in shown.out
    assert (home.parent / "活动.csv.rejected.csv").exists()


def test_the_tables_are_written_with_what_is_known_and_gaps_told(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bring(home, ROWS)
    capsys.readouterr()
    out = home / "报表"
    words = ["bulletin", "year", "2018", "--out", str(out), "--home", str(home), "--format", "json"]
    assert main(words) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["sites"] == 2
    gaps = {(row["table"], row["entry"]) for row in told["gaps"]}
    assert ("云川科技", "应急演练次数") not in gaps
    assert ("中国·云川", "应急演练次数") in gaps
    assert ("云川科技", "在线访谈期数") not in gaps
    assert ("（填报单位）", "培训次数") not in gaps
    assert {path.name for path in out.rglob("*.*")} == {
        "supervision-2018.docx",
        "supervision-2018.xlsx",
        "work-2018.xlsx",
        "3713000001.docx",
        "3713000005.docx",
    }


def test_a_year_that_is_none_is_refused(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bulletin", "year", "2018Q1", "--out", str(home / "x"), "--home", str(home)]) == 2
    assert "年份“2018Q1”无法识别，请写成 2018" in capsys.readouterr().err
