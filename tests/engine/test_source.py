"""A run asks each address once, keeps the answer, and looks twice before it blames."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.engine.fetching import NOW, failure, page, settings
from tests.servers import bad_tempered as bad
from tests.servers.bad_tempered import PAGE, BadServer, bad_server, reply

from mingcha.core.fetch import FailureKind, FetchFailure, Response
from mingcha.engine.archive import Archive
from mingcha.engine.fetch import Fetcher
from mingcha.engine.source import Source

Found = Response | FetchFailure


@pytest.fixture
def server() -> Iterator[BadServer]:
    with bad_server() as running:
        yield running


def with_source(folder: Path, act: Callable[[Source], Awaitable[list[Found]]]) -> list[Found]:
    async def run() -> list[Found]:
        archive = Archive(folder)
        try:
            async with Fetcher(settings(), lambda: NOW) as fetcher:
                return await act(Source(fetcher, archive, "run"))
        finally:
            archive.close()

    return asyncio.run(run())


def get(folder: Path, *urls: str, **asked: Any) -> list[Found]:
    async def act(source: Source) -> list[Found]:
        return [await source.get(url, private_ok=True, **asked) for url in urls]

    return with_source(folder, act)


def test_an_answer_is_stored_and_a_resumed_run_does_not_ask_again(server: BadServer, tmp_path: Path) -> None:
    url = server.at("/page", reply())
    (first,) = get(tmp_path, url)
    (again,) = get(tmp_path, url)
    assert page(again) == page(first)
    assert page(first).evidence is not None
    assert len(server.asked("/page")) == 1


def test_failures_are_remembered_too(server: BadServer, tmp_path: Path) -> None:
    url = server.at("/drop", bad.drop)
    (first,) = get(tmp_path, url)
    asked = len(server.seen)
    (again,) = get(tmp_path, url)
    assert failure(again, FailureKind.RESET) == first
    assert len(server.seen) == asked


def test_an_error_page_is_a_failure_with_its_stored_answer(server: BadServer, tmp_path: Path) -> None:
    (found,) = get(tmp_path, server.at("/gone", reply("页面不存在", "404 Not Found")))
    evidence = failure(found, FailureKind.NOT_FOUND).evidence
    archive = Archive(tmp_path)
    assert archive.body(str(evidence)).decode() == "页面不存在"
    archive.close()


def test_an_archived_run_is_answered_without_a_network(server: BadServer, tmp_path: Path) -> None:
    url = server.at("/page", reply())
    (first,) = get(tmp_path, url)
    archive = Archive(tmp_path)
    source = Source.offline(archive, "run", lambda: NOW)
    assert asyncio.run(source.get(url)) == first
    assert asyncio.run(source.look_again(url)) == first
    unknown = asyncio.run(source.get("http://www.example.gov.cn/never"))
    assert not failure(unknown, FailureKind.ADDRESS_REFUSED).kind.can_be_dead
    archive.close()


def _twice(folder: Path, url: str) -> list[Found]:
    async def act(source: Source) -> list[Found]:
        return [await source.get(url, private_ok=True), await source.look_again(url, private_ok=True)]

    return with_source(folder, act)


def test_a_second_look_that_fails_alike_counts_two(server: BadServer, tmp_path: Path) -> None:
    first, second = _twice(tmp_path, server.url("/gone"))
    assert failure(first, FailureKind.NOT_FOUND).looks == 1
    assert failure(second, FailureKind.NOT_FOUND).looks == 2
    (resumed,) = get(tmp_path, server.url("/gone"))
    assert resumed == second


def test_a_second_look_that_succeeds_is_a_page_from_then_on(server: BadServer, tmp_path: Path) -> None:
    url = server.at("/shaky", reply("", "500 Error"), reply())
    first, second = _twice(tmp_path, url)
    failure(first, FailureKind.SERVER_ERROR)
    assert page(second).body.decode() == PAGE
    (resumed,) = get(tmp_path, url)
    assert resumed == second


def test_two_failures_of_different_kinds_do_not_add_up(server: BadServer, tmp_path: Path) -> None:
    url = server.at("/mixed", reply("", "404 Not Found"), reply("", "403 Forbidden"))
    assert failure(_twice(tmp_path, url)[1], FailureKind.BLOCKED).looks == 1


def test_a_server_that_hangs_and_then_resets_has_failed_twice(server: BadServer, tmp_path: Path) -> None:
    url = server.at("/dying", bad.stall, bad.drop)
    assert failure(_twice(tmp_path, url)[1], FailureKind.RESET).looks == 2


def test_silence_does_not_count_while_our_own_network_may_be_down(server: BadServer, tmp_path: Path) -> None:
    url = server.at("/page", bad.stall)
    (found,) = _twice(tmp_path, url)[1:]
    assert failure(found, FailureKind.TIMEOUT).looks == 1
    assert "本机网络" in failure(found, FailureKind.TIMEOUT).detail


def test_silence_counts_while_another_address_answers(server: BadServer, tmp_path: Path) -> None:
    url = server.at("/page", bad.stall)
    other = server.at("/other", reply())

    async def act(source: Source) -> list[Found]:
        for address in (other, url):
            await source.get(address, private_ok=True)
        return [await source.look_again(url, private_ok=True)]

    assert failure(with_source(tmp_path, act)[0], FailureKind.TIMEOUT).looks == 2


def test_a_link_check_is_not_taken_for_the_page(server: BadServer, tmp_path: Path) -> None:
    url = server.at("/long", reply(PAGE + "x" * 300_000))
    (part,) = get(tmp_path, url, head_only=True)
    (whole,) = get(tmp_path, url)
    assert len(page(part).body) < len(page(whole).body)


def test_another_guise_is_kept_apart(server: BadServer, tmp_path: Path) -> None:
    def cloak(client: bad.socket.socket, request: bad.Request) -> None:
        reply("spam" if "Baiduspider" in request.headers["user-agent"] else PAGE)(client, request)

    url = server.at("/cloak", cloak)
    (plain,) = get(tmp_path, url)
    (spider,) = get(tmp_path, url, agent="Baiduspider", variant="baidu")
    assert page(spider).body == b"spam"
    assert page(plain).body.decode() == PAGE
    assert get(tmp_path, url)[0] == plain
