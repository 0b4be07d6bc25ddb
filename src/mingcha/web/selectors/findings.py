"""Findings as the console shows them, limited to what a person may see."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mingcha.core.codec import from_plain
from mingcha.core.standing import PRESENT, Standing
from mingcha.core.task import ACTION_ZH
from mingcha.core.verdict import Finding
from mingcha.web import models
from mingcha.web.access import Scope
from mingcha.web.models import FindingRow, Sighting

SIGHTINGS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Seen:
    """A finding as one run saw it."""

    run_id: int
    as_of: datetime
    finding: Finding


@dataclass(frozen=True, slots=True)
class Event:
    """Something that people did about a finding; `words` are theirs."""

    at: datetime
    what: str
    person: str
    words: str


@dataclass(frozen=True, slots=True)
class FindingDetail:
    """A finding with all that is known of it."""

    row: FindingRow
    seen: tuple[Seen, ...]
    events: tuple[Event, ...]
    twins: tuple[FindingRow, ...]
    twin_count: int
    appeal: models.Appeal | None
    decision: models.Appeal | None

    @property
    def latest(self) -> Finding | None:
        """What the latest run saw."""
        return self.seen[0].finding if self.seen else None


def findings_in(scope: Scope) -> QuerySet[FindingRow]:
    """Every finding that a person may see."""
    return scope.filter(FindingRow.objects.all())  # type: ignore[no-any-return]


def present(rows: QuerySet[FindingRow]) -> QuerySet[FindingRow]:
    """Those that somebody has to do something about."""
    return rows.filter(standing__in=[one.value for one in PRESENT])


@dataclass(frozen=True, slots=True)
class Counts:
    """Faults and suspects at present: in all, by unit, by rule."""

    faults: int
    suspects: int
    of_units: dict[int | None, tuple[int, int]]
    of_rules: dict[str, tuple[int, int]]


def present_counts(rows: QuerySet[FindingRow]) -> Counts:
    """One pass over an index, from which every count of a page is made."""
    found = present(rows).order_by("standing", "unit_id", "rule").values_list("standing", "unit_id", "rule")
    of_units: dict[int | None, tuple[int, int]] = {}
    of_rules: dict[str, tuple[int, int]] = {}
    for standing, unit, rule, count in found.annotate(count=Count("*")):
        faults, suspects = (count, 0) if standing == Standing.FAULT else (0, count)
        before = of_units.get(unit, (0, 0))
        of_units[unit] = (before[0] + faults, before[1] + suspects)
        before = of_rules.get(rule, (0, 0))
        of_rules[rule] = (before[0] + faults, before[1] + suspects)
    in_all = [sum(column) for column in zip(*of_rules.values(), strict=True)] or [0, 0]
    return Counts(in_all[0], in_all[1], of_units, of_rules)


def finding_detail(scope: Scope, finding_id: int) -> FindingDetail | None:
    """A finding with its history; None when there is none, or none that this person may see."""
    row = findings_in(scope).select_related("unit").filter(id=finding_id).first()
    if row is None:
        return None
    sightings = Sighting.objects.filter(finding=row).select_related("verdict__run")
    latest = sightings.order_by("-verdict__run__as_of", "-id")[:SIGHTINGS_SHOWN]
    appeals = list(_about(models.Appeal, row))
    twins = _twins(scope, row)
    return FindingDetail(
        row=row,
        seen=tuple(
            Seen(one.verdict.run_id, one.verdict.run.as_of, from_plain(Finding, one.data)) for one in latest
        ),
        events=tuple(sorted(_events(row, appeals), key=lambda event: event.at)),
        twins=tuple(twins[:10]),
        twin_count=twins.count(),
        appeal=next((one for one in appeals if not one.decision), None),
        decision=next((one for one in reversed(appeals) if one.decision), None),
    )


def evidence_of(scope: Scope, finding_id: int) -> tuple[FindingRow, Finding] | None:
    """A finding with what its latest run saw; None as for `finding_detail`."""
    row = findings_in(scope).filter(id=finding_id).first()
    if row is None:
        return None
    latest = Sighting.objects.filter(finding=row).order_by("-verdict__run__as_of", "-id").first()
    return (row, from_plain(Finding, latest.data)) if latest else None


def _about(model: Any, row: FindingRow) -> Any:
    """The decisions of one kind that name a finding or its page, in their sequence."""
    found = model.objects.filter(rule=row.rule, url__in=("", row.url)).order_by("at", "id")
    found = found.filter(target__in=("", row.target), column__in=("", row.column))
    if model is models.Confirmation:
        return found.filter(host=row.host) if row.host else found.filter(host="", unit_id=row.unit_id)
    return found.filter(unit_id=row.unit_id)


_CONFIRMATION = {"confirmed": _("确认属实"), "confirm": _("确认属实"), "false_alarm": _("标记为误报")}
_APPEAL = {"": _("提出申诉"), "upheld": _("申诉成立"), "rejected": _("申诉不成立")}


def _events(row: FindingRow, appeals: list[models.Appeal]) -> Iterator[Event]:
    for confirmation in _about(models.Confirmation, row):
        what = str(_CONFIRMATION.get(confirmation.decision, confirmation.decision))
        yield Event(confirmation.at, what, confirmation.by, confirmation.reason)
    for exemption in _about(models.Exemption, row):
        ends = str(_("豁免至 %(until)s")) % {"until": exemption.until}
        until = ends if exemption.until else str(_("豁免，未定期限"))
        yield Event(exemption.at, until, exemption.by, exemption.reason)
    for appeal in appeals:
        what = str(_APPEAL.get(appeal.decision, appeal.decision))
        yield Event(appeal.at, what, appeal.by, appeal.reason)
    tasks = models.TaskEvent.objects.filter(task__findings__finding=row).select_related("task__order")
    for event in tasks:
        what = gettext(ACTION_ZH.get(event.action, event.action))
        yield Event(event.at, f"{event.task.order.number} {what}", event.person, event.text)
    if row.returned is not None:
        yield Event(row.returned, str(_("消除后再次出现")), "", "")
    if row.gone is not None:
        yield Event(row.gone, str(_("再次检查时已不存在")), "", "")


def _twins(scope: Scope, row: FindingRow) -> QuerySet[FindingRow]:
    """Other present findings of the rule with the same cause: the same target, else the same page."""
    alike = present(findings_in(scope)).filter(rule=row.rule).exclude(id=row.id)
    cause = {"target": row.target} if row.target else {"host": row.host, "url": row.url}
    return alike.filter(**cause).order_by("-last_seen", "-id")
