"""A rule that raises on one site: that site is not judged by it, the traceback is kept, the run goes on."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.support.tiny_world import HOST, page, write_world
from tests.support.unlucky_rule import NAME, unlucky_on

from mingcha.cli.main import main
from mingcha.world import World, WorldServer, load_world

OTHER = "slj.ceshi.gov.cn"
ROW = f"002,测试市水利局,市水利局,市政府部门,,2,测试市水利局网站,http://{OTHER}/,3799000002,部门,,,正常,,,\n"
BROKEN = "本规则运行出错，未作判断；请把技术详情交管理员"

HOME_PAGE = '<p><a href="/">首页</a></p>'


@pytest.fixture
def city(tmp_path: Path) -> World:
    folder = tmp_path / "world"
    write_world(folder, {"index.html": page(HOME_PAGE)})
    (folder / "sites" / OTHER).mkdir()
    (folder / "sites" / OTHER / "index.html").write_text(page(HOME_PAGE), encoding="utf-8")
    with (folder / "register.csv").open("a", encoding="utf-8") as register:
        register.write(ROW)
    (folder / "events.jsonl").touch()
    return load_world(folder)


@pytest.fixture(autouse=True)
def unlucky(tmp_path: Path) -> Iterator[None]:
    with unlucky_on(OTHER, tmp_path / "rule"):
        yield


def words(port: int, home: Path, form: str) -> list[str]:
    return [
        *("inspect", f"http://{HOST}/", f"http://{OTHER}/", "--as-of", "2018-04-18", "--rate", "0"),
        *("--scheme", "linyi-2018", "--connect-to", f"::127.0.0.1:{port}", "--format", form),
        *("--home", str(home)),
    ]


def verdicts(site: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {row["rule"]: row for row in site["verdicts"]}


def test_inspect_judges_the_other_site_and_the_other_rules(
    city: World, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    with WorldServer(city) as server:
        assert main(words(server.port, tmp_path / "home", "json")) == 1
    well, hit = (verdicts(site) for site in json.loads(capsysbinary.readouterr().out)["sites"])
    assert well[NAME]["outcome"] == "passed"
    assert (hit[NAME]["outcome"], hit[NAME]["reason"]) == ("cant_tell", BROKEN)
    assert "ZeroDivisionError: stumbled over slj.ceshi.gov.cn" in hit[NAME]["traceback"]
    assert well.keys() == hit.keys()
    assert hit["missing_site_code"]["outcome"] == "failed"
    assert [row["rule"] for row in hit.values() if "traceback" in row] == [NAME]


def test_inspect_shows_the_technical_detail_at_the_terminal(
    city: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with WorldServer(city) as server:
        main(words(server.port, tmp_path / "home", "text"))
    said = capsys.readouterr().out
    assert f"技术详情（{NAME}）：ZeroDivisionError: stumbled over slj.ceshi.gov.cn" in said
    assert said.count("技术详情（") == 1


@pytest.mark.needs("fonts")
def test_a_replay_goes_on_to_its_bulletin_and_keeps_the_traceback(
    city: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINGCHA_HOME", str(tmp_path / "home"))
    assert main(["demo", "--world", str(city.folder), "--once", "--out", str(tmp_path / "out")]) == 0
    result = json.loads((tmp_path / "out" / "result.json").read_text(encoding="utf-8"))
    broken = [row for row in result["not_checked"] if row["rule"] == NAME]
    assert broken == [{"host": OTHER, "rule": NAME, "reason": BROKEN}]
    assert {row["host"] for row in result["faults"]} >= {HOST, OTHER}
    assert Path(result["bulletin"]["docx"]).is_file()
    from mingcha.web import models

    kept = models.VerdictRow.objects.filter(rule=NAME).values_list("outcome", "traceback")
    assert sorted(outcome for outcome, _ in kept) == ["cant_tell", "passed"]
    assert [trace for _, trace in kept if trace and "ZeroDivisionError: stumbled over" in trace]
