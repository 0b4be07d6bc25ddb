"""Runs: one at a time for a site, fenced by their epoch, and read again as they were."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mingcha.core.clock import CHINA
from mingcha.core.errors import CannotDo, UsageError
from mingcha.core.fetch import FailureKind, FetchFailure
from mingcha.core.page import Column, ColumnKind, Item, ListState
from mingcha.core.scheme import Scheme
from mingcha.core.scoring import Score
from mingcha.core.unit import Register, Site, Unit, UnitKind
from mingcha.core.verdict import Finding, Outcome, Text, Verdict
from mingcha.core.view import SiteView
from mingcha.registry import RegisterFile

if TYPE_CHECKING:
    from mingcha.web.services.runs import RunClaim

NOW = datetime(2018, 4, 18, 12, tzinfo=CHINA)
HOUR = timedelta(hours=1)
UNIT = Unit("371305", "云川市科学技术局", "市科技局", UnitKind.DEPARTMENT)
SITES = tuple(Site("371305", f"http://s{n}.yunchuan.gov.cn/") for n in range(3))
SCHEME = Scheme("linyi-2018", "方案", date(2018, 1, 1), date(2018, 12, 31), 100.0, {}, "ab" * 32)
URL = "http://s0.yunchuan.gov.cn/tz/"


def finding(target: str, **more: object) -> Finding:
    plain = Finding(URL, Text("链接失效", "dead link"), excerpt="通知", target=target, seen_at=NOW)
    return replace(plain, **more)  # type: ignore[arg-type]


DEAD = Verdict("dead_link", Outcome.FAILED, (finding("http://x.cn/1"), finding("http://x.cn/2", count=7)))
VERDICTS = (
    DEAD,
    Verdict("stale_column", Outcome.PASSED),
    Verdict("empty_column", Outcome.CANT_TELL, reason="栏目未能取得", traceback="Traceback …"),
)
VIEW = SiteView(
    SITES[0],
    NOW,
    home_failure=FetchFailure(URL, FailureKind.TIMEOUT, "超时", seen_at=NOW),
    columns=(Column("通知", URL, ColumnKind.NOTICE, ListState.LISTED, (Item("一", URL, date(2018, 4, 1)),)),),
    seen_at=NOW,
)


@pytest.fixture(autouse=True)
def city(home: Path) -> Path:
    from mingcha.web.services.register import apply_register

    apply_register(
        register_file=RegisterFile(Path("r"), Register((UNIT,), SITES), unit_rows=(2,), site_rows=(2, 3, 4)),
        at=NOW,
    )
    return home


def start(sites: Sequence[Site] = SITES, at: datetime = NOW) -> "RunClaim":
    from mingcha.web.services import runs

    return runs.start_run(as_of=NOW, scheme=SCHEME, sites=sites, at=at)


def save(run: "RunClaim", view: SiteView = VIEW, verdicts: Sequence[Verdict] = VERDICTS) -> None:
    from mingcha.web.services import runs

    runs.save_site_result(run=run, view=view, verdicts=verdicts, at=NOW)


def test_a_site_result_is_read_again_as_it_was() -> None:
    from mingcha.web.selectors import runs

    run = start()
    save(run)
    stored = runs.verdicts_of(run.id)
    assert tuple(row.verdict for row in stored) == VERDICTS
    assert {(row.unit_code, row.host) for row in stored} == {("371305", "s0.yunchuan.gov.cn")}
    assert list(runs.views_of(run.id)) == [VIEW]
    assert runs.unsaved_hosts_of(run.id) == ("s1.yunchuan.gov.cn", "s2.yunchuan.gov.cn")


def test_the_latest_view_before_an_instant_is_that_of_the_run_before() -> None:
    from mingcha.web.selectors import runs
    from mingcha.web.services import runs as writing

    run = start()
    save(run)
    writing.finish_run(run=run, at=NOW)
    assert runs.view_before("s0.yunchuan.gov.cn", NOW + HOUR) == VIEW
    assert runs.view_before("s0.yunchuan.gov.cn", NOW) is None
    assert runs.view_before("s1.yunchuan.gov.cn", NOW + HOUR) is None


def test_a_result_delivered_twice_counts_once() -> None:
    from mingcha.web.models import FindingRow, Sighting, VerdictRow

    run = start()
    save(run)
    save(run)
    assert (VerdictRow.objects.count(), FindingRow.objects.count(), Sighting.objects.count()) == (3, 2, 2)


def test_who_lost_the_run_writes_nothing() -> None:
    from mingcha.web.models import VerdictRow
    from mingcha.web.services import runs

    asleep = start()
    awake = runs.claim_run(run_id=asleep.id, at=NOW + HOUR)
    with pytest.raises(runs.LostRun):
        save(asleep)
    with pytest.raises(runs.LostRun):
        runs.beat(run=asleep, at=NOW)
    with pytest.raises(runs.LostRun):
        runs.save_scores(run=asleep, scores=(), at=NOW)
    with pytest.raises(runs.LostRun):
        runs.finish_run(run=asleep, at=NOW)
    assert VerdictRow.objects.count() == 0
    save(awake)
    assert VerdictRow.objects.count() == 3


def test_a_finished_run_takes_no_more_results() -> None:
    from mingcha.web.services import runs

    run = start()
    runs.finish_run(run=run, at=NOW + HOUR)
    with pytest.raises(runs.LostRun):
        save(run)
    with pytest.raises(UsageError):
        runs.claim_run(run_id=run.id, at=NOW)


def test_a_site_is_in_one_active_run_at_a_time() -> None:
    from mingcha.web.services import runs

    first = start(SITES[:2])
    start(SITES[2:])
    with pytest.raises(CannotDo, match=r"s1\.yunchuan\.gov\.cn"):
        start(SITES[1:2])
    runs.finish_run(run=first, at=NOW, state="stopped")
    start(SITES[1:2])


def test_a_saved_site_is_free_while_its_run_goes_on() -> None:
    save(start())
    start(SITES[:1])


def test_the_database_itself_refuses_a_second_active_run_of_a_site() -> None:
    from django.db import IntegrityError, transaction

    from mingcha.web.models import Run, SiteRun

    run = start()
    row = SiteRun.objects.filter(run_id=run.id)[0]
    other = Run.objects.create(epoch=1, state="running", as_of=NOW, started=NOW, beat=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        SiteRun.objects.create(run=other, site_id=row.site_id, active=True)


def test_a_site_that_is_not_registered_is_refused() -> None:
    with pytest.raises(UsageError, match=r"other\.cn"):
        start([Site("371305", "http://other.cn/")])


def test_a_silent_run_is_abandoned_and_its_sites_are_free() -> None:
    from mingcha.web.services import runs

    run = start()
    assert runs.abandon_stale_runs(at=NOW + HOUR, silent=2 * HOUR) == ()
    assert runs.abandon_stale_runs(at=NOW + 3 * HOUR, silent=2 * HOUR) == (run.id,)
    with pytest.raises(runs.LostRun):
        save(run)
    start()


def test_the_same_fault_in_two_runs_is_one_finding_with_its_first_and_last_time() -> None:
    from mingcha.web.selectors import runs as read
    from mingcha.web.services import runs

    first = start()
    save(first)
    runs.finish_run(run=first, at=NOW)
    later = replace(VIEW, seen_at=NOW + HOUR)
    words = Verdict("dead_link", Outcome.FAILED, (finding("http://x.cn/1", excerpt="换了字"),))
    second = start()
    save(second, later, (words,))
    found = read.findings_of("s0.yunchuan.gov.cn")
    assert [(row.target, row.first_seen, row.last_seen) for row in found] == [
        ("http://x.cn/1", NOW, NOW + HOUR),
        ("http://x.cn/2", NOW, NOW),
    ]
    assert read.verdicts_of(first.id)[0].verdict == DEAD
    assert read.verdicts_of(second.id)[0].verdict == words


def test_alike_findings_of_one_verdict_are_all_kept() -> None:
    from mingcha.web.selectors import runs as read

    twice = Verdict("typo", Outcome.FAILED, (finding("", excerpt="甲"), finding("", excerpt="乙")))
    run = start()
    save(run, VIEW, (twice,))
    assert read.verdicts_of(run.id)[0].verdict == twice
    assert len(read.findings_of("s0.yunchuan.gov.cn")) == 2


def test_verdicts_of_a_unit_itself_are_kept_apart() -> None:
    from mingcha.web.selectors import runs as read
    from mingcha.web.services import runs

    run = start()
    late = Verdict("late_annual_report", Outcome.FAILED, (finding(""),))
    runs.save_unit_verdicts(run=run, unit=UNIT, verdicts=(late,), at=NOW)
    runs.save_unit_verdicts(run=run, unit=UNIT, verdicts=(late,), at=NOW)
    assert read.verdicts_of(run.id) == (read.StoredVerdict("371305", None, late),)


def test_scores_come_back_with_the_lines_of_their_sum() -> None:
    from mingcha.core.scoring import ScoreLine
    from mingcha.web.selectors import runs as read
    from mingcha.web.services import runs

    run = start()
    line = ScoreLine("dead_link", "s0.yunchuan.gov.cn", finding("http://x.cn/1"), 0.5, capped=True)
    score = Score("市科技局", "linyi-2018", 99.5, (line,), ("unreachable_site",), 8, 9)
    runs.save_scores(run=run, scores=(score,), at=NOW)
    runs.save_scores(run=run, scores=(score,), at=NOW)
    assert read.scores_of_run(run.id, "linyi-2018") == (score,)


def test_a_view_that_was_altered_is_found() -> None:
    from mingcha.web.models import SiteRun
    from mingcha.web.selectors import runs as read
    from mingcha.web.services.runs import pack_view

    run = start()
    save(run)
    packed, _ = pack_view(replace(VIEW, complete=False))
    SiteRun.objects.filter(run_id=run.id, host="s0.yunchuan.gov.cn").update(view=packed)
    with pytest.raises(CannotDo, match="校验值"):
        list(read.views_of(run.id))
