"""`mingcha health`: whether store, schedules and queues move; and the same over HTTP for monitors.

`/healthz` answers 200 or 503 with JSON, `/metrics` the figures in Prometheus' text format.
"""

import argparse
import json
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from mingcha import __version__
from mingcha.cli.home import add_home, home_folder
from mingcha.cli.store import evidence_folder, open_store
from mingcha.cli.words import say
from mingcha.core.errors import CannotDo, UsageError

if TYPE_CHECKING:
    from mingcha.web.selectors.health import Health

log = logging.getLogger(__name__)
Look = Callable[[], "Health"]


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the form."""
    parser.add_argument(
        "--format", choices=("text", "json", "metrics"), default="text", help=say("输出格式", "output format")
    )
    add_home(parser)


def run(args: argparse.Namespace) -> int:
    """Print; exit 3 when something stands still, so that a time table of the system can watch us."""
    home = home_folder(args)
    open_store(home)
    from mingcha.web.engines import job_engine
    from mingcha.web.selectors.health import health_of

    found = health_of(job_engine(), evidence_folder(home), datetime.now(UTC))
    if args.format == "json":
        print(health_json(found))
    elif args.format == "metrics":
        print(metrics_text(found), end="")
    else:
        for problem in found.problems:
            print(problem.text)
        if found.well:
            waiting = sum(state.waiting for state in found.queues)
            print(say(f"一切正常；待办 {waiting} 件。", f"all is well; {waiting} jobs wait."))
    return 0 if found.well else 3


def health_json(found: "Health") -> str:
    """The answer of /healthz."""
    content: dict[str, Any] = {
        "ok": found.well,
        "at": found.at.isoformat(),
        "version": __version__,
        "store": found.store,
        "problems": [{"name": problem.name, "text": problem.text} for problem in found.problems],
        "queues": {
            row.queue.value: {"waiting": row.waiting, "running": row.running, "failed": row.failed}
            for row in found.queues
        },
        "schedules": {
            row.name: {
                "active": row.active,
                "due": row.due.isoformat(),
                "done": row.done.isoformat() if row.done else None,
            }
            for row in found.schedules
        },
        "runs": {str(row.id): {"left": row.left, "beat": row.beat.isoformat()} for row in found.runs},
    }
    return json.dumps(content, ensure_ascii=False, indent=1)


def metrics_text(found: "Health") -> str:
    """The figures in Prometheus' text format 0.0.4."""
    lines: list[str] = []

    def family(name: str, words: str, rows: Iterator[tuple[str, float]]) -> None:
        lines.append(f"# HELP mingcha_{name} {words}")
        lines.append(f"# TYPE mingcha_{name} gauge")
        lines.extend(f"mingcha_{name}{labels} {value:.15g}" for labels, value in rows)

    def one(value: float) -> Iterator[tuple[str, float]]:
        yield "", value

    at = found.at
    family("up", "1 while the store answers", one(float(found.store)))
    family("problems", "things that stand still", one(float(len(found.problems))))
    family("free_bytes", "room left for evidence", one(float(found.free_bytes)))
    family(
        "jobs",
        "jobs by queue and state",
        (
            (f'{{queue="{row.queue.value}",state="{state}"}}', float(getattr(row, state)))
            for row in found.queues
            for state in ("waiting", "running", "failed")
        ),
    )
    family(
        "oldest_due_seconds",
        "how long the oldest due job waits",
        (
            (
                f'{{queue="{row.queue.value}"}}',
                max(0.0, (at - row.oldest_due).total_seconds()) if row.oldest_due else 0.0,
            )
            for row in found.queues
        ),
    )
    active = [row for row in found.schedules if row.active]
    family(
        "schedule_late_seconds",
        "how long a schedule is overdue",
        ((f'{{schedule="{row.name}"}}', max(0.0, (at - row.due).total_seconds())) for row in active),
    )
    family(
        "schedule_done_timestamp_seconds",
        "when work of a schedule last ended well",
        ((f'{{schedule="{row.name}"}}', row.done.timestamp()) for row in active if row.done),
    )
    family(
        "run_sites_left",
        "sites of a run that have no result yet",
        ((f'{{run="{row.id}"}}', float(row.left)) for row in found.runs),
    )
    family(
        "run_silent_seconds",
        "how long a run gave no sign of life",
        ((f'{{run="{row.id}"}}', max(0.0, (at - row.beat).total_seconds())) for row in found.runs),
    )
    return "\n".join(lines) + "\n"


def listening_address(text: str) -> tuple[str, int]:
    """Host and port of `[HOST:]PORT`; loopback where no host is named."""
    host, _, port = text.rpartition(":")
    if not (port.isascii() and port.isdigit() and int(port) < 65536):
        raise UsageError(f"--health“{text}”应写作 端口 或 地址:端口，如 9311")
    return host or "127.0.0.1", int(port)


@contextmanager
def health_server(address: tuple[str, int], look: Look) -> Iterator[int]:
    """Answer /healthz and /metrics while the block runs; yields the port."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path not in ("/healthz", "/metrics"):
                self.send_error(404)
                return
            found = look()
            plain = self.path == "/metrics"
            body = (metrics_text(found) if plain else health_json(found)).encode()
            self.send_response(200 if plain or found.well else 503)
            kind = "text/plain; version=0.0.4; charset=utf-8" if plain else "application/json"
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            log.debug(format, *args)

    try:
        server = ThreadingHTTPServer(address, Answers)
    except OSError as error:
        raise CannotDo(f"{address[0]}:{address[1]} 不能监听（{error.strerror}）：请换一个端口") from error
    thread = threading.Thread(target=server.serve_forever, name="health", daemon=True)
    thread.start()
    try:
        yield int(server.server_address[1])
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
