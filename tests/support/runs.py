"""Runs of a small city by workers, and what must hold of every one of them at its end."""

import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime

from tests.support.small_city import City, register_city


def until(ready: Callable[[], object], seconds: float = 180.0) -> None:
    """Wait for something that other processes do; the bar is for a crowded machine."""
    end = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def begin(city: City, shard_sites: int = 4) -> int:
    """Register the city and begin a run of all its sites; its number."""
    from mingcha.web.engines import job_engine
    from mingcha.web.selectors.schemes import open_scheme
    from mingcha.web.services.claims import begin_run
    from mingcha.web.services.runs import Purpose

    register_city(city)
    return begin_run(
        engine=job_engine(),
        scheme=open_scheme("national-2019"),
        sites=city.register.sites,
        at=datetime.now(UTC),
        purpose=Purpose("2026Q4", city.hosts[0], 2025),
        shard_sites=shard_sites,
    )


def saved(run: int) -> int:
    """How many sites of a run have a result."""
    from mingcha.web.models import SiteRun

    return SiteRun.objects.filter(run_id=run).exclude(saved=None).count()


def state(run: int) -> str:
    """How a run stands."""
    from mingcha.web.models import Run

    return Run.objects.values_list("state", flat=True).get(id=run)


def must_be_whole(run: int, city: City) -> None:
    """Every site once, with every rule once, its one dead link found once; every unit judged once."""
    from mingcha.web.models import FindingRow
    from mingcha.web.selectors.runs import verdicts_of, views_of

    assert state(run) == "done"
    views = list(views_of(run))
    assert [view.site.host for view in views] == city.hosts
    assert all(view.home is not None for view in views)
    rows = verdicts_of(run)
    times = Counter((row.unit_code, row.host, row.verdict.rule) for row in rows)
    assert set(times.values()) == {1}
    rules = {rule for _, host, rule in times if host is not None}
    judged = {(host, rule) for _, host, rule in times if host is not None}
    assert judged == {(host, rule) for host in city.hosts for rule in rules}
    assert {unit for unit, host, _ in times if host is None} == {unit.code for unit in city.register.units}
    dead = FindingRow.objects.filter(rule="dead_link").values_list("host", flat=True)
    assert sorted(dead) == sorted(city.hosts)
