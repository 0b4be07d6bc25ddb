"""Sentences that people wrote themselves, against what the data know; and any sentence against itself."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from mingcha.reports.bulletin import BulletinData, first_day
from mingcha.reports.claims import (
    COUNTED_MEASURES,
    Claim,
    ClaimReader,
    Kind,
    counted_list,
    day_of,
    half_width,
    numbers_in,
)
from mingcha.reports.disagreement import Disagreement, What
from mingcha.reports.known import Fact, Known, Tone, blames, praises
from mingcha.reports.regions import Region, Sentence
from mingcha.reports.wording import date_text, enumeration, hexagonal, share

_EXPLAIN = "，或说明理由"
_REQUIREMENTS = ("要求", "措施", "打算", "安排")
"""Words of the part in which the office says what is to be done: its days lie ahead."""


class NewSentences:
    """The look at sentences by themselves."""

    def __init__(self, data: BulletinData, known: Known, reader: ClaimReader) -> None:
        self.data = data
        self.known = known
        self.reader = reader

    def sentence(self, sentence: Sentence, region: Region) -> Iterator[Disagreement]:
        """A new sentence: its units by what it says of them, its figures by the facts of its matter."""
        claims = self.reader.read(sentence.text)
        yield from self.units(sentence, region)
        ahead = any(word in region.part for word in _REQUIREMENTS)
        for claim in claims:
            yield from self._claim(
                region.place, sentence, claim, claims, self._matters(sentence, region), ahead
            )

    def units(self, sentence: Sentence, region: Region, told: Container[str] = ()) -> Iterator[Disagreement]:
        """The units of a sentence by what it says of them; not those that are `told` of otherwise."""
        ahead = any(word in region.part for word in _REQUIREMENTS)
        for unit, said in said_of(sentence.text, self.reader.read(sentence.text)).items():
            if unit not in told:
                matters = self.known.matters_of(said) or self._matters(sentence, region)
                yield from self._unit(region.place, sentence, unit, said, matters, ahead)

    def _matters(self, sentence: Sentence, region: Region) -> list[str]:
        return self.known.matters_of(sentence.text) or self.known.matters_of(region.heading)

    def claim(
        self, place: str, sentence: Sentence, claim: Claim, claims: Sequence[Claim]
    ) -> Iterator[Disagreement]:
        """A claim that was added to a sentence."""
        matters = self.known.matters_of(sentence.text) or self.known.matters_of(place)
        ahead = any(word in place for word in _REQUIREMENTS)
        yield from self._claim(place, sentence, claim, claims, matters, ahead)

    def _unit(
        self, place: str, sentence: Sentence, unit: str, said: str, matters: Sequence[str], ahead: bool
    ) -> Iterator[Disagreement]:
        facts = [fact for fact in self.known.about(matters) if unit in fact.units]
        if blames(said):
            supported = any(fact.tone is Tone.BLAME for fact in facts)
        elif praises(said):
            supported = any(fact.tone is Tone.PRAISE for fact in facts)
        else:
            supported = ahead or bool(facts)
        if not supported:
            yield Disagreement(
                What.UNIT_ADDED,
                place,
                f"“{_short(sentence.text)}”（{unit}）",
                f"没有这样的记载（{unit}：{self.known.told_of(unit)}）",
                f"请删去{unit}{_EXPLAIN}",
                sentence.line,
            )

    def _claim(
        self,
        place: str,
        sentence: Sentence,
        claim: Claim,
        claims: Sequence[Claim],
        matters: Sequence[str],
        ahead: bool,
    ) -> Iterator[Disagreement]:
        if claim.kind is Kind.NUMBER:
            yield from self._number(place, sentence, claim, claims, matters, ahead)
        elif claim.kind is Kind.SHARE:
            yield from self._share(place, sentence, claim, claims)
        elif claim.kind is Kind.DAY:
            yield from self._day(place, sentence, claim, ahead)
        elif claim.kind is Kind.DOCUMENT:
            yield from self._document(place, sentence, claim)

    def _number(
        self,
        place: str,
        sentence: Sentence,
        claim: Claim,
        claims: Sequence[Claim],
        matters: Sequence[str],
        ahead: bool,
    ) -> Iterator[Disagreement]:
        if claim.measure not in COUNTED_MEASURES or counted_list(sentence.text, claim, claims):
            return  # a list's count is held against the list
        about = self.known.about(matters)
        said = [fact for fact in about if fact.cue.search(_clause(sentence.text, claim))] or about
        if claim.unit:
            said = [fact for fact in said if claim.unit in fact.units] or said
        if any(float(claim.value) == fact.number for fact in said) or (ahead and not matters):
            return
        yield Disagreement(
            What.COUNT,
            place,
            f"“{claim.label}{claim.written}”",
            _told(said),
            f"请按数据改正或删去{_EXPLAIN}",
            sentence.line,
        )

    def _share(
        self, place: str, sentence: Sentence, claim: Claim, claims: Sequence[Claim]
    ) -> Iterator[Disagreement]:
        value = float(claim.value)
        numbers = sorted(set(numbers_in(claims)))
        follows = [share(a, b) for b in numbers if b for a in numbers if a <= b]
        if value not in follows and value not in self.known.shares:
            known = "、".join(f"{one:g}%" for one in dict.fromkeys(self.known.shares)) or "没有百分比"
            yield Disagreement(
                What.SHARE,
                place,
                f"“{claim.label}{claim.written}”",
                known,
                f"请按数据改正或删去{_EXPLAIN}",
                sentence.line,
            )

    def _day(self, place: str, sentence: Sentence, claim: Claim, ahead: bool) -> Iterator[Disagreement]:
        day = day_of(claim)
        if day is None:
            return  # told by `itself`
        start = first_day(self.data.period)
        theirs = [on for _, unit, on in self.known.late_days if unit == claim.unit]
        if ahead:
            deadline = self.data.rectify_by
            if day >= self.data.issued_on and (deadline is None or day == deadline):
                return
            told = (
                f"期限是{date_text(deadline)}" if deadline else f"成文日期是{date_text(self.data.issued_on)}"
            )
        elif day in self.known.days or day in theirs or (start <= day <= self.data.as_of and not theirs):
            return
        elif theirs:
            told = f"{claim.unit}是{enumeration([date_text(on) for on in theirs])}"
        else:
            told = f"本期自{date_text(start)}至{date_text(self.data.as_of)}"
        yield Disagreement(
            What.DATE, place, f"“{claim.written}”", told, f"请核对日期{_EXPLAIN}", sentence.line
        )

    def _document(self, place: str, sentence: Sentence, claim: Claim) -> Iterator[Disagreement]:
        """Documents of the issuer's own words must be those that the data have."""
        if not claim.value.startswith("〔"):
            return
        numbers = [hexagonal(order.number) for order in self.data.orders]
        text = sentence.text[: claim.start]
        words = {number.partition("〔")[0] for number in numbers}
        if any(text.endswith(word) for word in words if word):
            yield Disagreement(
                What.DOCUMENT,
                place,
                f"“{text[-6:]}{claim.written}”",
                enumeration(numbers),
                f"请核对文号{_EXPLAIN}",
                sentence.line,
            )

    def itself(self, place: str, sentence: Sentence) -> Iterator[Disagreement]:
        """A sentence against itself: counts against their lists, days against the calendar."""
        claims = self.reader.read(sentence.text)
        for claim in claims:
            listed = counted_list(sentence.text, claim, claims)
            if listed and float(claim.value) != len(listed):
                yield Disagreement(
                    What.COUNT,
                    place,
                    f"“{claim.label}{claim.written}”",
                    f"名单有{len(listed)}个：{enumeration(listed)}",
                    f"请使个数与名单一致{_EXPLAIN}",
                    sentence.line,
                )
            if claim.kind is Kind.DAY and day_of(claim) is None:
                yield Disagreement(
                    What.DATE, place, f"“{claim.written}”", "没有这一天", "请改正日期", sentence.line
                )


def said_of(text: str, claims: Sequence[Claim]) -> dict[str, str]:
    """What a sentence says of each unit: the words behind the list in which it stands, up to the next list.

    Words that neither blame nor praise say nothing by themselves: then the whole sentence is meant.
    """
    text = half_width(text)
    units = [claim for claim in claims if claim.kind is Kind.UNIT]
    ends = [unit.start + len(unit.written) for unit in units]
    said: dict[str, str] = {}
    waiting: list[str] = []
    for number, unit in enumerate(units):
        waiting.append(unit.value)
        follows = units[number + 1].start if number + 1 < len(units) else len(text)
        words = text[ends[number] : follows]
        if words in ("、", "和", "及", "与", "以及"):
            continue
        for name in waiting:
            said.setdefault(name, words if blames(words) or praises(words) else text)
        waiting = []
    return said


def _clause(text: str, claim: Claim) -> str:
    """What is said right before and behind a number."""
    start = max(text.rfind(mark, 0, claim.start) for mark in "，；：。、")
    end = min((at for mark in "，；。" if (at := text.find(mark, claim.start)) >= 0), default=len(text))
    return text[start + 1 : end]


def _told(facts: Sequence[Fact]) -> str:
    told = list(dict.fromkeys(fact.says for fact in facts))[:6]
    return "；".join(told) or "没有这一数字"


def _short(text: str) -> str:
    return text if len(text) <= 24 else f"{text[:24]}……"
