"""单项否决: what fails a site whatever its points, by one rule or by several faults together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mingcha.core.scheme import Scheme
from mingcha.core.verdict import Finding, Outcome, Verdict


@dataclass(frozen=True, slots=True)
class Told:
    """How a rule is named in a line: its title and the legal basis in force on the day."""

    title: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class VetoLine:
    """单项否决: which, on which site, over how many faults, and where they are."""

    id: str
    title: str
    host: str | None
    count: int
    places: tuple[str, ...]
    certainty: str = "L"


def vetoes_of(
    rows: Iterable[tuple[str | None, Verdict]], scheme: Scheme, told: Mapping[str, Told]
) -> tuple[tuple[VetoLine, ...], tuple[VetoLine, ...]]:
    """Vetoes of single rules, then of combinations by site; and combinations that come near."""
    single: list[VetoLine] = []
    by_host: dict[str | None, list[tuple[str, Finding]]] = {}
    for host, verdict in rows:
        if verdict.outcome is not Outcome.FAILED:
            continue
        by_host.setdefault(host, []).extend((verdict.rule, finding) for finding in verdict.faults)
        found = [finding for finding in verdict.faults if _is_veto(scheme, verdict.rule, finding)]
        if found:
            terms = scheme.rules.get(verdict.rule) or scheme.rows[verdict.rule]
            row = scheme.rows.get(verdict.rule)
            title = row.title if row else told.get(verdict.rule, Told(verdict.rule)).title
            single.append(_veto_line(verdict.rule, title, host, found, terms.certainty))
    reached: list[VetoLine] = []
    near: list[VetoLine] = []
    for veto in scheme.vetoes:
        for host, faults in by_host.items():
            found = [
                finding
                for rule, finding in faults
                if any(one.takes(rule, finding.kind) for one in veto.counts)
            ]
            line = _veto_line(veto.id, veto.title, host, found, veto.certainty)
            if line.count >= veto.at_least:
                reached.append(line)
            elif veto.warn_at and line.count >= veto.warn_at:
                near.append(line)
    return (*single, *reached), tuple(near)


def _is_veto(scheme: Scheme, rule: str, finding: Finding) -> bool:
    if rule in scheme.rows:
        return scheme.rows[rule].veto
    return rule in scheme.rules and scheme.rules[rule].vetoes(finding.kind)


def _veto_line(name: str, title: str, host: str | None, found: list[Finding], certainty: str) -> VetoLine:
    places = tuple(dict.fromkeys(finding.url for finding in found))
    return VetoLine(name, title, host, len(found), places, certainty)
