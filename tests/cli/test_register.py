"""`mingcha register`: what lands in the store, in the file of errors, on the screen, in the exit code."""

import csv
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.registry.sheets import ARCHIVES, OFFICE, SCIENCE, csv_file, xlsx_file

from mingcha.cli.main import main
from mingcha.registry import read_register


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


def register(home: Path, *words: str) -> int:
    return main(["register", *words, "--home", str(home)])


def exported(home: Path, folder: Path) -> list[str]:
    assert register(home, "export", str(folder / "out.csv")) == 0
    return [unit.short_name for unit in read_register(folder / "out.csv").register.units]


def test_a_good_file_is_imported_and_exported_again(home: Path, tmp_path: Path) -> None:
    path = csv_file(tmp_path, OFFICE, SCIENCE, ARCHIVES)
    assert register(home, "import", str(path)) == 0
    assert exported(home, tmp_path) == ["市政府办", "市科技局", "市档案局"]
    assert read_register(tmp_path / "out.csv").register == read_register(path).register
    assert not (tmp_path / "register.csv.rejected.csv").exists()


def test_good_rows_go_in_and_bad_rows_go_beside_the_file(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = csv_file(tmp_path, OFFICE, SCIENCE | {"首页网址": "=1+1"}, ARCHIVES)
    assert register(home, "import", str(path)) == 2
    told = capsys.readouterr()
    assert "新增单位 2 个、网站 1 个" in told.out
    assert "有误 1 行" in told.out
    assert "第 3 行 首页网址“=1+1”：应为" in told.err
    assert "register.csv.rejected.csv" in told.err
    with (tmp_path / "register.csv.rejected.csv").open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.reader(lines))
    assert rows[0] == ["行号", "字段", "值", "应为"]
    assert rows[1][:3] == ["3", "首页网址", "'=1+1"]
    assert exported(home, tmp_path) == ["市政府办", "市档案局"]


def test_the_file_of_errors_goes_when_they_are_corrected(home: Path, tmp_path: Path) -> None:
    register(home, "import", str(csv_file(tmp_path, OFFICE, SCIENCE | {"排序": "x"})))
    assert (tmp_path / "register.csv.rejected.csv").exists()
    assert register(home, "import", str(csv_file(tmp_path, OFFICE, SCIENCE))) == 0
    assert not (tmp_path / "register.csv.rejected.csv").exists()


def test_corrected_rows_alone_may_be_imported_later(home: Path, tmp_path: Path) -> None:
    register(home, "import", str(csv_file(tmp_path, OFFICE, SCIENCE | {"排序": "x"})))
    assert register(home, "import", str(csv_file(tmp_path, SCIENCE))) == 0
    assert exported(home, tmp_path) == ["市政府办", "市科技局"]


def test_a_dry_run_writes_nothing_at_all(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = csv_file(tmp_path, OFFICE, SCIENCE | {"排序": "x"})
    assert register(home, "import", str(path), "--dry-run") == 2
    assert "预览（未写入）：新增单位 1 个、网站 1 个" in capsys.readouterr().out
    assert [entry.name for entry in tmp_path.iterdir()] == ["register.csv"]


def test_a_dry_run_shows_each_change_against_the_store(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    register(home, "import", str(csv_file(tmp_path, OFFICE, SCIENCE)))
    capsys.readouterr()
    path = csv_file(tmp_path, SCIENCE | {"网站名称": "科技云川", "状态": "永久下线"})
    assert register(home, "import", str(path), "--dry-run") == 0
    told = capsys.readouterr().out
    assert "第 2 行 科技云川 网站名称：云川科技 → 科技云川" in told
    assert "关停：科技云川" in told
    assert "另有 1 个单位、1 个网站不在文件中，保持不变" in told
    exported(home, tmp_path)
    names = [site.name for site in read_register(tmp_path / "out.csv").register.sites]
    assert names == ["中国·云川", "云川科技"]


def test_json_says_the_same(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = csv_file(tmp_path, OFFICE, SCIENCE | {"排序": "x"})
    assert register(home, "import", str(path), "--format", "json") == 2
    told = json.loads(capsys.readouterr().out)
    assert told["new_units"] == ["市政府办"]
    assert [(row["row"], row["field"], row["value"]) for row in told["rejected"]] == [(3, "排序", "x")]
    assert told["rejected_file"] == str(tmp_path / "register.csv.rejected.csv")


def test_a_file_without_a_needed_column_writes_nothing(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = csv_file(tmp_path, OFFICE, columns=["单位编码", "单位名称"])
    assert register(home, "import", str(path)) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert not home.exists()
    assert [entry.name for entry in tmp_path.iterdir()] == ["register.csv"]


def test_a_file_with_a_header_alone_is_refused(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert register(home, "import", str(csv_file(tmp_path))) == 2
    assert "没有任何行" in capsys.readouterr().err


def test_an_unreadable_workbook_is_one_sentence(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = xlsx_file(tmp_path, ["x"])
    path.write_bytes(path.read_bytes()[:300])
    assert register(home, "import", str(path)) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert not home.exists()


def test_where_the_errors_cannot_be_written_nothing_is_imported(home: Path, tmp_path: Path) -> None:
    path = csv_file(tmp_path, OFFICE, SCIENCE | {"排序": "x"})
    (tmp_path / "register.csv.rejected.csv").mkdir()
    assert register(home, "import", str(path)) == 3
    assert sorted(entry.name for entry in tmp_path.iterdir()) == [
        "home",
        "register.csv",
        "register.csv.rejected.csv",
    ]
    assert register(home, "import", str(csv_file(tmp_path, OFFICE))) == 3
    assert exported(home, tmp_path) == []


def test_export_without_a_register_says_what_to_do_first(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert register(home, "export", str(tmp_path / "out.csv")) == 2
    assert "mingcha register import" in capsys.readouterr().err
    assert not home.exists()


def test_export_to_gb18030_reads_back(home: Path, tmp_path: Path) -> None:
    path = csv_file(tmp_path, OFFICE, SCIENCE)
    register(home, "import", str(path))
    assert register(home, "export", str(tmp_path / "gb.csv"), "--encoding", "gb18030") == 0
    assert "单位编码".encode("gb18030") in (tmp_path / "gb.csv").read_bytes()
    assert read_register(tmp_path / "gb.csv").register == read_register(path).register


def test_an_unknown_setting_stops_the_import_and_names_itself(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MINGCHA_DATABSE", "x")
    assert register(home, "import", str(csv_file(tmp_path, OFFICE))) == 2
    assert "MINGCHA_DATABSE" in capsys.readouterr().err
    assert not home.exists()


def test_a_home_that_cannot_be_made_is_exit_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")
    assert register(tmp_path / "file" / "home", "import", str(csv_file(tmp_path, OFFICE))) == 3
    assert "--home" in capsys.readouterr().err


def test_migrate_makes_and_keeps_a_store(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["migrate", "--home", str(home)]) == 0
    assert "0001_register" in capsys.readouterr().out
    assert main(["migrate", "--home", str(home)]) == 0
    assert "已是最新" in capsys.readouterr().out
