"""Manners: robots.txt, the pace, cookies and pauses."""

import asyncio
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from tests.engine.fetching import NOW, failure, fetch, fetch_all, page, settings
from tests.servers.bad_tempered import BadServer, Request, bad_server, redirect, reply, socket
from tests.servers.bad_tempered import time as clock

from mingcha.core.fetch import FailureKind, FetchFailure, Response
from mingcha.engine.fetch import Fetcher
from mingcha.engine.hosts import Host, retry_after
from mingcha.engine.robots import read_robots


@pytest.fixture
def server() -> Iterator[BadServer]:
    with bad_server() as running:
        yield running


def _rules(server: BadServer, text: str, status: str = "200 OK", kind: str = "text/plain") -> None:
    server.at("/robots.txt", reply(text, status, kind))


def test_what_robots_txt_forbids_is_not_asked_for(server: BadServer) -> None:
    _rules(server, "User-agent: *\nDisallow: /admin/\n")
    allowed, forbidden = fetch_all([server.at("/page", reply()), server.at("/admin/page", reply())])
    page(allowed)
    assert "忽略robots" in failure(forbidden, FailureKind.ROBOTS).detail
    assert not server.asked("/admin/page")
    assert len(server.asked("/robots.txt")) == 1


def test_the_group_that_names_us_counts(server: BadServer) -> None:
    _rules(server, "User-agent: *\nDisallow: /\n\nUser-agent: mingcha\nDisallow: /secret/\n")
    allowed, forbidden = fetch_all([server.at("/page", reply()), server.at("/secret/page", reply())])
    page(allowed)
    failure(forbidden, FailureKind.ROBOTS)


def test_the_register_may_override_robots_for_its_own_site(server: BadServer) -> None:
    _rules(server, "User-agent: *\nDisallow: /\n")
    page(fetch(server.at("/page", reply()), ignore_robots=True))
    assert not server.asked("/robots.txt")


@pytest.mark.parametrize(
    ("text", "status", "kind"),
    [
        ("User-agent: *\nDisallow: /\n", "404 Not Found", "text/plain"),
        ("User-agent: *\nDisallow: /\n", "403 Forbidden", "text/plain"),
        ("<html>User-agent: * Disallow: /</html>", "200 OK", "text/html"),
        ("", "200 OK", "text/plain"),
    ],
)
def test_without_a_robots_file_everything_is_allowed(
    server: BadServer, text: str, status: str, kind: str
) -> None:
    _rules(server, text, status, kind)
    page(fetch(server.at("/page", reply())))


def test_a_robots_file_that_breaks_keeps_us_away_from_all_but_the_home_page(server: BadServer) -> None:
    _rules(server, "", "500 Error")
    home, other = fetch_all([server.at("/", reply()), server.at("/page", reply())])
    page(home)
    assert "HTTP 500" in failure(other, FailureKind.ROBOTS).detail


def test_robots_rules_behind_a_redirect_count(server: BadServer) -> None:
    server.at("/robots.txt", redirect("/rules.txt"))
    server.at("/rules.txt", reply("User-agent: *\nDisallow: /page", kind="text/plain"))
    failure(fetch(server.at("/page", reply())), FailureKind.ROBOTS)


def test_a_robots_file_in_gbk_is_read() -> None:
    rules = read_robots(200, "# 禁止\nUser-agent: *\nDisallow: /a/\n".encode("gbk"))
    assert not rules.allows("http://h.cn/a/b")
    assert rules.allows("http://h.cn/b")


def _many(server: BadServer, count: int, **changed: Any) -> list[Response | FetchFailure]:
    async def run() -> list[Response | FetchFailure]:
        async with Fetcher(settings(**changed), lambda: NOW) as fetcher:
            asked = (fetcher.get(server.url("/page"), private_ok=True) for _ in range(count))
            return list(await asyncio.gather(*asked))

    return asyncio.run(run())


def test_requests_to_one_host_keep_their_distance(server: BadServer) -> None:
    server.at("/page", reply())
    start = time.monotonic()
    _many(server, 5, rate=20)
    assert time.monotonic() - start >= 5 / 20  # six requests with robots.txt: five gaps


def test_no_host_gets_more_connections_at_once_than_allowed(server: BadServer) -> None:
    running, most = 0, 0

    def count(client: socket.socket, request: Request) -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        clock.sleep(0.03)
        running -= 1
        reply()(client, request)

    server.at("/page", count)
    for found in _many(server, 8, per_host=2):
        page(found)
    assert most == 2


def test_a_pause_that_is_asked_for_holds_for_the_whole_host(server: BadServer) -> None:
    server.at("/busy", reply("", "429 Too Many Requests", Retry_After="1"), reply())
    start = time.monotonic()
    found = fetch_all([server.url("/busy"), server.at("/page", reply())], with_={"rate": 100, "timeout_s": 3})
    assert time.monotonic() - start >= 1
    for one in found:
        page(one)


def test_a_crawl_delay_is_kept_within_reason() -> None:
    def delay(text: str) -> float:
        return read_robots(200, f"User-agent: *\nDisallow:\nCrawl-delay: {text}\n".encode()).delay_s

    assert delay("3") == 3
    assert delay("86400") == 10
    assert delay("nan") == delay("-1") == delay("soon") == 0


def test_retry_after_is_read_as_seconds_and_as_a_date() -> None:
    now = datetime(2018, 4, 18, 8, 0, tzinfo=UTC)
    assert retry_after("120", now) == 120
    assert retry_after("Wed, 18 Apr 2018 08:01:00 GMT", now) == 60
    assert retry_after("Wed, 18 Apr 2018 07:00:00 GMT", now) == 0
    assert retry_after("soon", now) is None
    assert retry_after("9" * 400, now) == 366 * 24 * 3600


def test_cookies_are_kept_changed_and_taken_back() -> None:
    host = Host(2, 0)
    assert host.take_cookies((("Set-Cookie", "a=1; path=/"), ("set-cookie", "b=2")))
    assert host.cookies == "a=1; b=2"
    assert not host.take_cookies((("Set-Cookie", "a=1"),))
    assert host.take_cookies((("Set-Cookie", "a=; Max-Age=0"),))
    assert host.cookies == "b=2"
    for odd in ("a=1; Max-Age=--5", "d=1; Max-Age=²", "e=1; Expires"):
        host.take_cookies((("Set-Cookie", odd),))
    assert not host.take_cookies((("Set-Cookie", "nonsense"), ("Set-Cookie", "c=\x01")))
