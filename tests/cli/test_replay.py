"""`mingcha replay` and `schemes diff`: stored views judged again; who would rise and fall, and why."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from tests.cli.conftest import Said

from mingcha import rules, schemes
from mingcha.core.verdict import Finding, Text

pytestmark = pytest.mark.needs("fonts")


def test_a_run_judged_again_under_its_own_scheme_is_the_same(city: Path, said: Said) -> None:
    words = ("--as-of", "2018-04-18", "--compare", "--home", str(city))
    assert "不变 3 个" in said("replay", "1", *words)
    told = json.loads(said("replay", "1", *words, "--format", "json"))
    assert (told["changes"], told["verdicts"]) == ([], [])
    score = json.loads(
        said("score", "2018Q1", "--as-of", "2018-04-18", "--home", str(city), "--format", "json")
    )
    assert told["scores"] == score["scores"]


def test_another_scheme_says_who_rises_and_falls_and_by_which_rules(city: Path, said: Said) -> None:
    words = ("--scheme", "census-2015", "--as-of", "2018-07-12", "--home", str(city), "--format", "json")
    told = json.loads(said("replay", "2", *words))
    water = next(row for row in told["changes"] if row["unit"] == "市水利局")
    assert water["rises"]
    assert water["difference"] == round(water["after"]["score"] - water["before"]["score"], 2)
    assert sum(cause["after"] - cause["before"] for cause in water["causes"]) == pytest.approx(
        water["difference"]
    )
    causes = {cause["rule"]: (cause["before"], cause["after"]) for cause in water["causes"]}
    assert causes["dead_link"] == (-5, -3), "repetition weighs double only under the city's scheme"


def test_neither_evidence_nor_network_is_needed(city: Path, said: Said) -> None:
    words = ("replay", "1", "--scheme", "census-2015", "--as-of", "2018-04-18", "--home", str(city))
    before = said(*words)
    shutil.rmtree(city / "evidence")
    assert said(*words) == before


def test_a_changed_rule_says_which_stored_verdicts_it_would_change(
    city: Path, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gentler(site: object, p: object) -> object:
        return iter(())

    def stricter(site: object, p: object) -> object:
        yield Finding("http://slj.ceshi.gov.cn/", Text("新错", "new"))

    changed = {"dead_link": gentler, "missing_sponsor": stricter}
    kept = tuple(
        replace(rule, check=changed[rule.id]) if rule.id in changed else rule  # type: ignore[arg-type]
        for rule in rules.catalogue()
    )
    monkeypatch.setattr(rules, "catalogue", lambda: kept)
    words = ("replay", "1", "--compare", "--as-of", "2018-04-18", "--home", str(city))
    told = json.loads(said(*words, "--format", "json"))["verdicts"]
    assert {(row["unit"], row["rule"], row["before"], row["after"]) for row in told} == {
        ("市水利局", "dead_link", "failed", "passed"),
        *((unit, "missing_sponsor", "passed", "failed") for unit in ("市政府办", "市水利局", "市文化局")),
    }
    text = said(*words)
    assert "现行规则的判断与当时不同 4 处" in text
    assert "不再认定 http://slj.ceshi.gov.cn/ http://slj.ceshi.gov.cn/zt/gone.html" in text


def test_a_run_that_is_not_there_or_later_is_refused(city: Path, said: Said) -> None:
    home = ("--home", str(city))
    assert "已完成的有 3、2、1" in said("replay", "9", *home, code=2)
    assert "应为数字" in said("replay", "last", *home, code=2)
    assert "晚于 --as-of" in said("replay", "3", "--as-of", "2018-04-18", *home, code=2)
    assert "没有考核方案 none" in said("replay", "1", "--scheme", "none", *home, code=2)


def test_two_schemes_differ_by_rule_and_frame_and_lift_units_on_a_stored_run(city: Path, said: Said) -> None:
    words = ("schemes", "diff", "linyi-2018", "national-2019", "--home", str(city))
    told = json.loads(said(*words, "--format", "json"))
    assert told["rules"]["late_error_reply"]["linyi-2018"]["params"] == {"workdays": 2}
    assert told["rules"]["late_error_reply"]["national-2019"]["params"] == {"workdays": 3}
    assert told["rules"]["missing_badge"]["national-2019"]["indicator"] == "D4.2"
    assert "unreachable_site" not in told["rules"]
    assert told["frame"]["scope"] == {"linyi-2018": "all", "national-2019": "portal"}
    assert {row["unit"] for row in told["changes"]} >= {"市水利局", "市文化局"}
    text = said(*words)
    assert "以 2018Q3 的检查试算" in text
    assert (
        "加分\n  linyi-2018：高于80分才加，最多10分，[L]\n  national-2019：高于80分才加，最多30分，[V2]"
        in text
    )


def test_two_schemes_differ_also_where_there_is_no_store(tmp_path: Path, said: Said) -> None:
    words = ("schemes", "diff", "linyi-2018", "census-2015", "--home", str(tmp_path))
    assert json.loads(said(*words, "--format", "json"))["changes"] is None
    assert "没有数据库" in said(*words, "--run", "1", code=2)


def test_an_office_tries_a_changed_indicator_from_a_file_of_its_own(
    city: Path, tmp_path: Path, said: Said
) -> None:
    own = tmp_path / "own.toml"
    text = schemes.content("linyi-2018")
    own.write_text(text.replace("[rules.dead_link]\npoints = 0.1\ncap = 5", "[rules.dead_link]\npoints = 9"))
    home = ("--home", str(city))
    told = said("schemes", "diff", "linyi-2018", str(own), *home)
    assert "dead_link  站内链接打不开\n  linyi-2018：每项扣0.1分，最多扣5分" in told
    assert "  own.toml：每项扣9分" in told
    words = ("replay", "1", "--scheme", str(own), "--as-of", "2018-04-18", *home, "--format", "json")
    assert json.loads(said(*words))["changes"] == [], "its dead links are all on the home page"
    own.write_text(text.replace("[rules.dead_link.kinds.home]", "[rules.dead_link.kinds.house]"))
    (change,) = json.loads(said(*words))["changes"]
    assert (change["unit"], change["difference"]) == ("市水利局", 1.8)
    own.write_text("points = ")
    assert "own.toml 不是 TOML" in said("schemes", "show", str(own), code=2)
    assert "读不出来" in said("schemes", "show", str(tmp_path / "none.toml"), code=2)
