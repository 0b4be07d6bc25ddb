"""Scores with the lines of their sum; what could not be checked costs nothing and is counted beside it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from mingcha.core.scheme import KindTerms, Scheme
from mingcha.core.verdict import Finding, Outcome, Verdict
from mingcha.core.vetoes import Told, VetoLine, vetoes_of

FaultKey = tuple[str, str, str, str, str, str]


class Grade(StrEnum):
    """合格 or not; no grade where too little could be checked."""

    QUALIFIED = "qualified"
    UNQUALIFIED = "unqualified"
    NOT_GRADED = "not_graded"


class Why(StrEnum):
    """Why a line has other points than the scheme's."""

    CAP = "cap"
    SAME_FAULT = "same_fault"
    OUT_OF_SCOPE = "out_of_scope"
    NOT_EXAMINED = "not_examined"
    NO_BONUS = "no_bonus"
    REPEATED = "repeated"


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One deduction, or one bonus: rule, host (None for the unit itself), finding, points after the cap.

    `worth` is what the scheme gives for it before caps and repetition; `why` says why the points are others,
    `note` which cap or which other rule it was. `certainty` is that of the points: M and L are not the State
    Council's.
    """

    rule: str
    host: str | None
    finding: Finding
    points: float
    capped: bool = False
    title: str = ""
    basis: str = ""
    certainty: str = "L"
    why: Why | None = None
    note: str = ""
    repeated: bool = False
    bonus: bool = False
    worth: float = 0.0


@dataclass(frozen=True, slots=True)
class Score:
    """得分 of one unit under one scheme. `checked` of `asked` verdicts could be reached.

    `total` is `base` (full marks less the deductions, scaled by `factor` where a part was not examined) and
    the bonus. `scored` is False where the scheme scores no site of the unit: then only vetoes count.
    """

    unit: str
    scheme: str
    total: float
    lines: tuple[ScoreLine, ...]
    vetoes: tuple[str, ...]
    checked: int
    asked: int
    scheme_sha256: str = ""
    grade: Grade = Grade.QUALIFIED
    base: float = 0.0
    factor: float = 1.0
    scored: bool = True
    veto_lines: tuple[VetoLine, ...] = ()
    warnings: tuple[VetoLine, ...] = ()


@dataclass(frozen=True)
class Circumstances:
    """What scoring must know besides verdicts: the unit's portal hosts, parts that are not examined for it,
    faults that were counted within the scheme's days before, and how rules are named.
    """

    portals: frozenset[str] = frozenset()
    unexamined: frozenset[str] = frozenset()
    earlier: frozenset[FaultKey] = frozenset()
    told: Mapping[str, Told] = field(default_factory=dict)


def fault_key(rule: str, unit: str, host: str | None, finding: Finding) -> FaultKey:
    """What makes a finding the same as another day's: rule, place and target, never its changing words."""
    url = finding.url.partition("#")[0]
    return (rule, host or unit, finding.column or "", url, finding.target or "", finding.kind or "")


def score(
    unit: str,
    verdicts: Iterable[tuple[str | None, Verdict]],
    scheme: Scheme,
    known: Circumstances | None = None,
) -> Score:
    """The score of a unit (short name) from its (host or None, verdict) rows, in their order.

    Points of a rule over all sites of the unit never exceed the rule's cap, nor those of an indicator the
    indicator's points; the base never falls below 0, the bonus comes on top.
    """
    rows = list(verdicts)
    sum_up = _Sum(unit, scheme, known or Circumstances())
    deductions = tuple(sum_up.lines(rows))
    base, factor = sum_up.base(deductions)
    veto_lines, warnings = vetoes_of(rows, scheme, sum_up.known.told)
    asked = [verdict for _, verdict in rows if _counts(verdict, scheme)]
    checked = sum(verdict.outcome in (Outcome.PASSED, Outcome.FAILED) for verdict in asked)
    enough = bool(asked) and checked >= scheme.min_checked * len(asked)
    lines = tuple(_bonus(deductions, scheme, _no_bonus(scheme, base, bool(veto_lines), enough)))
    total = round(base + sum(line.points for line in lines if line.bonus), 2)
    vetoes = tuple(dict.fromkeys(line.id for line in veto_lines))
    return Score(
        unit,
        scheme.id,
        total,
        lines,
        vetoes,
        checked,
        len(asked),
        scheme_sha256=scheme.sha256,
        grade=_grade(scheme, total, bool(vetoes), enough),
        base=base,
        factor=factor,
        scored=sum_up.scored,
        veto_lines=veto_lines,
        warnings=warnings,
    )


def _counts(verdict: Verdict, scheme: Scheme) -> bool:
    """Whether a verdict was asked for: of a rule of the scheme, not of a person, and about this subject."""
    return verdict.outcome is not Outcome.INAPPLICABLE and verdict.rule in scheme.rules


def _grade(scheme: Scheme, total: float, veto: bool, enough: bool) -> Grade:
    """What was proved fails a unit, however little was checked; it passes only when enough was."""
    if veto or total < scheme.pass_line:
        return Grade.UNQUALIFIED
    return Grade.QUALIFIED if enough else Grade.NOT_GRADED


@dataclass
class _Sum:
    """The running sum of one unit: what was taken so far by rule, by kind and by indicator."""

    unit: str
    scheme: Scheme
    known: Circumstances

    def __post_init__(self) -> None:
        self.taken: defaultdict[tuple[str, ...], float] = defaultdict(float)
        self.seen: dict[FaultKey, int] = {}

    @property
    def scored(self) -> bool:
        """Whether the scheme scores any site of the unit."""
        return self.scheme.scope == "all" or bool(self.known.portals)

    def lines(self, rows: list[tuple[str | None, Verdict]]) -> Iterator[ScoreLine]:
        owners = _owners(rows, self.scheme)
        for number, (host, verdict) in enumerate(rows):
            if verdict.outcome is not Outcome.FAILED or not _is_listed(self.scheme, verdict.rule):
                continue
            for finding in verdict.faults:
                yield self._line(number, host, verdict.rule, finding, owners)

    def _line(
        self, number: int, host: str | None, rule: str, finding: Finding, owners: dict[tuple[str, ...], str]
    ) -> ScoreLine:
        row = self.scheme.rows.get(rule)
        told = self.known.told.get(rule, Told(row.title if row else rule, row.basis if row else ""))
        terms = _terms(self.scheme, rule, finding)
        line = ScoreLine(
            rule,
            host,
            finding,
            terms.points,
            title=told.title,
            basis=told.basis,
            certainty=terms.certainty,
            bonus=row is not None and row.bonus,
            worth=terms.points,
        )
        nothing = self._nothing(number, host, rule, finding, terms, owners)
        if nothing is not None:
            return replace(line, points=0.0, why=nothing[0], note=nothing[1])
        if self._is_repeated(rule, host, finding) and not line.bonus:
            line = replace(
                line,
                points=round(terms.points * self.scheme.repeat.factor, 4),
                repeated=True,
                why=Why.REPEATED if self.scheme.repeat.factor != 1 else None,
            )
        return self._capped(line, terms)

    def _is_repeated(self, rule: str, host: str | None, finding: Finding) -> bool:
        known = fault_key(rule, self.unit, host, finding) in self.known.earlier
        return known and rule not in self.scheme.repeat.events

    def _nothing(
        self,
        number: int,
        host: str | None,
        rule: str,
        finding: Finding,
        terms: KindTerms,
        owners: dict[tuple[str, ...], str],
    ) -> tuple[Why, str] | None:
        """Why a fault costs nothing at all."""
        portal = host in self.known.portals if host else bool(self.known.portals)
        if self.scheme.scope == "portal" and not portal:
            return Why.OUT_OF_SCOPE, "方案只对门户网站计分"
        part = self.scheme.part_of(terms.indicator)
        if part and part in self.known.unexamined:
            return Why.NOT_EXAMINED, f"不检查{self.scheme.parts[part].title}"
        for key in _places(self.scheme, host, rule, finding):
            if owners.get(key, rule) != rule and terms.points:
                return Why.SAME_FAULT, owners[key]
        key = fault_key(rule, self.unit, host, finding)
        if self.seen.setdefault(key, number) != number:
            return Why.SAME_FAULT, rule
        return None

    def _capped(self, line: ScoreLine, terms: KindTerms) -> ScoreLine:
        rule = self.scheme.rules.get(line.rule)
        indicator = self.scheme.indicators.get(terms.indicator)
        caps: list[tuple[tuple[str, ...], float, str]] = []
        if rule is not None and rule.cap is not None:
            caps.append((("rule", line.rule), rule.cap, f"本项最多{rule.cap:g}分"))
        if terms.cap is not None and (rule is None or rule.kinds):
            caps.append((("kind", line.rule, line.finding.kind or ""), terms.cap, f"本项最多{terms.cap:g}分"))
        if indicator is not None:
            said = f"指标“{indicator.title}”最多{indicator.points:g}分"
            caps.append((("indicator", terms.indicator), indicator.points, said))
        points, note = line.points, ""
        for key, cap, said in caps:
            room = max(0.0, round(cap - self.taken[key], 4))
            if room < points:
                points, note = room, said
        for key, _, _ in caps:
            self.taken[key] += points
        if points < line.points:
            return replace(line, points=points, capped=True, why=Why.CAP, note=note)
        return line

    def base(self, lines: Iterable[ScoreLine]) -> tuple[float, float]:
        """Full marks less the deductions; scaled up where a part is not examined (the 4/3 rule)."""
        full = self.scheme.full_marks
        left_out = [part for part in self.known.unexamined if part in self.scheme.parts]
        examined = full - sum(self.scheme.parts[part].points for part in left_out)
        factor = full / examined if left_out and examined > 0 else 1.0
        taken = sum(line.points for line in lines if not line.bonus)
        return max(0.0, round((examined - taken) * factor, 2)), factor


def _is_listed(scheme: Scheme, rule: str) -> bool:
    return rule in scheme.rules or rule in scheme.rows


def _terms(scheme: Scheme, rule: str, finding: Finding) -> KindTerms:
    """What a listed rule or row says of a finding."""
    row = scheme.rows.get(rule)
    if row is None:
        return scheme.rules[rule].of(finding.kind)
    points = finding.points if finding.points is not None else row.points
    return KindTerms(points, row.cap, row.indicator, row.certainty)


def _owners(rows: Iterable[tuple[str | None, Verdict]], scheme: Scheme) -> dict[tuple[str, ...], str]:
    """Which rule takes the points of a fault that several see: the first in the scheme's own order.

    One that takes nothing for it stands in nobody's way.
    """
    owners: dict[tuple[str, ...], str] = {}
    for host, verdict in rows:
        if verdict.outcome is not Outcome.FAILED or not _is_listed(scheme, verdict.rule):
            continue
        for finding in verdict.faults:
            if not _terms(scheme, verdict.rule, finding).points:
                continue
            for key in _places(scheme, host, verdict.rule, finding):
                order = scheme.same_fault[int(key[0])].rules
                known = owners.setdefault(key, verdict.rule)
                if order.index(verdict.rule) < order.index(known):
                    owners[key] = verdict.rule
    return owners


def _places(scheme: Scheme, host: str | None, rule: str, finding: Finding) -> Iterator[tuple[str, ...]]:
    """The places at which another rule would see the same fault: (number of the group, host, place)."""
    for number, same in enumerate(scheme.same_fault):
        if rule not in same.rules:
            continue
        place = {"host": "*", "page": finding.url.partition("#")[0], "target": finding.target or ""}[same.by]
        if place:
            yield str(number), host or "", place


def _bonus(lines: Iterable[ScoreLine], scheme: Scheme, refused: str) -> Iterator[ScoreLine]:
    """The lines with the bonus that is given, up to its cap; none where it is refused."""
    given = 0.0
    for line in lines:
        if not line.bonus:
            yield line
        elif scheme.bonus is None or refused:
            yield replace(line, points=0.0, why=Why.NO_BONUS, note=refused)
        else:
            points = min(line.points, round(scheme.bonus.cap - given, 4))
            given += points
            if points < line.points:
                note = f"加分最多{scheme.bonus.cap:g}分"
                line = replace(line, points=points, capped=True, why=Why.CAP, note=note)
            yield line


def _no_bonus(scheme: Scheme, base: float, veto: bool, enough: bool) -> str:
    """Why no bonus is given, "" when it is: above the line, beside no veto, never for lack of data."""
    if scheme.bonus is None:
        return "方案不设加分"
    if veto or base <= scheme.bonus.above:
        return f"得分高于{scheme.bonus.above:g}分且无单项否决才加分"
    return "" if enough else "核查不足，不加分"
