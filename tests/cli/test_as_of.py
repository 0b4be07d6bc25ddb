"""What was known then comes out again byte for byte, whatever came later: three quarters in one home."""

import hashlib
import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Said, copied
from tests.support.quarters import DAYS, ORDER, WATER

from mingcha import rules, schemes
from mingcha.core.clock import CHINA, end_of_day
from mingcha.core.errors import UsageError
from mingcha.core.ledger import Appeal, Exemption, Feedback, Message, PersonFinding

pytestmark = pytest.mark.needs("fonts")
LATER = datetime(2018, 11, 20, 9, tzinfo=CHINA)


def figures(city: Path, out: Path, said: Said, *, replays: bool = True) -> dict[str, Any]:
    """Every figure of the three quarters as of their days: scores, replays, bulletins."""
    found: dict[str, Any] = {}
    for number, (period, day) in enumerate(DAYS.items(), 1):
        when = ("--as-of", str(day), "--home", str(city))
        for form in ("text", "json"):
            found[f"{period} score {form}"] = said("score", period, *when, "--format", form)
        if replays:
            words = ("replay", str(number), "--scheme", "census-2015", *when, "--format", "json")
            found[f"{period} replay"] = said(*words)
        said("bulletin", "draft", period, *when, "--out", str(out / period))
        for kind in ("json", "docx", "pdf"):
            found[f"{period} {kind}"] = (out / period / f"bulletin-{period}.{kind}").read_bytes()
    return found


def scores(city: Path, said: Said, *words: str) -> dict[str, float]:
    rows = json.loads(said("score", *words, "--home", str(city), "--format", "json"))["scores"]
    return {row["unit"]: row["score"] for row in rows}


def record(*entries: object, at: datetime = LATER) -> None:
    from mingcha.web.services.ledger import record as keep

    keep(entries=entries, at=at)  # type: ignore[arg-type]


def all_that_may_come_later() -> None:
    """Appeals, exemptions, findings of people, late entries, a renamed unit."""
    from mingcha.core.unit import Register
    from mingcha.registry import RegisterFile
    from mingcha.web.selectors.register import current_register
    from mingcha.web.services.register import apply_register

    record(
        Appeal(LATER, "市水利局", "dead_link", f"http://{WATER}/", "专题已下线", "upheld"),
        Exemption(LATER, "市文化局", "missing_police_filing", "", "正在办理", date(2019, 1, 1)),
        Feedback(datetime(2018, 3, 19, tzinfo=CHINA), ORDER, "市文化局", "其实按时报了，补录"),
        Message(datetime(2018, 4, 1, tzinfo=CHINA), "M9", "3799000003", f"http://{WATER}/", "补录"),
        PersonFinding(LATER, "市文化局", "other_deduction", "2018Q1", title="补记", points=5),
    )
    stored = current_register().register
    renamed = tuple(
        replace(unit, name="测试市水务局", short_name="市水务局") if unit.code == "002" else unit
        for unit in stored.units
    )
    rows = tuple(range(2, 5))
    register = RegisterFile(Path("r"), Register(renamed, stored.sites), unit_rows=rows, site_rows=rows)
    apply_register(register_file=register, at=LATER)


def test_what_was_drafted_comes_out_byte_for_byte_whatever_came_later(
    city: Path, tmp_path: Path, said: Said
) -> None:
    before = figures(city, tmp_path / "before", said)
    all_that_may_come_later()
    assert figures(city, tmp_path / "after", said) == before
    now, then = scores(city, said, "2018Q1"), scores(city, said, "2018Q1", "--as-of", "2018-04-18")
    assert now["市水利局"] > then["市水利局"], "what came later does count from then on"
    assert now["市文化局"] < then["市文化局"]


def test_a_copied_home_gives_the_same_bytes(city: Path, tmp_path: Path, said: Said) -> None:
    before = figures(city, tmp_path / "before", said)
    all_that_may_come_later()
    assert figures(copied(city, tmp_path / "elsewhere"), tmp_path / "after", said) == before


def test_a_backup_that_is_restored_gives_the_same_bytes(city: Path, tmp_path: Path, said: Said) -> None:
    before = figures(city, tmp_path / "before", said)
    all_that_may_come_later()
    said("backup", str(tmp_path / "city.backup"), "--home", str(city))
    said("restore", str(tmp_path / "city.backup"), "--home", str(tmp_path / "elsewhere"))
    assert figures(tmp_path / "elsewhere", tmp_path / "after", said) == before


def test_a_bulletin_is_computed_again_to_the_same_bytes_without_its_frozen_data(
    city: Path, tmp_path: Path, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mingcha.web.selectors import bulletins

    before = figures(city, tmp_path / "before", said)
    all_that_may_come_later()
    monkeypatch.setattr(bulletins, "frozen_data", lambda period, known: None)
    monkeypatch.setattr(bulletins, "version_of", lambda period, data, known: None)
    assert figures(city, tmp_path / "after", said) == before


def test_the_demo_gives_the_figures_that_the_store_gives(city: Path, said: Said) -> None:
    for period, day in DAYS.items():
        rows = json.loads((city / "out" / period / "result.json").read_text(encoding="utf-8"))["scores"]
        told = {row["unit"]: row["score"] for row in rows}
        assert told == scores(city, said, period, "--as-of", str(day))


def test_figures_stand_when_rules_are_changed_renamed_or_gone(
    city: Path, tmp_path: Path, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = figures(city, tmp_path / "before", said, replays=False)
    kept = tuple(
        replace(rule, title=replace(rule.title, zh=f"新的{rule.title.zh}"), basis=rule.basis[:1])
        for rule in rules.catalogue()
        if rule.id != "dead_link"
    )
    monkeypatch.setattr(rules, "catalogue", lambda: kept)
    monkeypatch.setattr(rules, "by_id", lambda: {rule.id: rule for rule in kept})
    assert figures(city, tmp_path / "after", said, replays=False) == before


def test_an_edited_scheme_is_refused_and_old_figures_stand(
    city: Path, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = scores(city, said, "2018Q1", "--as-of", "2018-04-18")
    file = schemes.content("linyi-2018").replace("points = 0.1\ncap = 5", "points = 4\ncap = 50")
    real = schemes.content
    monkeypatch.setattr(schemes, "content", lambda name: file if name == "linyi-2018" else real(name))
    assert scores(city, said, "2018Q1", "--as-of", "2018-04-18") == before
    from mingcha.web.services.runs import start_run

    edited = schemes.load("linyi-2018", rules.by_id())
    with pytest.raises(UsageError, match="考核方案 linyi-2018 已于 2018-04-18 起使用，之后文件被改动"):
        start_run(as_of=LATER, scheme=edited, sites=[], at=LATER)


def test_a_scheme_that_was_never_used_is_tried_from_its_file(city: Path, said: Said) -> None:
    words = ("2018Q1", "--as-of", "2018-04-18", "--scheme", "national-2019")
    told = json.loads(said("score", *words, "--home", str(city), "--format", "json"))
    assert told["scheme"]["id"] == "national-2019"
    assert [row["scored"] for row in told["scores"]] == [True, False, False], "only portals are scored"


def test_a_fault_of_the_quarter_before_is_repeated_and_weighs_double(city: Path, said: Said) -> None:
    found = {}
    for period, day in DAYS.items():
        words = ("score", period, "--as-of", str(day), "--unit", "市水利局", "--format", "json")
        (row,) = json.loads(said(*words, "--home", str(city)))["scores"]
        dead = [line for line in row["lines"] if line["rule"] == "dead_link"]
        found[period] = {
            line["target"].rpartition("/")[2]: (line["repeated"], line["points"]) for line in dead
        }
    assert found["2018Q1"] == {"gone.html": (False, 1), "0.html": (False, 1)}
    assert found["2018Q2"] == {"gone.html": (True, 2), "0.html": (True, 2), "1.html": (False, 1)}
    assert {name: repeated for name, (repeated, _) in found["2018Q3"].items()} == {
        "gone.html": True,
        "0.html": True,
        "1.html": True,
        "2.html": False,
    }


def test_an_appeal_that_was_upheld_later_unmakes_the_repetition_only_as_known_later(
    city: Path, said: Said
) -> None:
    then = scores(city, said, "2018Q2", "--as-of", "2018-07-12")["市水利局"]
    upheld = datetime(2018, 8, 1, tzinfo=CHINA)
    record(Appeal(upheld, "市水利局", "dead_link", f"http://{WATER}/", "错判", "upheld"), at=upheld)
    assert scores(city, said, "2018Q2", "--as-of", "2018-07-12")["市水利局"] == then
    assert scores(city, said, "2018Q2", "--as-of", "2018-08-01")["市水利局"] > then


def test_a_late_entry_counts_from_the_day_it_was_entered(city: Path, said: Said) -> None:
    before = scores(city, said, "2018Q1", "--as-of", "2018-11-19")["市文化局"]
    record(Feedback(datetime(2018, 3, 19, tzinfo=CHINA), ORDER, "市文化局", "补录"))
    assert scores(city, said, "2018Q1", "--as-of", "2018-11-19")["市文化局"] == before
    assert scores(city, said, "2018Q1", "--as-of", "2018-11-20")["市文化局"] == before + 3


def test_a_period_before_its_inspection_is_refused_with_what_there_is(city: Path, said: Said) -> None:
    home = ("--home", str(city))
    told = said("score", "2018Q1", "--as-of", "2018-04-17", *home, code=2)
    assert "最早的一次以 2018-04-18 23:59 为准" in told
    told = said("score", "2017Q4", *home, code=2)
    assert "2017Q4 没有已完成的检查（有检查的时段：2018Q1、2018Q2、2018Q3）" in told
    assert "请写成 2018Q1 或 2018" in said("score", "一季度", *home, code=2)
    assert "没有数据库" in said("score", "2018Q1", "--home", str(city / "none"), code=2)
    assert "没有单位“市气象局”" in said("score", "2018Q1", "--unit", "市气象局", *home, code=2)


@pytest.mark.parametrize(("second", "repeated"), [(0, True), (1, False)])
def test_a_fault_is_repeated_on_the_ninetieth_day_and_not_a_second_later(
    city: Path, second: int, repeated: bool
) -> None:
    from mingcha.web.selectors.quarters import counted_before

    scheme = schemes.load("linyi-2018", rules.by_id())
    at = end_of_day(DAYS["2018Q1"]) + timedelta(days=90, seconds=second)
    from mingcha.web.models import Run

    Run.objects.exclude(period="2018Q1").update(state="stopped")
    found = counted_before("2018Q2", at, scheme, at)
    assert bool(found) is repeated


def test_every_score_keeps_the_hash_of_the_scheme_that_it_was_reckoned_by(city: Path) -> None:
    from mingcha.web.models import Run, ScoreRow, UsedScheme

    used = UsedScheme.objects.get(scheme="linyi-2018")
    assert hashlib.sha256(used.content.encode()).hexdigest() == used.sha256
    assert {row.data["scheme_sha256"] for row in ScoreRow.objects.all()} == {used.sha256}
    assert set(Run.objects.values_list("scheme_sha256", flat=True)) == {used.sha256}
