"""Pages a second on one core: a farm of ten sites, one of them GBK, all rules and evidence on.

Peers run in the same rounds where they are installed: Scrapy in the interpreter that MINGCHA_PEERS names,
lychee on the PATH. They do less (Scrapy parses, lychee checks links); a ratio says what all of ours costs
beside that.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.farm import host_of_site, make_site
from benchmarks.processes import Usage, farm, inspect, run, start_up

SITES = 10
PAGES = 200
PEERS = "MINGCHA_PEERS"


def measure(runs: int) -> tuple[list[tuple[str, str]], dict[str, object]]:
    """Medians over rounds in which each program runs once; ratios are of the same round."""
    made = [make_site(number, PAGES) for number in range(SITES)]
    pages, dead = sum(len(one.pages) for one in made), sum(len(one.dead) for one in made)
    scrapy, lychee = _scrapy(), shutil.which("lychee")
    ours: list[Usage] = []
    ratios: dict[str, list[float]] = {}
    seen: list[dict[str, Any]] = []
    idle_s = start_up()
    with farm(SITES, PAGES) as port, tempfile.TemporaryDirectory() as name:
        for number in range(runs):
            usage, seen = inspect(port, SITES, PAGES, Path(name) / str(number))
            ours.append(usage)
            if scrapy:
                peer, said = run([scrapy, "-m", "benchmarks.scrapy_peer", *_hosts(port)])
                if int(said) != pages:
                    raise RuntimeError(f"Scrapy read {int(said)} pages of {pages}: not to be compared")
                ratios.setdefault("cpu_to_scrapy", []).append(usage.cpu_s / peer.cpu_s)
                ratios.setdefault("memory_to_scrapy", []).append(usage.peak_mb / peer.peak_mb)
            if lychee:
                urls = [f"http://{one.host}:{port}{path}" for one in made for path in one.pages]
                peer = run([lychee, "--no-progress", "--max-concurrency", "64", *urls], good=(0, 1, 2))[0]
                ratios.setdefault("cpu_to_lychee", []).append(usage.cpu_s / peer.cpu_s)
    cpu_s = statistics.median(one.cpu_s for one in ours)
    found = sum(_dead(site) for site in seen)
    figures: dict[str, object] = {
        "pages_of": f"{sum(site['pages'] for site in seen)}/{pages}",
        "dead_links_of": f"{found}/{dead}",
        "cpu_ms_per_page": round(1000 * cpu_s / pages, 2),
        "pages_per_cpu_s": round(pages / (cpu_s - idle_s)),
        "pages_per_cpu_s_with_start": round(pages / cpu_s),
        "peak_mb": round(statistics.median(one.peak_mb for one in ours)),
        **{key: round(statistics.median(values), 3) for key, values in ratios.items()},
        "peers": " ".join(name for name, there in (("scrapy", scrapy), ("lychee", lychee)) if there),
    }
    return [(key.replace("_", " "), str(value)) for key, value in figures.items()], figures


def _hosts(port: int) -> list[str]:
    return [f"{host_of_site(number)}:{port}" for number in range(SITES)]


def _dead(site: dict[str, Any]) -> int:
    """Dead links found on a site, by their targets."""
    return len({failure["url"] for failure in site["failures"] if failure["kind"] == "not_found"})


def _scrapy() -> str:
    """The interpreter that has Scrapy, "" when none has."""
    python = os.environ.get(PEERS, sys.executable)
    known = subprocess.run([python, "-c", "import scrapy"], capture_output=True, check=False)
    return python if known.returncode == 0 else ""
