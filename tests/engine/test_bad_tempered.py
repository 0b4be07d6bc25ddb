"""What a bad-tempered server does ends in its class, within its time and memory, over HTTP and TLS alike."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.engine.fetching import NOW, failure, fetch, page
from tests.servers import bad_tempered as bad
from tests.servers import tls
from tests.servers.bad_tempered import BadServer, bad_server, handshake_server, redirect, reply
from tests.servers.behaviours import Case, everything, handshakes

from mingcha.core.clock import china_day
from mingcha.core.fetch import FailureKind, FetchFailure, Response
from mingcha.core.page import ColumnKind, PageKind
from mingcha.engine.classify import as_page
from mingcha.engine.observed import facts_of
from mingcha.engine.page import Page
from mingcha.engine.search import search_of

CASES = everything()
TIMEOUT_S = 0.5
SLACK_S = 0.4
"""Between our clock and libcurl's, and for one thread to be scheduled."""
READING_S = 12.0
"""Of processor time, for the worst page; an ordinary one takes 2 ms."""
MEMORY_MB = 200
LIMITS = {"timeout_s": TIMEOUT_S, "max_body": 1_500_000, "max_decompressed": 3_000_000}
BIG_LIMITS = {"timeout_s": 5.0, "max_body": 11_000_000}


@pytest.fixture(scope="module", params=["http", "tls"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BadServer]:
    context = None
    if request.param == "tls":
        context = tls.modern(tls.certificate(tmp_path_factory.mktemp("tls"), "www.example.gov.cn"))
    with bad_server(context) as running:
        yield running


def test_the_suite_has_more_than_sixty_behaviours() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 60


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_bad_tempered_server_is_told_by_its_class_in_time_and_memory(server: BadServer, case: Case) -> None:
    url = server.at(f"/{case.name}", case.behaviour)
    begin_peak()
    before = peak_mb()
    busy = time.process_time()
    limits = BIG_LIMITS if case.is_big else LIMITS
    found = fetch(url, ignore_robots=True, with_=limits)
    if isinstance(found, Response):
        found = as_page(found)
    if isinstance(found, Response):
        read_whole(found)
    assert (found.kind if isinstance(found, FetchFailure) else None) is case.end, found
    assert found.seconds <= limits["timeout_s"] + SLACK_S
    assert time.process_time() - busy < READING_S
    assert peak_mb() - before < MEMORY_MB


@pytest.mark.parametrize("name", handshakes())
def test_what_is_no_handshake_is_a_failure_of_tls_or_time_within_its_time(name: str) -> None:
    with handshake_server(handshakes()[name]) as url:
        found = fetch(url, ignore_robots=True, with_=LIMITS)
    slow = name in ("silence", "half-a-server-hello")
    failure(found, FailureKind.TIMEOUT if slow else FailureKind.TLS)
    assert found.seconds <= TIMEOUT_S + SLACK_S


@pytest.mark.parametrize(
    ("robots", "end"),
    [
        (reply("User-agent: *\nDisallow: /", kind="text/plain"), FailureKind.ROBOTS),
        (reply("", "500 Error"), FailureKind.ROBOTS),
        (reply("", "403 Forbidden"), None),
        (reply("<html>首页</html>"), None),
        (redirect("/robots.txt"), None),
        (bad.stall, None),
        (bad.drop, None),
        (bad.endless, None),
        (bad.bomb, None),
        (reply("User-agent: *\nDisallow: /" + "*a" * 5_000 + "b\n", kind="text/plain"), None),
        (reply("User-agent: *\n" + "Disallow: /x*y*z\n" * 25_000, kind="text/plain"), None),
        (reply("User-agent: *\nCrawl-delay: nan\nCrawl-delay: 1e308\n", kind="text/plain"), None),
    ],
)
def test_a_bad_robots_file_neither_stops_nor_delays_the_visit_of_a_page(
    robots: bad.Behaviour, end: FailureKind | None
) -> None:
    with bad_server() as server:
        server.at("/robots.txt", robots)
        busy = time.process_time()
        found = fetch(server.at("/" + "a" * 60 + ".html", reply()), with_=LIMITS)
        assert time.process_time() - busy < READING_S
    if end is None:
        page(found)
    else:
        failure(found, end)
    assert found.seconds <= TIMEOUT_S + SLACK_S


def read_whole(response: Response) -> None:
    """See everything on a page that an inspection may look at, as home, list and article."""
    page = Page(response, china_day(NOW))
    assert not page.is_blank or page.document.scripts
    assert page.refresh is None
    _ = (
        page.marks,
        page.parts,
        page.frames,
        page.footer_is_drawn_elsewhere,
        page.dated_items,
        search_of(page),
    )
    page.columns(home=True)
    page.listing("政务公开")
    facts_of(page, PageKind.ARTICLE, None, is_list=False, within=ColumnKind.POLICY)
    facts_of(page, PageKind.COLUMN, None, is_list=True, within=ColumnKind.SERVICE)


def begin_peak() -> None:
    """Forget the highest memory of this process so far (Linux: 5 to clear_refs)."""
    Path("/proc/self/clear_refs").write_text("5")


def peak_mb() -> float:
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in line)
    return int(line.split()[1]) / 1024
