"""Every byte of the evidence is under a seal: altered, missing or added, it is found and told."""

import os
import shutil
from pathlib import Path

import pytest
from tests.engine.test_archive import response

from mingcha.engine.archive import Archive
from mingcha.engine.chain import CHAIN, INDEX, sealed_head
from mingcha.engine.verify import verify


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store of two sessions, each sealed."""
    where = tmp_path / "evidence"
    for first in (1, 4):
        archive = Archive(where)
        for number in range(first, first + 3):
            archive.store("run", response(number, f"第{number}页"))
        archive.close()
    return where


def only_file(folder: Path) -> Path:
    (path,) = folder.glob("*.warc.gz")
    return path


def flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


def test_a_store_that_nobody_touched_is_whole(folder: Path) -> None:
    report = verify(folder)
    assert report.problems == ()
    assert report.bytes == only_file(folder).stat().st_size
    assert report.head == sealed_head(folder)


def test_reading_changes_nothing_that_is_sealed(folder: Path) -> None:
    archive = Archive(folder)
    assert archive.recall("run", response(1).url) is not None
    archive.close()
    assert verify(folder).whole


@pytest.mark.parametrize("name", ["warc", CHAIN, INDEX])
@pytest.mark.parametrize("part", [0, 1, 2, 3, 4, 5, 6])
def test_an_altered_byte_is_found_wherever_it_is(folder: Path, name: str, part: int) -> None:
    path = only_file(folder) if name == "warc" else folder / name
    flip(path, (path.stat().st_size - 1) * part // 6)
    (told, *_) = verify(folder).problems
    assert path.name in told


@pytest.mark.parametrize("name", ["warc", CHAIN, INDEX])
def test_a_missing_byte_at_the_end_is_found(folder: Path, name: str) -> None:
    path = only_file(folder) if name == "warc" else folder / name
    os.truncate(path, path.stat().st_size - 2)
    assert path.name in verify(folder).problems[0]


@pytest.mark.parametrize("name", ["warc", CHAIN, INDEX])
def test_an_added_byte_is_found(folder: Path, name: str) -> None:
    path = only_file(folder) if name == "warc" else folder / name
    with path.open("ab") as stream:
        stream.write(b"x")
    assert path.name in verify(folder).problems[0]


def test_a_byte_put_in_or_taken_out_of_the_middle_is_found(folder: Path) -> None:
    path = only_file(folder)
    data = path.read_bytes()
    for changed in (data[:500] + b"x" + data[500:], data[:500] + data[501:]):
        path.write_bytes(changed)
        assert not verify(folder).whole


def test_a_missing_file_and_a_strange_one_are_found(folder: Path) -> None:
    path = only_file(folder)
    path.rename(folder / "other.warc.gz")
    told = "\n".join(verify(folder).problems)
    assert f"{path.name}：文件缺失" in told
    assert "other.warc.gz：不是本系统封存的文件" in told


def test_a_line_taken_out_of_the_chain_breaks_it(folder: Path) -> None:
    path = folder / CHAIN
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[1:]))
    assert "第 1 行被改动" in verify(folder).problems[0]


def test_an_older_copy_put_in_place_lacks_the_head_that_a_run_kept(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "older")
    archive = Archive(folder)
    archive.store("run", response(7, "末页"))
    archive.close()
    kept = ("第1次检查", sealed_head(folder))
    assert verify(folder, [kept]).whole
    assert verify(tmp_path / "older").whole
    assert "没有第1次检查所记的链值" in verify(tmp_path / "older", [kept]).problems[0]


def test_the_damaged_evidence_is_named_and_no_other(folder: Path) -> None:
    archive = Archive(folder)
    found = archive.recall("run", response(2).url)
    place = archive._body_place(bytes.fromhex(str(found.evidence).removeprefix("sha256:")))  # type: ignore[union-attr]
    archive.close()
    assert place is not None
    flip(only_file(folder), place.offset + place.length // 2)
    report = verify(folder)
    assert report.damaged == {found.evidence}  # type: ignore[union-attr]


def test_a_store_in_use_is_checked_against_its_files(folder: Path) -> None:
    archive = Archive(folder)
    archive.store("run", response(9, "又一页"))
    archive.flush()
    assert verify(folder).problems == ()
    archive.close()
    assert verify(folder).problems == ()


def test_a_killed_writers_sealed_part_is_whole_after_the_next_start(folder: Path) -> None:
    archive = Archive(folder)
    archive.store("run", response(7, "末页"))
    archive.flush()
    archive.store("run", response(8, "没来得及封存"))  # neither flushed nor closed: a crash
    for fd in archive._fds.values():
        os.close(fd)
    archive._index.close()
    Archive(folder).close()
    assert verify(folder).problems == ()


def test_two_writers_share_one_chain(folder: Path) -> None:
    one, other = Archive(folder), Archive(folder)
    for number in range(20, 30):
        one.store("a", response(number, f"甲{number}"))
        other.store("b", response(number, f"甲{number}"))
        one.flush()
        other.flush()
    one.close()
    assert verify(folder).problems == ()
    other.close()
    assert verify(folder).problems == ()
