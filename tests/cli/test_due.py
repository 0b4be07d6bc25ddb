"""`mingcha due`: every day of the count, and refusals that say what is right."""

import json
from pathlib import Path

import pytest

from mingcha.cli.main import main


@pytest.fixture(autouse=True)
def _speaks_chinese(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    monkeypatch.setenv("MINGCHA_HOME", str(tmp_path))


def test_every_day_is_listed_and_the_last_line_is_the_due_day(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["due", "2018-04-27", "2"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "2018-04-27 周五 不计 收到当日不计"
    assert lines[1].startswith("2018-04-28 周六 第1个工作日")
    assert lines[-2].startswith("2018-05-02 周三 第2个工作日")
    assert lines[-1] == "到期 2018-05-02"
    assert len(lines) == 7


def test_the_json_form_is_the_contracts(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["due", "2018-04-28", "2", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["from"], told["n"], told["due"]) == ("2018-04-28", 2, "2018-05-03")
    assert [day["date"] for day in told["days"] if day["counted"]] == ["2018-05-02", "2018-05-03"]
    assert set(told["days"][0]) == {"date", "counted", "reason"}


def test_the_last_line_is_the_same_in_english(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    main(["due", "2018-04-27", "2"])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("2018-04-27 Fri not counted")
    assert lines[-1] == "到期 2018-05-02"


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["2027-01-04", "2"], "没有2027年的节假日安排"),
        (["2026-12-31", "1"], "没有2027年的节假日安排"),
        (["2018-04-31", "2"], "日期“2018-04-31”无法识别"),
        (["昨天", "2"], "日期“昨天”无法识别"),
        (["2018-04-27", "0"], "工作日数“0”应为"),
        (["2018-04-27", "两"], "工作日数“两”应为"),
        (["2018-04-27", "1.5"], "工作日数“1.5”应为"),
    ],
)
def test_wrong_input_is_refused_with_the_value(
    words: list[str], complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["due", *words]) == 2
    told = capsys.readouterr()
    assert complaint in told.err
    assert told.out == ""


def test_a_year_imported_into_the_home_is_counted_with(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "calendar"
    folder.mkdir()
    (folder / "2027.csv").write_text("date,kind,reason\n2027-01-01,off,元旦\n", encoding="utf-8")
    assert main(["due", "2026-12-31", "1"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "到期 2027-01-04"
