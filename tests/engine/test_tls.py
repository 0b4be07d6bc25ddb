"""Old and badly kept HTTPS servers are reached, and it is recorded how."""

from pathlib import Path

import pytest
from tests.engine.fetching import failure, fetch, fetch_all, page
from tests.servers import tls
from tests.servers.bad_tempered import bad_server, redirect, reply

from mingcha.core.fetch import FailureKind
from mingcha.engine import transfer


@pytest.fixture(scope="module")
def pem(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tls.certificate(tmp_path_factory.mktemp("tls"), "www.example.gov.cn")


def test_a_server_with_a_certificate_of_its_own_is_reached_and_marked(pem: Path) -> None:
    with bad_server(tls.modern(pem)) as server:
        found = page(fetch(server.at("/page", reply())))
        assert found.relaxed_tls


def test_a_certificate_that_has_run_out_is_reached_and_marked(tmp_path: Path) -> None:
    with bad_server(tls.modern(tls.certificate(tmp_path, "127.0.0.1", until="20200201000000Z"))) as server:
        assert page(fetch(server.at("/page", reply()))).relaxed_tls


def test_a_server_that_speaks_only_tls_1_0_with_rsa_and_cbc_is_reached_and_marked(pem: Path) -> None:
    with bad_server(tls.ancient(pem)) as server:
        assert page(fetch(server.at("/page", reply()))).relaxed_tls


def test_relaxed_settings_are_remembered_for_the_host(pem: Path) -> None:
    with bad_server(tls.modern(pem)) as server:
        first, second = fetch_all([server.at("/one", reply()), server.at("/two", reply())])
        assert page(first).relaxed_tls
        assert page(second).relaxed_tls
        assert len(server.asked("/one")) == len(server.asked("/two")) == 1


def test_a_page_over_plain_http_is_not_marked_because_its_host_has_bad_tls(pem: Path) -> None:
    with bad_server(tls.modern(pem)) as secure, bad_server() as plain:
        _, found = fetch_all([secure.at("/page", reply()), plain.at("/page", reply())])
        assert not page(found).relaxed_tls


def test_a_host_is_not_marked_because_one_handshake_broke(
    pem: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transfer, "certificate_store", lambda: str(pem))
    with bad_server(tls.modern(pem), broken_handshakes=1) as server:
        server.host = "www.example.gov.cn"
        detour = {"connect_to": (f"::127.0.0.1:{server.port}",)}
        found = page(fetch(server.at("/page", reply()), ignore_robots=True, with_=detour))
        assert not found.relaxed_tls


def test_a_redirect_to_bad_tls_is_followed_and_marked(pem: Path) -> None:
    with bad_server(tls.modern(pem)) as secure, bad_server() as plain:
        found = page(fetch(plain.at("/page", redirect(secure.at("/secure", reply())))))
        assert found.relaxed_tls
        assert found.final_url.startswith("https://")


def test_a_port_that_speaks_no_tls_is_a_tls_failure() -> None:
    with bad_server() as plain:
        failure(fetch(f"https://127.0.0.1:{plain.port}/page"), FailureKind.TLS)
