"""What is past its period goes, what something rests on stays, and the chain holds before and after."""

import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from tests.engine.test_archive import NOW, response

from mingcha.core.errors import CannotDo, UsageError
from mingcha.core.fetch import FailureKind, FetchFailure, Response
from mingcha.core.unit import host_of
from mingcha.engine.archive import Archive
from mingcha.engine.chain import read_seals, seal_dropped
from mingcha.engine.retention import PrunePlan, Relied, plan_prune, prune, retention
from mingcha.engine.verify import verify

LATER = NOW + timedelta(days=4 * 366)
GONE = FetchFailure("http://slj.linyi.gov.cn/gone.html", FailureKind.NOT_FOUND, "页面不存在", NOW)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three pages, one of them seen again later; a link check, a failure, a person's picture."""
    where = tmp_path / "evidence"
    archive = Archive(where)
    for number in range(3):
        archive.store("run", response(number, f"第{number}页"))
    archive.store("run", response(7, "链接的开头"), partial=True)
    archive.note("run", GONE)
    archive.store("finding 20180418", response(8, "截图"))
    archive.close()
    return where


def pruned(folder: Path, relied: Relied | None = None, now: datetime = LATER) -> PrunePlan:
    plan = plan_prune(folder, retention(), relied or Relied(), now)
    prune(folder, plan, now)
    assert verify(folder).problems == ()
    return plan


def there(folder: Path) -> list[str]:
    """Which pages can still be recalled, by number; x: the failure."""
    archive = Archive(folder)
    found = []
    for number in (0, 1, 2, 7, 8):
        run = "finding 20180418" if number == 8 else "run"
        if isinstance(archive.recall(run, response(number).url, partial=number == 7), Response):
            found.append(str(number))
    if archive.recall("run", GONE.url) is not None:
        found.append("x")
    archive.close()
    return found


def piece(folder: Path, number: int) -> str:
    archive = Archive(folder)
    found = archive.recall("run", response(number).url)
    archive.close()
    assert isinstance(found, Response)
    return str(found.evidence)


def test_young_evidence_stays_whole(folder: Path) -> None:
    plan = plan_prune(folder, retention(), Relied(), NOW + timedelta(days=300))
    assert (plan.files, plan.bytes_gone) == ((), 0)


def test_a_plan_changes_nothing(folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    plan = plan_prune(folder, retention(), Relied(), LATER)
    assert plan.going == {"page": 3, "link_check": 1, "failure": 1}
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize(("years", "left"), [(1.5, ["0", "1", "2", "8"]), (4, ["8"])])
def test_each_class_goes_after_its_own_period_and_what_people_handed_in_never(
    folder: Path, years: float, left: list[str]
) -> None:
    pruned(folder, now=NOW + timedelta(days=365 * years))
    assert there(folder) == left


def test_what_a_finding_names_stays_by_piece_by_address_and_by_site(folder: Path) -> None:
    one = Relied(pieces=frozenset((piece(folder, 1),)), addresses=frozenset((GONE.url,)))
    plan = pruned(folder, one)
    assert there(folder) == ["1", "8", "x"]
    assert plan.beyond == 2


def test_the_whole_site_stays_where_something_was_nowhere_to_be_found(folder: Path) -> None:
    hosts = frozenset((host_of(response().url), host_of(GONE.url)))
    plan = plan_prune(folder, retention(), Relied(hosts=hosts), LATER)
    assert plan.files == ()


def test_a_body_stays_while_a_later_sighting_of_it_does(folder: Path) -> None:
    archive = Archive(folder)
    again = response(0, "第0页")
    archive.store("later", Response(**{**_fields(again), "seen_at": LATER - timedelta(days=9)}))
    archive.close()
    pruned(folder)
    archive = Archive(folder)
    found = archive.recall("later", again.url)
    archive.close()
    assert isinstance(found, Response)
    assert found.body == again.body


def _fields(found: Response) -> dict[str, object]:
    return {name: getattr(found, name) for name in Response.__slots__}


def test_the_chain_says_what_went_and_why(folder: Path) -> None:
    pruned(folder)
    (dropped,) = [seal for seal in read_seals(folder) if seal.kind == "dropped"]
    assert dropped.file == "mingcha-000001.warc.gz"
    assert "按保存期限销毁 5 条" in dropped.note
    assert not (folder / dropped.file).exists()


def test_the_next_run_writes_on_and_is_sealed(folder: Path) -> None:
    pruned(folder)
    archive = Archive(folder)
    archive.store("next", response(9, "新的一页"))
    archive.close()
    assert verify(folder).problems == ()


def test_a_file_in_use_is_left_alone(folder: Path) -> None:
    plan = plan_prune(folder, retention(), Relied(), LATER)
    archive = Archive(folder)
    archive.store("run", response(9, "新的一页"))
    with pytest.raises(CannotDo, match="正在写入"):
        prune(folder, plan, LATER)
    archive.close()
    assert verify(folder).problems == ()


def test_what_a_crash_left_of_a_dropped_file_goes_the_next_time(folder: Path) -> None:
    plan = plan_prune(folder, retention(), Relied(), LATER)
    old = (folder / plan.files[0].name).read_bytes()
    prune(folder, plan, LATER)
    (folder / plan.files[0].name).write_bytes(old)
    assert verify(folder).problems
    pruned(folder)


def test_an_office_sets_periods_of_its_own_and_a_slip_is_told(folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "retention.toml"
    own.write_text('page = "30 days"\n', encoding="utf-8")
    plan = plan_prune(folder, retention(own), Relied(), NOW + timedelta(days=60))
    assert plan.going == {"page": 3}
    for text, complaint in (
        ('pages = "30 days"', "没有 pages 这一类"),
        ('page = "a while"', "期限 'a while' 无法识别"),
        ("page", "读不出来"),
    ):
        own.write_text(text, encoding="utf-8")
        with pytest.raises(UsageError, match=complaint):
            retention(own)


def test_damage_is_found_after_pruning_too(folder: Path) -> None:
    pruned(folder)
    (path,) = folder.glob("*.warc.gz")
    os.truncate(path, path.stat().st_size - 1)
    assert not verify(folder).whole
    seal_dropped(folder, path.name, "")
    assert verify(folder, needed=["sha256:" + "0" * 64]).problems
