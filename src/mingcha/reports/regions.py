"""Which section of an edited text is which section of the composed one, and which sentence which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from mingcha.reports.claims import half_width, sentences
from mingcha.reports.manuscript import Manuscript, numbers_of

SAME_SECTION = 0.45
SAME_SENTENCE = 0.35
"""Shares of common pairs of characters above which two texts are taken for one, edited; below it is new."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and the line of its paragraph."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Region:
    """A section, its heading the first sentence; `place` names it for a person."""

    part: str
    heading: str
    place: str
    sentences: tuple[Sentence, ...] = field(repr=False)

    @property
    def text(self) -> str:
        """All of it in one."""
        return "".join(sentence.text for sentence in self.sentences)

    @property
    def line(self) -> int:
        """Where it begins."""
        return self.sentences[0].line if self.sentences else 0


def regions_of(manuscript: Manuscript) -> list[Region]:
    """The sections of a text: what stands under each heading of the first two levels."""
    found = [Region("", "", "开头", ())]
    part = part_place = ""
    for entry, number in zip(manuscript.entries, numbers_of(manuscript.entries), strict=True):
        if entry.level == 1:
            part, part_place = entry.text, f"{number}{entry.text}"
            found.append(Region(part, "", part_place, ()))
        elif entry.level == 2:
            place = f"{part_place}{number}{entry.text}"
            found.append(Region(part, entry.text, place, (Sentence(entry.text, entry.line),)))
        else:
            told = tuple(Sentence(text, entry.line) for text in sentences(entry.text))
            found[-1] = replace(found[-1], sentences=found[-1].sentences + told)
    return [region for region in found if region.sentences]


def likeness(one: str, other: str) -> float:
    """The share of pairs of neighbouring characters that two texts have in common, 0 to 1."""
    left, right = _pairs(half_width(one)), _pairs(half_width(other))
    total = left.total() + right.total()
    return 2 * (left & right).total() / total if total else 1.0


def _pairs(text: str) -> Counter[str]:
    return Counter(text[place : place + 2] for place in range(max(1, len(text) - 1)))


def matched_regions(
    composed: Sequence[Region], edited: Sequence[Region]
) -> Iterator[tuple[Region | None, Region | None]]:
    """Each composed section with the edited one that it became; None where there is none."""
    same = [
        (left, right)
        for left, one in enumerate(composed)
        for right, other in enumerate(edited)
        if one.heading == other.heading and one.part == other.part
    ]
    pairs = _one_to_one(same)
    left_over = [
        (likeness(composed[left].text, edited[right].text), left, right)
        for left in range(len(composed))
        for right in range(len(edited))
        if left not in pairs and right not in pairs.values()
    ]
    alike = sorted((row for row in left_over if row[0] >= SAME_SECTION), reverse=True)
    pairs |= _one_to_one([(left, right) for _, left, right in alike])
    for left, region in enumerate(composed):
        yield region, edited[pairs[left]] if left in pairs else None
    for right, region in enumerate(edited):
        if right not in pairs.values():
            yield None, region


def matched_sentences(
    composed: Sequence[Sentence], edited: Sequence[Sentence]
) -> Iterator[tuple[Sentence | None, Sentence | None]]:
    """Sentences that were changed with what they were, new ones, and those that are gone; no equal ones."""
    ours = _without_common(composed, edited)
    theirs = _without_common(edited, composed)
    rows = [
        (likeness(one.text, other.text), -abs(left - right), left, right)
        for left, one in enumerate(ours)
        for right, other in enumerate(theirs)
    ]
    alike = sorted((row for row in rows if row[0] >= SAME_SENTENCE), reverse=True)
    pairs = _one_to_one([(left, right) for _, _, left, right in alike])
    for left, sentence in enumerate(ours):
        yield sentence, theirs[pairs[left]] if left in pairs else None
    for right, sentence in enumerate(theirs):
        if right not in pairs.values():
            yield None, sentence


def _without_common(own: Sequence[Sentence], others: Sequence[Sentence]) -> list[Sentence]:
    common = Counter(half_width(one.text) for one in own) & Counter(half_width(one.text) for one in others)
    left = []
    for sentence in own:
        if common[half_width(sentence.text)]:
            common[half_width(sentence.text)] -= 1
        else:
            left.append(sentence)
    return left


def _one_to_one(pairs: Sequence[tuple[int, int]]) -> dict[int, int]:
    """The first pair of each member, in the given order."""
    found: dict[int, int] = {}
    taken: set[int] = set()
    for left, right in pairs:
        if left not in found and right not in taken:
            found[left] = right
            taken.add(right)
    return found
