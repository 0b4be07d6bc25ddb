"""`mingcha demo`: the shipped cities give exactly what is expected of them."""

import json
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from mingcha.cli.main import main
from mingcha.worlds import world_folder

pytestmark = pytest.mark.needs("fonts")

DUTY_RULES = frozenset(("late_annual_report", "missing_mirror", "late_feedback", "late_error_reply"))


def replayed(world: str | Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The result of a replay."""
    monkeypatch.setenv("MINGCHA_HOME", str(out / "home"))
    assert main(["demo", "--world", str(world), "--once", "--out", str(out / "out")]) == 0
    found = json.loads((out / "out" / "result.json").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def expected(name: str) -> dict[str, Any]:
    folder = world_folder(name)
    assert folder is not None
    found = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def rows(found: list[dict[str, Any]]) -> Counter[tuple[str | None, str]]:
    return Counter((row["host"], row["rule"]) for row in found)


@pytest.fixture(scope="module")
def linyi(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    with pytest.MonkeyPatch.context() as patch:
        return replayed("linyi-2018q1", tmp_path_factory.mktemp("linyi"), patch)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    with pytest.MonkeyPatch.context() as patch:
        return replayed("sample", tmp_path_factory.mktemp("sample"), patch)


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


def test_a_site_that_is_down_moves_its_unit_to_cant_tell_and_never_to_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = world_folder("linyi-2018q1")
    assert folder is not None
    copy = tmp_path / "world"
    shutil.copytree(folder, copy)
    serve = copy / "sites" / "keji.zhanwei.gov.cn" / "_serve.toml"
    serve.write_text('["*"]\ndrop = true\n', encoding="utf-8")
    duty = replayed(copy, tmp_path, monkeypatch)["duties"]["annual_report"]
    assert duty["cant_tell"] == ["市科技局"]
    assert "市科技局" not in duty["missing"]


@pytest.mark.parametrize("part", ["faults", "suspects", "not_checked"])
def test_every_planted_fault_of_the_sample_city_is_found_and_nothing_else(
    sample: dict[str, Any], part: str
) -> None:
    wanted, found = rows(expected("sample")[part]), rows(sample[part])
    assert (sorted((wanted - found).elements(), key=str), sorted((found - wanted).elements(), key=str)) == (
        [],
        [],
    )


@pytest.mark.parametrize("part", ["duties", "orders", "messages"])
def test_the_duties_of_the_sample_city_stand_as_planted(sample: dict[str, Any], part: str) -> None:
    assert sample[part] == expected("sample")[part]


def test_the_faults_of_the_sample_city_are_on_the_pages_where_they_were_planted(
    sample: dict[str, Any],
) -> None:
    seen = {(row["host"], row["rule"], row["url"]) for row in sample["faults"]}
    planted = [row for row in expected("sample")["faults"] if row.get("url")]
    assert [row for row in planted if (row["host"], row["rule"], row["url"]) not in seen] == []


def test_the_broken_links_of_the_sample_city_lead_where_they_were_planted(sample: dict[str, Any]) -> None:
    seen = {row["target"] for row in sample["faults"] if row["rule"] == "dead_link"}
    planted = {row["target"] for row in expected("sample")["faults"] if row["rule"] == "dead_link"}
    assert seen == planted


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
