"""What workers cost and carry: one against two on sites that take their time, jobs a second, visits."""

import asyncio
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.support.postgres import Server, binaries
from tests.support.small_city import City, register_city, small_city

from mingcha.core.unit import Site
from mingcha.engine.manners import FetchSettings
from mingcha.jobs.engine import Job, Queue, WorkSettings
from mingcha.jobs.probing import EVERY_S, ProbeTools, probe_sites
from mingcha.world import WorldServer

SITES, PAGES, DELAY_S = 40, 16, 0.2
SHARD_SITES = 5
NO_OPS = 1_000
VISITS, HANGING = 500, 0.05


def measure(runs: int) -> tuple[list[tuple[str, str]], dict[str, Any]]:
    """Medians of so many runs, on each database that this machine has."""
    rows: list[tuple[str, str]] = []
    figures: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        kinds = {"SQLite": ""}
        if binaries() is not None:
            server = Server()
            stack.callback(server.close)
            kinds["PostgreSQL"] = server.url("postgres")
        city = small_city(folder / "world", SITES, delay_s=DELAY_S, pages=PAGES)
        for kind, url in kinds.items():
            pairs = [_pair(city, folder, kind, turn, url, stack) for turn in range(runs)]
            speed = statistics.median(two["speed"] / one["speed"] for one, two in pairs)
            cost = statistics.median(two["cpu"] / one["cpu"] for one, two in pairs)
            ms = statistics.median(one["cpu"] for one, _ in pairs) * 1_000
            rows += [
                (f"{kind}: two workers, pages a second against one", f"{speed:.2f} ×"),
                (f"{kind}: two workers, CPU a page against one", f"{cost:.2f} ×"),
                (f"{kind}: CPU a page, one worker, all in", f"{ms:.1f} ms"),
            ]
            figures[kind] = {"speed": round(speed, 3), "cpu": round(cost, 3), "cpu_ms": round(ms, 2)}
            rate = statistics.median(_no_ops(folder, kind, turn, url) for turn in range(runs))
            rows.append((f"{kind}: jobs that do nothing", f"{rate:.0f} /s"))
            figures[kind]["jobs_per_s"] = round(rate)
        share, seconds = _visits(folder)
        rows += [
            (f"{VISITS} visits, {HANGING:.0%} of them hanging", f"{seconds:.1f} s"),
            ("one core, 80,000 sites visited hourly", f"{share:.0%} busy"),
        ]
        figures["visits"] = {"seconds": round(seconds, 1), "core_share": round(share, 3)}
    return rows, figures


def _home(folder: Path, name: str, url: str) -> Path:
    from mingcha import web

    if url:
        os.environ["MINGCHA_DATABASE"] = url
    else:
        os.environ.pop("MINGCHA_DATABASE", None)
    home = folder / name
    web.setup(home)
    web.migrate()
    return home


def _pair(
    city: City, folder: Path, kind: str, turn: int, url: str, stack: ExitStack
) -> tuple[dict[str, float], dict[str, float]]:
    """The same run by one worker and by two, right after one another."""
    found = []
    for workers in (1, 2):
        home = _home(folder, f"{kind}-{turn}-{workers}", url)
        if url:
            _empty()
        found.append(_run(city, home, workers))
    return found[0], found[1]


def _empty() -> None:
    from django.core.management import call_command

    call_command("flush", verbosity=0, interactive=False)


def _run(city: City, home: Path, workers: int) -> dict[str, float]:
    from mingcha.web.engines import job_engine
    from mingcha.web.models import Run
    from mingcha.web.selectors.runs import views_of
    from mingcha.web.selectors.schemes import open_scheme
    from mingcha.web.services.claims import begin_run
    from mingcha.web.store import close_connection

    register_city(city)
    run = begin_run(
        engine=job_engine(),
        scheme=open_scheme("national-2019"),
        sites=city.register.sites,
        at=datetime.now(UTC),
        shard_sites=SHARD_SITES,
    )
    with WorldServer(city.world) as server:
        command = [
            *(sys.executable, "-m", "mingcha", "worker", "--home", str(home), "--no-schedules"),
            *("--rate", "0", "--second-look", "0", "--queues", "inspections=1"),
            *("--connect-to", server.connect_to),
        ]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        children = [subprocess.Popen(command, stderr=subprocess.DEVNULL) for _ in range(workers)]
        while not Run.objects.filter(id=run, sites__saved__isnull=False).exists():
            time.sleep(0.05)
        started = time.monotonic()  # once the programs are loaded and the first site is done
        while Run.objects.filter(id=run, state="running").exists():
            time.sleep(0.05)
        seconds = time.monotonic() - started
        for child in children:
            child.terminate()
            child.wait()
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    pages = sum(len(view.pages) for view in views_of(run))
    close_connection()
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"speed": pages / seconds, "cpu": (cpu - workers * _start_cost()) / pages}


_START: list[float] = []


def _start_cost() -> float:
    """CPU seconds of a worker that finds nothing to do: what loading the program costs."""
    if not _START:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        with tempfile.TemporaryDirectory() as home:
            environment = {name: value for name, value in os.environ.items() if name != "MINGCHA_DATABASE"}
            for words in (["migrate"], ["worker", "--once", "--no-schedules"]):
                command = [sys.executable, "-m", "mingcha", *words, "--home", home]
                if words[0] == "worker":
                    before = resource.getrusage(resource.RUSAGE_CHILDREN)
                subprocess.run(command, env=environment, capture_output=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        _START.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return _START[0]


def _no_ops(folder: Path, kind: str, turn: int, url: str) -> float:
    from mingcha.web.engines import job_engine

    _home(folder, f"{kind}-jobs-{turn}", url)
    engine = job_engine()
    for number in range(NO_OPS):
        engine.defer(Job("nothing", Queue.PROBES, {"number": number}))
    stop = threading.Event()
    settings = WorkSettings({Queue.PROBES: 4}, poll_s=0.05)
    worker = threading.Thread(target=engine.work, args=({"nothing": lambda _: None}, settings, stop))
    started = time.monotonic()
    worker.start()
    while any(state.waiting or state.running for state in engine.queues()):
        time.sleep(0.02)
    seconds = time.monotonic() - started
    stop.set()
    worker.join()
    return NO_OPS / seconds


def _visits(folder: Path) -> tuple[float, float]:
    """The share of a core that 80,000 hourly visits take, and how long one shard lasts."""
    city = small_city(folder / "visited", VISITS, pages=1)
    for host in city.hosts[: round(VISITS * HANGING)]:
        (city.world.sites / host / "_serve.toml").write_text('["*"]\ndelay_s = 20.0\n', encoding="utf-8")
    with WorldServer(city.world) as server:
        command = [sys.executable, "-m", "benchmarks.workers", server.connect_to, str(VISITS)]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        started = time.monotonic()
        subprocess.run(command, check=True)
        seconds = time.monotonic() - started
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime  # the program's start too
    return 80_000 / VISITS * cpu / EVERY_S, seconds


def _visit(connect_to: str, count: int) -> None:
    sites = [Site("0", f"http://s{number}.ceshi.gov.cn/") for number in range(count)]
    asyncio.run(probe_sites(sites, ProbeTools(FetchSettings(connect_to=(connect_to,)))))


if __name__ == "__main__":
    _visit(sys.argv[1], int(sys.argv[2]))
