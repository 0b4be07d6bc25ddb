"""What was known then comes out again byte for byte, whatever came later: three quarters in one home."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.support.quarters import DAYS, ORDER, WATER, replay_quarters

from mingcha import rules, schemes
from mingcha.cli.main import main
from mingcha.core.clock import CHINA
from mingcha.core.errors import UsageError
from mingcha.core.ledger import Appeal, Exemption, Feedback, Message, PersonFinding

pytestmark = pytest.mark.needs("fonts")
LATER = datetime(2018, 11, 20, 9, tzinfo=CHINA)


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with three quarters."""
    folder = tmp_path_factory.mktemp("quarters")
    replay_quarters(folder, folder / "home")
    return folder / "home"


@pytest.fixture
def home(three: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy of it that a test may change."""
    from mingcha import web

    folder = copied(three, tmp_path / "home")
    web.setup(folder)
    yield folder
    close()


def copied(home: Path, to: Path) -> Path:
    """What a backup of the folder is: its bytes, while nobody writes."""
    close()
    shutil.copytree(home, to)
    return to


def close() -> None:
    from django.db import connections

    connections.close_all()


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """What a verb prints."""
    capsys.readouterr()
    assert main(list(words)) == 0
    return capsys.readouterr().out


def figures(
    home: Path, out: Path, capsys: pytest.CaptureFixture[str], *, replays: bool = True
) -> dict[str, Any]:
    """Every figure of the three quarters as of their days: scores, replays, bulletins."""
    found: dict[str, Any] = {}
    for number, (period, day) in enumerate(DAYS.items(), 1):
        when = ("--as-of", str(day), "--home", str(home))
        for form in ("text", "json"):
            found[f"{period} score {form}"] = said(capsys, "score", period, *when, "--format", form)
        if replays:
            words = ("replay", str(number), "--scheme", "census-2015", *when, "--format", "json")
            found[f"{period} replay"] = said(capsys, *words)
        said(capsys, "bulletin", "draft", period, *when, "--out", str(out / period))
        for kind in ("json", "docx", "pdf"):
            found[f"{period} {kind}"] = (out / period / f"bulletin-{period}.{kind}").read_bytes()
    return found


def scores(home: Path, capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, float]:
    rows = json.loads(said(capsys, "score", *words, "--home", str(home), "--format", "json"))["scores"]
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
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = figures(home, tmp_path / "before", capsys)
    all_that_may_come_later()
    assert figures(home, tmp_path / "after", capsys) == before
    now, then = scores(home, capsys, "2018Q1"), scores(home, capsys, "2018Q1", "--as-of", "2018-04-18")
    assert now["市水利局"] > then["市水利局"], "what came later does count from then on"
    assert now["市文化局"] < then["市文化局"]


def test_a_copied_home_gives_the_same_bytes(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = figures(home, tmp_path / "before", capsys)
    all_that_may_come_later()
    assert figures(copied(home, tmp_path / "elsewhere"), tmp_path / "after", capsys) == before


def test_a_bulletin_is_computed_again_to_the_same_bytes_without_its_frozen_data(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from mingcha.web.models import Bulletin

    before = figures(home, tmp_path / "before", capsys)
    all_that_may_come_later()
    Bulletin.objects.all().delete()
    assert figures(home, tmp_path / "after", capsys) == before


def test_the_demo_gives_the_figures_that_the_store_gives(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for period, day in DAYS.items():
        rows = json.loads((home / "out" / period / "result.json").read_text(encoding="utf-8"))["scores"]
        told = {row["unit"]: row["score"] for row in rows}
        assert told == scores(home, capsys, period, "--as-of", str(day))


def test_figures_stand_when_rules_are_changed_renamed_or_gone(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = figures(home, tmp_path / "before", capsys, replays=False)
    kept = tuple(
        replace(rule, title=replace(rule.title, zh=f"新的{rule.title.zh}"), basis=rule.basis[:1])
        for rule in rules.catalogue()
        if rule.id != "dead_link"
    )
    monkeypatch.setattr(rules, "catalogue", lambda: kept)
    monkeypatch.setattr(rules, "by_id", lambda: {rule.id: rule for rule in kept})
    assert figures(home, tmp_path / "after", capsys, replays=False) == before


def test_an_edited_scheme_is_refused_and_old_figures_stand(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = scores(home, capsys, "2018Q1", "--as-of", "2018-04-18")
    file = schemes.content("linyi-2018").replace("points = 0.1\ncap = 5", "points = 4\ncap = 50")
    real = schemes.content
    monkeypatch.setattr(schemes, "content", lambda name: file if name == "linyi-2018" else real(name))
    assert scores(home, capsys, "2018Q1", "--as-of", "2018-04-18") == before
    from mingcha.web.services.runs import start_run

    edited = schemes.load("linyi-2018", rules.by_id())
    with pytest.raises(UsageError, match="考核方案 linyi-2018 已于 2018-04-18 起使用，之后文件被改动"):
        start_run(as_of=LATER, scheme=edited, sites=[], at=LATER)


def test_a_scheme_that_was_never_used_is_tried_from_its_file(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("2018Q1", "--as-of", "2018-04-18", "--scheme", "national-2019")
    told = json.loads(said(capsys, "score", *words, "--home", str(home), "--format", "json"))
    assert told["scheme"]["id"] == "national-2019"
    assert [row["scored"] for row in told["scores"]] == [True, False, False], "only portals are scored"


def test_a_fault_of_the_quarter_before_is_repeated_and_weighs_double(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = {}
    for period, day in DAYS.items():
        words = ("score", period, "--as-of", str(day), "--unit", "市水利局", "--format", "json")
        (row,) = json.loads(said(capsys, *words, "--home", str(home)))["scores"]
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
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    then = scores(home, capsys, "2018Q2", "--as-of", "2018-07-12")["市水利局"]
    upheld = datetime(2018, 8, 1, tzinfo=CHINA)
    record(Appeal(upheld, "市水利局", "dead_link", f"http://{WATER}/", "错判", "upheld"), at=upheld)
    assert scores(home, capsys, "2018Q2", "--as-of", "2018-07-12")["市水利局"] == then
    assert scores(home, capsys, "2018Q2", "--as-of", "2018-08-01")["市水利局"] > then


def test_a_late_entry_counts_from_the_day_it_was_entered(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = scores(home, capsys, "2018Q1", "--as-of", "2018-11-19")["市文化局"]
    record(Feedback(datetime(2018, 3, 19, tzinfo=CHINA), ORDER, "市文化局", "补录"))
    assert scores(home, capsys, "2018Q1", "--as-of", "2018-11-19")["市文化局"] == before
    assert scores(home, capsys, "2018Q1", "--as-of", "2018-11-20")["市文化局"] == before + 3


def test_a_period_before_its_inspection_is_refused_with_what_there_is(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["score", "2018Q1", "--as-of", "2018-04-17", "--home", str(home)]) == 2
    assert "最早的一次以 2018-04-18 23:59 为准" in capsys.readouterr().err
    assert main(["score", "2017Q4", "--home", str(home)]) == 2
    assert "2017Q4 没有已完成的检查" in capsys.readouterr().err
    assert main(["score", "一季度", "--home", str(home)]) == 2
    assert "请写成 2018Q1 或 2018" in capsys.readouterr().err
    assert main(["score", "2018Q1", "--home", str(home / "none")]) == 2
    assert "没有数据库" in capsys.readouterr().err
