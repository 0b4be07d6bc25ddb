"""`mingcha import accounts`: lists of new-media accounts, and what was known of them at an instant."""

import os
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from tests.registry.sheets import OFFICE, SCIENCE, csv_file

from mingcha.cli.main import main
from mingcha.core.clock import CHINA
from mingcha.core.unit import Account, Register, Unit, UnitKind
from mingcha.registry.accounts import read_accounts

HEADER = "平台,名称,单位编码,最近更新,状态\n"
NOW = datetime(2018, 4, 18, 18, tzinfo=CHINA)
REGISTER = Register((Unit("001", "云川市水利局", "市水利局", UnitKind.DEPARTMENT),))


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


def written(folder: Path, rows: str, encoding: str = "utf-8") -> Path:
    path = folder / "accounts.csv"
    path.write_text(HEADER + rows, encoding=encoding)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_accounts_are_read_as_the_office_wrote_them(tmp_path: Path, encoding: str) -> None:
    rows = "微信,云川水利,001,2018-04-10,正常\n微博,云川水利,001,2018/4/1 09:30,\n抖音,水润云川,001,,停更\n"
    file = read_accounts(written(tmp_path, rows, encoding), REGISTER, NOW)
    assert file.rejects == ()
    assert file.accounts == (
        Account("微信", "云川水利", "001", date(2018, 4, 10), "正常"),
        Account("微博", "云川水利", "001", date(2018, 4, 1), ""),
        Account("抖音", "水润云川", "001", None, "停更"),
    )


def test_a_bad_row_is_rejected_with_its_field_and_the_good_ones_stay(tmp_path: Path) -> None:
    rows = (
        "微信,甲,002,2018-04-10,正常\n"
        ",乙,001,2018-04-10,正常\n"
        "微信,,001,2018-04-10,正常\n"
        "微信,丁,001,四月十日,正常\n"
        "微信,戊,001,2018-04-19,正常\n"
        "微信,己,001,2018-04-18,正常\n"
        "微信,己,001,2018-04-01,正常\n"
    )
    file = read_accounts(written(tmp_path, rows), REGISTER, NOW)
    assert [(reject.row, reject.field) for reject in file.rejects] == [
        (2, "单位编码"),
        (3, "平台"),
        (4, "名称"),
        (5, "最近更新"),
        (6, "最近更新"),
        (8, "名称"),
    ]
    assert [account.name for account in file.accounts] == ["己"]


def test_an_import_is_kept_and_a_second_one_brings_nothing_new(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "home"
    main(["register", "import", str(csv_file(tmp_path, OFFICE, SCIENCE)), "--home", str(home)])
    path = written(tmp_path, "微信,云川科技,371300005,2018-04-10,正常\n微信,无主,371300099,2018-04-10,正常\n")
    capsys.readouterr()
    assert main(["import", "accounts", str(path), "--home", str(home)]) == 2
    assert "新增或有变化 1 个" in capsys.readouterr().out
    assert main(["import", "accounts", str(path), "--home", str(home)]) == 2
    assert "新增或有变化 0 个" in capsys.readouterr().out
    assert "单位编码" in (tmp_path / "accounts.csv.rejected.csv").read_text(encoding="utf-8-sig")


def test_what_was_known_at_an_instant_stays_what_it_was(tmp_path: Path) -> None:
    home = tmp_path / "home"
    main(["register", "import", str(csv_file(tmp_path, OFFICE, SCIENCE)), "--home", str(home)])
    from mingcha.web.selectors.accounts import accounts_until
    from mingcha.web.services.accounts import record_accounts

    first = Account("微信", "云川科技", "371300005", date(2018, 4, 1), "正常")
    other = Account("微博", "云川发布", "371300", date(2018, 4, 17), "正常")
    later = Account("微信", "云川科技", "371300005", date(2018, 4, 20), "正常")
    record_accounts(accounts=[first, other], at=NOW)
    record_accounts(accounts=[later], at=NOW + timedelta(days=3))
    assert accounts_until(NOW - timedelta(seconds=1)) == ()
    assert accounts_until(NOW) == (first, other)
    assert accounts_until(NOW + timedelta(days=3)) == (later, other)


def test_accounts_before_a_register_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = tmp_path / "home"
    assert main(["import", "accounts", str(written(tmp_path, "")), "--home", str(home)]) == 2
    assert "mingcha register import" in capsys.readouterr().err
    assert not home.exists()
