"""A replay's store: the world's register and events recorded, its results kept, as in a running office."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mingcha.core.casework import with_filings
from mingcha.core.clock import china_day
from mingcha.core.errors import UsageError
from mingcha.core.ledger import Ledger
from mingcha.core.scheme import Scheme
from mingcha.core.scoring import FaultKey
from mingcha.core.unit import Account, Register
from mingcha.core.view import SiteView
from mingcha.jobs.bulletin_facts import Heading
from mingcha.jobs.history import with_history
from mingcha.jobs.quarter import Quarter
from mingcha.registry import RegisterFile, Reject, read_register
from mingcha.registry.accounts import read_accounts
from mingcha.reports.bulletin import PeriodFigures
from mingcha.reports.files import BulletinFiles
from mingcha.world import World, world_events


@dataclass(frozen=True)
class DemoStore:
    """The store of one replay, and what it knew at the world's instant."""

    world: World
    register: Register
    ledger: Ledger
    accounts: tuple[Account, ...] = ()

    @classmethod
    def record(cls, world: World, home: Path) -> "DemoStore":
        """Import the world into a new store, and read back what was known at its instant."""
        from mingcha import web

        read = _register_file(world)
        web.setup(home)
        web.migrate()
        from mingcha.web.selectors.accounts import accounts_until
        from mingcha.web.selectors.ledger import ledger_until
        from mingcha.web.selectors.register import register_on
        from mingcha.web.services.accounts import record_accounts
        from mingcha.web.services.ledger import record
        from mingcha.web.services.register import apply_register

        apply_register(register_file=read, at=world.as_of)
        record(entries=world_events(world, units=read.register.by_short_name))
        ledger = ledger_until(world.as_of)
        record_accounts(accounts=_accounts(world, read.register), at=world.as_of)
        register = with_filings(register_on(china_day(world.as_of)), ledger)
        return cls(world, register, ledger, accounts_until(world.as_of))

    def figures_before(self) -> tuple[PeriodFigures, ...]:
        """What the bulletins of earlier periods in this store said."""
        from mingcha.web.selectors.bulletin_life import figures_before

        return figures_before(self.world.period)

    def register_before(self) -> Register | None:
        """The register at the end of the period before, None where none was kept then."""
        from mingcha.web.selectors.bulletin_life import register_before

        return register_before(self.world.period)

    def earlier(self, scheme: Scheme) -> frozenset[FaultKey]:
        """Faults that quarters replayed before into this store have counted not long ago."""
        from mingcha.web.selectors.quarters import counted_before

        return counted_before(self.world.period, self.world.as_of, scheme, self.world.as_of)

    def with_history(self, views: Sequence[SiteView]) -> tuple[SiteView, ...]:
        """The views with what the latest earlier run of the store says of their dates."""
        from mingcha.web.selectors.runs import view_before

        return tuple(with_history(view, view_before(view.site.host, view.as_of)) for view in views)

    def keep(
        self, quarter: Quarter, files: BulletinFiles, title: str, heading: Heading, evidence_head: str
    ) -> None:
        """Keep the run with its views, verdicts and scores, and the bulletin with its frozen data."""
        from mingcha.web.services import runs
        from mingcha.web.services.bulletins import record_heading, save_bulletin

        at = self.world.as_of
        views = quarter.evidence.sites
        run = runs.start_run(
            as_of=at,
            scheme=quarter.scheme,
            sites=[view.site for view in views],
            at=at,
            purpose=runs.Purpose(self.world.period, self.world.portal_host, self.world.report_year),
        )
        ruled = [row for row in quarter.judged if not row.by_person]
        for view in views:
            verdicts = [row.unsettled for row in ruled if row.host == view.site.host]
            runs.save_site_result(run=run, view=view, verdicts=verdicts, at=at)
        for unit in quarter.evidence.register.units:
            own = [row.unsettled for row in ruled if row.host is None and row.unit == unit]
            runs.save_unit_verdicts(run=run, unit=unit, verdicts=own, at=at)
        runs.save_scores(run=run, scores=quarter.scores, at=at)
        runs.finish_run(run=run, at=at, evidence_head=evidence_head)
        record_heading(heading=heading, at=at)
        save_bulletin(
            period=self.world.period,
            title=title,
            number=self.world.bulletin.number or "",
            data=files.json.read_text(encoding="utf-8"),
            docx_sha256=_sha256(files.docx),
            pdf_sha256=_sha256(files.pdf),
            at=at,
            as_of=at,
            text=files.text.read_text(encoding="utf-8"),
        )


def _register_file(world: World) -> RegisterFile:
    read = read_register(world.register)
    _refuse(world.register, read.rejects)
    return read


def _accounts(world: World, register: Register) -> tuple[Account, ...]:
    """The world's list of new-media accounts, none where it has no such file."""
    if world.accounts is None:
        return ()
    read = read_accounts(world.accounts, register, world.as_of)
    _refuse(world.accounts, read.rejects)
    return read.accounts


def _refuse(path: Path, rejects: Sequence[Reject]) -> None:
    """Stop at the first bad row: a replay is exact or it is none."""
    if rejects:
        first = rejects[0]
        raise UsageError(
            f"{path} 第 {first.row} 行 {first.field}“{first.value}”有误：{first.right}"
            f"（共 {len(rejects)} 处）；请改正后再运行"
        )


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
