"""Units of the present register with their counts; limited to what a person may see."""

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from mingcha.core.standing import Standing
from mingcha.web.access import Scope
from mingcha.web.models import FindingRow, SiteVersion, UnitVersion, VerdictRow


def units_in(scope: Scope) -> QuerySet[UnitVersion]:
    """The units of the register, each with `sites`, `faults`, `suspects` and `unchecked`."""
    rows = scope.filter(UnitVersion.objects.filter(until=None)).select_related("unit")
    of_unit = {"unit_id": OuterRef("unit_id")}
    findings = FindingRow.objects.filter(**of_unit)
    missed = VerdictRow.objects.filter(current=True, outcome="cant_tell", reason__isnull=False, **of_unit)
    return rows.annotate(  # type: ignore[no-any-return]
        sites=_count(SiteVersion.objects.filter(until=None, **of_unit)),
        faults=_count(findings.filter(standing=Standing.FAULT.value)),
        suspects=_count(findings.filter(standing=Standing.SUSPECT.value)),
        unchecked=_count(missed),
    )


def _count(rows: QuerySet[Any]) -> Coalesce:
    counted = rows.order_by().values("unit_id").annotate(number=Count("id")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
