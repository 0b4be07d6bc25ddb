"""Keeps how findings stand in step with what was seen, what people decided, and the day."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from mingcha.core import ledger as core
from mingcha.core.casework import settle_finding
from mingcha.core.ledger import Ledger
from mingcha.core.standing import Standing, standing_of
from mingcha.core.unit import Unit, UnitKind
from mingcha.core.verdict import Finding, Text
from mingcha.web import models

BATCH = 2_000


def renew_standings(findings: QuerySet[models.FindingRow], day: date) -> int:
    """Derive the standing of findings anew, by the decisions recorded so far; how many changed."""
    rows = list(findings)
    if not rows:
        return 0
    decisions = _Decisions(rows)
    changed = []
    for row in rows:
        standing, until = decisions.standing(row, day)
        if (row.standing, row.standing_until) != (standing.value, until):
            row.standing, row.standing_until = standing.value, until
            changed.append(row)
    models.FindingRow.objects.bulk_update(changed, ["standing", "standing_until"], batch_size=500)
    return len(changed)


def end_exemptions(day: date) -> int:
    """Bring back the findings whose exemption ended before a day; how many."""
    ended = models.FindingRow.objects.filter(standing=Standing.EXEMPT.value, standing_until__lt=day)
    if not ended.exists():
        return 0
    with transaction.atomic():
        return renew_standings(ended, day)


class _Decisions:
    """The ledger's decisions that may concern some findings, with the units' names."""

    def __init__(self, rows: Iterable[models.FindingRow]) -> None:
        some = list(rows)
        rules = {row.rule for row in some}
        units = {row.unit_id for row in some if row.unit_id is not None}
        self._units = _units(units)
        names = {name for unit in self._units.values() for name in (unit.short_name, unit.name)}
        of_units = Q(unit_id__in=units) | Q(unit_name__in=names)
        hosts = {row.host for row in some}
        self._ledger = Ledger(
            confirmations=tuple(_confirmations(rules, hosts, self._units)),
            exemptions=tuple(_exemptions(rules, of_units, self._units)),
            appeals=tuple(_appeals(rules, of_units, self._units)),
        )

    def standing(self, row: models.FindingRow, day: date) -> tuple[Standing, date | None]:
        """How a finding stands on a day, and until when it stays exempt."""
        unit = self._units.get(row.unit_id or 0)
        settled = settle_finding(finding_of(row), row.rule, self._ledger, unit, row.host or None, day)
        standing = standing_of(settled, gone=row.gone is not None)
        return standing, self._until(row, unit, day) if standing is Standing.EXEMPT else None

    def _until(self, row: models.FindingRow, unit: Unit | None, day: date) -> date | None:
        """The last day on which one of the exemptions in force excuses it; None: without an end."""
        last: date | None = day
        for one in self._ledger.exemptions:
            alone = Ledger(exemptions=(one,))
            if settle_finding(finding_of(row), row.rule, alone, unit, row.host or None, day).settled:
                last = None if one.until is None or last is None else max(last, one.until)
        return last


def finding_of(row: models.FindingRow) -> Finding:
    """The finding as last seen, as far as decisions ask."""
    return Finding(
        row.url,
        Text(row.message, row.message),
        column=row.column or None,
        target=row.target or None,
        suspect=row.suspect,
    )


def _units(ids: set[int]) -> dict[int, Unit]:
    rows = models.UnitVersion.objects.filter(until=None, unit_id__in=ids).select_related("unit")
    return {row.unit_id: Unit(row.unit.code, row.name, row.short_name, UnitKind(row.kind)) for row in rows}


def _named(units: dict[int, Unit], unit_id: int | None, name: str) -> str:
    """The unit's present name, under which its findings are settled, whatever an old entry calls it."""
    unit = units.get(unit_id or 0)
    return unit.short_name if unit else name


def _confirmations(rules: set[str], hosts: set[str], units: dict[int, Unit]) -> Iterable[core.Confirmation]:
    found = models.Confirmation.objects.filter(rule__in=rules).order_by("at", "id")
    if len(hosts) < 500:
        found = found.annotate(plain_host=Lower("host")).filter(plain_host__in=hosts)
    columns = ("unit_id", "at", "host", "rule", "url", "decision", "unit_name", "target", "column", "reason")
    for unit_id, at, host, rule, url, decision, name, target, column, reason in found.values_list(*columns):
        unit = _named(units, unit_id, name)
        yield core.Confirmation(at, host, rule, url, decision, unit, target, column, reason)


def _exemptions(rules: set[str], of_units: Q, units: dict[int, Unit]) -> Iterable[core.Exemption]:
    found = models.Exemption.objects.filter(of_units, rule__in=rules).order_by("at", "id")
    columns = ("at", "unit_id", "unit_name", "rule", "column", "reason", "until", "url", "target", "by")
    for at, unit_id, name, *rest in found.values_list(*columns):
        yield core.Exemption(at, _named(units, unit_id, name), *rest)


def _appeals(rules: set[str], of_units: Q, units: dict[int, Unit]) -> Iterable[core.Appeal]:
    found = models.Appeal.objects.filter(of_units, rule__in=rules).order_by("at", "id")
    columns = ("at", "unit_id", "unit_name", "rule", "url", "reason", "decision", "target", "column", "by")
    for at, unit_id, name, *rest in found.values_list(*columns):
        yield core.Appeal(at, _named(units, unit_id, name), *rest)
