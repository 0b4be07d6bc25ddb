"""`mingcha worker`: carries out inspections, visits and the other background jobs, until told to stop.

As many as wanted may run, on one machine over SQLite, on several over PostgreSQL. SIGTERM or Ctrl-C: what
runs is given back and goes on where it stood, here or elsewhere. A second one ends at once; nothing is lost
then either.
"""

import argparse
import os
import signal
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mingcha import rules, schemes
from mingcha.cli.calendars import home_calendar
from mingcha.cli.health import health_server, listening_address
from mingcha.cli.home import add_home, home_folder, user_agent
from mingcha.cli.inspect import positive, rate
from mingcha.cli.logs import log_as_json, log_as_text
from mingcha.cli.progress import tell
from mingcha.cli.store import evidence_folder, shared_evidence
from mingcha.cli.words import say
from mingcha.core.clock import china_day
from mingcha.core.errors import UsageError
from mingcha.engine.crawl import CrawlSettings
from mingcha.engine.manners import FetchSettings
from mingcha.jobs.engine import CONCURRENCY, Queue, WorkSettings
from mingcha.jobs.probing import ProbeTools
from mingcha.jobs.shards import InspectionTools

if TYPE_CHECKING:
    from mingcha.jobs.engine import JobEngine
    from mingcha.web.scheduler import Scheduler

_TICK_S = 5.0


def configure(parser: argparse.ArgumentParser) -> None:
    """Add what is served, manners and pace."""
    add_home(parser)
    parser.add_argument(
        "--queues",
        metavar="Q[=N],…",
        help=say(
            f"只做这些队列，可写同时几件（默认 {_told(CONCURRENCY)}）",
            f"serve these queues only, with how many at once (default {_told(CONCURRENCY)})",
        ),
    )
    parser.add_argument("--once", action="store_true", help=say("没有待办即退出", "end when nothing waits"))
    parser.add_argument(
        "--no-schedules", action="store_true", help=say("不管定期工作", "hand in no scheduled jobs")
    )
    parser.add_argument(
        "--max-pages", type=positive, default=500, metavar="N",
        help=say("每站最多读取页数（默认 500）", "pages read of a site (default 500)"),
    )  # fmt: skip
    parser.add_argument(
        "--rate", type=rate, default=1.0, metavar="R",
        help=say("每站每秒请求数（默认 1，0 为不限）", "requests a second and host (0 = unlimited)"),
    )  # fmt: skip
    parser.add_argument(
        "--concurrency", type=positive, default=2, metavar="N",
        help=say("每站同时连接数（默认 2）", "connections a host (default 2)"),
    )  # fmt: skip
    parser.add_argument(
        "--connect-to", action="append", default=[], metavar="H1:P1:H2:P2",
        help=say("同 curl；所写内网地址允许访问", "as in curl; allows the private address it names"),
    )  # fmt: skip
    parser.add_argument(
        "--second-look", type=rate, default=600.0, metavar="S",
        help=say("失败后隔几秒再看一次（默认 600）", "seconds before a second look (default 600)"),
    )  # fmt: skip
    parser.add_argument(
        "--stale", type=rate, default=90.0, metavar="S",
        help=say("几秒没有动静即由别的进程接手（默认 90）", "silence after which others take over (90)"),
    )  # fmt: skip
    parser.add_argument(
        "--health",
        metavar="[HOST:]PORT",
        help=say("在此端口回答 /healthz 和 /metrics", "answer /healthz and /metrics on this port"),
    )
    parser.add_argument(
        "--log", choices=("text", "json"), default="text", help=say("日志格式", "format of the log")
    )


def _told(queues: Mapping[Queue, int]) -> str:
    return ",".join(f"{queue.value}={most}" for queue, most in queues.items())


def run(args: argparse.Namespace) -> int:
    """Work until told to stop; exit 0."""
    concurrency = _concurrency(args.queues)
    home = home_folder(args)
    (log_as_json if args.log == "json" else log_as_text)()
    from mingcha import web

    web.setup(home)
    web.require_schema()
    from mingcha.web.engines import job_engine
    from mingcha.web.scheduler import Scheduler
    from mingcha.web.work import WorkStore, WorkTools, handlers

    engine = job_engine()
    store = WorkStore(engine, evidence_folder(home), rules.catalogue())
    stop = threading.Event()
    settings = _settings(args.stale, concurrency)
    tools = WorkTools(
        _inspection(args, home, settings),
        ProbeTools(_fetch(args)),
        _scheme_of_day,
        home_calendar(home),
        tend_s=10 * args.stale,
    )
    scheduler = Scheduler(store, stop, min(_TICK_S, args.stale / 3), not args.no_schedules)
    with _signals(stop), _health(args.health, scheduler):
        scheduler.tick()
        threads = [threading.Thread(target=scheduler.run, name="schedule")]
        if args.once:
            threads.append(threading.Thread(target=_stop_when_idle, args=(engine, settings, stop)))
        for thread in threads:
            thread.start()
        tell("开始工作；按 Ctrl-C 停止。", "Working; Ctrl-C to stop.")
        engine.work(handlers(store, tools), settings, stop)
        for thread in threads:
            thread.join()
    tell("已停止；没有做完的下次接着做。", "Stopped; what is left goes on at the next start.")
    return 0


@contextmanager
def _health(address: str | None, scheduler: "Scheduler") -> Iterator[None]:
    """Answer monitors while the block runs, where an address was asked for."""
    if address is None:
        yield
        return
    from mingcha.web.store import with_own_connection

    with health_server(listening_address(address), with_own_connection(scheduler.look)) as port:
        tell(
            f"健康检查：端口 {port} 的 /healthz 和 /metrics", f"health: /healthz and /metrics on port {port}"
        )
        yield


def _scheme_of_day(at: datetime) -> str:
    return schemes.in_force(china_day(at), rules.by_id()).id


def _concurrency(text: str | None) -> dict[Queue, int]:
    """The queues of "probes,inspections=3"; all of them where nothing is said."""
    if text is None:
        return dict(CONCURRENCY)
    found: dict[Queue, int] = {}
    for part in text.split(","):
        name, _, number = part.strip().partition("=")
        if name not in CONCURRENCY or (
            number and not (number.isascii() and number.isdigit() and int(number))
        ):
            raise UsageError(
                f"--queues 中的“{part}”不对：队列有 {_told(CONCURRENCY)}，写作 名称 或 名称=件数"
            )
        found[Queue(name)] = int(number) if number else CONCURRENCY[Queue(name)]
    return found


def _settings(stale_s: float, concurrency: Mapping[Queue, int]) -> WorkSettings:
    if stale_s < 0.5:
        raise UsageError(f"--stale {stale_s:g} 太短：不少于 0.5 秒")
    return WorkSettings(
        concurrency=concurrency, poll_s=min(1.0, stale_s / 20), beat_s=stale_s / 9, stale_s=stale_s
    )


def _fetch(args: argparse.Namespace) -> FetchSettings:
    return FetchSettings(
        user_agent=user_agent(), rate=args.rate, per_host=args.concurrency, connect_to=tuple(args.connect_to)
    )


def _inspection(args: argparse.Namespace, home: Path, settings: WorkSettings) -> InspectionTools:
    return InspectionTools(
        evidence=evidence_folder(home),
        fetch=_fetch(args),
        crawl=CrawlSettings(args.max_pages, workers=max(2, args.concurrency)),
        catalogue=rules.catalogue(),
        shared=shared_evidence(home),
        second_look_s=args.second_look,
        hold_s=settings.beat_s,
        fence_s=settings.stale_s / 3,
    )


@contextmanager
def _signals(stop: threading.Event) -> Iterator[None]:
    """SIGTERM and Ctrl-C set `stop`; the second one ends the process as it stands."""

    def asked(number: int, _frame: object) -> None:
        if stop.is_set():
            os._exit(128 + number)
        stop.set()

    before = {number: signal.signal(number, asked) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop_when_idle(engine: "JobEngine", settings: WorkSettings, stop: threading.Event) -> None:
    """Set `stop` once nothing waits or runs in the queues that are served."""
    from mingcha.jobs.pool import StoreDown
    from mingcha.web.store import close_connection

    while not stop.wait(4 * settings.poll_s):
        try:
            states = [state for state in engine.queues() if state.queue in settings.concurrency]
        except StoreDown:
            continue
        if not any(state.waiting or state.running for state in states):
            stop.set()
    close_connection()
