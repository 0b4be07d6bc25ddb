"""Assessment schemes as dated data: which rules count, with what parameters, points and caps.

A scheme is read from TOML by `mingcha.schemes`; once used it is never edited, the next one is added.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from mingcha.core.errors import UsageError
from mingcha.core.rule import Rule


@dataclass(frozen=True, slots=True)
class RuleTerms:
    """What a scheme says of one rule: points a finding, the cap of the sum, whether one fault is a veto.

    `certainty` is V2 V VC M+ M or L (regulations 0.1); a value marked M or L is never printed as the State
    Council's.
    """

    points: float = 0.0
    cap: float | None = None
    veto: bool = False
    certainty: str = "L"
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scheme:
    """考核方案, in force from `since` to `until` (both included). `sha256` seals its file."""

    id: str
    title: str
    since: date
    until: date
    full_marks: float
    rules: Mapping[str, RuleTerms]
    sha256: str = ""

    def in_force(self, day: date) -> bool:
        """Whether it holds on a day."""
        return self.since <= day <= self.until

    def params_for(self, rule: Rule) -> Any:
        """The rule's parameters under this scheme."""
        terms = self.rules.get(rule.id)
        return rule.params_from(dict(terms.params) if terms else {})


_TERMS = {"points", "cap", "veto", "certainty", "params"}


def parse_scheme(data: Mapping[str, Any], catalogue: Mapping[str, Rule], sha256: str = "") -> Scheme:
    """A scheme from its TOML data; refuses unknown rules, keys and parameters (UsageError)."""
    missing = sorted({"id", "title", "since", "rules"} - set(data))
    if missing:
        raise UsageError(f"考核方案缺少 {'、'.join(missing)}")
    rules: dict[str, RuleTerms] = {}
    for name, row in data["rules"].items():
        if name not in catalogue:
            raise UsageError(f"考核方案 {data['id']} 中的规则 {name} 不存在；可用规则见 mingcha rules list")
        unknown = sorted(set(row) - _TERMS)
        if unknown:
            raise UsageError(f"考核方案 {data['id']} 规则 {name} 有不认识的项 {'、'.join(unknown)}")
        terms = RuleTerms(**row)
        catalogue[name].params_from(dict(terms.params))
        rules[name] = terms
    return Scheme(
        id=data["id"],
        title=data["title"],
        since=data["since"],
        until=data.get("until", date.max),
        full_marks=float(data.get("full_marks", 100)),
        rules=rules,
        sha256=sha256,
    )
