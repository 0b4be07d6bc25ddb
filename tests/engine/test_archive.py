"""Evidence is kept once, read again by itself, and survives being killed in the middle."""

import gzip
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator as FastIterator
from tests.engine.fetching import NOW
from warcio.archiveiterator import ArchiveIterator

from mingcha.core.errors import CannotDo
from mingcha.core.fetch import FailureKind, FetchFailure, Response
from mingcha.engine.archive import Archive
from mingcha.engine.verify import verify

HEADERS = (("Server", "nginx"), ("Content-Type", "text/html; charset=gb2312"), ("Content-Encoding", "gzip"))


def response(number: int = 1, body: str = "市政府公告") -> Response:
    url = f"http://www.example.gov.cn/{number}.html"
    return Response(
        url, url, 200, HEADERS, body.encode("gbk"), 0.25, NOW, redirects=("http://example.gov.cn/",)
    )


FAILURE = FetchFailure(
    "http://www.example.gov.cn/gone", FailureKind.TIMEOUT, "15 秒内未能打开", NOW, seconds=15.0
)


def files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.warc.gz"))


def test_a_stored_body_is_named_by_its_sha256_and_comes_back(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    kept = archive.store("run", response())
    assert kept.evidence is not None
    assert kept.evidence.startswith("sha256:")
    assert archive.body(kept.evidence) == response().body
    found = archive.record(kept.evidence)
    seen = found.sighting
    assert (seen.url, seen.status, found.headers, seen.seen_at) == (response().url, 200, HEADERS, NOW)
    archive.close()


def test_what_a_run_got_is_recalled_whole_after_a_restart(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    kept = archive.store("run", response())
    archive.note("run", FAILURE)
    archive.close()
    again = Archive(tmp_path)
    assert again.recall("run", response().url) == kept
    assert again.recall("run", FAILURE.url) == FAILURE
    assert again.recall("run", "http://www.example.gov.cn/other") is None
    assert again.recall("other run", response().url) is None
    again.close()


def test_the_same_body_is_kept_once_and_each_sighting_recalled(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    long = "公开" * 20_000
    first = archive.store("run", response(1, long))
    size = files(tmp_path)[0].stat().st_size
    second = archive.store("run", replace(response(2, long), status=404))
    third = archive.store("next", response(1, long))
    assert first.evidence == second.evidence == third.evidence
    assert files(tmp_path)[0].stat().st_size < size + 2000
    assert archive.recall("run", response(2).url) == second
    assert archive.recall("next", response(1).url) == third
    archive.close()


def test_a_partly_read_body_is_no_answer_to_a_whole_request(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    part = archive.store("run", response(), partial=True)
    assert archive.recall("run", response().url) is None
    assert archive.recall("run", response().url, partial=True) == part
    whole = archive.store("run", response(body="市政府公告全文"))
    assert archive.recall("run", response().url, partial=True) == whole
    archive.close()


def test_warcio_and_fastwarc_read_every_record(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.store("run", response(1))
    archive.store("run", response(2))
    archive.store("run", response(3, "另一页"))
    archive.note("run", FAILURE)
    archive.close()
    with files(tmp_path)[0].open("rb") as stream:
        kinds, bodies = [], []
        for record in ArchiveIterator(stream, check_digests="raise"):
            kinds.append(record.rec_type)
            bodies.append(record.content_stream().read())
    assert kinds == ["response", "revisit", "response", "metadata"]
    assert bodies[0] == response().body
    with files(tmp_path)[0].open("rb") as stream:
        fast = list(FastIterator(stream, parse_http=True, verify_digests=True))
    assert len(fast) == 4


def test_each_record_is_a_gzip_member_that_can_be_read_alone(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.store("run", response(1))
    first = files(tmp_path)[0].stat().st_size
    archive.store("run", response(2, "第二页"))
    archive.close()
    alone = gzip.decompress(files(tmp_path)[0].read_bytes()[first:])
    assert alone.startswith(b"WARC/1.1\r\n")
    assert "第二页".encode("gbk") in alone


def test_an_altered_byte_is_found(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    kept = archive.store("run", response())
    archive.close()
    assert verify(tmp_path).problems == ()
    path = files(tmp_path)[0]
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    again = Archive(tmp_path)
    (told,) = verify(tmp_path).problems
    assert path.name in told
    with pytest.raises(CannotDo, match="改动"):
        again.body(str(kept.evidence))
    again.close()


def test_a_torn_last_record_is_cut_off_and_the_rest_recalled(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    first = archive.store("run", response(1))
    archive.close()
    whole = files(tmp_path)[0].stat().st_size
    with files(tmp_path)[0].open("ab") as stream:
        stream.write(files(tmp_path)[0].read_bytes()[: whole // 2])
    again = Archive(tmp_path)
    assert files(tmp_path)[0].stat().st_size == whole
    assert again.recall("run", response(1).url) == first
    second = again.store("run", response(2, "新的一页"))
    assert again.body(str(second.evidence)) == "新的一页".encode("gbk")
    again.close()
    assert verify(tmp_path).problems == ()
    assert len(files(tmp_path)) == 1


_WRITER = """
import sys
sys.path[:0] = {path!r}
from pathlib import Path
from mingcha.engine.archive import Archive
from mingcha.engine.verify import verify
from tests.engine.test_archive import response
archive = Archive(Path({folder!r}))
number = 0
while True:
    number += 1
    archive.store("run", response(number, "页" * 500 + str(number)))
    print(number, flush=True)
"""


def test_a_killed_writer_loses_nothing_that_it_had_stored(tmp_path: Path) -> None:
    code = _WRITER.format(path=sys.path, folder=str(tmp_path))
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        last = 0
        while last < 700:  # beyond one batch, and in the middle of the next
            last = int(writer.stdout.readline())
        writer.send_signal(signal.SIGKILL)
    archive = Archive(tmp_path)
    for number in (1, last // 2, last):
        assert isinstance(archive.recall("run", response(number).url), Response)
    archive.close()
    assert verify(tmp_path).problems == ()


def test_a_lost_index_is_made_again_from_the_files(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    kept = archive.store("run", response())
    archive.close()
    for path in tmp_path.glob("index.sqlite*"):
        path.unlink()
    again = Archive(tmp_path)
    assert again.recall("run", response().url) == kept
    again.close()


def test_a_broken_index_says_how_to_have_it_made_again(tmp_path: Path) -> None:
    (tmp_path / "index.sqlite").write_bytes(b"no database at all, but long enough to be looked at" * 20)
    with pytest.raises(CannotDo, match=r"index\.sqlite"):
        Archive(tmp_path)


def test_two_writers_at_once_do_not_meet_in_one_file(tmp_path: Path) -> None:
    one, other = Archive(tmp_path), Archive(tmp_path)
    kept = one.store("run", response(1, "甲"))
    also = other.store("run", response(2, "乙"))
    one.close()
    other.close()
    assert len(files(tmp_path)) == 2
    again = Archive(tmp_path)
    assert again.recall("run", response(1).url) == kept
    assert again.recall("run", response(2).url) == also
    again.close()


def test_a_full_disk_is_said_and_leaves_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = Archive(tmp_path)
    first = archive.store("run", response(1))
    size = files(tmp_path)[0].stat().st_size
    write = os.pwrite

    def full(fd: int, data: bytes, offset: int) -> int:
        write(fd, data[: len(data) // 2], offset)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "pwrite", full)
    with pytest.raises(CannotDo, match="磁盘空间"):
        archive.store("run", response(2, "第二页"))
    monkeypatch.undo()
    assert files(tmp_path)[0].stat().st_size == size
    assert archive.recall("run", response(2).url) is None
    assert archive.recall("run", response(1).url) == first
    archive.close()
    assert verify(tmp_path).problems == ()


def test_evidence_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    with pytest.raises(CannotDo, match="没有"):
        archive.body("sha256:" + "0" * 64)
    with pytest.raises(CannotDo, match="无法识别"):
        archive.body("page one")
    archive.close()


def test_odd_addresses_and_headers_do_not_break_a_record(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    odd = replace(
        response(),
        url="http://www.example.gov.cn/关于 我们\n",
        headers=(("X-中文", "值: 有冒号"), ("Empty", ""), ("Location", "/a b")),
        status=299,
        body=b"",
    )
    kept = archive.store("run", odd)
    archive.close()
    again = Archive(tmp_path)
    assert again.recall("run", odd.url) == kept
    again.close()
