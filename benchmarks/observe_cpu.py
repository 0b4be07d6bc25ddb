"""CPU of seeing and judging one big site beyond fetching and parsing, with a profile per rule."""

import statistics
import tempfile
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.big_site import HOST, TODAY, build
from mingcha import calendars, schemes
from mingcha.core.clock import end_of_day
from mingcha.core.fetch import FailureKind, FetchFailure, Response
from mingcha.core.ledger import Ledger
from mingcha.core.rule import Subject, judge
from mingcha.core.scheme import Scheme
from mingcha.core.view import SiteView
from mingcha.engine.crawl import CrawlSettings
from mingcha.engine.page import Page
from mingcha.jobs.inspection import InspectionPlan, inspect_sites
from mingcha.jobs.judging import Evidence
from mingcha.jobs.loop import run_to_end
from mingcha.registry import read_register
from mingcha.rules import by_id, catalogue

PAGES = 2000
SHOWN = 8
"""Rules whose cost is printed; the JSON line has them all."""
AS_OF = end_of_day(TODAY)


class Shelf:
    """Answers from memory for the addresses of one site: no network and no store."""

    def __init__(self, root: Path) -> None:
        now = datetime.now(UTC)
        self.pages: dict[str, Response] = {}
        for path in root.rglob("*.html"):
            name = path.relative_to(root).as_posix().removesuffix("index.html")
            for url in {f"http://{HOST}/{name}", f"http://{HOST}/{path.relative_to(root).as_posix()}"}:
                headers = (("Content-Type", "text/html"),)
                self.pages[url] = Response(url, url, 200, headers, path.read_bytes(), 0.01, now)
        self.asked: dict[str, Response] = {}
        self._now = now

    async def get(self, url: str, **manners: object) -> Response | FetchFailure:
        """The page, or that there is none."""
        found = self.pages.get(url)
        if found is None:
            return FetchFailure(url, FailureKind.NOT_FOUND, "", self._now, status=404)
        self.asked[url] = found
        return found

    look_again = get


def measure(runs: int) -> tuple[list[tuple[str, str]], dict[str, object]]:
    """Medians over `runs` runs, in milliseconds of CPU a page."""
    with tempfile.TemporaryDirectory() as name:
        world = Path(name) / "world"
        build(world, PAGES)
        results = [_run(world) for _ in range(runs)]
    middle = {key: round(statistics.median(one[key] for one in results), 4) for key in results[0]}
    parts = {key: middle.pop(key) for key in ("pages", "parsing", "observing")}
    rules = sum(middle.values())
    figures: dict[str, object] = {
        "pages": int(parts["pages"]),
        "parsing_ms": round(parts["parsing"], 2),
        "observing_ms": round(parts["observing"], 2),
        "rules_ms": round(rules, 2),
        "observing_and_rules_ms": round(parts["observing"] + rules, 2),
    }
    slowest = sorted(middle.items(), key=lambda row: -row[1])
    rows = [(key.replace("_", " "), str(value)) for key, value in figures.items()]
    rows += [(f"rule {rule} ms", str(value)) for rule, value in slowest[:SHOWN]]
    return rows, {**figures, "rule_ms": dict(slowest)}


def _run(world: Path) -> Mapping[str, float]:
    register = read_register(world / "register.csv").register
    shelf = Shelf(world / "sites" / HOST)
    plan = InspectionPlan(register, register.sites, AS_OF, CrawlSettings(max_pages=PAGES * 2))
    started = time.process_time()
    views = run_to_end(inspect_sites(plan, shelf, {}))
    crawled = time.process_time() - started
    started = time.process_time()
    for answer in shelf.asked.values():
        _ = Page(answer, TODAY).document
    parsed = time.process_time() - started
    pages = len(views[0].pages)
    costs = {"pages": float(pages), "parsing": parsed, "observing": crawled - parsed}
    evidence = Evidence(AS_OF, register, Ledger(), calendars.shipped(), views, HOST, 2017)
    costs |= _rules(views[0], evidence, schemes.load("linyi-2018", by_id()))
    return {key: value if key == "pages" else 1000 * value / pages for key, value in costs.items()}


def _rules(site: SiteView, evidence: Evidence, scheme: Scheme) -> dict[str, float]:
    """CPU seconds of each rule on the site and its unit."""
    unit = evidence.unit_view(evidence.register.units[0])
    costs = {}
    for rule in catalogue():
        view = site if rule.subject is Subject.SITE else unit
        started = time.process_time()
        judge(rule, view, scheme.params_for(rule))
        costs[rule.id] = time.process_time() - started
    return costs
