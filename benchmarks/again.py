"""A second inspection of a site that did not change, beside the first: CPU beyond starting the program."""

import statistics
import tempfile
from pathlib import Path

from benchmarks.processes import farm, inspect, start_up

PAGES = 2000


def measure(runs: int) -> tuple[list[tuple[str, str]], dict[str, object]]:
    """Medians over `runs` pairs of a first and a second inspection into the same folder."""
    idle_s = start_up()
    pairs = []
    with farm(1, PAGES) as port, tempfile.TemporaryDirectory() as name:
        for number in range(runs):
            out = Path(name) / str(number)
            first, seen = inspect(port, 1, PAGES, out)
            second, again = inspect(port, 1, PAGES, out)
            if [len(v["findings"]) for v in seen[0]["verdicts"]] != [
                len(v["findings"]) for v in again[0]["verdicts"]
            ]:
                raise RuntimeError("the second inspection found something else")
            pairs.append((first.cpu_s - idle_s, second.cpu_s - idle_s, second.cpu_s / first.cpu_s))
    figures: dict[str, object] = {
        "pages": PAGES,
        "first_ms_per_page": round(1000 * statistics.median(one[0] for one in pairs) / PAGES, 3),
        "second_ms_per_page": round(1000 * statistics.median(one[1] for one in pairs) / PAGES, 3),
        "ratio": round(statistics.median(one[1] / one[0] for one in pairs), 3),
        "ratio_with_start": round(statistics.median(one[2] for one in pairs), 3),
        "start_s": round(idle_s, 2),
    }
    return [(key.replace("_", " "), str(value)) for key, value in figures.items()], figures
