"""`mingcha serve` and the end of `mingcha demo` as processes: what they print, who enters, how they stop."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode

import pytest
from tests.support import tiny_world

WAITS_S = 90


class Running:
    """A verb that goes on until it is stopped; its output line by line."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process
        self.lines: list[str] = []
        self._more = threading.Condition()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            with self._more:
                self.lines.append(line.rstrip("\n"))
                self._more.notify_all()

    def found(self, pattern: str) -> re.Match[str]:
        """The first line that matches, waited for."""

        def match() -> re.Match[str] | None:
            return next(filter(None, (re.search(pattern, line) for line in self.lines)), None)

        with self._more:
            assert self._more.wait_for(match, WAITS_S), self.lines
        found = match()
        assert found is not None
        return found

    def stop(self, by: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(by)
        return self.process.wait(20)


@contextmanager
def running(*words: str, home: Path) -> Iterator[Running]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MINGCHA_")}
    environment |= {"MINGCHA_HOME": str(home), "LANG": "zh_CN.UTF-8", "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        [sys.executable, "-m", "mingcha", *words],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield Running(process)
    finally:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


class Visitor:
    """A browser that keeps cookies and sends forms with their token."""

    def __init__(self) -> None:
        jar = urllib.request.HTTPCookieProcessor(CookieJar())
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), jar)

    def get(self, url: str) -> str:
        with self._opener.open(url, timeout=20) as answer:
            return str(answer.read().decode())

    def post(self, url: str, **fields: str) -> str:
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.get(url))
        assert token is not None
        data = urlencode({"csrfmiddlewaretoken": token[1], **fields}).encode()
        with self._opener.open(urllib.request.Request(url, data), timeout=20) as answer:
            return str(answer.read().decode())


def test_the_first_sign_in_is_printed_sets_a_password_and_is_not_printed_again(tmp_path: Path) -> None:
    with running("serve", "--port", "0", home=tmp_path) as server:
        link = server.found(r"(http://127\.0\.0\.1:\d+/)enter/[\w-]+")
        visitor = Visitor()
        assert "设定密码" in visitor.post(link[0])
        page = visitor.post(f"{link[1]}password", new="长一点的 password", again="长一点的 password")
        assert "还没有检查过" in page
        assert server.stop() == 0
    with running("serve", "--port", "0", home=tmp_path) as server:
        url = server.found(r"http://127\.0\.0\.1:\d+/")[0]
        assert "总览" in Visitor().post(f"{url}sign-in", login="admin", password="长一点的 password")
        assert not any("enter/" in line for line in server.lines)
        assert server.stop(signal.SIGINT) == 0


def test_a_link_that_was_not_used_is_replaced_at_the_next_start(tmp_path: Path) -> None:
    links = []
    for _ in range(2):
        with running("serve", "--port", "0", home=tmp_path) as server:
            found = server.found(r"(http://127\.0\.0\.1:\d+/)enter/([\w-]+)")
            links.append(found[2])
            if len(links) == 2:
                with pytest.raises(urllib.error.HTTPError, match="404"):
                    Visitor().get(f"{found[1]}enter/{links[0]}")


def test_a_lost_administrator_gets_a_link_on_the_machine_itself(tmp_path: Path) -> None:
    with running("serve", "--port", "0", home=tmp_path) as server:
        server.found("enter/")
    with running("serve", "--port", "0", "--link", "admin", home=tmp_path) as server:
        assert "系统管理员" in Visitor().get(server.found(r"admin：(http\S+)")[1])
    with running("serve", "--port", "0", "--link", "nobody", home=tmp_path) as server:
        server.found("没有登录名为 nobody 的在用人员；现有：admin")
        assert server.process.wait(20) == 2


def test_a_port_that_is_taken_is_named_with_the_way_out(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with running("serve", "--port", str(port), home=tmp_path) as server:
            server.found(rf"端口 {port} 不能使用.*--port")
            assert server.process.wait(20) == 3


def test_another_host_name_is_not_answered(tmp_path: Path) -> None:
    with running("serve", "--port", "0", home=tmp_path) as server:
        url = server.found(r"http://127\.0\.0\.1:\d+/")[0]
        request = urllib.request.Request(f"{url}sign-in", headers={"Host": "evil.example"})
        with pytest.raises(urllib.error.HTTPError, match="400"):
            urllib.request.urlopen(request, timeout=20)


def test_behind_a_proxy_cookies_go_over_https_only(tmp_path: Path) -> None:
    with running("serve", "--port", "0", "--proxy", "127.0.0.1", home=tmp_path) as server:
        url = server.found(r"http://127\.0\.0\.1:\d+/")[0]
        request = urllib.request.Request(f"{url}sign-in", headers={"X-Forwarded-Proto": "https"})
        with urllib.request.urlopen(request, timeout=20) as answer:
            assert "; Secure" in answer.headers["Set-Cookie"]
            assert answer.headers["Strict-Transport-Security"]
        assert "secure" not in plain_headers(url).lower()


def plain_headers(url: str) -> str:
    """What a server that trusts nobody sends, whatever a client says of HTTPS."""
    with urllib.request.urlopen(f"{url}sign-in", timeout=20) as answer:
        return str(answer.headers.get("Strict-Transport-Security", ""))


@pytest.mark.needs("fonts")
def test_the_demonstration_ends_in_a_console_with_a_link_for_every_role(tmp_path: Path) -> None:
    rows = tiny_world.listing([("通知", "/tz/1.html", "2018-04-10")])
    pages = {
        "index.html": tiny_world.page(f'<a href="/weg.html">专题</a>{rows}'),
        "tz/1.html": tiny_world.page("文"),
    }
    tiny_world.write_world(tmp_path / "world", pages)
    with running("demo", "--world", str(tmp_path / "world"), "--port", "0", home=tmp_path / "home") as demo:
        demo.found("mingcha serve --home")
        roles = ("市级主管部门", "复核员", "领导", "单位联络员（测试市）", "系统管理员")
        links = [demo.found(rf"以{role}.*登录.*：(http\S+)")[1] for role in roles]
        page = Visitor().post(links[0])
        assert "2018-04-18" in page
        assert "测试市" in page
        assert demo.stop(signal.SIGINT) == 0
