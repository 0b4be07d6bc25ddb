"""What people decide about a finding: it enters the ledger, so that every later run and score knows it."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from mingcha.core.clock import china_day
from mingcha.core.errors import UsageError
from mingcha.core.ledger import Appeal, Confirmation, Entry, Exemption
from mingcha.web import models
from mingcha.web.models import FindingRow
from mingcha.web.services.audit import Actor, note
from mingcha.web.services.ledger import record
from mingcha.web.services.standings import renew_standings


def decide(*, finding: FindingRow, decision: str, reason: str, by: Actor, at: datetime) -> None:
    """Decide that a finding is "confirmed" or a "false_alarm"; the latest decision counts."""
    entry = Confirmation(
        at=at,
        host=finding.host,
        rule=finding.rule,
        url=finding.url,
        decision=decision,
        unit=_unit_name(finding) if finding.unit_id else "",
        target=finding.target,
        column=finding.column,
        reason=reason,
        by=by.login,
    )
    _enter(finding, entry, f"finding.{decision}", by, at)


def exempt(*, finding: FindingRow, until: date, reason: str, by: Actor, at: datetime) -> None:
    """Excuse a finding until the end of a day. UsageError for a day that is over or without a unit."""
    if until < china_day(at):
        raise UsageError(f"豁免期限 {until} 已过：请填写今天或以后的日期")
    entry = Exemption(
        at=at,
        unit=_unit_name(finding),
        rule=finding.rule,
        column=finding.column,
        reason=reason,
        until=until,
        url=finding.url,
        target=finding.target,
        by=by.login,
    )
    _enter(finding, entry, "finding.exempt", by, at)


def appeal(*, finding: FindingRow, reason: str, by: Actor, at: datetime) -> None:
    """Contest a finding. UsageError when it was contested before: that is possible once."""
    with transaction.atomic():
        FindingRow.objects.select_for_update().get(id=finding.id)
        if appeals_about(finding).exists():
            raise UsageError("这个问题已申诉过一次，不能再次申诉；对决定有异议请直接联系市级主管部门")
        _enter(finding, _appeal(finding, reason, "", by, at), "finding.appeal", by, at)


def decide_appeal(
    *, appeal_row: models.Appeal, finding: FindingRow, decision: str, reason: str, by: Actor, at: datetime
) -> None:
    """Decide an open appeal ("upheld", "rejected") in writing. UsageError when it is decided already."""
    with transaction.atomic():
        FindingRow.objects.select_for_update().get(id=finding.id)
        if appeals_about(finding).exclude(decision="").exists():
            raise UsageError("这个申诉已作过决定，不能再改；请刷新页面查看")
        entry = _appeal(finding, reason, decision, by, at)
        _enter(finding, entry, f"appeal.{decision}", by, at)


def appeals_about(finding: FindingRow) -> QuerySet[models.Appeal]:
    """Every entry of the ledger that contests a finding, decisions among them."""
    return models.Appeal.objects.filter(
        Q(unit_id=finding.unit_id),
        rule=finding.rule,
        url__in=("", finding.url),
        target__in=("", finding.target),
        column__in=("", finding.column),
    )


def _appeal(finding: FindingRow, reason: str, decision: str, by: Actor, at: datetime) -> Appeal:
    return Appeal(
        at=at,
        unit=_unit_name(finding),
        rule=finding.rule,
        url=finding.url,
        reason=reason,
        decision=decision,
        target=finding.target,
        column=finding.column,
        by=by.login,
    )


def _enter(finding: FindingRow, entry: Entry, action: str, by: Actor, at: datetime) -> None:
    with transaction.atomic():
        before = finding.standing
        record(entries=[entry])
        renew_standings(FindingRow.objects.filter(id=finding.id), china_day(at))
        finding.refresh_from_db(fields=["standing", "standing_until"])
        data = {"entry": entry, "before": before, "after": finding.standing}
        note(by=by, action=action, subject=f"finding {finding.id}", at=at, data=data)


def _unit_name(finding: FindingRow) -> str:
    version = models.UnitVersion.objects.filter(until=None, unit_id=finding.unit_id or 0).first()
    if version is None:
        raise UsageError("这个问题不属于登记中的单位：请先在登记表中补上单位")
    return version.short_name
