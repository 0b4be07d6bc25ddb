"""Memory of inspecting one site of very many pages, made as they are asked for: no network, evidence on."""

import json
import random
import resource
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.big_site import HOST, TODAY
from benchmarks.farm import COLUMNS, WORDS
from benchmarks.processes import run
from mingcha import calendars, schemes
from mingcha.core.clock import end_of_day
from mingcha.core.fetch import FailureKind, FetchFailure, Response
from mingcha.core.ledger import Ledger
from mingcha.core.unit import Register, Site, Unit, UnitKind
from mingcha.engine.archive import Archive
from mingcha.engine.crawl import CrawlSettings
from mingcha.jobs.inspection import InspectionPlan, inspect_sites
from mingcha.jobs.judging import Evidence, judge_all
from mingcha.jobs.loop import run_to_end
from mingcha.rules import by_id, catalogue

SIZES = (20_000, 100_000)
PER_LIST = 50
RELATED = 20
BODY_CHARACTERS = 1_000


class Made:
    """A site of any size: column k's list pages, and articles numbered through."""

    def __init__(self, pages: int, archive: Archive) -> None:
        self._pages = pages
        self._archive = archive
        self._now = datetime.now(UTC)
        self._per_column = pages // len(COLUMNS)

    async def get(self, url: str, **manners: object) -> Response | FetchFailure:
        """The page, or that there is none."""
        made = self._made(url.partition(HOST)[2])
        if made is None:
            return FetchFailure(url, FailureKind.NOT_FOUND, "页面不存在", self._now, status=404)
        answer = Response(url, url, 200, (("Content-Type", "text/html"),), made.encode(), 0.01, self._now)
        return self._archive.store("big", answer)

    look_again = get

    def _made(self, path: str) -> str | None:
        if path == "/":
            return self._page("测试市人民政府", "")
        name, _, rest = path[1:].partition("/")
        column = next((k for k, (folder, _) in enumerate(COLUMNS) if folder == name), None)
        if column is None:
            return None
        if rest.startswith("t") and rest.endswith(".html"):
            return self._article(int(rest.partition("_")[2].removesuffix(".html")))
        number = int(rest.removeprefix("index_").removesuffix(".html") or 0) if rest else 0
        return self._list(column, number)

    def _entry(self, number: int) -> str:
        title = f"关于{''.join(random.Random(number).choices(WORDS, k=16))}的通知"
        day = TODAY - timedelta(days=number % self._per_column // 20)
        path = f"/{COLUMNS[number // self._per_column][0]}/t{day:%Y%m%d}_{number}.html"
        return f'<li><a href="{path}">{title}</a><span>{day}</span></li>'

    def _list(self, column: int, number: int) -> str | None:
        first = number * PER_LIST
        if first >= self._per_column:
            return None
        start = column * self._per_column
        rows = "".join(
            map(self._entry, range(start + first, start + min(first + PER_LIST, self._per_column)))
        )
        following = f'<a href="index_{number + 1}.html">下一页</a>'
        return self._page(
            COLUMNS[column][1], f'<div class="list"><ul>{rows}</ul></div><div class="page">{following}</div>'
        )

    def _article(self, number: int) -> str:
        rng = random.Random(number)
        text = "".join(rng.choices(WORDS, k=BODY_CHARACTERS))
        related = "".join(self._entry(rng.randrange(self._per_column * len(COLUMNS))) for _ in range(RELATED))
        title = self._entry(number).partition(">")[2].partition(">")[2].partition("<")[0]
        main = f'<p>发布时间：2018-01-01</p><div class="TRS_Editor"><p>{text}</p></div><ul>{related}</ul>'
        return self._page(title, f"<h1>{title}</h1>{main}")

    def _page(self, title: str, body: str) -> str:
        nav = "".join(f'<li><a href="/{folder}/">{name}</a></li>' for folder, name in COLUMNS)
        return (
            f'<html><head><meta charset="utf-8"><title>{title}_测试市人民政府</title>'
            '<meta name="SiteName" content="测试市人民政府"><meta name="ColumnName" content="通知公告">'
            f'</head><body><ul class="nav"><li><a href="/">首页</a></li>{nav}</ul>{body}</body></html>'
        )


def _inspect(pages: int) -> dict[str, object]:
    site = Site("001", f"http://{HOST}/")
    register = Register((Unit("001", "测试市人民政府", "测试市", UnitKind.DEPARTMENT),), (site,))
    as_of = end_of_day(TODAY)
    plan = InspectionPlan(register, (site,), as_of, CrawlSettings(max_pages=pages * 2))
    with tempfile.TemporaryDirectory() as name:
        archive = Archive(Path(name))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        views = run_to_end(inspect_sites(plan, Made(pages, archive), {}))
        archive.close()
        crawled = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        evidence = Evidence(as_of, register, Ledger(), calendars.shipped(), views, HOST, 2017)
        judge_all(evidence, schemes.load("linyi-2018", by_id()), catalogue())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "pages": len(views[0].pages),
        "before_mb": before // 1024,
        "crawled_mb": crawled // 1024,
        "peak_mb": peak // 1024,
    }


def measure(runs: int) -> tuple[list[tuple[str, str]], dict[str, object]]:
    """One run for each size: memory hardly varies."""
    figures: dict[str, object] = {}
    for pages in SIZES:
        said = json.loads(run([sys.executable, "-m", "benchmarks.big_memory", str(pages)])[1])
        figures |= {f"{key}_at_{pages}": value for key, value in said.items()}
    return [(key.replace("_", " "), str(value)) for key, value in figures.items()], figures


if __name__ == "__main__":
    print(json.dumps(_inspect(int(sys.argv[1]))))
