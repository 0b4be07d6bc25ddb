"""A world folder that cannot be replayed is refused in one sentence: the place, the value, the remedy."""

from datetime import date, datetime
from pathlib import Path

import pytest

from mingcha.core.errors import UsageError
from mingcha.world import load_world
from mingcha.world.model import BEIJING

GOOD = {
    "name": '"ceshi"',
    "period": '"2018Q1"',
    "as_of": "2018-04-18T10:00:00+08:00",
    "issuer": '"测试市人民政府办公室"',
    "portal_host": '"www.ceshi.gov.cn"',
    "scheme": '"linyi-2018"',
    "report_year": "2017",
}


def write(folder: Path, more: str = "", **changed: str | None) -> Path:
    """A world folder whose world.toml has the good keys with some changed or (None) left out."""
    (folder / "sites" / "www.ceshi.gov.cn").mkdir(parents=True)
    (folder / "register.csv").write_text("单位编码,单位名称,单位类别\n", encoding="utf-8")
    keys = {**GOOD, **changed}
    lines = [f"{key} = {value}\n" for key, value in keys.items() if value is not None]
    (folder / "world.toml").write_text("".join(lines) + more, encoding="utf-8")
    return folder


def test_a_whole_world_is_read(tmp_path: Path) -> None:
    bulletin = (
        '[bulletin]\ntitle = "关于一季度情况的通报"\nnumber = "甲政办函〔2018〕9号"\n'
        'addressees = ["各县区人民政府"]\nissued_on = 2018-04-18\nrequirements = ["第一段", "第二段"]\n'
    )
    folder = write(tmp_path / "w", bulletin)
    (folder / "events.jsonl").write_text("", encoding="utf-8")
    (folder / "lists").mkdir()
    (folder / "lists" / "wording.csv").write_text("", encoding="utf-8")
    world = load_world(folder)
    assert (world.name, world.period, world.scheme, world.report_year) == (
        "ceshi",
        "2018Q1",
        "linyi-2018",
        2017,
    )
    assert world.as_of == datetime(2018, 4, 18, 10, tzinfo=BEIJING)
    assert world.hosts == ("www.ceshi.gov.cn",)
    assert world.events == folder / "events.jsonl"
    assert world.accounts is None
    assert [entry.name for entry in world.lists] == ["wording.csv"]
    assert world.bulletin.number == "甲政办函〔2018〕9号"
    assert world.bulletin.issued_on == date(2018, 4, 18)
    assert world.bulletin.requirements == ("第一段", "第二段")


def test_a_world_without_a_bulletin_block_has_an_empty_one(tmp_path: Path) -> None:
    world = load_world(write(tmp_path / "w"))
    assert (world.bulletin.title, world.bulletin.addressees, world.events) == (None, (), None)


@pytest.mark.parametrize("written", ["2018-04-18", '"2018-04-18"'])
def test_as_of_a_date_means_the_end_of_that_day_in_beijing(tmp_path: Path, written: str) -> None:
    world = load_world(write(tmp_path / "w", as_of=written))
    assert world.as_of.isoformat() == "2018-04-18T23:59:59+08:00"


@pytest.mark.parametrize("written", ["2018-04-18T09:00:00", '"2018-04-18T09:00:00"'])
def test_as_of_without_an_offset_is_beijing_time(tmp_path: Path, written: str) -> None:
    assert load_world(write(tmp_path / "w", as_of=written)).as_of.isoformat() == "2018-04-18T09:00:00+08:00"


@pytest.mark.parametrize("key", sorted(GOOD))
def test_a_missing_key_is_named(tmp_path: Path, key: str) -> None:
    with pytest.raises(UsageError, match=f"world.toml 缺少 {key}：请补上"):
        load_world(write(tmp_path / "w", **{key: None}))


@pytest.mark.parametrize(
    ("key", "value", "shown"),
    [("as_of", '"2018-02-30"', "2018-02-30"), ("as_of", '"昨天"', "昨天"), ("as_of", "20180418", "20180418"),
     ("period", '"2018Q5"', "2018Q5"), ("period", "2018", "2018"), ("report_year", '"2017"', "2017"),
     ("report_year", "17", "17"),
     ("portal_host", '"www.nowhere.gov.cn"', "www.nowhere.gov.cn"),
     ("name", '""', "name"), ("issuer", "1", "issuer"),
     ("scheme", "true", "True")],
)  # fmt: skip
def test_a_wrong_value_is_shown_with_what_is_right(tmp_path: Path, key: str, value: str, shown: str) -> None:
    with pytest.raises(UsageError) as error:
        load_world(write(tmp_path / "w", **{key: value}))
    sentence = str(error.value)
    assert all(part in sentence for part in ("world.toml", key, shown, "应为"))
    assert "\n" not in sentence


def test_a_wrong_bulletin_value_names_its_table(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\[bulletin\] 的 issued_on 值“四月”不对"):
        load_world(write(tmp_path / "w", '[bulletin]\nissued_on = "四月"\n'))


def test_bad_toml_names_the_line(tmp_path: Path) -> None:
    folder = write(tmp_path / "w", "broken = \n[x]\n")
    with pytest.raises(UsageError, match=r"world.toml 不是可读的 TOML.*line"):
        load_world(folder)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"没有世界文件夹 .*nowhere"):
        load_world(tmp_path / "nowhere")


@pytest.mark.parametrize("name", ["world.toml", "register.csv"])
def test_a_world_without_one_of_its_files_is_refused(tmp_path: Path, name: str) -> None:
    folder = write(tmp_path / "w")
    (folder / name).unlink()
    with pytest.raises(UsageError, match=f"里没有 {name}"):
        load_world(folder)


def test_a_world_without_sites_is_refused(tmp_path: Path) -> None:
    folder = write(tmp_path / "w")
    (folder / "sites" / "www.ceshi.gov.cn").rmdir()
    (folder / "sites").rmdir()
    with pytest.raises(UsageError, match="里没有 sites 文件夹"):
        load_world(folder)
