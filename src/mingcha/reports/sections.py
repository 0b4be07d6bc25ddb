"""Second-level sections that are numbered only when it is known which of them exist."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mingcha.reports.document import Block, Heading, Paragraph
from mingcha.reports.wording import chinese_number


@dataclass(frozen=True, slots=True)
class Section:
    """A heading without number and its paragraphs; the first runs on behind the heading, as in official
    notices."""

    heading: str
    paragraphs: tuple[str, ...]


def numbered(sections: Sequence[Section]) -> list[Block]:
    """The sections as blocks, counted （一）（二）…; a single one is counted too, so that it can be cited."""
    blocks: list[Block] = []
    for number, section in enumerate(sections, 1):
        first, *others = section.paragraphs
        blocks.append(Heading(2, f"（{chinese_number(number)}）{section.heading}。", first))
        blocks += [Paragraph(text) for text in others]
    return blocks
