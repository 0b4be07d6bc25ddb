"""The replay server, one test for each sentence of the contract; real sockets on loopback."""

import socket
import time
from collections.abc import Callable
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from mingcha.core.errors import UsageError
from mingcha.world import World, WorldServer, load_world

HOST = "www.ceshi.gov.cn"


def make_world(folder: Path, files: dict[str, bytes], serve: str = "", as_of: str = "2018-04-18") -> World:
    """A world with one host; `files` by path inside the host's folder."""
    (folder / "sites" / HOST).mkdir(parents=True)
    (folder / "world.toml").write_text(
        f'name = "ceshi"\nperiod = "2018Q1"\nas_of = {as_of}\nissuer = "甲"\nportal_host = "{HOST}"\n'
        'scheme = "linyi-2018"\nreport_year = 2017\n',
        encoding="utf-8",
    )
    (folder / "register.csv").write_text("单位编码,单位名称,单位类别\n", encoding="utf-8")
    for name, data in files.items():
        path = folder / "sites" / HOST / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    if serve:
        (folder / "sites" / HOST / "_serve.toml").write_text(serve, encoding="utf-8")
    return load_world(folder)


class Got:
    """One finished answer."""

    def __init__(self, response: HTTPResponse) -> None:
        self.status = response.status
        self.body = response.read()
        self.headers = response.headers


Get = Callable[..., Got]


@pytest.fixture
def serve(tmp_path: Path):  # type: ignore[no-untyped-def]
    """Starts a server over the given files and gives a function that asks it."""
    running: list[WorldServer] = []

    def start(files: dict[str, bytes], table: str = "", as_of: str = "2018-04-18") -> Get:
        server = WorldServer(make_world(tmp_path / "w", files, table, as_of))
        server.__enter__()
        running.append(server)

        def get(path: str, host: str = HOST, method: str = "GET", **headers: str) -> Got:
            connection = HTTPConnection("127.0.0.1", server.port, timeout=10)
            try:
                sent = {"Host": host, **{name.replace("_", "-"): value for name, value in headers.items()}}
                connection.request(method, path, headers=sent)
                return Got(connection.getresponse())
            finally:
                connection.close()

        get.port = server.port  # type: ignore[attr-defined]
        return get

    yield start
    for server in running:
        server.__exit__(None, None, None)


def test_a_host_is_found_by_its_host_header_whatever_the_case_and_port(serve) -> None:
    get = serve({"a.html": b"A"})
    assert get("/a.html").body == b"A"
    assert get("/a.html", host=HOST.upper() + ":80").body == b"A"


def test_an_unknown_host_is_told_that_it_is_not_here_which_is_no_missing_page(serve) -> None:
    answer = serve({"index.html": b"A"})("/", host="www.example.com")
    assert (answer.status, answer.body) == (421, b"")


def test_a_path_without_file_or_table_is_404(serve) -> None:
    get = serve({"dir/index.html": b"A"})
    assert get("/none.html").status == 404
    assert get("/dir").status == 404


def test_root_and_folders_are_their_index_html(serve) -> None:
    get = serve({"index.html": b"home", "dir/index.html": b"dir"})
    assert get("/").body == b"home"
    assert get("/dir/").body == b"dir"
    assert get("/dir/").headers["Content-Type"] == "text/html"


def test_the_query_string_is_part_of_the_files_name(serve) -> None:
    get = serve({"list.asp?id=1": b"one", "list.asp?id=2&p=3": b"two", "list.asp": b"bare"})
    assert get("/list.asp?id=1").body == b"one"
    assert get("/list.asp?id=2&p=3").body == b"two"
    assert get("/list.asp").body == b"bare"
    assert get("/list.asp?id=9").status == 404
    assert get("/list.asp?id=1").headers["Content-Type"] == "text/html"


def test_percent_escapes_are_read_as_utf8_and_as_gbk(serve) -> None:
    get = serve({"通知/一.html": b"A", "list.jsp?q=公告": b"B"})
    assert get("/%E9%80%9A%E7%9F%A5/%E4%B8%80.html").body == b"A"
    assert get("/%CD%A8%D6%AA/%D2%BB.html").body == b"A"
    assert get("/list.jsp?q=%E5%85%AC%E5%91%8A").body == b"B"
    assert get("/list.jsp?q=%B9%AB%B8%E6").body == b"B"


@pytest.mark.parametrize(
    "path",
    ["/../../world.toml", "/%2e%2e/%2e%2e/world.toml", "/a/..%2f..%2f..%2fworld.toml", "//world.toml",
     "/?../../../world.toml", "/..%5c..%5cworld.toml"],
)  # fmt: skip
def test_no_path_leaves_the_hosts_folder(serve, path: str) -> None:
    assert serve({"a/index.html": b"A"})(path).status == 404


def test_a_link_out_of_the_hosts_folder_is_not_served(tmp_path: Path) -> None:
    world = make_world(tmp_path / "w", {"index.html": b"A"})
    (world.sites / HOST / "out.txt").symlink_to(world.folder / "world.toml")
    with WorldServer(world) as server:
        assert server.answer(HOST, "/out.txt").status == 404


def test_the_table_file_itself_is_never_served(serve) -> None:
    assert serve({"index.html": b"A"}, '["/x"]\nstatus = 500\n')("/_serve.toml").status == 404


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.html", "text/html"), ("a.htm", "text/html"), ("a.shtml", "text/html"), ("a.asp", "text/html"),
     ("a.jsp", "text/html"), ("a.php", "text/html"), ("a.do", "text/html"), ("a", "text/html"),
     ("a.HTM", "text/html"), ("a.css", "text/css"), ("a.js", "application/javascript"),
     ("a.json", "application/json"), ("a.xml", "text/xml"), ("a.txt", "text/plain"),
     ("a.pdf", "application/pdf"), ("a.png", "image/png"), ("a.jpg", "image/jpeg"),
     ("a.doc", "application/msword"), ("a.zip", "application/zip")],
)  # fmt: skip
def test_content_types_go_by_the_ending_and_carry_no_charset(serve, name: str, kind: str) -> None:
    assert serve({name: b"A"})("/" + name).headers["Content-Type"] == kind


def test_a_table_sets_the_charset(serve) -> None:
    get = serve({"a.html": b"A"}, '["/a.html"]\ncharset = "gb2312"\n')
    assert get("/a.html").headers["Content-Type"] == "text/html; charset=gb2312"


def test_a_table_sets_status_and_headers(serve) -> None:
    table = '["/a.html"]\nstatus = 503\nheaders = {Retry-After = "120", Content-Type = "text/plain"}\n'
    answer = serve({"a.html": b"busy"}, table)("/a.html")
    assert (answer.status, answer.body) == (503, b"busy")
    assert answer.headers["Retry-After"] == "120"
    assert answer.headers.get_all("Content-Type") == ["text/plain"]


def test_a_table_needs_no_file(serve) -> None:
    answer = serve({}, '["/gone.html"]\nstatus = 410\n["/empty.html"]\nheaders = {X = "1"}\n')
    assert answer("/gone.html").status == 410
    assert (answer("/empty.html").status, answer("/empty.html").body) == (200, b"")


def test_location_redirects_with_302_unless_a_status_is_given(serve) -> None:
    get = serve({}, '["/a"]\nlocation = "/b"\n["/c"]\nstatus = 301\nlocation = "http://x.gov.cn/"\n')
    assert (get("/a").status, get("/a").headers["Location"]) == (302, "/b")
    assert (get("/c").status, get("/c").headers["Location"]) == (301, "http://x.gov.cn/")


def test_a_table_for_a_query_leaves_the_bare_path_alone(serve) -> None:
    get = serve({"a.asp": b"A", "a.asp?p=1": b"B"}, '["/a.asp?p=1"]\nstatus = 403\n')
    assert (get("/a.asp").status, get("/a.asp?p=1").status) == (200, 403)


def test_the_star_table_holds_for_every_path_and_a_paths_own_words_win(serve) -> None:
    table = '["*"]\nstatus = 403\nheaders = {X-Waf = "1"}\n["/ok.html"]\nstatus = 200\n'
    get = serve({"index.html": b"A", "ok.html": b"OK"}, table)
    assert [get(path).status for path in ("/", "/none", "/ok.html")] == [403, 403, 200]
    assert get("/ok.html").headers["X-Waf"] == "1"


def test_a_star_table_without_status_does_not_make_missing_pages(serve) -> None:
    get = serve({"a.html": b"A"}, '["*"]\ncharset = "gbk"\n')
    assert get("/a.html").headers["Content-Type"] == "text/html; charset=gbk"
    assert get("/none.html").status == 404


def test_drop_closes_without_an_answer(serve) -> None:
    get = serve({"a.html": b"A"}, '["/a.html"]\ndrop = true\n')
    with pytest.raises(ConnectionError):
        get("/a.html")


def test_delay_holds_the_answer_back_and_nobody_else(serve) -> None:
    get = serve({"a.html": b"A", "b.html": b"B"}, '["/a.html"]\ndelay_s = 0.4\n')
    with socket.create_connection(("127.0.0.1", get.port), timeout=5) as slow:
        start = time.monotonic()
        slow.sendall(f"GET /a.html HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n".encode())
        assert get("/b.html").body == b"B"
        assert time.monotonic() - start < 0.35
        assert slow.makefile("rb").read().endswith(b"A")
        assert time.monotonic() - start >= 0.4


@pytest.mark.parametrize(
    ("as_of", "status"),
    [("2018-04-09T23:59:59+08:00", 200), ("2018-04-10T00:00:00+08:00", 503),
     ("2018-04-11T23:59:59+08:00", 503), ("2018-04-12T00:00:00+08:00", 200),
     ("2018-04-11T16:00:00Z", 200), ("2018-04-09T16:00:00Z", 503)],
)  # fmt: skip
def test_a_window_counts_from_and_excludes_until_in_beijing_time(serve, as_of: str, status: int) -> None:
    table = '["/a.html"]\nstatus = 503\nfrom = 2018-04-10\nuntil = 2018-04-12\n'
    assert serve({"a.html": b"A"}, table, as_of)("/a.html").status == status


def test_a_window_may_be_given_by_times(serve) -> None:
    table = '["*"]\nstatus = 503\nfrom = 2018-04-18T23:00:00\nuntil = 2018-04-18T16:00:00Z\n'
    assert serve({"a.html": b"A"}, table)("/a.html").status == 503


def test_a_table_outside_its_window_is_as_if_not_there(serve) -> None:
    assert serve({}, '["/a.html"]\nheaders = {X = "1"}\nuntil = 2018-04-01\n')("/a.html").status == 404


def test_the_first_variant_whose_words_occur_is_served(serve) -> None:
    table = (
        '["/"]\nvariants = [{agent = "baiduspider", referrer = "so.com", file = "both.html"}, '
        '{agent = "Baiduspider", file = "spider.html"}, {referrer = "baidu", file = "search.html"}]\n'
    )
    get = serve(
        {"index.html": b"plain", "both.html": b"both", "spider.html": b"spider", "search.html": b"search"},
        table,
    )
    spider = "Mozilla/5.0 (compatible; BAIDUSPIDER/2.0)"
    assert get("/").body == b"plain"
    assert get("/", User_Agent=spider).body == b"spider"
    assert get("/", User_Agent=spider, Referer="http://www.so.com/s").body == b"both"
    assert get("/", Referer="https://www.Baidu.com/s?wd=1").body == b"search"


def test_head_gives_the_head_alone(serve) -> None:
    answer = serve({"a.html": b"ABC"})("/a.html", method="HEAD")
    assert (answer.status, answer.body, answer.headers["Content-Length"]) == (200, b"", "3")


def test_other_methods_are_refused(serve) -> None:
    assert serve({"a.html": b"A"})("/a.html", method="POST").status == 405


def test_a_connection_is_kept_and_pipelined_requests_answered_in_order(serve) -> None:
    get = serve({"a.html": b"AAA", "b.html": b"BBB"}, '["/a.html"]\ndelay_s = 0.05\n')
    ask = f"GET /a.html HTTP/1.1\r\nHost: {HOST}\r\n\r\nGET /b.html HTTP/1.1\r\nHost: {HOST}\r\n"
    with socket.create_connection(("127.0.0.1", get.port), timeout=5) as client:
        client.sendall(ask.encode())
        client.sendall(b"Connection: close\r\n\r\n")
        received = client.makefile("rb").read()
    assert received.index(b"AAA") < received.index(b"BBB")
    assert received.count(b"HTTP/1.1 200 OK") == 2


def test_http_1_0_is_closed_after_the_answer(serve) -> None:
    get = serve({"a.html": b"A"})
    with socket.create_connection(("127.0.0.1", get.port), timeout=5) as client:
        client.sendall(f"GET /a.html HTTP/1.0\r\nHost: {HOST}\r\n\r\n".encode())
        assert client.makefile("rb").read().endswith(b"\r\n\r\nA")


def test_a_length_that_is_not_the_bodys_is_sent_as_given_and_the_connection_closed(serve) -> None:
    get = serve({"a.html": b"A"}, '["/a.html"]\nheaders = {Content-Length = "10"}\n')
    with socket.create_connection(("127.0.0.1", get.port), timeout=5) as client:
        client.sendall(f"GET /a.html HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
        assert b"Content-Length: 10\r\n" in client.makefile("rb").read()


@pytest.mark.parametrize("ask", [b"nonsense\r\n\r\n", b"GET /\r\n\r\n", b"x" * 70_000])
def test_what_is_not_http_is_a_400_and_closed(serve, ask: bytes) -> None:
    get = serve({"index.html": b"A"})
    with socket.create_connection(("127.0.0.1", get.port), timeout=5) as client:
        client.sendall(ask)
        assert client.makefile("rb").read().startswith(b"HTTP/1.1 400 ")


def test_a_host_of_chinese_characters_answers_to_its_ascii_form(tmp_path: Path) -> None:
    world = make_world(tmp_path / "w", {})
    (world.sites / "测试.政务").mkdir()
    (world.sites / "测试.政务" / "index.html").write_bytes(b"A")
    with WorldServer(load_world(world.folder)) as server:
        assert server.answer("xn--0zwm56d.xn--zfr164b", "/").body == b"A"


def test_connect_to_leads_every_host_and_port_to_the_server(tmp_path: Path) -> None:
    with WorldServer(make_world(tmp_path / "w", {})) as server:
        assert server.connect_to == f"::127.0.0.1:{server.port}"


@pytest.mark.parametrize(
    ("table", "told"),
    [('["/a"]\nstatus = "500"\n', "status"), ('["/a"]\nstatus = 99\n', "100 至 599"),
     ('["/a"]\ndelay_s = -1\n', "delay_s"), ('["/a"]\nuntil = "2018-04-01"\n', "until"),
     ('["/a"]\nstate = 500\n', "state"), ('["/a"]\nvariants = [{agent = "x"}]\n', "variants"),
     ('a = 1\n', "不是表"), ('["/a"\n', "TOML"), ('["/a"]\nheaders = {X = "a\\r\\nb"}\n', "headers")],
)  # fmt: skip
def test_a_wrong_table_stops_the_loading_and_names_the_place(tmp_path: Path, table: str, told: str) -> None:
    with pytest.raises(UsageError, match=told) as error:
        make_world(tmp_path / "w", {}, table)
    assert "_serve.toml" in str(error.value)


def test_a_thousand_requests_over_one_connection_take_well_under_a_second(serve) -> None:
    get = serve({"a.html": b"A" * 4000})
    connection = HTTPConnection("127.0.0.1", get.port, timeout=10)
    start = time.perf_counter()
    for _ in range(1000):
        connection.request("GET", "/a.html", headers={"Host": HOST})
        connection.getresponse().read()
    spent = time.perf_counter() - start
    connection.close()
    assert spent < 2.0  # measured 0.3 s on a busy two-core machine, client included
