"""`mingcha bulletin draft PERIOD` from the store: what it says, who issues it, what is kept of it."""

import json
from datetime import date
from pathlib import Path

import pytest
from tests.cli.conftest import Said

from mingcha.reports.bulletin import BulletinData

pytestmark = pytest.mark.needs("fonts")


def draft(said: Said, city: Path, *words: str) -> dict[str, object]:
    out = city / "draft"
    told = said("bulletin", "draft", *words, "--out", str(out), "--home", str(city), "--format", "json")
    found: dict[str, object] = json.loads(told)
    return found


def data_of(told: dict[str, object]) -> BulletinData:
    return BulletinData.from_json(Path(str(told["json"])).read_text(encoding="utf-8"))


def test_a_draft_says_what_the_replay_said(city: Path, said: Said) -> None:
    told = draft(said, city, "2018Q2", "--as-of", "2018-07-12")
    drafted = (city / "out" / "2018Q2" / "bulletin-2018Q2.json").read_text(encoding="utf-8")
    assert Path(str(told["json"])).read_text(encoding="utf-8") == drafted
    assert (told["new"], told["version"]) == (False, 1)


def test_the_same_figures_are_kept_once_and_others_as_the_next_version(city: Path, said: Said) -> None:
    from datetime import datetime

    from mingcha.core.clock import CHINA
    from mingcha.core.ledger import Praise
    from mingcha.web.services.ledger import record

    first = draft(said, city, "2018Q3")
    assert (first["new"], draft(said, city, "2018Q3")["id"]) == (False, first["id"])
    praise = Praise(datetime(2018, 10, 8, tzinfo=CHINA), "市文化局", "公开了文化活动安排")
    record(entries=[praise], at=datetime.now(CHINA))
    second = draft(said, city, "2018Q3")
    assert (second["new"], second["version"]) == (True, 2)
    assert [one.unit for one in data_of(second).good_practice] == ["市文化局"]


def test_the_office_says_number_and_day_and_they_hold_from_then_on(city: Path, said: Said) -> None:
    words = ("2018Q3", "--number", "测政办函〔2018〕30号", "--issued-on", "2018-10-11")
    assert data_of(draft(said, city, *words)).number == "测政办函〔2018〕30号"
    again = data_of(draft(said, city, "2018Q3"))
    assert (again.number, again.issued_on) == ("测政办函〔2018〕30号", date(2018, 10, 11))
    assert data_of(draft(said, city, "2018Q3", "--as-of", "2018-10-09")).number is None


def test_an_issuer_is_asked_for_where_none_is_known(city: Path, said: Said) -> None:
    from mingcha.web.models import Bulletin, BulletinHeading, BulletinStep

    BulletinStep.objects.all().delete()
    Bulletin.objects.all().delete()
    BulletinHeading.objects.all().delete()
    words = ("bulletin", "draft", "2018Q3", "--out", str(city / "draft"), "--home", str(city))
    assert "请加 --issuer" in said(*words, code=2)
    assert data_of(draft(said, city, "2018Q3", "--issuer", "测试市政务办")).issuer == "测试市政务办"
    assert data_of(draft(said, city, "2018Q2")).issuer == "测试市政务办", "the office of the last bulletin"


def test_a_day_that_is_none_is_refused(city: Path, said: Said) -> None:
    words = ("bulletin", "draft", "2018Q3", "--out", str(city / "draft"), "--home", str(city))
    assert "请写成 2018-04-18" in said(*words, "--issued-on", "十月", code=2)


def test_a_draft_compares_with_the_stored_period_before_it(city: Path, said: Said) -> None:
    data = data_of(draft(said, city, "2018Q3"))
    assert [figures.period for figures in data.earlier] == ["2018Q2", "2018Q1"]
    assert data_of(draft(said, city, "2018Q1", "--as-of", "2018-04-18")).earlier == ()


def test_the_deadline_and_the_template_of_the_office_are_in_the_text(city: Path, said: Said) -> None:
    folder = city / "template"
    folder.mkdir()
    (folder / "requirements.md").write_text("@when rectify_by\n### 整改\n于{rectify_by}前报送。\n", "utf-8")
    words = ("2018Q3", "--rectify-by", "2018-10-31", "--template", str(folder), "--by", "张三")
    told = draft(said, city, *words)
    text = Path(str(told["text"])).read_text(encoding="utf-8")
    assert "### （一）整改\n于2018年10月31日前报送。\n" in text
    shown = said("bulletin", "show", str(told["id"]), "--home", str(city))
    assert "起草  张三" in shown
    assert "文稿与数据一致。" in shown


def test_a_draft_that_was_edited_is_written_as_it_was_edited(city: Path, said: Said) -> None:
    told = draft(said, city, "2018Q3")
    path = Path(str(told["text"]))
    path.write_text(path.read_text(encoding="utf-8").replace("现将有关情况", "现将检查情况"), "utf-8")
    said("bulletin", "edit", str(told["id"]), str(path), "--by", "张三", "--home", str(city))
    again = draft(said, city, "2018Q3")
    assert (again["id"], again["new"]) == (told["id"], False)
    assert "现将检查情况" in Path(str(again["text"])).read_text(encoding="utf-8")
