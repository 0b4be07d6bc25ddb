"""What servers do to a visitor: a table of behaviours, each with the end that a fetch of it must come to."""

import gzip
import socket
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.servers import bad_tempered as bad
from tests.servers.bad_tempered import PAGE, Behaviour, Request, raw, redirect, reply

from mingcha.core.fetch import FailureKind as Kind

OK = b"HTTP/1.1 200 OK\r\n"
HTML = OK + b"Content-Type: text/html\r\n"
WHOLE = PAGE.encode()
WORDS = "关于印发工作方案的通知"
HOLD_S = 1.5
"""Longer than the patience of the tests."""


@dataclass(frozen=True, slots=True)
class Case:
    """A behaviour, and how it must end: a kind of failure, or None for a page that is read; `is_big` says
    that it takes several megabytes to show itself."""

    name: str
    behaviour: Behaviour
    end: Kind | None
    is_big: bool = False

    def __str__(self) -> str:
        return self.name


def page_of(body: str, title: str = "市政府") -> Behaviour:
    return reply(f"<html><head><title>{title}</title></head><body>{body}</body></html>")


def then(answer: bytes, hold_s: float = HOLD_S) -> Behaviour:
    return raw(answer, hold_s)


def cut_off(answer: bytes) -> Behaviour:
    """These bytes, then RST."""

    def behave(client: socket.socket, _request: Request) -> None:
        client.sendall(answer)
        time.sleep(0.05)  # what was sent is to arrive before the reset
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
        raise ConnectionError

    return behave


def drips(answer: bytes, every_s: float = 0.02) -> Behaviour:
    def behave(client: socket.socket, _request: Request) -> None:
        for at in range(len(answer)):
            client.sendall(answer[at : at + 1])
            time.sleep(every_s)
        raise ConnectionError

    return behave


def floods(head: bytes, piece: bytes, times: int) -> Behaviour:
    def behave(client: socket.socket, _request: Request) -> None:
        client.sendall(head)
        for _ in range(times):
            client.sendall(piece)
        raise ConnectionError

    return behave


def by_request(choose: Callable[[Request], Behaviour]) -> Behaviour:
    return lambda client, request: choose(request)(client, request)


def _onward(request: Request) -> Behaviour:
    number = int(request.path.rpartition("=")[2]) if "=" in request.path else 0
    return redirect(f"{request.path.partition('?')[0]}?n={number + 1}")


def _cookie_mill(request: Request) -> Behaviour:
    number = len(request.headers.get("cookie", ""))
    return redirect(request.path, Set_Cookie=f"c{number}=1")


def _cookie_wall(request: Request) -> Behaviour:
    passed = "pass=1" in request.headers.get("cookie", "")
    return reply() if passed else redirect(request.path, Set_Cookie="pass=1; path=/")


def _cloaked(request: Request) -> Behaviour:
    return page_of("博彩") if "spider" in request.headers["user-agent"].lower() else reply()


def _zip(body: bytes, wbits: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, wbits)
    return packer.compress(body) + packer.flush()


def stages() -> Iterator[Case]:
    """Silence, closing and reset at every stage of an exchange."""
    yield Case("silence", then(b""), Kind.TIMEOUT)
    yield Case("half-a-status-line", then(b"HTTP/1.1 2"), Kind.TIMEOUT)
    yield Case("status-line-alone", then(OK), Kind.TIMEOUT)
    yield Case("half-a-head", then(OK + b"Content-Ty"), Kind.TIMEOUT)
    yield Case("head-without-a-body", then(HTML + b"Content-Length: 900\r\n\r\n"), Kind.TIMEOUT)
    yield Case("half-a-body", then(HTML + b"Content-Length: 9000\r\n\r\n<html>"), Kind.TIMEOUT)
    yield Case("half-a-chunk", then(HTML + b"Transfer-Encoding: chunked\r\n\r\n50\r\n<html>"), Kind.TIMEOUT)
    yield Case("body-by-drips", bad.drip, Kind.TIMEOUT)
    yield Case("head-by-drips", drips(OK + b"X: " + b"y" * 400), Kind.TIMEOUT)
    yield Case("open-after-the-page", then(b"HTTP/1.0 200 OK\r\n\r\n" + WHOLE), None)
    yield Case("closed-at-once", bad.drop, Kind.RESET)
    yield Case("closed-in-the-head", raw(OK + b"Content-Ty"), Kind.BAD_HTTP)
    yield Case("reset-at-once", cut_off(b""), Kind.RESET)
    yield Case("reset-in-the-head", cut_off(OK + b"Content-Ty"), Kind.RESET)
    yield Case("reset-in-the-body", cut_off(HTML + b"Content-Length: 9000\r\n\r\n<html>"), Kind.RESET)
    yield Case("reset-after-the-page", cut_off(HTML + b"Content-Length: 99999\r\n\r\n" + WHOLE), None)


def lengths() -> Iterator[Case]:
    """Content-Length and chunks that do not say what comes."""
    chunked = HTML + b"Transfer-Encoding: chunked\r\n\r\n"
    yield Case("longer-than-real", raw(HTML + b"Content-Length: 100\r\n\r\nabc"), Kind.BAD_HTTP)
    yield Case("longer-than-a-whole-page", raw(HTML + b"Content-Length: 99999\r\n\r\n" + WHOLE), None)
    yield Case("shorter-than-real", raw(HTML + b"Content-Length: 60\r\n\r\n" + WHOLE), None)
    yield Case("negative-length", raw(HTML + b"Content-Length: -5\r\n\r\nabc"), Kind.BAD_HTTP)
    yield Case("length-in-words", raw(HTML + b"Content-Length: many\r\n\r\nabc"), Kind.BAD_HTTP)
    yield Case("two-lengths", raw(HTML + b"Content-Length: 3\r\nContent-Length: 5\r\n\r\nab"), Kind.BAD_HTTP)
    yield Case(
        "length-of-30-digits", then(HTML + b"Content-Length: 9" + b"0" * 29 + b"\r\n\r\nabc"), Kind.TOO_LARGE
    )
    yield Case("announced-too-large", then(HTML + b"Content-Length: 900000000\r\n\r\nabc"), Kind.TOO_LARGE)
    yield Case("no-length", raw(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + WHOLE), None)
    yield Case("wrong-chunk-size", raw(chunked + b"5\r\nabcde\r\nZZ\r\n"), Kind.BAD_HTTP)
    yield Case("endless-chunk-size", raw(chunked + b"F" * 40 + b"\r\nabc"), Kind.BAD_HTTP)
    yield Case("negative-chunk-size", raw(chunked + b"-5\r\nabc"), Kind.BAD_HTTP)
    yield Case("last-chunk-missing", raw(chunked + b"5\r\nabcde\r\n"), Kind.BAD_HTTP)
    whole = chunked + b"%X\r\n" % len(WHOLE) + WHOLE + b"\r\n"
    yield Case("last-chunk-missing-after-the-page", raw(whole), None)
    yield Case("trailers-after-chunks", raw(whole + b"0\r\nX-Trailer: 1\r\n\r\n"), None)
    crumbs = (b"40\r\n" + b"x" * 64 + b"\r\n") * 2048
    yield Case("crumbs-of-chunks-for-ever", floods(chunked, crumbs, 120), Kind.TOO_LARGE)


def heads() -> Iterator[Case]:
    """Status lines and headers."""
    yield Case("http-0.9", raw(b"<html>hello</html>"), Kind.BAD_HTTP)
    yield Case("binary", raw(b"\x00\x01\x02\r\n\r\n"), Kind.BAD_HTTP)
    yield Case("another-protocol", raw(b"SSH-2.0-OpenSSH_9.6\r\n"), Kind.BAD_HTTP)
    yield Case("http-2-unasked", raw(b"\x00\x00\x12\x04\x00\x00\x00\x00\x00" + b"\x00" * 18), Kind.BAD_HTTP)
    yield Case("bare-line-feeds", raw(b"HTTP/1.0 200 OK\nContent-Type: text/html\n\n" + WHOLE), None)
    yield Case("header-flood", bad.header_flood, Kind.BAD_HTTP)
    yield Case("header-of-a-megabyte", raw(OK + b"X: " + b"y" * 1_000_000 + b"\r\n\r\n"), Kind.BAD_HTTP)
    cookies = b"".join(b"Set-Cookie: c%d=1\r\n" % k for k in range(1000))
    yield Case("a-thousand-cookies", raw(HTML + cookies + b"\r\n" + WHOLE), None)
    yield Case("header-without-colon", raw(HTML + b"nonsense\r\n\r\n" + WHOLE), Kind.BAD_HTTP)
    yield Case("nul-in-a-header", raw(HTML + b"X: a\0b\r\n\r\n" + WHOLE), Kind.BAD_HTTP)
    yield Case("chinese-in-a-header", raw(HTML + "X: 中文\r\n\r\n".encode("gb18030") + WHOLE), None)
    yield Case("continue-for-ever", floods(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100, 200), Kind.BAD_HTTP)
    yield Case("switching-protocols", then(b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n"), Kind.TIMEOUT)
    yield Case("status-of-four-digits", raw(b"HTTP/1.1 2000 OK\r\n\r\n" + WHOLE), None)
    yield Case("not-modified-unasked", reply("", "304 Not Modified"), Kind.BAD_HTTP)
    impossible = "Mon, 99999999999999999999 Jan 2018 00:00:00 GMT"
    yield Case("impossible-date", reply(Last_Modified=impossible, Date=impossible), None)
    yield Case("no-content", raw(b"HTTP/1.1 204 No Content\r\n\r\n"), Kind.NOT_HTML)
    yield Case("empty-page", reply("", kind=""), Kind.NOT_HTML)


def ways() -> Iterator[Case]:
    """Redirects and cookies."""
    yield Case("to-itself", by_request(lambda request: redirect(request.path)), Kind.REDIRECT_LOOP)
    yield Case("a-thousand-redirects", by_request(_onward), Kind.REDIRECT_LOOP)
    yield Case("to-a-script", redirect("javascript:void(0)"), Kind.BAD_HTTP)
    yield Case("to-a-file", redirect("file:///etc/passwd"), Kind.BAD_HTTP)
    yield Case("to-nowhere", reply(b"", "302 Found"), Kind.BAD_HTTP)
    yield Case("to-100-kilobytes", redirect("/" + "a" * 100_000), Kind.BAD_HTTP)
    yield Case("to-a-private-host", redirect("http://127.0.0.9/"), Kind.ADDRESS_REFUSED)
    yield Case("to-a-name-nobody-has", redirect("http://no-such-host.invalid/"), Kind.DNS)
    yield Case("multiple-choices", reply("", "300 Multiple Choices"), Kind.BAD_HTTP)
    yield Case("cookie-wall-that-opens", by_request(_cookie_wall), None)
    yield Case("a-new-cookie-for-ever", by_request(_cookie_mill), Kind.REDIRECT_LOOP)


def packings() -> Iterator[Case]:
    """Compression."""
    yield Case("gzip", reply(gzip.compress(WHOLE), Content_Encoding="gzip"), None)
    yield Case("raw-deflate", reply(_zip(WHOLE, -15), Content_Encoding="deflate"), None)
    yield Case("encoding-that-does-not-exist", reply(Content_Encoding="utf-8"), None)
    yield Case("gzip-that-is-none", reply("plain", Content_Encoding="gzip"), Kind.BAD_HTTP)
    yield Case("gzip-cut", reply(gzip.compress(WHOLE)[:60], Content_Encoding="gzip"), Kind.BAD_HTTP)
    yield Case("gzip-bomb", reply(gzip.compress(b"\0" * 8_000_000), Content_Encoding="gzip"), Kind.BOMB)
    yield Case("deflate-bomb", reply(_zip(b" " * 8_000_000, 15), Content_Encoding="deflate"), Kind.BOMB)
    twice = gzip.compress(gzip.compress(b"\0" * 50_000_000))
    yield Case("bomb-in-a-bomb", reply(twice, Content_Encoding="gzip, gzip"), Kind.BOMB)
    yield Case(
        "encoding-named-20-times", reply(twice, Content_Encoding=", ".join(["gzip"] * 20)), Kind.BAD_HTTP
    )


def refusals() -> Iterator[Case]:
    """Statuses, challenges, walls and pages that are none."""
    for status, kind in (
        ("400 Bad Request", Kind.BLOCKED),
        ("401 Unauthorized", Kind.BLOCKED),
        ("403 Forbidden", Kind.BLOCKED),
        ("404 Not Found", Kind.NOT_FOUND),
        ("405 Not Allowed", Kind.BLOCKED),
        ("410 Gone", Kind.NOT_FOUND),
        ("412 Precondition Failed", Kind.BLOCKED),
        ("429 Too Many Requests", Kind.RATE_LIMITED),
        ("500 Error", Kind.SERVER_ERROR),
        ("502 Bad Gateway", Kind.SERVER_ERROR),
        ("503 Unavailable", Kind.SERVER_ERROR),
        ("521 Web Server Is Down", Kind.SERVER_ERROR),
        ("999 Denied", Kind.BLOCKED),
    ):
        yield Case(f"status-{status[:3]}", reply("", status), kind)
    for name, after in (
        ("a-second", "1"),
        ("a-day", "86400"),
        ("less-than-nothing", "-1"),
        ("a-word", "soon"),
        ("40-digits", "9" * 40),
        ("a-far-date", "Wed, 01 Jan 2070 00:00:00 GMT"),
        ("an-impossible-date", "Mon, 99999999999999999999 Jan 2018 00:00:00 GMT"),
    ):
        limited = reply("", "429 Too Many Requests", Retry_After=after)
        yield Case(f"429-after-{name}", limited, Kind.RATE_LIMITED)
    yield Case("503-after-120", reply("", "503 Unavailable", Retry_After="120"), Kind.RATE_LIMITED)
    challenge = "<html><script>var jsl_clearance='x';document.cookie='a=1';location.reload()</script></html>"
    yield Case("script-challenge", reply(challenge, "521 Down"), Kind.BLOCKED)
    yield Case("challenge-as-200", reply(challenge), Kind.BLOCKED)
    yield Case("captcha", page_of("请完成安全验证后继续访问", "安全验证"), Kind.BLOCKED)
    yield Case("firewall", page_of("您的请求疑似攻击，访问被拦截", "网站防火墙"), Kind.BLOCKED)
    yield Case("soft-404-by-title", page_of("返回首页", "404 页面不存在"), Kind.SOFT_404)
    yield Case("soft-404-by-words", page_of("您访问的页面不存在或已被删除"), Kind.SOFT_404)
    alert = "<html><script>alert('信息不存在');history.back()</script></html>"
    yield Case("soft-404-by-alert", reply(alert), Kind.SOFT_404)
    yield Case("cloaking", by_request(_cloaked), None)


def contents() -> Iterator[Case]:
    """Bytes, charsets and markup."""
    yield Case("picture", reply(b"\xff\xd8\xff\xe0" * 100, kind="image/jpeg"), Kind.NOT_HTML)
    yield Case("pdf-called-html", reply(b"%PDF-1.4 " * 100), Kind.NOT_HTML)
    yield Case("json", reply('{"a": 1}', kind="application/json"), Kind.NOT_HTML)
    yield Case("gbk-called-utf-8", reply(PAGE.encode("gb18030")), None)
    yield Case("utf-16-without-mark", reply(PAGE.encode("utf-16-le")), None)
    yield Case("charset-nonsense", reply(kind="text/html; charset=x-none-\xff"), None)
    yield Case("charset-of-another-kind", reply(kind="text/html; charset=base64"), None)
    yield Case("random-bytes", reply(b"<html>" + bytes(range(256)) * 500), None)
    yield Case("nul-bytes", page_of("文\0" * 30_000), None)
    yield Case("endless", bad.endless, Kind.TOO_LARGE)
    yield Case("ten-megabytes-on-one-line", page_of("<p>" + "公开" * 1_700_000), None, is_big=True)
    entries = "".join(f'<li><a href="/a/{k}.html">{WORDS}{k}</a>2018-01-02' for k in range(20_000))
    yield Case("20,000-links", page_of(entries), None, is_big=True)
    yield Case("50,000-deep", page_of("<div>" * 50_000 + WORDS), None)
    yield Case("tables-20,000-deep", page_of("<table><tr><td>" * 20_000 + WORDS), None)
    yield Case("lists-20,000-deep", page_of("<ul><li>" * 20_000 + "<a href=/x.html>公开</a>"), None)
    yield Case(
        "100,000-attributes", page_of("<p " + " ".join(f"a{k}=1" for k in range(100_000)) + ">文"), None
    )
    bold = "<p>" + "".join(f"<b id={k}>" for k in range(4_000)) + "</p>" + "<p>文" * 4_000
    yield Case("bold-in-bold", page_of(bold), None)
    yield Case("a-million-tags", page_of("<br>" * 1_000_001), Kind.TOO_LARGE, is_big=True)
    yield Case(
        "20,000-crumbs", page_of('<div class="crumb">当前位置：' + '<a href="/">首</a> > ' * 20_000), None
    )
    numbers = "".join(f'<a href="index_{k}.html">{k}</a>' for k in range(20_000))
    yield Case("20,000-page-numbers", page_of(f'<div class="page">{numbers}'), None)
    yield Case("100,000-open-scripts", page_of("<script>" * 100_000), None)
    yield Case("comment-without-end", page_of(WORDS * 20 + "<!--" * 100_000), None)
    yield Case("link-of-a-megabyte", page_of(f'{WORDS}<a href="/{"中" * 300_000}">长</a>'), None)


def handshakes() -> dict[str, Callable[[socket.socket], None]]:
    """What a server may do instead of a TLS handshake."""
    return {
        "silence": lambda client: time.sleep(HOLD_S),
        "closed-before-hello": lambda client: None,
        "closed-after-hello": lambda client: _after_hello(client, b""),
        "reset-after-hello": _reset_after_hello,
        "half-a-server-hello": lambda client: _after_hello(client, b"\x16\x03\x03\x40\x00\x02", HOLD_S),
        "plain-http": lambda client: _after_hello(client, b"HTTP/1.1 400 Bad Request\r\n\r\n"),
        "random-bytes": lambda client: _after_hello(client, bytes(range(256)) * 4),
        "fatal-alert": lambda client: _after_hello(client, b"\x15\x03\x03\x00\x02\x02\x28"),
        "alerts-for-ever": _alerts,
    }


def _after_hello(client: socket.socket, answer: bytes, hold_s: float = 0.0) -> None:
    client.recv(65_536)
    client.sendall(answer)
    time.sleep(hold_s)


def _reset_after_hello(client: socket.socket) -> None:
    client.recv(65_536)
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")


def _alerts(client: socket.socket) -> None:
    client.recv(65_536)
    for _ in range(20_000):
        client.sendall(b"\x15\x03\x03\x00\x02\x01\x00" * 100)  # warnings: close_notify


def everything() -> list[Case]:
    return [case for part in (stages, lengths, heads, ways, packings, refusals, contents) for case in part()]
