"""The slips out of a quarter: every confirmed fault of every unit, under the title of its rule or row."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from mingcha.core.clock import CHINA, china_day
from mingcha.core.rule import Rule
from mingcha.core.verdict import Finding
from mingcha.jobs.bulletin_facts import Heading
from mingcha.jobs.judging import Judged
from mingcha.jobs.quarter import Quarter
from mingcha.reports.slip_facts import SlipData, SlipFinding, UnitSlip

PictureOf = Callable[[Finding], bytes | None]
"""Finds the picture of a finding's page, if one was taken."""


_SEAL = re.compile(r"(sha256:[0-9a-f]{8})[0-9a-f]{56}")
"""A seal in a trail; its beginning is enough for `evidence show`. The finding itself keeps it whole."""


def slip_data(
    quarter: Quarter,
    heading: Heading,
    catalogue: Sequence[Rule],
    *,
    rectify_by: date | None = None,
    picture_of: PictureOf | None = None,
) -> SlipData:
    """The slips in register order; suspects and what could not be checked are on none."""
    rules = {rule.id: rule for rule in catalogue}
    named = partial(_named, quarter, rules, heading.issuer)
    units = []
    for unit in quarter.evidence.register.units:
        rows = [row for row in quarter.judged if row.unit == unit]
        findings = tuple(
            _finding(quarter, named, row, fault, picture_of) for row in rows for fault in row.verdict.faults
        )
        if findings:
            units.append(UnitSlip(unit.name, unit.short_name, findings))
    return SlipData(
        issuer=heading.issuer,
        period=heading.period,
        as_of=china_day(quarter.evidence.as_of),
        issued_on=heading.issued_on,
        units=tuple(units),
        rectify_by=rectify_by,
    )


def _finding(
    quarter: Quarter,
    named: Callable[[str, Finding], tuple[str, str]],
    row: Judged,
    fault: Finding,
    picture_of: PictureOf | None,
) -> SlipFinding:
    site = quarter.evidence.register.by_host.get(row.host or "")
    title, basis = named(row.verdict.rule, fault)
    return SlipFinding(
        title=title,
        message=fault.message.zh,
        url=fault.url,
        site=(site.name or site.host) if site else "",
        site_code=site.site_code if site else "",
        column=fault.column or "",
        target=fault.target or "",
        excerpt=_SEAL.sub(r"\1", fault.excerpt),
        count=fault.count,
        basis=basis,
        seen_at=fault.seen_at.astimezone(CHINA) if fault.seen_at else None,
        evidence=fault.evidence or "",
        picture=picture_of(fault) if picture_of else None,
    )


def _named(
    quarter: Quarter, rules: dict[str, Rule], issuer: str, key: str, fault: Finding
) -> tuple[str, str]:
    """Title and basis of a finding: its rule's, or of the scheme's row under which a person found it."""
    rule = rules.get(key)
    if rule is None:
        row = quarter.scheme.rows[key]
        return row.title, row.basis
    return rule.title.zh, rule.basis_of(china_day(quarter.evidence.as_of), (fault,), issuer)
