"""What is stored of a year, for its tables."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from mingcha.core.casework import with_filings
from mingcha.core.clock import china_day, end_of_day
from mingcha.core.view import SiteView
from mingcha.jobs.year_facts import YearEvidence
from mingcha.reports.bulletin import BulletinData
from mingcha.web.models import Bulletin, Run, SiteVersion
from mingcha.web.selectors.accounts import accounts_until
from mingcha.web.selectors.activities import activities_in
from mingcha.web.selectors.bulletin_life import figures_before
from mingcha.web.selectors.ledger import ledger_until
from mingcha.web.selectors.register import register_on
from mingcha.web.selectors.runs import views_of


@dataclass(frozen=True, slots=True)
class StoredYear:
    """A year's evidence, who issues its bulletins ("" unknown), and the run that looked at the sites last."""

    evidence: YearEvidence
    issuer: str
    run_id: int | None

    def views(self) -> Iterator[SiteView]:
        """What the last look saw of each site, one at a time."""
        return iter(()) if self.run_id is None else views_of(self.run_id)


def stored_year(year: int, now: datetime) -> StoredYear:
    """All that is stored of a year by `now`; replies and looks of the weeks after its end count too."""
    start, end = date(year, 1, 1), date(year, 12, 31)
    known = min(now, end_of_day(date(year + 1, 1, 31)))
    day = min(china_day(now), end)
    ledger = ledger_until(known, probes_from=known)
    evidence = YearEvidence(
        year=year,
        register=with_filings(register_on(day), ledger),
        ledger=ledger,
        before=register_on(start - timedelta(days=1)) if _kept_on(start) else None,
        figures=tuple(row for row in figures_before(f"{year + 1}Q1") if row.period.startswith(str(year))),
        activities=activities_in(year),
        accounts=accounts_until(known),
    )
    runs = Run.objects.filter(state="done", as_of__lte=known).order_by("-as_of", "-id")
    return StoredYear(evidence, _issuer(year), runs.values_list("id", flat=True).first())


def _kept_on(day: date) -> bool:
    """Whether the register was kept by then: what was written later says nothing of that day."""
    return SiteVersion.objects.filter(recorded__lte=day).exists()


def _issuer(year: int) -> str:
    row = Bulletin.objects.filter(period__startswith=str(year)).order_by("-period", "-version").first()
    return BulletinData.from_json(row.data).issuer if row else ""
