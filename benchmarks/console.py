"""The console over 100,000 findings of 500 units on SQLite: how long its lists and drill-downs take.

Answers are asked of the application itself, without a network, one after the other; each page in turn, so
that no cache is warmed for one alone. The store is made anew for the benchmark. Beside the time on the clock
stands the processor's, which does not grow when other programs use the machine.
"""

import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from mingcha import web
from mingcha.core.clock import CHINA, china_day

FINDINGS = 100_000
UNITS = 500
ROUNDS = 12
Taken = tuple[float, float]
"""Seconds on the clock, and of the processor."""
_NOW = datetime(2018, 4, 18, 12, tzinfo=CHINA)
_RULES = ("dead_link", "stale_column", "empty_column", "missing_page_tags", "expired_item", "stale_home_page")


def measure(runs: int) -> tuple[list[tuple[str, str]], dict[str, object]]:
    """Seconds by page; `runs` times `ROUNDS` answers each."""
    folder = Path(tempfile.mkdtemp(prefix="mingcha-console-"))
    try:
        web.setup(folder)
        web.migrate()
        from mingcha.web.services.upkeep import begin_day

        started = time.perf_counter()
        _fill()
        begin_day(china_day(_NOW))
        filled = time.perf_counter() - started
        times = _answers(runs * ROUNDS)
    finally:
        from django.db import connections

        connections.close_all()
        shutil.rmtree(folder)
    every = [one for page in times.values() for one in page]
    rows = [(page, _told(page_times)) for page, page_times in times.items()]
    rows.append((f"all, {FINDINGS:,} findings, filled in {filled:.0f} s", _told(every)))
    slowest = max(times, key=lambda page: _p95([spent for _, spent in times[page]]))
    figures = {
        "findings": FINDINGS,
        "p95_ms": _p95([clock for clock, _ in every]),
        "p95_cpu_ms": _p95([spent for _, spent in every]),
        "slowest": slowest,
        "slowest_p95_cpu_ms": _p95([spent for _, spent in times[slowest]]),
    }
    return rows, figures


def _told(times: list[Taken]) -> str:
    clock, spent = zip(*times, strict=True)
    median = statistics.median(clock) * 1000
    return f"median {median:6.1f} ms   p95 {_p95(clock):6.1f} ms   p95 of CPU {_p95(spent):6.1f} ms"


def _p95(times: Sequence[float]) -> float:
    """In milliseconds."""
    return round(sorted(times)[max(0, int(len(times) * 0.95) - 1)] * 1000, 1)


def _fill() -> None:
    """Units with a site each, one run, and the findings spread over them; one in ten is a suspect."""
    from mingcha.core.unit import Register, Site, Unit, UnitKind
    from mingcha.registry import RegisterFile
    from mingcha.web import models
    from mingcha.web.services.audit import PROGRAM
    from mingcha.web.services.persons import Particulars, add_person
    from mingcha.web.services.register import apply_register

    units = tuple(
        Unit(f"{n:04}", f"第{n}单位", f"单位{n}", UnitKind.DEPARTMENT, order=n) for n in range(UNITS)
    )
    sites = tuple(Site(unit.code, f"http://s{unit.code}.example.gov.cn/", unit.name) for unit in units)
    rows = tuple(range(2, UNITS + 2))
    register = RegisterFile(Path("register.csv"), Register(units, sites), unit_rows=rows, site_rows=rows)
    apply_register(register_file=register, at=_NOW)
    run = models.Run.objects.create(
        epoch=1, state="done", as_of=_NOW, started=_NOW, beat=_NOW, finished=_NOW, scheme="linyi-2018"
    )
    ids = list(models.Unit.objects.order_by("id").values_list("id", flat=True))
    looked = [
        models.SiteRun(run=run, site_id=site, host=f"s{n:04}.example.gov.cn")
        for n, site in enumerate(models.Site.objects.order_by("id").values_list("id", flat=True))
    ]
    models.SiteRun.objects.bulk_create(looked)
    verdicts = [
        models.VerdictRow(
            run=run,
            site_run=looked[n],
            unit_id=unit,
            rule=rule,
            current=True,
            outcome="failed" if place else "cant_tell",
            reason=None if place else "首页未能取得：超时",
        )
        for n, unit in enumerate(ids)
        for place, rule in enumerate(_RULES)
    ]
    models.VerdictRow.objects.bulk_create(verdicts, batch_size=2_000)
    findings = models.FindingRow.objects.bulk_create(_findings(ids), batch_size=2_000)
    told = {"url": "http://s0000.example.gov.cn/", "message": {"zh": "链接打不开", "en": "dead link"}}
    models.Sighting.objects.bulk_create(
        (
            models.Sighting(verdict_id=verdicts[n % len(verdicts)].id, finding_id=finding.id, data=told)
            for n, finding in enumerate(findings)
        ),
        batch_size=2_000,
    )
    person = add_person(who=Particulars("office", "office", "office"), by=PROGRAM, at=_NOW)
    type(person).objects.update(must_change=False)


def _findings(units: list[int]) -> Iterator[object]:
    from mingcha.web.models import FindingRow

    for number in range(FINDINGS):
        place = number % UNITS
        seen = _NOW - timedelta(minutes=number % 90_000)
        yield FindingRow(
            fingerprint=f"{number:064}",
            rule=_RULES[number // 7 % len(_RULES)],
            unit_id=units[place],
            host=f"s{place:04}.example.gov.cn",
            column="通知公告",
            url=f"http://s{place:04}.example.gov.cn/tz/{number}.html",
            target=f"http://s{place:04}.example.gov.cn/x/{number}",
            message=f"链接“附件{number}”两次访问均打不开；请修复或撤下",
            excerpt="附件",
            suspect=number % 10 == 0,
            standing="suspect" if number % 10 == 0 else "gone" if number % 10 == 1 else "fault",
            first_seen=seen,
            last_seen=seen,
        )


def _answers(rounds: int) -> dict[str, list[Taken]]:
    from django.conf import settings
    from django.test import Client

    from mingcha.web.models import Person

    settings.ALLOWED_HOSTS = ["testserver"]
    client = Client(headers={"accept-language": "zh-CN"})
    client.force_login(Person.objects.get(login="office"))
    deep = "/findings" + _after(client, "/findings", 20)
    pages = (
        "/",
        "/units",
        "/units?sort=-faults",
        "/sites",
        "/findings",
        deep,
        "/findings?sort=unit",
        "/findings?rule=dead_link&standing=fault",
        "/findings?unit=77&sort=-first",
        "/findings?words=附件77",
        "/findings?standing=all&sort=rule",
        "/findings/777",
        "/units/77",
        "/sites/77",
        "/unchecked",
        "/rules",
        "/tasks",
        "/orders/new",
    )
    times: dict[str, list[Taken]] = {page: [] for page in pages}
    for turn in range(rounds + 1):
        for page in pages:
            started, spent = time.perf_counter(), time.process_time()
            answer = client.get(page)
            taken = (time.perf_counter() - started, time.process_time() - spent)
            if answer.status_code != 200:
                raise RuntimeError(f"{page}: {answer.status_code}")
            if turn:  # the first round fills caches of templates
                times[page].append(taken)
    return {("a page far down" if page == deep else page): taken for page, taken in times.items()}


def _after(client: object, path: str, pages: int) -> str:
    """The query string of a page some pages further on."""
    import html
    import re

    query = ""
    for _ in range(pages):
        page = client.get(path + query).content.decode()  # type: ignore[attr-defined]
        found = re.search(r'rel="next" href="([^"]+)"', page)
        if found is None:
            break
        query = html.unescape(found[1])
    return query
