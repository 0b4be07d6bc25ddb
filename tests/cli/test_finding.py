"""`mingcha finding add`: what a person found, under a row of the scheme, with sealed proof."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Said
from tests.support.quarters import OFFICE, WATER
from tests.support.tiny_world import page, write_world

from mingcha.engine.verify import verify
from mingcha.world import WorldServer

pytestmark = pytest.mark.needs("fonts")
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(64))


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "shot.png"
    path.write_bytes(PNG)
    return path


def row(said: Said, city: Path, unit: str = "市水利局") -> dict[str, Any]:
    words = ("score", "2018Q3", "--unit", unit, "--home", str(city), "--format", "json")
    found: dict[str, Any] = json.loads(said(*words))["scores"][0]
    return found


def add(said: Said, city: Path, *words: str, code: int = 0) -> str:
    return said("finding", "add", *words, "--no-fetch", "--home", str(city), code=code)


def test_an_open_deduction_costs_what_the_person_says_up_to_the_rows_cap(city: Path, said: Said) -> None:
    before = row(said, city)
    words = ("--unit", "市水利局", "--title", "领导信息未更新", "--words", "仍为原局长", "--points")
    assert "计入 2018Q3" in add(said, city, *words, "6")
    add(said, city, *words, "7")
    after = row(said, city)
    lines = [line for line in after["lines"] if line["rule"] == "other_deduction"]
    assert [(line["points"], line["capped"]) for line in lines] == [(6, False), (4, True)]
    assert after["score"] == before["score"] - 10
    assert after["asked"] == before["asked"], "what a person enters is no check that was made"


def test_a_bonus_comes_on_top_and_another_unit_is_untouched(city: Path, said: Said) -> None:
    office = "市政府办"
    before, other = row(said, city, office), row(said, city, "市文化局")
    assert before["base"] > 80
    words = ("--unit", "测试市人民政府办公室", "--bonus", "--title", "数据开放", "--words", "好")
    add(said, city, *words, "--points", "2")
    assert row(said, city, office)["score"] == before["score"] + 2
    assert row(said, city, "市文化局") == other


def test_a_rule_that_the_machine_missed_costs_the_schemes_points_and_can_be_appealed(
    city: Path, said: Said
) -> None:
    from datetime import datetime

    from mingcha.core.clock import CHINA
    from mingcha.core.ledger import Appeal
    from mingcha.web.services.ledger import record

    before = row(said, city)
    url = f"http://{WATER}/xx/"
    add(said, city, "--unit", "市水利局", "--rule", "empty_column", "--url", url, "--column", "下载")
    assert row(said, city)["score"] == before["score"] - 3
    record(entries=[Appeal(datetime.now(CHINA), "市水利局", "empty_column", url, "已更新", "upheld")])
    assert row(said, city)["score"] == before["score"]


def test_the_picture_is_stored_sealed_and_opened_from_the_line(
    city: Path, said: Said, picture: Path, tmp_path: Path
) -> None:
    words = ("--unit", "市水利局", "--title", "页面错乱", "--points", "1", "--picture", str(picture))
    told = json.loads(add(said, city, *words, "--format", "json"))
    assert told["picture"].startswith("sha256:")
    (line,) = [one for one in row(said, city)["lines"] if one["rule"] == "other_deduction"]
    assert line["evidence"] == told["picture"]
    home = ("--home", str(city))
    shown = said("evidence", "show", told["picture"], "--body", str(tmp_path / "out.png"), *home)
    assert "人工发现 市水利局 other_deduction" in shown
    assert (tmp_path / "out.png").read_bytes() == PNG
    said("evidence", "verify", *home)


def test_the_page_is_fetched_and_sealed_and_its_words_are_found_in_it(
    city: Path, said: Said, tmp_path: Path
) -> None:
    world = write_world(tmp_path / "w", {"index.html": page("<p>一段</p>\n<p>特别的<b>错 话</b></p>")})
    with WorldServer(world) as server:
        words = ("--unit", "市政府办", "--title", "错话", "--points", "1", "--words", "特别的错话")
        detour = f"{OFFICE}:80:127.0.0.1:{server.port}"
        text = said(
            *("finding", "add", *words, "--url", f"http://{OFFICE}/", "--connect-to", detour),
            *("--home", str(city), "--format", "json"),
        )
    piece = json.loads(text)["page"]
    assert "“特别的错话”在第 2 行第 4 列" in said("evidence", "show", piece, "--home", str(city))
    assert verify(city / "evidence").whole


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("--unit", "市气象局", "--title", "x", "--points", "1"), "没有单位“市气象局”"),
        (("--unit", "市水利局", "--rule", "dead_lnk", "--words", "x"), "没有规则或条目 dead_lnk"),
        (("--unit", "市水利局", "--rule", "dead_link", "--words", "x", "--points", "9"), "分值已定"),
        (("--unit", "市水利局", "--title", "x", "--words", "x"), "请加 --points"),
        (("--unit", "市水利局", "--title", "x", "--words", "x", "--points", "11"), "不超过 10"),
        (("--unit", "市水利局", "--title", "x", "--words", "x", "--points", "0"), "应大于 0"),
        (("--unit", "市水利局", "--title", "x", "--points", "1"), "没有凭据"),
        (
            ("--unit", "市水利局", "--title", "x", "--points", "1", "--url", f"http://{OFFICE}/"),
            "不是 市水利局 的",
        ),
        (("--unit", "市水利局", "--title", "x", "--points", "1", "--picture", "none.png"), "读不出来"),
        (("--unit", "市水利局", "--words", "x"), "--rule"),
        (("--title", "x"), "--unit"),
        (("--unit", "市水利局", "--title", "x", "--period", "一季度"), "请写成 2018Q1"),
        (("--unit", "市水利局", "--rule", "dead_link", "--words", "x", "--kind", "house"), "没有类别“house”"),
        (("--unit", "市水利局", "--rule", "late_reply", "--words", "x"), "请用 --kind 写明 late、veto"),
    ],
)
def test_a_finding_that_is_not_right_is_refused_and_leaves_nothing(
    city: Path, said: Said, words: tuple[str, ...], complaint: str
) -> None:
    from mingcha.web.models import PersonFinding

    before = verify(city / "evidence").bytes
    assert complaint in add(said, city, *words, code=2)
    assert PersonFinding.objects.count() == 0
    assert verify(city / "evidence").bytes == before


def test_a_kind_with_a_price_of_its_own_costs_that_and_one_that_vetoes_fails_the_unit(
    city: Path, said: Said
) -> None:
    before = row(said, city, "市政府办")
    words = ("--unit", "市政府办", "--words", "x")
    assert "扣 1 分" in add(said, city, *words, "--rule", "dead_link", "--kind", "home")
    after = row(said, city, "市政府办")
    assert (after["score"], after["vetoes"]) == (before["score"] - 1, [])
    assert "单项否决" in add(said, city, *words, "--rule", "late_reply", "--kind", "veto")
    assert row(said, city, "市政府办")["vetoes"] == ["late_reply"]
