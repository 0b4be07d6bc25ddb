"""Evidence in a bucket: published by seal, brought back whole, taken over by another machine."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.support.bucket import BucketServer

from mingcha.core.errors import CannotDo, UsageError
from mingcha.core.fetch import FailureKind, FetchFailure, Response
from mingcha.engine.archive import Archive
from mingcha.engine.retention import Relied, plan_prune, prune, retention
from mingcha.engine.s3 import Bucket, BucketAddress, BucketDown, signature_of
from mingcha.engine.sharing import SharedStore
from mingcha.engine.verify import verify

AT = datetime(2026, 3, 1, tzinfo=UTC)
KEYS = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret"}


@pytest.fixture
def server() -> Iterator[BucketServer]:
    with BucketServer() as one:
        yield one


def bucket(server: BucketServer) -> Bucket:
    return Bucket(BucketAddress.of(server.url, KEYS), lambda: datetime.now(UTC), timeout_s=2.0)


def shared(server: BucketServer, home: Path) -> SharedStore:
    home.mkdir(exist_ok=True)
    return SharedStore(bucket(server), home / "evidence", home)


def answer(number: int, body: bytes = b"") -> Response:
    url = f"http://a.gov.cn/{number}"
    return Response(url, url, 200, (("Content-Type", "text/html"),), body or f"页 {number}".encode(), 0.1, AT)


def write(home: Path, run: str, *numbers: int) -> None:
    with closing(Archive(home / "evidence")) as archive:
        for number in numbers:
            archive.store(run, answer(number))


def test_the_signature_is_the_one_of_amazons_own_example() -> None:
    """Amazon S3 API reference, "Authenticating Requests: Using the Authorization Header", GET Object."""
    secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
    address = BucketAddress("examplebucket", "", "https://x", "us-east-1", "AKIAIOSFODNN7EXAMPLE", secret)
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    headers = {
        "Host": "examplebucket.s3.amazonaws.com",
        "Range": "bytes=0-9",
        "x-amz-content-sha256": empty,
        "x-amz-date": "20130524T000000Z",
    }
    found, names = signature_of(address, "GET", "/test.txt", "", headers, empty, "20130524T000000Z")
    assert found == "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"
    assert names == "host;range;x-amz-content-sha256;x-amz-date"


def test_a_store_is_published_once_and_brought_back_byte_for_byte(
    server: BucketServer, tmp_path: Path
) -> None:
    home = tmp_path / "a"
    store = shared(server, home)
    for start in range(0, 8, 2):
        write(home, "run-1", start, start + 1)
        assert store.publish() > 0
    assert store.publish() == 0
    assert shared(server, home).publish() == 0  # another process of the machine
    assert server.overwritten == []
    store.bring_back(store.id, tmp_path / "back")
    for path in (home / "evidence").glob("*.warc.gz"):
        assert (tmp_path / "back" / path.name).read_bytes() == path.read_bytes()
    Archive(tmp_path / "back").close()
    assert verify(tmp_path / "back").whole


def test_what_was_dropped_after_its_period_is_not_brought_back(server: BucketServer, tmp_path: Path) -> None:
    home, later = tmp_path / "home", AT + timedelta(days=4 * 366)
    home.mkdir()
    write(home, "run", 1, 2)
    store = shared(server, home)
    store.publish()
    with closing(Archive(home / "evidence")) as archive:
        kept = archive.recall("run", answer(1).url)
    assert isinstance(kept, Response)
    relied = Relied(pieces=frozenset((str(kept.evidence),)))
    prune(home / "evidence", plan_prune(home / "evidence", retention(), relied, later), later)
    store.publish()
    store.bring_back(store.id, tmp_path / "back")
    with closing(Archive(tmp_path / "back")) as archive:
        assert archive.recall("run", answer(1).url) is not None
        assert archive.recall("run", answer(2).url) is None
    assert len(list((tmp_path / "back").glob("*.warc.gz"))) == 1


def test_another_machine_takes_over_what_was_seen_in_a_run(server: BucketServer, tmp_path: Path) -> None:
    began = datetime.now(UTC) - timedelta(minutes=1)
    first, second = shared(server, tmp_path / "a"), shared(server, tmp_path / "b")
    write(tmp_path / "a", "run-1", 1, 2, 3)
    write(tmp_path / "a", "run-2", 9)
    with closing(Archive(tmp_path / "a" / "evidence")) as archive:
        archive.note("run-1", FetchFailure("http://a.gov.cn/gone", FailureKind.NOT_FOUND, "没有", AT, 404))
    first.publish()
    assert (second.others(), first.others()) == ([first.id], [])
    with closing(Archive(tmp_path / "b" / "evidence")) as archive:
        assert second.fetch_run("run-1", began, archive) == 4
        for number in (1, 2, 3):
            known = archive.recall("run-1", answer(number).url)
            assert isinstance(known, Response)
            assert (known.body, known.seen_at) == (answer(number).body, AT)
        assert isinstance(archive.recall("run-1", "http://a.gov.cn/gone"), FetchFailure)
        assert archive.recall("run-2", answer(9).url) is None
        assert second.fetch_run("run-1", datetime.now(UTC) + timedelta(minutes=1), archive) == 0


def test_an_object_that_was_altered_is_found(server: BucketServer, tmp_path: Path) -> None:
    store = shared(server, tmp_path / "a")
    write(tmp_path / "a", "run-1", 1)
    store.publish()
    key = next(key for key in server.objects if "/ranges/" in key)
    content, at = server.objects[key]
    server.objects[key] = (content[:-1] + b"x", at)
    with pytest.raises(CannotDo, match="不符"):
        store.bring_back(store.id, tmp_path / "back")


def test_a_bucket_that_does_not_answer_loses_nothing(server: BucketServer, tmp_path: Path) -> None:
    store = shared(server, tmp_path / "a")
    write(tmp_path / "a", "run-1", 1)
    server.__exit__()
    with pytest.raises(BucketDown, match="连不上"):
        store.publish()
    write(tmp_path / "a", "run-1", 2)
    server.__enter__()
    store.publish()
    store.bring_back(store.id, tmp_path / "back")
    with closing(Archive(tmp_path / "back")) as archive:
        assert isinstance(archive.recall("run-1", answer(2).url), Response)


def test_a_bucket_that_refuses_says_so(server: BucketServer) -> None:
    wrong = Bucket(
        BucketAddress.of(server.url, {**KEYS, "AWS_ACCESS_KEY_ID": "other"}), lambda: datetime.now(UTC)
    )
    with pytest.raises(BucketDown, match="403"):
        wrong.put("x", b"y")


@pytest.mark.parametrize(
    "url", ["s3://", "s3:///x", "s3://b?what=1", "s3://b?endpoint=ftp://x", "https://b/x"]
)
def test_an_address_that_is_none_is_named(url: str) -> None:
    with pytest.raises(UsageError, match="MINGCHA_EVIDENCE"):
        BucketAddress.of(url, KEYS)


def test_a_bucket_without_keys_is_refused() -> None:
    with pytest.raises(UsageError, match="AWS_ACCESS_KEY_ID"):
        BucketAddress.of("s3://b/x", {})
