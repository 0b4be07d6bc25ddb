"""What people decide: it enters the ledger, outlives the next run, ends when it should, is written down."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from tests.web.cast import (
    BUREAU,
    COUNTY,
    LATER,
    NOW,
    SITES,
    City,
    finding_of,
    inspect,
    person,
    signed_in,
    stale,
    suspect,
    verdicts_of,
)

from mingcha.core.errors import UsageError
from mingcha.core.verdict import Outcome, Verdict

SITE = SITES[3]
NEXT = NOW + timedelta(days=7)


def standing(rule: str = "stale_column", unit: str = BUREAU.short_name) -> str:
    from mingcha.web.models import FindingRow, UnitVersion

    unit_id = UnitVersion.objects.get(short_name=unit, until=None).unit_id
    return FindingRow.objects.get(unit_id=unit_id, rule=rule).standing


def again(at: datetime = NEXT, **changed: Verdict) -> None:
    """The next run of the bureau's site; verdicts by rule where they differ from the first run's."""
    verdicts = tuple(changed.get(verdict.rule, verdict) for verdict in verdicts_of(SITE))
    inspect(at, {SITE: verdicts}, scores=False)


def test_findings_begin_as_faults_and_suspects(city: City) -> None:
    assert (standing(), standing("empty_column")) == ("fault", "suspect")


def test_a_suspect_that_was_confirmed_is_a_fault_after_the_next_run_too(city: City) -> None:
    client = signed_in("reviewer", city)
    finding = finding_of(BUREAU.short_name, city, "empty_column")
    answer = client.post(f"/findings/{finding.id}/decide", {"decision": "confirmed", "reason": ""})
    assert answer.headers["Location"] == f"/findings/{finding.id}"
    assert standing("empty_column") == "fault"
    again()
    assert standing("empty_column") == "fault"


def test_a_false_alarm_needs_a_reason_and_survives_the_next_run(city: City) -> None:
    client = signed_in("reviewer", city)
    path = f"/findings/{finding_of(BUREAU.short_name, city).id}/decide"
    refused = client.post(path, {"decision": "false_alarm", "reason": "  "})
    assert refused.status_code == 400
    assert "请写明为什么是误报" in refused.content.decode()
    assert standing() == "fault"
    client.post(path, {"decision": "false_alarm", "reason": "该栏目已归档"})
    assert standing() == "false_alarm"
    again()
    assert standing() == "false_alarm"
    assert "该栏目已归档" in client.get(path.removesuffix("/decide")).content.decode()


def test_a_decision_is_about_one_finding_and_no_other_on_the_page(city: City) -> None:
    from mingcha.web.models import FindingRow
    from mingcha.web.services.audit import PROGRAM
    from mingcha.web.services.decisions import decide

    dead = stale(SITE)
    links = tuple(replace(dead, column=None, target=f"http://x.cn/{n}") for n in range(3))
    inspect(NEXT, {SITE: (Verdict("dead_link", Outcome.FAILED, links),)}, scores=False)
    first = FindingRow.objects.get(rule="dead_link", target="http://x.cn/0")
    decide(finding=first, decision="false_alarm", reason="能打开", by=PROGRAM, at=NEXT)
    found = FindingRow.objects.filter(rule="dead_link").order_by("target").values_list("standing", flat=True)
    assert list(found) == ["false_alarm", "fault", "fault"]


def test_the_latest_decision_counts(city: City) -> None:
    from mingcha.web.services.audit import PROGRAM
    from mingcha.web.services.decisions import decide

    finding = finding_of(BUREAU.short_name, city)
    for hours, decision in ((1, "false_alarm"), (2, "confirmed")):
        decide(finding=finding, decision=decision, reason="r", by=PROGRAM, at=NOW + timedelta(hours=hours))
    assert standing() == "fault"


def test_what_the_console_decides_is_what_judging_and_scoring_read(city: City) -> None:
    from mingcha.core.casework import settle
    from mingcha.web.selectors.ledger import ledger_until
    from mingcha.web.services.audit import PROGRAM
    from mingcha.web.services.decisions import decide

    finding = finding_of(BUREAU.short_name, city)
    decide(finding=finding, decision="false_alarm", reason="已归档", by=PROGRAM, at=NOW)
    verdict = Verdict("stale_column", Outcome.FAILED, (stale(SITE),))
    settled = settle(verdict, ledger_until(LATER), BUREAU, SITE.host, LATER.date())
    assert settled.outcome is Outcome.PASSED
    assert settled.findings[0].settled == "复核为误报：已归档"
    before = settle(verdict, ledger_until(NOW - timedelta(hours=1)), BUREAU, SITE.host, NOW.date())
    assert before.outcome is Outcome.FAILED


def test_a_finding_of_a_unit_itself_can_be_a_false_alarm(city: City) -> None:
    from mingcha.core.casework import settle
    from mingcha.web.models import FindingRow
    from mingcha.web.selectors.ledger import ledger_until
    from mingcha.web.services.audit import PROGRAM
    from mingcha.web.services.decisions import decide
    from mingcha.web.services.findings import save_verdicts

    late = Verdict("late_annual_report", Outcome.FAILED, (replace(stale(SITE), column=None, url=""),))
    save_verdicts(
        run_id=city.run,
        site_run_id=None,
        unit_id=city.units[BUREAU.short_name],
        host="",
        verdicts=(late,),
        seen=NOW,
    )
    finding = FindingRow.objects.get(rule="late_annual_report")
    decide(finding=finding, decision="false_alarm", reason="已按时公布", by=PROGRAM, at=NOW)
    finding.refresh_from_db()
    assert finding.standing == "false_alarm"
    ledger = ledger_until(LATER)
    assert settle(late, ledger, BUREAU, None, LATER.date()).outcome is Outcome.PASSED
    assert settle(late, ledger, COUNTY, None, LATER.date()).outcome is Outcome.FAILED


@pytest.mark.parametrize(("day", "expected"), [(30, "exempt"), (31, "fault")])
def test_an_exemption_holds_through_its_last_day_and_ends_after_it(
    city: City, day: int, expected: str
) -> None:
    from mingcha.web.services.audit import PROGRAM
    from mingcha.web.services.decisions import exempt
    from mingcha.web.services.standings import end_exemptions

    until = date(2018, 5, 30)
    exempt(finding=finding_of(BUREAU.short_name, city), until=until, reason="改版", by=PROGRAM, at=NOW)
    assert standing() == "exempt"
    end_exemptions(date(2018, 5, day))
    assert standing() == expected


def test_an_exemption_into_the_past_is_refused_and_what_was_typed_is_kept(city: City) -> None:
    client = signed_in("office", city)
    path = f"/findings/{finding_of(BUREAU.short_name, city).id}/exempt"
    for bad in ("2018-04-18", "明天", ""):
        answer = client.post(path, {"until": bad, "reason": "正在改版"})
        assert answer.status_code == 400
        assert "正在改版" in answer.content.decode()
    assert client.post(path, {"until": "2018-04-19", "reason": "正在改版"}).status_code == 302
    assert standing() == "exempt"


def test_a_fault_that_is_no_longer_there_is_gone_and_comes_back_marked(city: City) -> None:
    again(stale_column=Verdict("stale_column", Outcome.PASSED))
    assert standing() == "gone"
    again(NEXT + timedelta(days=7))
    finding = finding_of(BUREAU.short_name, city)
    assert (finding.standing, finding.gone, finding.returned) == ("fault", None, NEXT + timedelta(days=7))


@pytest.mark.parametrize(
    "verdict",
    [
        Verdict("stale_column", Outcome.CANT_TELL, reason="首页未能取得"),
        Verdict("stale_column", Outcome.PASSED, reason="部分栏目未读"),
        Verdict("stale_column", Outcome.INAPPLICABLE, reason="已备案临时下线"),
    ],
)
def test_a_fault_that_could_not_be_looked_at_is_not_gone(city: City, verdict: Verdict) -> None:
    again(stale_column=verdict)
    assert standing() == "fault"


def test_a_look_that_ended_early_makes_nothing_gone_that_it_did_not_reach(city: City) -> None:
    from tests.web.cast import SCHEME, view_of

    from mingcha.web.services import runs

    claim = runs.start_run(as_of=NEXT, scheme=SCHEME, sites=[SITE], at=NEXT)
    cut = replace(view_of(SITE, NEXT), complete=False, columns=())
    passed = (Verdict("stale_column", Outcome.PASSED),)
    runs.save_site_result(run=claim, view=cut, verdicts=passed, at=NEXT)
    assert standing() == "fault"


def test_an_old_quarter_filled_in_later_changes_nothing_of_today(city: City) -> None:
    from mingcha.web.models import VerdictRow

    inspect(NOW - timedelta(days=90), {SITE: (Verdict("stale_column", Outcome.PASSED),)}, scores=False)
    assert standing() == "fault"
    assert (
        VerdictRow.objects.get(rule="stale_column", site_run__host=SITE.host, current=True).run_id == city.run
    )


def test_a_unit_contests_its_own_finding_once(city: City) -> None:
    client = signed_in("liaison", city)
    finding = finding_of(BUREAU.short_name, city)
    path = f"/findings/{finding.id}"
    assert "申诉" in client.get(path).content.decode()
    assert client.post(f"{path}/appeal", {"reason": "栏目三月已更新"}).status_code == 302
    refused = client.post(f"{path}/appeal", {"reason": "再说一次"})
    assert refused.status_code == 400
    assert "再说一次" in refused.content.decode()
    assert client.get("/appeals").context["list"].count == 1


def test_a_county_cannot_contest_for_a_unit_below_it(city: City) -> None:
    client = signed_in("county", city)
    finding = finding_of("柳溪镇", city)
    assert client.get(f"/findings/{finding.id}").status_code == 200
    assert client.post(f"/findings/{finding.id}/appeal", {"reason": "x"}).status_code == 404


@pytest.mark.parametrize(("decision", "expected"), [("upheld", "upheld"), ("rejected", "fault")])
def test_an_appeal_is_decided_once_in_writing(city: City, decision: str, expected: str) -> None:
    from mingcha.web.models import Appeal

    liaison, office = signed_in("liaison", city), signed_in("office", city)
    finding = finding_of(BUREAU.short_name, city)
    liaison.post(f"/findings/{finding.id}/appeal", {"reason": "栏目三月已更新"})
    path = f"/appeals/{Appeal.objects.get().id}/decide"
    assert office.post(path, {"decision": decision, "reason": ""}).status_code == 400
    assert office.post(path, {"decision": decision, "reason": "经核实"}).status_code == 302
    assert standing() == expected
    assert office.post(path, {"decision": "upheld", "reason": "又"}).status_code == 404
    rows = office.get("/appeals").context["list"].rows
    assert [str(row[5].text) for row in rows] == ["经核实"]
    again()
    assert standing() == expected


def test_a_finding_without_a_unit_has_no_exemption(city: City) -> None:
    from mingcha.web.models import FindingRow
    from mingcha.web.services.audit import PROGRAM
    from mingcha.web.services.decisions import exempt

    row = FindingRow.objects.create(fingerprint="x", rule="unregistered_site", first_seen=NOW, last_seen=NOW)
    with pytest.raises(UsageError, match="单位"):
        exempt(finding=row, until=date(2018, 6, 1), reason="r", by=PROGRAM, at=NOW)


def test_every_decision_is_in_the_audit_log_with_before_and_after(city: City) -> None:
    from mingcha.web.models import AuditEntry

    client = signed_in("reviewer", city)
    finding = finding_of(BUREAU.short_name, city, "empty_column")
    client.post(f"/findings/{finding.id}/decide", {"decision": "confirmed", "reason": "属实"})
    entry = AuditEntry.objects.get(action="finding.confirmed")
    assert (entry.person, entry.subject) == ("reviewer", f"finding {finding.id}")
    assert (entry.data["before"], entry.data["after"]) == ("suspect", "fault")


def test_the_audit_log_cannot_be_changed_or_deleted(city: City) -> None:
    from django.db import DatabaseError

    from mingcha.web.models import AuditEntry

    person("office", city)
    with pytest.raises(DatabaseError, match="append-only"):
        AuditEntry.objects.update(person="somebody")
    with pytest.raises(DatabaseError, match="append-only"):
        AuditEntry.objects.all().delete()


@pytest.mark.parametrize(
    "damage", ["UPDATE {} SET subject = 'x' WHERE id = 2", "DELETE FROM {} WHERE id = 2"]
)
def test_what_is_altered_behind_the_databases_back_is_found(city: City, damage: str) -> None:
    from django.db import connection

    from mingcha.web.selectors.audit import altered_audit

    for role in ("office", "leader", "admin"):
        person(role, city)
    assert altered_audit() == ()
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER audit_is_not_changed")
        cursor.execute("DROP TRIGGER audit_is_not_deleted")
        cursor.execute(damage.format("mingcha_auditentry"))
    assert len(altered_audit()) == 1
    assert "核对" in altered_audit()[0]


def test_the_administrator_sees_whether_the_log_is_whole(city: City) -> None:
    assert "核验通过" in signed_in("admin", city).get("/audit?verify=1").content.decode()


def test_stored_findings_of_an_older_program_stand_after_the_upgrade(home: object) -> None:
    """The data migration: what was settled stays settled, the latest verdicts are current."""
    from importlib import import_module

    from django.apps import apps
    from tests.web.cast import build

    from mingcha.web.models import FindingRow, VerdictRow

    build()
    FindingRow.objects.update(standing="")
    VerdictRow.objects.update(current=False)
    import_module("mingcha.web.migrations.0016_console_data").fill_in(apps, None)
    assert sorted(FindingRow.objects.values_list("standing", flat=True)) == ["fault"] * 3 + ["suspect"] * 3
    assert VerdictRow.objects.filter(current=False).count() == 0


def test_suspects_stay_suspects(city: City) -> None:
    again(empty_column=Verdict("empty_column", Outcome.CANT_TELL, (suspect(SITE),)))
    assert standing("empty_column") == "suspect"
