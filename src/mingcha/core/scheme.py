"""Assessment schemes as dated data: which rules count, with what parameters, points, caps and vetoes.

A scheme is read from TOML by `mingcha.schemes`; once used it is never edited, the next one is added.
Every value has its certainty: V2 V VC M+ M or L (regulations 0.1). M is from memory, L is ours: both are
marked wherever they are shown, and never printed as the State Council's.
"""

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from datetime import date
from types import MappingProxyType
from typing import Any, TypeVar

from mingcha.core.errors import UsageError
from mingcha.core.rule import Rule

CERTAINTIES = ("V2", "V", "VC", "M+", "M", "L")
UNCERTAIN = frozenset(("M", "L"))
SCOPES = ("all", "portal")
PLACES = ("page", "host", "target")

_NONE: Mapping[str, Any] = MappingProxyType({})
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class KindTerms:
    """What one kind of a rule's findings costs, where the kinds differ (a dead link at home, in columns)."""

    points: float = 0.0
    cap: float | None = None
    indicator: str = ""
    certainty: str = "L"


@dataclass(frozen=True, slots=True)
class RuleTerms:
    """What a scheme says of one rule: points a finding, the cap of their sum, whether a fault is a veto.

    `kinds` are other terms by the finding's kind. `veto_kinds` restricts the veto to these kinds. `certainty`
    is that of points, cap and veto; `params_certainty`, where it differs, that of the parameters.
    """

    points: float = 0.0
    cap: float | None = None
    veto: bool = False
    certainty: str = "L"
    params: Mapping[str, Any] = field(default_factory=dict)
    params_certainty: str = ""
    indicator: str = ""
    kinds: Mapping[str, KindTerms] = field(default_factory=dict)
    veto_kinds: tuple[str, ...] = ()

    def of(self, kind: str | None) -> KindTerms:
        """The terms of a finding of a kind."""
        own = self.kinds.get(kind or "")
        return own or KindTerms(self.points, self.cap, self.indicator, self.certainty)

    def vetoes(self, kind: str | None) -> bool:
        """Whether a fault of a kind fails the whole site."""
        return self.veto and (not self.veto_kinds or kind in self.veto_kinds)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the scheme that only a person can judge: a deduction, or a `bonus`.

    `open`: the person says how many points, up to the cap; otherwise each finding has the row's points.
    """

    title: str
    points: float = 0.0
    cap: float | None = None
    bonus: bool = False
    veto: bool = False
    open: bool = False
    indicator: str = ""
    basis: str = ""
    certainty: str = "L"


@dataclass(frozen=True, slots=True)
class Part:
    """发布解读, 办事服务 …: a part of the full marks."""

    title: str
    points: float
    certainty: str = "L"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator of a part: what its rules take together never exceeds `points`."""

    title: str
    points: float
    part: str = ""
    certainty: str = "L"


@dataclass(frozen=True, slots=True)
class Counted:
    """Faults of a rule that a veto counts: of these kinds, where any are named, and never those in `but`."""

    rule: str
    kinds: tuple[str, ...] = ()
    but: tuple[str, ...] = ()

    def takes(self, rule: str, kind: str | None) -> bool:
        """Whether a fault counts."""
        return rule == self.rule and (not self.kinds or kind in self.kinds) and kind not in self.but


@dataclass(frozen=True, slots=True)
class Veto:
    """A veto over several faults of one site: `at_least` of what `counts` names; a warning from `warn_at`."""

    id: str
    title: str
    at_least: int
    counts: tuple[Counted, ...]
    warn_at: int = 0
    certainty: str = "L"


@dataclass(frozen=True, slots=True)
class SameFault:
    """Rules that may see one fault twice: the first of them that found it takes the points.

    `by` says when it is one: on one page ("page"), on one site ("host"), about one address ("target").
    """

    rules: tuple[str, ...]
    by: str = "page"


@dataclass(frozen=True, slots=True)
class Bonus:
    """加分: given only to who has more than `above`, and `cap` at most."""

    above: float
    cap: float
    certainty: str = "L"


@dataclass(frozen=True, slots=True)
class Repeat:
    """A fault that was counted before and is found again within `days` costs `factor` times its points.

    `events` are rules that tell of something that happened once (an answer that came late): told again in the
    next quarter it is the same, and no repetition.
    """

    days: int = 90
    factor: float = 1.0
    certainty: str = "L"
    events: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scheme:
    """考核方案, in force from `since` to `until` (both included). `sha256` seals its file.

    Of one `family` one scheme holds on a day; a `local` one goes before the State Council's. Under `scope`
    "portal" only portals are scored, the vetoes hold for all. `unexamined` is the part that is left out for a
    unit without such services: the rest is scaled up to full marks (the 4/3 rule). Fewer than `min_checked`
    of what was asked, and no grade is given.
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
    scope: str = "all"
    pass_line: float = 60.0
    pass_line_certainty: str = "L"
    min_checked: float = 0.5
    unexamined: str = ""
    parts: Mapping[str, Part] = field(default_factory=dict)
    indicators: Mapping[str, Indicator] = field(default_factory=dict)
    rows: Mapping[str, Row] = field(default_factory=dict)
    vetoes: tuple[Veto, ...] = ()
    same_fault: tuple[SameFault, ...] = ()
    bonus: Bonus | None = None
    repeat: Repeat = Repeat()

    def in_force(self, day: date) -> bool:
        """Whether it holds on a day."""
        return self.since <= day <= self.until

    def params_for(self, rule: Rule) -> Any:
        """The rule's parameters under this scheme."""
        terms = self.rules.get(rule.id)
        return rule.params_from(dict(terms.params) if terms else {})

    def part_of(self, indicator: str) -> str:
        """The part that an indicator belongs to, "" when none."""
        known = self.indicators.get(indicator)
        return known.part if known else ""


def parse_scheme(data: Mapping[str, Any], catalogue: Mapping[str, Rule] | None, sha256: str = "") -> Scheme:
    """A scheme from its TOML data; refuses unknown rules, keys and parameters (UsageError).

    Without a catalogue rules and parameters are taken as they stand: a scheme that was used stays readable
    when a rule of it is gone.
    """
    missing = sorted({"id", "title", "since", "rules"} - set(data))
    if missing:
        raise UsageError(f"考核方案缺少 {'、'.join(missing)}")
    where = f"考核方案 {data['id']}"
    _only(set(data), {entry.name for entry in fields(Scheme)} - {"sha256"}, where)
    known = dict(data) | {
        "since": _day(data, "since", where),
        "until": _day(data, "until", where) if "until" in data else date.max,
        "full_marks": float(data.get("full_marks", 100)),
        "rules": {name: _terms(name, row, catalogue, where) for name, row in data["rules"].items()},
        "family": data.get("family", data["id"]),
        "sha256": sha256,
        "vetoes": tuple(_veto(row, where) for row in data.get("vetoes", ())),
        "same_fault": tuple(
            _made(SameFault, row, f"{where} same_fault") for row in data.get("same_fault", ())
        ),
    }
    for name, kind in (("parts", Part), ("indicators", Indicator), ("rows", Row)):
        known[name] = {key: _made(kind, row, f"{where} {key}") for key, row in data.get(name, {}).items()}
    for name, one in (("bonus", Bonus), ("repeat", Repeat)):
        if name in data:
            known[name] = _made(one, data[name], f"{where} {name}")
    scheme = Scheme(**known)
    _check(scheme, where)
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


def _check(scheme: Scheme, where: str) -> None:
    """What the pieces of a scheme say of each other."""
    if scheme.until < scheme.since:
        raise UsageError(f"{where} 的 until {scheme.until} 早于 since {scheme.since}")
    if scheme.scope not in SCOPES:
        raise UsageError(f"{where} 的 scope 应为 {' '.join(SCOPES)} 之一，现为 {scheme.scope}")
    if clash := sorted(set(scheme.rows) & set(scheme.rules)):
        raise UsageError(f"{where} 的 rows 与规则同名：{'、'.join(clash)}；请换一个名称")
    used = [terms.indicator for terms in scheme.rules.values()]
    used += [row.indicator for row in scheme.rows.values()]
    used += [kind.indicator for terms in scheme.rules.values() for kind in terms.kinds.values()]
    for name in used:
        if name and name not in scheme.indicators:
            raise UsageError(f"{where} 没有指标 {name}；请写入 indicators")
    for name in (scheme.unexamined, *(one.part for one in scheme.indicators.values())):
        if name and name not in scheme.parts:
            raise UsageError(f"{where} 没有部分 {name}；请写入 parts")
    _check_sums(scheme, where)
    counted = [one.rule for veto in scheme.vetoes for one in veto.counts]
    for name in (
        *counted,
        *scheme.repeat.events,
        *(rule for same in scheme.same_fault for rule in same.rules),
    ):
        if name not in scheme.rules and name not in scheme.rows:
            raise UsageError(f"{where} 中的规则 {name} 不存在于该方案；请先写入 rules")
    for same in scheme.same_fault:
        if same.by not in PLACES:
            raise UsageError(f"{where} same_fault 的 by 应为 {' '.join(PLACES)} 之一，现为 {same.by}")
    _certain(where, "pass_line_certainty", scheme.pass_line_certainty)


def _check_sums(scheme: Scheme, where: str) -> None:
    """Parts make up the full marks, and indicators their part: else the sum that is scaled up is wrong."""
    if scheme.parts and (total := sum(part.points for part in scheme.parts.values())) != scheme.full_marks:
        raise UsageError(f"{where} 各部分合计 {total:g} 分，应为满分 {scheme.full_marks:g} 分")
    for name, part in scheme.parts.items():
        of_part = [one.points for one in scheme.indicators.values() if one.part == name]
        if of_part and round(sum(of_part), 4) != part.points:
            raise UsageError(
                f"{where} 部分 {name} 的指标合计 {sum(of_part):g} 分，应为该部分的 {part.points:g} 分"
            )


def _certain(where: str, name: str, value: str) -> None:
    if value not in CERTAINTIES:
        raise UsageError(f"{where} 的 {name} 应为 {' '.join(CERTAINTIES)} 之一，现为 {value}")


def _day(data: Mapping[str, Any], key: str, where: str) -> date:
    day = data[key]
    if type(day) is not date:
        raise UsageError(f"{where} 的 {key} 应为日期，如 2018-01-01，现为 {day!r}")
    return day


def _only(given: set[str], known: set[str], where: str) -> None:
    if unknown := sorted(given - known):
        raise UsageError(f"{where} 有不认识的项 {'、'.join(unknown)}；可用：{'、'.join(sorted(known))}")


def _made(kind: type[T], row: Mapping[str, Any], where: str) -> T:
    """A dataclass from a TOML table: known keys, all that are needed, no negative number, sure certainty."""
    entries = {entry.name: entry for entry in fields(kind)}  # type: ignore[arg-type]
    _only(set(row), set(entries), where)
    needed = [
        name
        for name, entry in entries.items()
        if entry.default is MISSING and entry.default_factory is MISSING and name not in row
    ]
    if needed:
        raise UsageError(f"{where} 缺少 {'、'.join(needed)}")
    values = {name: tuple(held) if isinstance(held, list) else held for name, held in row.items()}
    for name, held in values.items():
        if isinstance(held, (int, float)) and held < 0:
            raise UsageError(f"{where} 的 {name} 不能为负数")
    made = kind(**values)
    certainty = getattr(made, "certainty", "L")
    if certainty not in CERTAINTIES:
        raise UsageError(f"{where} 的 certainty 应为 {' '.join(CERTAINTIES)} 之一，现为 {certainty}")
    return made


def _veto(row: Mapping[str, Any], where: str) -> Veto:
    place = f"{where} vetoes {row.get('id', '')}"
    counts = tuple(_made(Counted, one, place) for one in row.get("counts", ()))
    if not counts:
        raise UsageError(f"{place} 缺少 counts")
    return _made(Veto, dict(row) | {"counts": list(counts)}, place)


def _terms(name: str, row: Mapping[str, Any], catalogue: Mapping[str, Rule] | None, where: str) -> RuleTerms:
    if catalogue is not None and name not in catalogue:
        raise UsageError(f"{where} 中的规则 {name} 不存在；可用规则见 mingcha rules list")
    place = f"{where} 规则 {name}"
    kinds = {kind: _made(KindTerms, one, f"{place} {kind}") for kind, one in row.get("kinds", {}).items()}
    terms = _made(RuleTerms, dict(row) | {"kinds": kinds}, place)
    if terms.params_certainty:
        _certain(place, "params_certainty", terms.params_certainty)
    if catalogue is not None:
        catalogue[name].params_from(dict(terms.params))
    return terms
