"""Whether an edited text still says what the data say: the composed text and the data against it.

Three looks. A sentence that was changed is held against the sentence it was: each unit, number, share, day
and name in it. A sentence that is new is held against what the data know of its matter. Every sentence is
held against itself: a count against its list, a day against the calendar.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from mingcha.reports.bulletin import BulletinData
from mingcha.reports.claims import COUNTED_MEASURES, Claim, ClaimReader, Kind
from mingcha.reports.disagreement import Disagreement, What
from mingcha.reports.known import blames, known_of, praises
from mingcha.reports.manuscript import Manuscript
from mingcha.reports.new_sentences import NewSentences
from mingcha.reports.regions import (
    Region,
    Sentence,
    matched_regions,
    matched_sentences,
    regions_of,
)
from mingcha.reports.remarks import remarks
from mingcha.reports.wording import enumeration

_WHAT = {
    Kind.NUMBER: What.COUNT,
    Kind.SHARE: What.SHARE,
    Kind.DAY: What.DATE,
    Kind.YEAR: What.DATE,
    Kind.PERIOD: What.DATE,
    Kind.NAME: What.NAME,
    Kind.TITLE: What.NAME,
    Kind.DOCUMENT: What.DOCUMENT,
}
_EXPLAIN = "，或说明理由"


def disagreements(edited: Manuscript, composed: Manuscript, data: BulletinData) -> list[Disagreement]:
    """Where the edited text disagrees with the data, in the order of the text; none for the composed text."""
    check = _Check(data)
    found = [*_head(edited, composed), *check.title(edited, composed)]
    rows = list(matched_regions(regions_of(composed), regions_of(edited)))
    for ours, theirs in rows:
        if theirs is None and ours is not None:
            found += check.region_left_out(ours)
        elif theirs is not None:
            found += check.region(ours, theirs)
    found += remarks(edited, data)
    return sorted(dict.fromkeys(found), key=lambda one: (one.line == 0, one.line))


def _head(edited: Manuscript, composed: Manuscript) -> Iterator[Disagreement]:
    for key in ("文号", "署名", "成文日期"):
        written, right = edited.of(key), composed.of(key)
        if written and written != right:
            remedy = f"请改回“{right}”" if right else f"请删去“{key}”一行，签发时自动填写"
            yield Disagreement(What.HEAD, key, f"“{written}”", f"“{right}”" if right else "没有", remedy)


@dataclass
class _Tally:
    """Where the units of one section went.

    What changed sentences `lost` and `gained`, by the line of their paragraph: inside of one a name may move
    from sentence to sentence, not into another paragraph. What stood in sentences that are `gone`, what
    stands in `new` ones; `lists` are the lists in which a unit stood.
    """

    lost: Counter[tuple[str, int]] = field(default_factory=Counter)
    gained: Counter[tuple[str, int]] = field(default_factory=Counter)
    gone: Counter[str] = field(default_factory=Counter)
    new: Counter[str] = field(default_factory=Counter)
    lists: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def change(self, lost: Counter[str], gained: Counter[str], line: int) -> None:
        """Note what a changed sentence no longer names and what it names besides."""
        for unit in lost - gained:
            self.lists.setdefault(unit, tuple(lost))
        self.lost += Counter({(unit, line): count for unit, count in (lost - gained).items()})
        self.gained += Counter({(unit, line): count for unit, count in (gained - lost).items()})

    def left_out(self) -> dict[str, int]:
        """Units that are nowhere any more, with the line where they are missed (0: nowhere)."""
        left = self.lost - self.gained
        spare = Counter(self.new)
        for (unit, _), count in (self.gained - self.lost).items():
            spare[unit] += min(count, self.gone[unit])
        missed = {unit: line for unit, line in left if not _take(spare, unit)}
        return missed | {unit: 0 for unit in self.gone if not _take(spare, unit) and unit not in missed}

    def added(self) -> dict[str, int]:
        """Units that changed sentences name without having named them, with the line."""
        spare = Counter(self.gone)
        return {unit: line for unit, line in self.gained - self.lost if not _take(spare, unit)}


def _take(spare: Counter[str], unit: str) -> bool:
    """Use up one of the spare units; False when there is none."""
    if spare[unit] <= 0:
        return False
    spare[unit] -= 1
    return True


class _Check:
    """The looks at one bulletin."""

    def __init__(self, data: BulletinData) -> None:
        self.data = data
        self.reader = ClaimReader(data)
        self.known = known_of(data)
        self.new = NewSentences(data, self.known, self.reader)

    def title(self, edited: Manuscript, composed: Manuscript) -> list[Disagreement]:
        if edited.title == composed.title:
            return []
        return list(self._changed("标题", Sentence(composed.title, 0), Sentence(edited.title, 1), _Tally()))

    def region_left_out(self, region: Region) -> Iterator[Disagreement]:
        units = list(dict.fromkeys(self.reader.units(region.text)))
        if units:
            yield Disagreement(
                What.SECTION_LEFT_OUT,
                region.place,
                "没有这一节",
                f"该节列有{enumeration(units)}",
                f"请恢复该节{_EXPLAIN}",
            )

    def region(self, ours: Region | None, theirs: Region) -> Iterator[Disagreement]:
        tally = _Tally()
        place = theirs.place
        changed = matched_sentences(ours.sentences if ours else (), theirs.sentences)
        for before, after in changed:
            if before is None and after is not None:
                tally.new.update(self.reader.units(after.text))
                yield from self.new.sentence(after, theirs)
            elif before is not None and after is None:
                units = self.reader.units(before.text)
                tally.gone.update(units)
                for unit in units:
                    tally.lists.setdefault(unit, tuple(units))
            elif before is not None and after is not None:
                yield from self._changed(place, before, after, tally)
                if (blames(before.text), praises(before.text)) != (blames(after.text), praises(after.text)):
                    yield from self.new.units(after, theirs, told=tally.added())
        for sentence in theirs.sentences:
            yield from self.new.itself(place, sentence)
        yield from self._units(theirs, tally)

    def _changed(
        self, place: str, before: Sentence, after: Sentence, tally: _Tally
    ) -> Iterator[Disagreement]:
        """A sentence against what it was; its units are only counted, they may have moved to the next."""
        ours, theirs = self.reader.read(before.text), self.reader.read(after.text)
        lost = Counter(claim.value for claim in ours if claim.kind is Kind.UNIT)
        gained = Counter(claim.value for claim in theirs if claim.kind is Kind.UNIT)
        tally.change(lost, gained, after.line)
        rest = [claim for claim in ours if claim.kind is not Kind.UNIT]
        for claim in _unlike(rest, [claim for claim in theirs if claim.kind is not Kind.UNIT]):
            partner = _partner(claim, rest)
            if partner is None:
                yield from self.new.claim(place, after, claim, theirs)
                continue
            rest.remove(partner)
            if not _says_the_same(claim, partner):
                yield _differs(place, after.line, claim, partner)
        yield from _sum(place, after.line, ours, theirs)
        for claim in rest:
            if claim.kind is Kind.NAME and claim.unit and claim.unit in gained:
                yield Disagreement(
                    What.NAME,
                    place,
                    f"{claim.unit}没有{claim.written}",
                    f"{claim.unit}有{claim.written}",
                    f"请补上{claim.written}{_EXPLAIN}",
                    after.line,
                )

    def _units(self, theirs: Region, tally: _Tally) -> Iterator[Disagreement]:
        """What is gone from the section, and what changed sentences name that they did not name before."""
        place = theirs.place
        for unit, line in tally.left_out().items():
            listed = enumeration(self.data.in_order(tally.lists.get(unit, (unit,))))
            yield Disagreement(
                What.UNIT_LEFT_OUT,
                place,
                f"没有{unit}",
                f"该处列有{listed}",
                f"请补上{unit}{_EXPLAIN}",
                line or theirs.line,
            )
        for unit, line in tally.added().items():
            told = self.known.told_of(unit)
            yield Disagreement(
                What.UNIT_ADDED,
                place,
                f"有{unit}",
                f"该处没有{unit}（{unit}：{told}）",
                f"请删去{unit}{_EXPLAIN}",
                line,
            )


def _unlike(ours: list[Claim], theirs: Sequence[Claim]) -> list[Claim]:
    """The claims of theirs that are not ours too; takes the equal ones out of `ours`."""
    left = []
    for claim in theirs:
        same = next((one for one in ours if one.key == claim.key), None)
        if same is None:
            left.append(claim)
        else:
            ours.remove(same)
    return left


def _partner(claim: Claim, ours: Sequence[Claim]) -> Claim | None:
    """The claim of ours that this one most likely was: by whom, behind which words, of which measure."""
    alike = [one for one in ours if one.kind is claim.kind]
    if claim.kind is Kind.NUMBER:
        alike = [one for one in alike if _comparable(one, claim)]
    ways = (
        lambda one: (one.unit, one.label, one.measure) == (claim.unit, claim.label, claim.measure),
        lambda one: (one.unit, one.label) == (claim.unit, claim.label),
        lambda one: one.value == claim.value and one.unit == claim.unit,
        lambda one: one.label == claim.label and one.measure == claim.measure,
        lambda one: one.value == claim.value and one.measure == claim.measure,
        lambda one: one.unit == claim.unit and one.measure == claim.measure,
    )
    return next((one for way in ways for one in alike if way(one)), None)


def _sum(place: str, line: int, ours: Sequence[Claim], theirs: Sequence[Claim]) -> Iterator[Disagreement]:
    """A sentence whose parts made up its total no longer says all of them."""
    before, after = _parts(ours), _parts(theirs)
    if len(before) < 3 or before[0] != sum(before[1:]) or len(after) < 3 or after[0] == sum(after[1:]):
        return
    if after[0] == before[0] and len(after) < len(before):
        written = f"各项之和为{sum(after[1:]):g}，总数为{after[0]:g}"
        parts = "、".join(f"{one.label}{one.written}" for one in ours if one.measure in COUNTED_MEASURES)
        yield Disagreement(What.COUNT, place, written, parts, f"请写全各项{_EXPLAIN}", line)


def _parts(claims: Sequence[Claim]) -> list[float]:
    return [float(one.value) for one in claims if one.measure in COUNTED_MEASURES and not one.unit]


_SENSES = tuple(
    re.compile(words)
    for words in (
        "未|不|没",
        "下降|降低|减少",
        "提高|上升|增加|增长",
        "逾期|超期|延迟|迟报",
        "按期|按时|及时|如期",
    )
)


def _says_the_same(claim: Claim, partner: Claim) -> bool:
    """The same figure of the same unit, and behind words of the same sense."""
    if (claim.value, claim.measure) != (partner.value, partner.measure):
        return False
    if claim.unit and partner.unit and claim.unit != partner.unit:
        return False
    return all(bool(one.search(claim.label)) == bool(one.search(partner.label)) for one in _SENSES)


def _comparable(one: Claim, other: Claim) -> bool:
    return one.measure == other.measure or one.label == other.label


def _differs(place: str, line: int, claim: Claim, partner: Claim) -> Disagreement:
    written = f"{claim.unit}{claim.label}{claim.written}"
    right = f"{partner.unit}{partner.label}{partner.written}"
    remedy = f"请改为{_quoted(partner.written)}{_EXPLAIN}"
    return Disagreement(_WHAT[claim.kind], place, _quoted(written), _quoted(right), remedy, line)


def _quoted(text: str) -> str:
    return text if "“" in text else f"“{text}”"
