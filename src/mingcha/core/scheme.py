"""Assessment schemes as dated data: which rules count, with what parameters, points and caps.

A scheme is read from TOML by `mingcha.schemes`; once used it is never edited, the next one is added.
"""

from collections.abc import Iterable, Mapping
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
    """考核方案, in force from `since` to `until` (both included). `sha256` seals its file.

    Of one `family` one scheme holds on a day; a `local` one goes before the State Council's.
    """

    id: str
    title: str
    since: date
    until: date
    full_marks: float
    rules: Mapping[str, RuleTerms]
    sha256: str = ""
    family: str = ""
    local: bool = False

    def in_force(self, day: date) -> bool:
        """Whether it holds on a day."""
        return self.since <= day <= self.until

    def params_for(self, rule: Rule) -> Any:
        """The rule's parameters under this scheme."""
        terms = self.rules.get(rule.id)
        return rule.params_from(dict(terms.params) if terms else {})


_KEYS = {"id", "title", "since", "until", "full_marks", "family", "local", "rules"}
_TERMS = {"points", "cap", "veto", "certainty", "params"}
CERTAINTIES = ("V2", "V", "VC", "M+", "M", "L")


def parse_scheme(data: Mapping[str, Any], catalogue: Mapping[str, Rule], sha256: str = "") -> Scheme:
    """A scheme from its TOML data; refuses unknown rules, keys and parameters (UsageError)."""
    missing = sorted({"id", "title", "since", "rules"} - set(data))
    if missing:
        raise UsageError(f"考核方案缺少 {'、'.join(missing)}")
    where = f"考核方案 {data['id']}"
    if unknown := sorted(set(data) - _KEYS):
        raise UsageError(f"{where} 有不认识的项 {'、'.join(unknown)}；可用：{'、'.join(sorted(_KEYS))}")
    scheme = Scheme(
        id=data["id"],
        title=data["title"],
        since=_day(data, "since", where),
        until=_day(data, "until", where) if "until" in data else date.max,
        full_marks=float(data.get("full_marks", 100)),
        rules={name: _terms(name, row, catalogue, where) for name, row in data["rules"].items()},
        sha256=sha256,
        family=data.get("family", data["id"]),
        local=bool(data.get("local", False)),
    )
    if scheme.until < scheme.since:
        raise UsageError(f"{where} 的 until {scheme.until} 早于 since {scheme.since}")
    return scheme


def check_validity(schemes: Iterable[Scheme]) -> None:
    """Refuses two schemes of one family that hold on the same day (UsageError)."""
    last: dict[str, Scheme] = {}
    for scheme in sorted(schemes, key=lambda scheme: (scheme.since, scheme.id)):
        before = last.get(scheme.family)
        if before is not None and scheme.since <= before.until:
            raise UsageError(
                f"考核方案 {before.id} 与 {scheme.id} 在 {scheme.since} 同时有效；"
                f"请将 {before.id} 的 until 改为 {scheme.since} 之前"
            )
        last[scheme.family] = scheme


def _day(data: Mapping[str, Any], key: str, where: str) -> date:
    day = data[key]
    if type(day) is not date:
        raise UsageError(f"{where} 的 {key} 应为日期，如 2018-01-01，现为 {day!r}")
    return day


def _terms(name: str, row: Mapping[str, Any], catalogue: Mapping[str, Rule], where: str) -> RuleTerms:
    if name not in catalogue:
        raise UsageError(f"{where} 中的规则 {name} 不存在；可用规则见 mingcha rules list")
    if unknown := sorted(set(row) - _TERMS):
        raise UsageError(f"{where} 规则 {name} 有不认识的项 {'、'.join(unknown)}")
    terms = RuleTerms(**row)
    if terms.points < 0 or (terms.cap is not None and terms.cap < 0):
        raise UsageError(f"{where} 规则 {name} 的 points、cap 不能为负数")
    if terms.certainty not in CERTAINTIES:
        raise UsageError(f"{where} 规则 {name} 的 certainty 应为 {' '.join(CERTAINTIES)} 之一")
    catalogue[name].params_from(dict(terms.params))
    return terms
