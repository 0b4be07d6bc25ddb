"""`mingcha replay --scheme` over 500 units of 100 pages: stored views judged again under another scheme."""

import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.big_site import HOST, build
from mingcha import rules, schemes
from mingcha.core.clock import end_of_day
from mingcha.core.codec import from_plain, to_plain
from mingcha.core.rule import Subject, judge
from mingcha.core.unit import Register, Site, SiteKind, Unit, UnitKind
from mingcha.core.view import SiteView
from mingcha.engine.archive import Archive
from mingcha.engine.crawl import CrawlSettings
from mingcha.engine.fetch import Fetcher, FetchSettings
from mingcha.engine.source import Source
from mingcha.jobs.inspection import InspectionPlan, inspect_sites
from mingcha.registry import RegisterFile
from mingcha.world import WorldServer, load_world

UNITS, PAGES = 500, 100
AS_OF = end_of_day(date(2018, 4, 18))
SCHEME, OTHER = "linyi-2018", "census-2015"


def measure(runs: int) -> tuple[list[tuple[str, str]], dict[str, object]]:
    """Median of whole-process figures over `runs` runs; the store is made once and not counted."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name) / "home"
        pages = _fill(home, _looked_at(Path(name)))
        results = [_run(home) for _ in range(runs)]
    wall = statistics.median(one["wall_s"] for one in results)
    figures: dict[str, object] = {
        "units": UNITS,
        "pages": pages,
        "wall_s": round(wall, 1),
        "cpu_s": round(statistics.median(one["cpu_s"] for one in results), 1),
        "wall_ms_per_page": round(1000 * wall / pages, 3),
        "peak_mb": round(statistics.median(one["peak_mb"] for one in results)),
        "units_that_move": results[0]["moved"],
    }
    return [(key.replace("_", " "), str(value)) for key, value in figures.items()], figures


def _looked_at(folder: Path) -> SiteView:
    """The view of one site of so many pages, inspected over HTTP."""
    build(folder / "world", PAGES - 3)  # home page and lists come on top, a few are not reached

    async def inspected(connect_to: str) -> SiteView:
        settings = FetchSettings(rate=0, per_host=4, connect_to=(connect_to,))
        archive = Archive(folder / "evidence")
        try:
            async with Fetcher(settings, lambda: AS_OF) as fetcher:
                plan = InspectionPlan(Register(), [Site("0", f"http://{HOST}/")], AS_OF, CrawlSettings(1000))
                return (await inspect_sites(plan, Source(fetcher, archive, "run"), {}))[0]
        finally:
            archive.close()

    with WorldServer(load_world(folder / "world")) as server:
        return asyncio.run(inspected(server.connect_to))


def _fill(home: Path, seen: SiteView) -> int:
    """A store in which every unit has that site under a host of its own; returns how many pages it holds."""
    from mingcha import web

    web.setup(home)
    web.migrate()
    from mingcha.web.services import runs
    from mingcha.web.services.register import apply_register

    units = tuple(
        Unit(str(n), f"测试市第{n}局", f"第{n}局", UnitKind.DEPARTMENT, order=n) for n in range(UNITS)
    )
    views = tuple(_copies(seen))
    numbers = tuple(range(2, UNITS + 2))
    register = Register(units, tuple(view.site for view in views))
    file = RegisterFile(home, register, unit_rows=numbers, site_rows=numbers)
    apply_register(register_file=file, at=AS_OF)
    scheme = schemes.load(SCHEME, rules.by_id())
    purpose = runs.Purpose("2018Q1", views[0].site.host, 2017)
    run = runs.start_run(
        as_of=AS_OF, scheme=scheme, sites=[view.site for view in views], at=AS_OF, purpose=purpose
    )
    of_sites = [rule for rule in rules.catalogue() if rule.subject is Subject.SITE]
    for view in views:
        verdicts = [judge(rule, view, scheme.params_for(rule)) for rule in of_sites]
        runs.save_site_result(run=run, view=view, verdicts=verdicts, at=AS_OF)
    runs.finish_run(run=run, at=AS_OF)
    return sum(len(view.pages) for view in views)


def _copies(seen: SiteView) -> Iterator[SiteView]:
    text = json.dumps(to_plain(seen), ensure_ascii=False)
    for n in range(UNITS):
        view = from_plain(SiteView, json.loads(text.replace(HOST, f"www{n}.ceshi.gov.cn")))
        kind = SiteKind.DEPARTMENT if n else SiteKind.PORTAL
        yield replace(view, site=replace(view.site, unit_code=str(n), kind=kind))


def _run(home: Path) -> dict[str, Any]:
    command = [
        *(sys.executable, "-m", "mingcha", "replay", "1", "--scheme", OTHER, "--as-of", "2018-04-18"),
        *("--home", str(home), "--format", "json"),
    ]
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert process.stdout is not None
    told = json.loads(process.stdout.read())
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        raise RuntimeError("replay failed")
    return {
        "wall_s": time.perf_counter() - started,
        "cpu_s": usage.ru_utime + usage.ru_stime,
        "peak_mb": usage.ru_maxrss / 1024,
        "moved": len(told["changes"]),
    }
