"""What people decided about findings and sites, applied to what the machine saw; nothing is deleted."""

from dataclasses import replace
from datetime import date

from mingcha.core.clock import china_day
from mingcha.core.ledger import Appeal, Confirmation, Exemption, Ledger
from mingcha.core.unit import Register, Site, Unit
from mingcha.core.verdict import Finding, Outcome, Verdict, outcome_of

FALSE_ALARM = "复核为误报"
EXEMPT = "已豁免"
UPHELD = "申诉成立"
"""How `Finding.settled` begins, by what settled it."""

_CONFIRMED = frozenset(("confirmed", "confirm", "true", "确认", "属实"))
_FALSE_ALARM = frozenset(("false_alarm", "false", "dismissed", "rejected", "误报", "不属实"))
_UPHELD = frozenset(("upheld", "accepted", "granted", "成立", "支持", "同意"))


def with_filings(register: Register, ledger: Ledger) -> Register:
    """The register with the ledger's offline filings and merger plans; the latest of a host counts."""
    offline = {filing.host.lower(): filing for filing in ledger.offline_filings}
    mergers = {merger.host.lower(): merger for merger in ledger.mergers}

    def filed(site: Site) -> Site:
        filing, merger = offline.get(site.host), mergers.get(site.host)
        if filing is not None:
            site = replace(site, offline_from=china_day(filing.at), offline_to=filing.until)
        if merger is not None and merger.by is not None:
            site = replace(site, merge_by=merger.by)
        return site

    return Register(register.units, tuple(filed(site) for site in register.sites))


def settle(verdict: Verdict, ledger: Ledger, unit: Unit | None, host: str | None, today: date) -> Verdict:
    """The verdict after people's decisions: exemptions in force, reviews of suspects and faults, appeals."""
    if not verdict.findings:
        return verdict
    findings = tuple(
        settle_finding(finding, verdict.rule, ledger, unit, host, today) for finding in verdict.findings
    )
    if findings == verdict.findings:
        return verdict
    outcome = outcome_of(findings)
    if outcome is Outcome.PASSED and verdict.reason is not None:
        outcome = Outcome.CANT_TELL
    return replace(verdict, findings=findings, outcome=outcome)


def settle_finding(
    finding: Finding, rule: str, ledger: Ledger, unit: Unit | None, host: str | None, today: date
) -> Finding:
    """One finding after people's decisions on a day: exempt, false alarm, confirmed, contested rightly."""
    names = (unit.short_name, unit.name) if unit else ()
    for row in ledger.confirmations:
        concerns = row.host.lower() == host if host else not row.host and row.unit in names
        if row.rule == rule and concerns and _same_place(row, finding):
            if row.decision in _CONFIRMED:
                finding = replace(finding, suspect=False, settled=None)
            elif row.decision in _FALSE_ALARM:
                finding = replace(finding, settled=f"复核为误报：{row.reason}" if row.reason else FALSE_ALARM)
    for exempt in ledger.exemptions:
        in_force = exempt.until is None or today <= exempt.until
        if exempt.rule == rule and exempt.unit in names and in_force and _same_place(exempt, finding):
            finding = replace(finding, settled=f"{EXEMPT}：{exempt.reason}")
    for appeal in ledger.appeals:
        concerns = appeal.rule == rule and appeal.unit in names and _same_place(appeal, finding)
        if concerns and appeal.decision in _UPHELD:
            finding = replace(finding, settled=f"{UPHELD}：{appeal.reason}")
    return finding


def _same_place(row: Confirmation | Exemption | Appeal, finding: Finding) -> bool:
    """Whether an entry is about a finding: page, target and column, each "" for any."""
    return (
        _same_page(row.url, finding.url)
        and (not row.target or row.target == finding.target)
        and (not row.column or row.column == finding.column)
    )


def _same_page(one: str, other: str) -> bool:
    """Whether two addresses name one page; "" names every page of the rule."""
    return not one or one.rstrip("/").lower() == other.rstrip("/").lower()
