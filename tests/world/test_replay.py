"""The main job on whole cities: what was planted comes out, and a site that is down is never 'missing'."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from tests.world.expectations import differences
from tools.sample_world import lanjiang, sample
from tools.sample_world.sample_turn import TURNS

from mingcha.worlds import world_folder


def replay(world: str, folder: Path) -> dict[str, Any]:
    """The result.json of `mingcha demo --once` over a world."""
    command = [
        sys.executable,
        "-m",
        "mingcha",
        "demo",
        "--once",
        "--world",
        world,
        "--out",
        str(folder / "out"),
    ]
    subprocess.run(
        command,
        check=True,
        capture_output=True,
        timeout=120,
        env={**os.environ, "MINGCHA_HOME": str(folder / "home"), "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    result: dict[str, Any] = json.loads((folder / "out" / "result.json").read_bytes())
    return result


def expected_of(folder: Path | None) -> dict[str, Any]:
    assert folder is not None
    expected: dict[str, Any] = json.loads((folder / "expected.json").read_bytes())
    return expected


@pytest.mark.parametrize("name", ["linyi-2018q1", "sample", "sample-2019"])
def test_a_shipped_city_gives_exactly_what_it_expects(name: str, tmp_path: Path) -> None:
    assert differences(replay(name, tmp_path), expected_of(world_folder(name))) == []


@pytest.mark.parametrize("city", [sample, lanjiang], ids=["sample", "sample-2019"])
@pytest.mark.parametrize(
    "turn", [3, *(pytest.param(n, marks=pytest.mark.slow) for n in range(1, TURNS) if n != 3)]
)
def test_the_city_in_other_clothes_gives_the_same(city: ModuleType, turn: int, tmp_path: Path) -> None:
    city.write(tmp_path / "world", turn)
    assert differences(replay(str(tmp_path / "world"), tmp_path), expected_of(tmp_path / "world")) == []


@pytest.mark.parametrize("how", ["removed", "silent", "broken", "blocked"])
def test_a_late_unit_whose_site_is_down_is_not_called_missing(how: str, tmp_path: Path) -> None:
    folder = world_folder("linyi-2018q1")
    assert folder is not None
    shutil.copytree(folder, tmp_path / "world")
    site = tmp_path / "world" / "sites" / "keji.zhanwei.gov.cn"
    table = {"silent": "drop = true", "broken": "status = 503", "blocked": "status = 403"}
    if how == "removed":
        shutil.rmtree(site)
    else:
        (site / "_serve.toml").write_text(f'["*"]\n{table[how]}\n', encoding="utf-8")
    report = replay(str(tmp_path / "world"), tmp_path)["duties"]["annual_report"]
    assert report["cant_tell"] == ["市科技局"]
    assert report["missing"] == ["市文广新局", "市物价局", "沂沭河水利管理局", "市房产局"]
