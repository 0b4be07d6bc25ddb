"""Appeals with the findings that they contest, limited to what a person may see."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from mingcha.web.access import Scope
from mingcha.web.models import Appeal, FindingRow


@dataclass(frozen=True, slots=True)
class OpenAppeal:
    """An appeal and its finding; `decided` is whether a later entry decides it."""

    row: Appeal
    finding: FindingRow


def appeals_in(scope: Scope) -> QuerySet[Any]:
    """What units contested, each with `outcome` (None while open), its words and time, and the `finding`.

    A decision that is an entry of its own shows at the appeal that it decides; one without an appeal before
    it (from a ledger that was imported) stands for itself.
    """
    about = {name: OuterRef(name) for name in ("unit_id", "rule", "url", "target", "column")}
    later = Appeal.objects.filter(**about, id__gt=OuterRef("id")).exclude(decision="").order_by("id")
    before = Appeal.objects.filter(**about, id__lt=OuterRef("id"), decision="")
    place = Q(url=OuterRef("url")) & (Q(target=OuterRef("target")) | Q(url=""))
    finding = FindingRow.objects.filter(place, unit_id=OuterRef("unit_id"), rule=OuterRef("rule"))
    rows = Appeal.objects.annotate(
        answers=Exists(before),
        outcome=Subquery(later.values("decision")[:1]),
        answer=Subquery(later.values("reason")[:1]),
        answered=Subquery(later.values("at")[:1]),
        finding=Subquery(finding.order_by("id").values("id")[:1]),
    )
    return scope.filter(rows.exclude(~Q(decision="") & Q(answers=True)).order_by(F("at").desc()))  # type: ignore[no-any-return]


def open_appeal(scope: Scope, appeal_id: int) -> OpenAppeal | None:
    """An appeal that waits for its decision; None when there is none that this person may see."""
    row = appeals_in(scope).filter(id=appeal_id, decision="", outcome=None).first()
    if row is None or row.finding is None:
        return None
    return OpenAppeal(row, FindingRow.objects.get(id=row.finding))
