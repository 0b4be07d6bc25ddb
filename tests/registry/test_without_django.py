"""`inspect --register` looks at a site on a machine that has neither Django nor a database."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from tests.registry.sheets import OFFICE, csv_file

_BLOCKED = """
import sys
class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name.partition('.')[0] == 'django' or name.startswith('mingcha.web'):
            raise ImportError(f'{name} is not to be imported here')
sys.meta_path.insert(0, Blocker())
from mingcha.cli.main import main
sys.exit(main(sys.argv[1:]))
"""


class Page(BaseHTTPRequestHandler):
    """One home page; everything else is not found."""

    def do_GET(self) -> None:
        body = "<html><title>中国·云川</title><body>欢迎</body></html>".encode() if self.path == "/" else b""
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words: object) -> None:
        """Say nothing."""


@pytest.fixture
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


def test_inspect_needs_no_django_and_no_database(tmp_path: Path, address: str) -> None:
    register = csv_file(tmp_path, OFFICE | {"首页网址": address, "允许内网": "是"})
    source = Path(__file__).resolve().parents[2] / "src"
    words = ["inspect", "--register", str(register), "--rate", "0", "--format", "json"]
    words += ["--scheme", "linyi-2018", "--as-of", "2018-04-18"]
    done = subprocess.run(
        [sys.executable, "-c", _BLOCKED, *words, "--out", str(tmp_path / "out")],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env={"PYTHONPATH": str(source), "PATH": "/usr/bin:/bin", "LANG": "zh_CN.UTF-8"},
        timeout=60,
    )
    assert done.returncode in (0, 1), done.stderr
    (site,) = json.loads(done.stdout)["sites"]
    assert (site["home_url"], site["site_code"]) == (address, "3713000001")
    assert list(tmp_path.rglob("*.sqlite3")) == []
