"""CPU and memory of `mingcha inspect` on one big site, fetching to verdict, evidence on."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.big_site import HOST, build

PAGES = 2000

_SERVE = """
import sys, time
from mingcha.world import WorldServer, load_world
with WorldServer(load_world(__import__("pathlib").Path(sys.argv[1]))) as server:
    print(server.port, flush=True)
    time.sleep(3600)
"""


@contextmanager
def served(folder: Path) -> Iterator[int]:
    """The port of a world served by a process of its own, so that only the inspection is measured."""
    process = subprocess.Popen([sys.executable, "-c", _SERVE, str(folder)], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield int(process.stdout.readline())
    finally:
        process.kill()
        process.wait()


def measure(runs: int) -> tuple[list[tuple[str, str]], dict[str, object]]:
    """Median of whole-process figures over `runs` runs."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        dead = build(folder / "world", PAGES)
        with served(folder / "world") as port:
            results = [_run(folder / f"out{k}", port) for k in range(runs)]
    cpu = statistics.median(one["cpu_s"] for one in results)
    pages = results[0]["pages"]
    figures: dict[str, object] = {
        "pages": pages,
        "cpu_ms_per_page": round(1000 * cpu / pages, 2),
        "wall_s": round(statistics.median(one["wall_s"] for one in results), 2),
        "peak_mb": round(statistics.median(one["peak_mb"] for one in results)),
        "dead_links": results[0]["dead"],
        "dead_links_planted": dead,
    }
    return [(key.replace("_", " "), str(value)) for key, value in figures.items()], figures


def _run(out: Path, port: int) -> dict[str, float]:
    command = [
        *(sys.executable, "-m", "mingcha", "inspect", f"http://{HOST}/", "--scheme", "linyi-2018"),
        *("--as-of", "2018-04-18", "--connect-to", f"::127.0.0.1:{port}", "--rate", "0"),
        *("--concurrency", "8", "--max-pages", str(PAGES * 2), "--format", "json", "--out", str(out)),
    ]
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        raise RuntimeError(said.decode())
    site = json.loads((out / "inspection.json").read_text(encoding="utf-8"))["sites"][0]
    broken = [v for v in site["verdicts"] if v["rule"] == "dead_link"]
    return {
        "wall_s": time.perf_counter() - started,
        "cpu_s": usage.ru_utime + usage.ru_stime,
        "peak_mb": usage.ru_maxrss / 1024,
        "pages": site["pages"],
        "dead": sum(len(verdict["findings"]) for verdict in broken),
    }
