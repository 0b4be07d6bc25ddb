"""Runs what is measured as processes of their own, so that only their own CPU and memory are counted."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.farm import host_of_site


@dataclass(frozen=True, slots=True)
class Usage:
    """What a process took: seconds of processor and wall time, megabytes at its peak."""

    cpu_s: float
    wall_s: float
    peak_mb: float


def run(command: Sequence[str], good: tuple[int, ...] = (0,)) -> tuple[Usage, bytes]:
    """Run a command to its end; its usage and standard output. RuntimeError on another exit code."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment)
    assert process.stdout is not None
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    code = os.waitstatus_to_exitcode(status)
    if code not in good:
        raise RuntimeError(f"{command[:4]} ended with {code}")
    wall_s = time.perf_counter() - started
    return Usage(usage.ru_utime + usage.ru_stime, wall_s, usage.ru_maxrss / 1024), said


@contextmanager
def farm(sites: int, pages: int, mean_bytes: int = 40_000, *options: str) -> Iterator[int]:
    """The port of a farm served by a process of its own."""
    words = [str(sites), str(pages), str(mean_bytes), *options]
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.farm_server", *words], stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        yield int(process.stdout.readline())
    finally:
        process.kill()
        process.wait()


def inspect(port: int, sites: int, pages: int, out: Path) -> tuple[Usage, list[dict[str, Any]]]:
    """`mingcha inspect` of the farm's sites, all rules, evidence on; the sites of its result."""
    hosts = [f"{host_of_site(number)}:{port}" for number in range(sites)]
    command = [sys.executable, "-m", "mingcha", "inspect", *(f"http://{host}/" for host in hosts)]
    for host in hosts:
        command += ["--connect-to", f"{host}:{host}"]
    command += ["--scheme", "linyi-2018", "--as-of", "2018-04-18", "--rate", "0", "--concurrency", "8"]
    command += ["--max-pages", str(pages * 2), "--format", "json", "--out", str(out)]
    usage, said = run(command, good=(0, 1))
    return usage, json.loads(said)["sites"]


def start_up() -> float:
    """Seconds of processor that `mingcha` takes before it looks at anything."""
    script = "import mingcha.cli.inspect; from mingcha import rules; rules.catalogue()"
    run([sys.executable, "-c", script])
    return min(run([sys.executable, "-c", script])[0].cpu_s for _ in range(3))
