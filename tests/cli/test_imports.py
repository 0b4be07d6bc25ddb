"""`mingcha import`: holidays into the home, messages into the ledger."""

import os
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from tests.registry.sheets import OFFICE, SCIENCE, csv_file

from mingcha import calendars
from mingcha.cli.calendars import home_calendar
from mingcha.cli.main import main
from mingcha.core.clock import CHINA, end_of_day

HEADER = "编号,收到时间,网站标识码,网址,内容,类型,答复时间,答复内容\n"


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
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def bring(home: Path, kind: str, path: Path) -> int:
    return main(["import", kind, str(path), "--home", str(home)])


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "in.csv"
    path.write_text(text, encoding=encoding)
    return path


def test_an_unknown_kind_is_refused_with_the_kinds_there_are(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bring(home, "scores", tmp_path / "x") == 2
    assert "accounts、activities、calendar、messages" in capsys.readouterr().err


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_new_year_is_known_after_its_import(home: Path, tmp_path: Path, encoding: str) -> None:
    assert home_calendar(home) == calendars.shipped()
    text = "日期,类别,说明\n2027-01-01,放假,元旦\n2027-01-02,放假,元旦\n2027-01-03,上班,元旦调休\n"
    assert bring(home, "calendar", written(tmp_path, text, encoding)) == 0
    calendar = home_calendar(home)
    assert not calendar.is_workday(date(2027, 1, 1))
    assert calendar.is_workday(date(2027, 1, 3))
    assert calendar.work[date(2027, 1, 3)] == "元旦调休"
    assert calendar.is_workday(date(2018, 5, 2))


def test_a_few_days_do_not_replace_a_whole_year(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, "date,kind,reason\n2026-12-31,off,元旦\n2027-01-01,off,元旦\n")
    assert bring(home, "calendar", path) == 2
    assert "2026 年" in capsys.readouterr().err
    assert home_calendar(home) == calendars.shipped()


def test_a_bad_day_imports_nothing(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, "date,kind,reason\n2027-01-01,off,元旦\n2027-02-30,off,?\n")
    assert bring(home, "calendar", path) == 2
    assert "第 3 行" in capsys.readouterr().err
    assert not home.exists()


def test_messages_come_with_their_replies(home: Path, tmp_path: Path) -> None:
    main(["register", "import", str(csv_file(tmp_path, OFFICE, SCIENCE)), "--home", str(home)])
    text = HEADER + (
        "M1,2018-03-01 09:30,3713000005,,链接打不开,找错,2018-03-02 8:05,已修复\n"
        "M2,2018/3/5,,http://www.yunchuan.gov.cn/a.html,几时办,复杂咨询,,\n"
        "M3,2018-03-06 23:59,3713000001,,错字,网民找错,2018-03-08,已改\n"
    )
    for _ in range(2):  # the second time nothing is new
        assert bring(home, "messages", written(tmp_path, text)) == 0
    from mingcha.web.selectors.ledger import ledger_until

    ledger = ledger_until(datetime.now(CHINA))
    received = [
        (row.id, f"{row.at:%m-%d %H:%M}", row.about, row.complex) for row in in_china(ledger.messages)
    ]
    assert received == [
        ("M1", "03-01 09:30", "error_report", False),
        ("M2", "03-05 00:00", "consultation", True),
        ("M3", "03-06 23:59", "error_report", False),
    ]
    answered = [(row.message, f"{row.at:%m-%d %H:%M}", row.text) for row in in_china(ledger.replies)]
    assert answered == [("M1", "03-02 08:05", "已修复"), ("M3", "03-08 23:59", "已改")]


def test_a_message_about_an_unknown_site_is_rejected(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["register", "import", str(csv_file(tmp_path, OFFICE)), "--home", str(home)])
    text = HEADER + (
        "M1,2018-03-01,3713000099,,x,找错,,\n"
        "M2,2018-03-01,,http://elsewhere.cn/,x,找错,,\n"
        "M3,2018-03-03,3713000001,,x,找错,2018-03-02,早\n"
        "M4,2018-03-03,3713000001,,x,投诉,,\n"
        "M5,昨天,3713000001,,x,找错,,\n"
        "M6,2018-03-03,3713000001,,x,找错,,答而无时\n"
        "M7,2018-03-03,3713000001,,x,找错,,\n"
        "M7,2018-03-04,3713000001,,y,找错,,\n"
        "M8,2018-03-03,3713000001,,x,,,\n"
        "M9,2081-03-03,3713000001,,x,找错,,\n"
    )
    path = written(tmp_path, text)
    assert bring(home, "messages", path) == 2
    rejected = (tmp_path / "in.csv.rejected.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
    assert [line.split(",")[:2] for line in rejected] == [
        ["2", "网站标识码"],
        ["3", "网址"],
        ["4", "答复时间"],
        ["5", "类型"],
        ["6", "收到时间"],
        ["7", "答复时间"],
        ["9", "编号"],
        ["10", "类型"],
        ["11", "收到时间"],
    ]
    assert "新增 1 条" in capsys.readouterr().out


def test_a_reply_may_come_later_and_a_recorded_message_never_changes(home: Path, tmp_path: Path) -> None:
    main(["register", "import", str(csv_file(tmp_path, OFFICE)), "--home", str(home)])
    row = "M1,2018-03-01 09:30,3713000001,,打不开,找错,{},{}\n"
    assert bring(home, "messages", written(tmp_path, HEADER + row.format("", ""))) == 0
    assert bring(home, "messages", written(tmp_path, HEADER + row.format("2018-03-02", "已修复"))) == 0
    changed = row.format("", "").replace("打不开", "能打开")
    assert bring(home, "messages", written(tmp_path, HEADER + changed)) == 2
    from mingcha.web.selectors.ledger import ledger_until

    ledger = ledger_until(datetime.now(CHINA))
    assert [row.text for row in ledger.messages] == ["打不开"]
    assert [row.text for row in ledger.replies] == ["已修复"]


def test_what_an_office_enters_today_was_not_known_on_the_day_it_is_about(home: Path, tmp_path: Path) -> None:
    main(["register", "import", str(csv_file(tmp_path, OFFICE)), "--home", str(home)])
    text = HEADER + "M1,2018-03-01 09:30,3713000001,,打不开,找错,2018-03-02,已修复\n"
    assert bring(home, "messages", written(tmp_path, text)) == 0
    from mingcha.web.selectors.ledger import ledger_until

    then, now = (ledger_until(at) for at in (end_of_day(date(2018, 12, 31)), datetime.now(CHINA)))
    assert (then.messages, then.replies) == ((), ())
    assert (len(now.messages), len(now.replies)) == (1, 1)


def test_messages_before_a_register_are_refused(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bring(home, "messages", written(tmp_path, HEADER)) == 2
    assert "mingcha register import" in capsys.readouterr().err
    assert not home.exists()


def in_china(rows: tuple) -> list:  # type: ignore[type-arg]
    from dataclasses import replace

    from mingcha.core.clock import CHINA

    return [replace(row, at=row.at.astimezone(CHINA)) for row in rows]
