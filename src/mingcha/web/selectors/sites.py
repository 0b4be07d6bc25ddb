"""Sites as the register has them, with what the latest look saw; limited to what a person may see."""

import hashlib
import json
import zlib
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from mingcha.core.codec import from_plain
from mingcha.core.page import Column
from mingcha.core.unit import Site
from mingcha.web.access import Scope
from mingcha.web.models import SiteRun, SiteVersion, VerdictRow


@dataclass(frozen=True, slots=True)
class Look:
    """The latest look at a site: the run, its instant, the columns and how many pages were read."""

    run_id: int
    as_of: datetime
    columns: tuple[Column, ...]
    pages: int
    complete: bool
    home_failure: str


@dataclass(frozen=True, slots=True)
class SiteDetail:
    """A site with its latest look, None where it was never looked at."""

    version: SiteVersion
    site: Site
    look: Look | None
    verdicts: tuple[VerdictRow, ...]


def sites_in(scope: Scope) -> QuerySet[SiteVersion]:
    """The sites of the present register that a person may see."""
    return scope.filter(SiteVersion.objects.filter(until=None))  # type: ignore[no-any-return]


def site_detail(scope: Scope, site_id: int) -> SiteDetail | None:
    """A site with what was seen last; None when there is none that this person may see."""
    version = sites_in(scope).filter(site_id=site_id).first()
    if version is None:
        return None
    latest = (
        SiteRun.objects.filter(site_id=site_id)
        .exclude(view=None)
        .select_related("run")
        .order_by("-run__as_of", "-id")
        .first()
    )
    verdicts = VerdictRow.objects.filter(current=True, site_run__site_id=site_id).order_by("rule")
    return SiteDetail(
        version, from_plain(Site, version.details), _look(latest) if latest else None, tuple(verdicts)
    )


def _look(row: SiteRun) -> Look:
    """What a view says of columns; its pages, which may be many, are only counted."""
    plain = json.loads(zlib.decompress(bytes(row.view or b"")))
    return Look(
        run_id=row.run_id,
        as_of=row.run.as_of,
        columns=tuple(from_plain(Column, one) for one in plain.get("columns", ())),
        pages=len(plain.get("pages", ())),
        complete=plain.get("complete", True),
        home_failure=(plain.get("home_failure") or {}).get("detail", ""),
    )


def column_key(url: str) -> str:
    """A column in the console's own addresses."""
    return hashlib.sha256(url.encode()).hexdigest()[:16]


def unchecked_in(scope: Scope) -> QuerySet[VerdictRow]:
    """The latest verdicts that could not be reached, each with its reason."""
    rows = VerdictRow.objects.filter(current=True, outcome="cant_tell", reason__isnull=False)
    # The site's own unit stands in the verdict, so that one filter serves both kinds.
    return scope.filter(rows.select_related("site_run", "run").defer("site_run__view"))  # type: ignore[no-any-return]


def asked_in(scope: Scope) -> tuple[int, int]:
    """How many of the latest verdicts were reached, of how many that were asked."""
    rows = scope.filter(VerdictRow.objects.filter(current=True).exclude(outcome="inapplicable"))
    missed = rows.filter(Q(outcome="cant_tell") & Q(reason__isnull=False)).count()
    asked = rows.count()
    return asked - missed, asked
