"""Whatever a server does ends in a page or in a failure of the contract's kinds."""

import asyncio
import contextlib
import gzip
import os
from collections.abc import Iterator

import pytest
from tests.engine.fetching import NOW, failure, fetch, fetch_all, page, settings
from tests.servers import bad_tempered as bad
from tests.servers.bad_tempered import PAGE, BadServer, bad_server, raw, redirect, reply

from mingcha.core.errors import UsageError
from mingcha.core.fetch import FailureKind
from mingcha.engine.fetch import Fetcher, FetchSettings

WHOLE = PAGE.encode()
OK = b"HTTP/1.1 200 OK\r\n"


@pytest.fixture(scope="module")
def server() -> Iterator[BadServer]:
    with bad_server() as running:
        yield running


def test_a_page_comes_with_its_body_headers_and_time(server: BadServer) -> None:
    found = page(fetch(server.at("/page", reply(Server="x"))))
    assert found.body.decode() == PAGE
    assert found.status == 200
    assert found.header("server") == "x"
    assert 0 < found.seconds < 0.6


def test_we_say_who_we_are_and_ask_for_chinese(server: BadServer) -> None:
    fetch(server.at("/who", reply()), referrer="http://www.example.gov.cn/")
    headers = server.asked("/who")[0].headers
    assert headers["user-agent"].startswith("mingcha/")
    assert headers["accept-language"].startswith("zh-CN")
    assert headers["referer"] == "http://www.example.gov.cn/"


def test_another_agent_is_said_only_where_it_is_asked_for(server: BadServer) -> None:
    url = server.at("/agent", reply())
    fetch(url, agent="Baiduspider")
    fetch(url)
    assert [request.headers["user-agent"][:6] for request in server.asked("/agent")] == ["Baidus", "mingch"]


def test_a_compressed_page_is_unpacked(server: BadServer) -> None:
    packed = reply(gzip.compress(PAGE.encode()), Content_Encoding="gzip")
    assert page(fetch(server.at("/gzip", packed))).body.decode() == PAGE


def test_an_encoding_that_does_not_exist_is_ignored_as_browsers_do(server: BadServer) -> None:
    assert page(fetch(server.at("/utf8", reply(Content_Encoding="utf-8")))).body.decode() == PAGE


def test_an_answer_with_bare_line_feeds_is_read(server: BadServer) -> None:
    assert page(fetch(server.at("/lf", raw(b"HTTP/1.0 200 OK\nContent-Type: text/html\n\n" + PAGE.encode()))))


@pytest.mark.parametrize(
    ("path", "behaviour", "kind"),
    [
        ("stall", bad.stall, FailureKind.TIMEOUT),
        ("drip", bad.drip, FailureKind.TIMEOUT),
        ("drop", bad.drop, FailureKind.RESET),
        ("reset", bad.reset, FailureKind.RESET),
        ("endless", bad.endless, FailureKind.TOO_LARGE),
        ("announced", raw(OK + b"Content-Length: 900000\r\n\r\nabc", 0.3), FailureKind.TOO_LARGE),
        ("bomb", bad.bomb, FailureKind.BOMB),
        ("flood", bad.header_flood, FailureKind.BAD_HTTP),
        ("cut", raw(OK + b"Content-Length: 100\r\n\r\nabc"), FailureKind.BAD_HTTP),
        ("negative", raw(OK + b"Content-Length: -5\r\n\r\nabc"), FailureKind.BAD_HTTP),
        ("two-lengths", raw(OK + b"Content-Length: 3\r\nContent-Length: 5\r\n\r\nabc"), FailureKind.BAD_HTTP),
        ("chunk", raw(OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\nZZ\r\n"), FailureKind.BAD_HTTP),
        ("chunk-cut", raw(OK + b"Transfer-Encoding: chunked\r\n\r\n50\r\nabcde"), FailureKind.BAD_HTTP),
        ("http09", raw(b"<html>hello</html>"), FailureKind.BAD_HTTP),
        ("garbage", raw(b"\x00\x01\x02\r\n\r\n"), FailureKind.BAD_HTTP),
        ("no-gzip", reply("plain", Content_Encoding="gzip"), FailureKind.BAD_HTTP),
        ("401", reply("", "401 Unauthorized"), FailureKind.BLOCKED),
        ("403", reply("", "403 Forbidden"), FailureKind.BLOCKED),
        ("405", reply("", "405 Not Allowed"), FailureKind.BLOCKED),
        ("412", reply("", "412 Precondition Failed"), FailureKind.BLOCKED),
        ("999", reply("", "999 Denied"), FailureKind.BLOCKED),
        ("404", reply(PAGE, "404 Not Found"), FailureKind.NOT_FOUND),
        ("410", reply("", "410 Gone"), FailureKind.NOT_FOUND),
        ("429", reply("", "429 Too Many Requests", Retry_After="1"), FailureKind.RATE_LIMITED),
        ("500", reply("", "500 Error"), FailureKind.SERVER_ERROR),
        ("503", reply("", "503 Unavailable"), FailureKind.SERVER_ERROR),
        ("503-later", reply("", "503 Unavailable", Retry_After="120"), FailureKind.RATE_LIMITED),
        ("nowhere", redirect("javascript:void(0)"), FailureKind.BAD_HTTP),
    ],
)  # fmt: skip
def test_every_bad_answer_is_a_failure_of_its_kind(
    server: BadServer, path: str, behaviour: bad.Behaviour, kind: FailureKind
) -> None:
    failure(fetch(server.at(f"/bad/{path}", behaviour)), kind)


@pytest.mark.parametrize(
    "answer",
    [
        b"Content-Length: 99999\r\n\r\n" + WHOLE,
        b"Transfer-Encoding: chunked\r\n\r\n%X\r\n" % len(WHOLE) + WHOLE + b"\r\n",
    ],
)
def test_a_page_that_came_to_its_end_is_a_page_whatever_its_length_said(
    server: BadServer, answer: bytes
) -> None:
    url = server.at("/untidy", raw(OK + b"Content-Type: text/html\r\n" + answer))
    assert page(fetch(url)).body == WHOLE


def test_a_page_whose_connection_is_never_closed_is_a_page(server: BadServer) -> None:
    url = server.at("/open", raw(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + WHOLE, 2))
    assert page(fetch(url)).body == WHOLE


def test_a_slow_page_within_the_time_is_a_page(server: BadServer) -> None:
    def slow(client: object, request: object) -> None:
        bad.time.sleep(0.2)
        reply()(client, request)  # type: ignore[arg-type]

    assert page(fetch(server.at("/slow", slow))).seconds >= 0.2


def test_a_name_that_nobody_has_is_dns_and_a_closed_port_connect() -> None:
    failure(fetch("http://no-such-host.invalid/"), FailureKind.DNS)
    failure(fetch("http://127.0.0.1:1/"), FailureKind.CONNECT)


def test_what_is_no_address_is_refused() -> None:
    failure(fetch("mailto:a@b.cn"), FailureKind.ADDRESS_REFUSED)


def test_redirects_are_followed_hop_by_hop(server: BadServer) -> None:
    server.at("/r/end.html", reply())
    server.at("/r/two", redirect("end.html"))
    found = page(fetch(server.at("/r/one", redirect("/r/two", "301 Moved"))))
    assert found.url == server.url("/r/one")
    assert found.final_url == server.url("/r/end.html")
    assert found.redirects == (server.url("/r/one"), server.url("/r/two"))


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_chinese_in_a_redirect_is_read_in_either_encoding(server: BadServer, encoding: str) -> None:
    server.at("/%E4%B8%AD%E6%96%87.html", reply())
    answer = "HTTP/1.1 302 Found\r\nLocation: /中文.html\r\nContent-Length: 0\r\n\r\n".encode(encoding)
    assert page(fetch(server.at(f"/to-{encoding}", raw(answer)))).final_url.endswith(
        "/%E4%B8%AD%E6%96%87.html"
    )


def test_redirects_that_go_round_are_a_loop(server: BadServer) -> None:
    failure(fetch(server.at("/loop", redirect("/loop"))), FailureKind.REDIRECT_LOOP)
    server.at("/ping", redirect("/pong"))
    failure(fetch(server.at("/pong", redirect("/ping"))), FailureKind.REDIRECT_LOOP)


def test_redirects_that_never_arrive_are_a_loop_too(server: BadServer) -> None:
    for number in range(30):
        server.at(f"/far/{number}", redirect(f"/far/{number + 1}"))
    failure(fetch(server.url("/far/0")), FailureKind.REDIRECT_LOOP)


def test_a_wall_that_sets_a_cookie_and_sends_the_visitor_back_is_passed(server: BadServer) -> None:
    def wall(client: bad.socket.socket, request: bad.Request) -> None:
        passed = "pass=1" in request.headers.get("cookie", "")
        (reply() if passed else redirect("/wall", Set_Cookie="pass=1; path=/"))(client, request)

    assert page(fetch(server.at("/wall", wall))).body.decode() == PAGE


def test_a_session_in_the_address_is_followed_and_not_kept(server: BadServer) -> None:
    server.at("/app;jsessionid=0A1B2C", reply())
    found = page(fetch(server.at("/app", redirect("/app;jsessionid=0A1B2C"))))
    assert found.final_url == server.url("/app")


def test_time_is_for_the_whole_way_and_not_for_each_hop(server: BadServer) -> None:
    def slow(to: str) -> bad.Behaviour:
        def behave(client: bad.socket.socket, request: bad.Request) -> None:
            bad.time.sleep(0.25)
            redirect(to)(client, request)

        return behave

    for number in range(5):
        server.at(f"/slow/{number}", slow(f"/slow/{number + 1}"))
    assert failure(fetch(server.url("/slow/0")), FailureKind.TIMEOUT).seconds < 0.9


def test_a_private_address_is_refused_and_nothing_is_sent(server: BadServer) -> None:
    found = failure(fetch(server.at("/private", reply()), private_ok=False), FailureKind.ADDRESS_REFUSED)
    assert "127.0.0.1" in found.detail
    assert not server.asked("/private")


def test_a_name_that_resolves_to_a_private_address_is_refused(server: BadServer) -> None:
    failure(fetch(f"http://localhost:{server.port}/", private_ok=False), FailureKind.ADDRESS_REFUSED)


def test_numbers_written_otherwise_are_the_same_private_address(server: BadServer) -> None:
    for host in ("2130706433", "0x7f.1", "[::ffff:127.0.0.1]", "[::1]", "0.0.0.0"):
        failure(fetch(f"http://{host}:{server.port}/", private_ok=False), FailureKind.ADDRESS_REFUSED)


def test_a_redirect_inherits_no_leave_for_another_private_host(server: BadServer) -> None:
    url = server.at("/forged", redirect(f"http://127.0.0.2:{server.port}/page"))
    failure(fetch(url), FailureKind.ADDRESS_REFUSED)


def test_a_connection_made_with_leave_is_not_reused_without(server: BadServer) -> None:
    async def both() -> None:
        async with Fetcher(settings(), lambda: NOW) as fetcher:
            page(await fetcher.get(server.at("/leave", reply()), private_ok=True))
            failure(await fetcher.get(server.at("/no-leave", reply())), FailureKind.ADDRESS_REFUSED)

    asyncio.run(both())
    assert not server.asked("/no-leave")


def test_connect_to_allows_the_private_address_that_it_names(server: BadServer) -> None:
    server.at("/index.html", reply())
    detour = {"connect_to": (f"www.example.gov.cn:80:127.0.0.1:{server.port}",)}
    assert page(fetch("http://www.example.gov.cn/index.html", private_ok=False, with_=detour))
    failure(
        fetch(f"http://127.0.0.1:{server.port}/index.html", private_ok=False, with_=detour),
        FailureKind.ADDRESS_REFUSED,
    )


def test_connect_to_without_a_host_leads_everything_there(server: BadServer) -> None:
    server.at("/any.html", reply())
    found = fetch(
        "http://any.example/any.html", private_ok=False, with_={"connect_to": (f"::127.0.0.1:{server.port}",)}
    )
    assert page(found).final_url == "http://any.example/any.html"


def test_https_is_fetched_over_http_where_a_replay_says_so(server: BadServer) -> None:
    server.at("/plain.html", reply())
    server.at("/to-tls", redirect("https://any.example/plain.html"))
    replay = {"connect_to": (f"::127.0.0.1:{server.port}",), "https_as_http": True}
    found = page(fetch("https://any.example/to-tls", private_ok=False, with_=replay))
    assert found.final_url == "https://any.example/plain.html"


def test_hosts_outside_the_list_are_not_contacted_even_by_a_redirect(server: BadServer) -> None:
    server.at("/out", redirect("http://outside.example/page"))
    replay = {"connect_to": (f"::127.0.0.1:{server.port}",), "only_hosts": frozenset({"inside.example"})}
    asked = len(server.seen)
    failure(fetch("http://inside.example/out", private_ok=False, with_=replay), FailureKind.ADDRESS_REFUSED)
    assert [request.headers["host"] for request in server.seen[asked:]] == ["inside.example"] * 2


def test_a_file_is_checked_by_head_alone_where_head_answers(server: BadServer) -> None:
    assert (
        page(fetch(server.at("/a.pdf", reply(b"%PDF-1.4", kind="application/pdf")), head_only=True)).body
        == b""
    )
    assert [request.method for request in server.asked("/a.pdf")] == ["HEAD"]


@pytest.mark.parametrize(
    "refusal", ["405 Not Allowed", "403 Forbidden", "404 Not Found", "501 Unknown", "500 Error"]
)
def test_a_refused_head_is_confirmed_by_a_get(server: BadServer, refusal: str) -> None:
    def only_get(client: bad.socket.socket, request: bad.Request) -> None:
        (reply("", refusal) if request.method == "HEAD" else reply(b"%PDF-1.4" * 20_000))(client, request)

    found = page(fetch(server.at(f"/{refusal[:3]}.pdf", only_get), head_only=True))
    assert 0 < len(found.body) < 100_000


def test_a_dead_file_is_not_found_after_head_and_get(server: BadServer) -> None:
    failure(fetch(server.url("/dead.pdf"), head_only=True), FailureKind.NOT_FOUND)
    assert [request.method for request in server.asked("/dead.pdf")] == ["HEAD", "GET"]


def test_a_page_that_answers_for_a_file_is_read_for_what_it_says(server: BadServer) -> None:
    lost = "<html><head><title>提示</title></head><body>您访问的文件不存在或已删除！</body></html>"
    failure(fetch(server.at("/gone.pdf", reply(lost)), head_only=True), FailureKind.SOFT_404)
    assert [request.method for request in server.asked("/gone.pdf")] == ["HEAD", "GET"]


def test_a_link_check_of_a_page_sees_a_soft_404_and_stops_early(server: BadServer) -> None:
    lost = "<html><head><title>页面不存在</title></head><body>" + "栏目导航 " * 50_000 + "</body></html>"
    failure(fetch(server.at("/lost.html", reply(lost)), head_only=True), FailureKind.SOFT_404)
    found = page(fetch(server.at("/long.html", reply(PAGE + "x" * 300_000)), head_only=True))
    assert len(found.body) < 200_000


def test_after_a_429_the_page_is_asked_for_again(server: BadServer) -> None:
    busy = reply("", "429 Too Many Requests", Retry_After="0")
    assert page(fetch(server.at("/busy", busy, busy, reply())))
    assert len(server.asked("/busy")) == 3


def test_a_server_that_wants_an_hour_is_left_in_peace(server: BadServer) -> None:
    url = server.at("/hour", reply("", "429 Too Many Requests", Retry_After="3600"))
    first, second = fetch_all([url, url], with_={"rate": 50})
    failure(first, FailureKind.RATE_LIMITED)
    failure(second, FailureKind.RATE_LIMITED)
    assert len(server.asked("/hour")) == 1


def test_a_fetch_that_is_given_up_leaves_the_fetcher_usable(server: BadServer) -> None:
    slow, good = server.at("/given-up", bad.stall), server.at("/after", reply())

    async def run() -> None:
        async with Fetcher(settings(per_host=1), lambda: NOW) as fetcher:
            asked = asyncio.create_task(fetcher.get(slow, private_ok=True, ignore_robots=True))
            await asyncio.sleep(0.05)
            asked.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await asked
            page(await fetcher.get(good, private_ok=True))

    asyncio.run(run())


def test_no_file_descriptor_is_left_behind(server: BadServer) -> None:
    urls = [server.at("/fd", reply()), server.at("/fd-drop", bad.drop), server.at("/fd-stall", bad.stall)]
    fetch_all(urls, with_={"timeout_s": 0.1})
    before = len(os.listdir("/proc/self/fd"))
    fetch_all(urls * 3, with_={"timeout_s": 0.1})
    assert len(os.listdir("/proc/self/fd")) <= before + 3  # the server's own threads end a little later


def test_settings_that_make_no_sense_are_refused() -> None:
    for wrong in ({"rate": -1}, {"in_flight": 5000}, {"connect_to": ("a:b",)}, {"user_agent": "明察"}):
        with pytest.raises(UsageError):
            FetchSettings(**wrong)  # type: ignore[arg-type]
