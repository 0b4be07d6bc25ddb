"""`mingcha demo` on the notice's quarter; whole cities are compared in tests/world/test_replay.py."""

import json
from pathlib import Path
from typing import Any

import pytest

from mingcha.cli.main import main

pytestmark = pytest.mark.needs("fonts")

DUTY_RULES = frozenset(("late_annual_report", "missing_mirror", "late_feedback", "late_error_reply"))


def replayed(world: str | Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The result of a replay."""
    monkeypatch.setenv("MINGCHA_HOME", str(out / "home"))
    assert main(["demo", "--world", str(world), "--once", "--out", str(out / "out")]) == 0
    found = json.loads((out / "out" / "result.json").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


@pytest.fixture(scope="module")
def linyi(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    with pytest.MonkeyPatch.context() as patch:
        return replayed("linyi-2018q1", tmp_path_factory.mktemp("linyi"), patch)


def test_the_notice_names_the_five_units_without_an_annual_report(linyi: dict[str, Any]) -> None:
    duty = linyi["duties"]["annual_report"]
    assert sorted(duty["late"] + duty["missing"]) == sorted(
        ["市科技局", "市文广新局", "市物价局", "沂沭河水利管理局", "市房产局"]
    )
    assert duty["cant_tell"] == []


def test_the_notice_names_the_units_that_sent_no_feedback(linyi: dict[str, Any]) -> None:
    orders = linyi["orders"]
    assert orders["临政办函〔2018〕72号"]["missing"] == [
        *("市渔业局", "市林业局", "市统计局", "市供销社", "市中小企业局")
    ]
    assert sorted(orders["临政办函〔2018〕83号"]["missing"]) == sorted(["市水利局", "市旅发委", "市发改委"])
    assert [orders[number]["late"] for number in orders] == [[], []]


def test_the_notice_praises_eight_units(linyi: dict[str, Any]) -> None:
    assert sorted(linyi["orders"]["临政办函〔2018〕72号"]["praised"]) == sorted(
        ["蒙阴县", "沂南县", "临沭县", "罗庄区", "市地震局", "市规划局", "市民宗局", "临沂综保区管委会"]
    )


def test_one_unit_of_the_notice_is_both_praised_and_named(linyi: dict[str, Any]) -> None:
    assert linyi["bulletin"]["conflicts"] == [{"unit": "市发改委", "kind": "praised_and_named"}]


def test_no_site_of_a_real_unit_has_a_fault(linyi: dict[str, Any]) -> None:
    of_sites = [row for row in linyi["faults"] if row["rule"] not in DUTY_RULES]
    assert (of_sites, linyi["suspects"], linyi["not_checked"]) == ([], [], [])
    assert not any(row["rule"] == "missing_mirror" for row in linyi["faults"])


def test_the_bulletin_files_are_there(linyi: dict[str, Any]) -> None:
    for kind in ("docx", "pdf", "json"):
        assert Path(linyi["bulletin"][kind]).stat().st_size > 1000


def test_a_replay_refuses_a_folder_that_no_replay_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "work.txt").write_text("手工文件", encoding="utf-8")
    monkeypatch.setenv("MINGCHA_HOME", str(tmp_path))
    assert main(["demo", "--once"]) == 2
    assert str(tmp_path) in capsys.readouterr().err
    assert (tmp_path / "work.txt").exists()


def test_a_world_without_world_toml_is_wrong_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MINGCHA_HOME", str(tmp_path / "home"))
    assert main(["demo", "--world", str(tmp_path), "--once"]) == 2
    assert "world.toml" in capsys.readouterr().err
    assert not (tmp_path / "home").exists()
