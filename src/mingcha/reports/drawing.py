"""Lines, boxes and words of a chart in millimetres, the same for every file format.

Hatches are lines too, so that no reader has to know patterns, and every grey survives black and white print.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Face(StrEnum):
    """The typefaces that the standard knows, by what they are used for."""

    TITLE = "title"
    BODY = "body"
    KAI = "kai"
    HEI = "hei"
    SONG = "song"


class Anchor(StrEnum):
    """Which point of a label its place is."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line from (x1, y1) to (x2, y2); y grows downwards."""

    x1: float
    y1: float
    x2: float
    y2: float
    width_mm: float = 0.2


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; `grey` 0 is black and 1 white, None is not filled."""

    x: float
    y: float
    width: float
    height: float
    grey: float | None = None
    outlined: bool = True


@dataclass(frozen=True, slots=True)
class Label:
    """Words on one line; `y` is the middle of the characters."""

    x: float
    y: float
    text: str
    anchor: Anchor = Anchor.START
    size_pt: float = 9.0
    white: bool = False
    face: Face = Face.SONG


Shape = Stroke | Box | Label


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes in the order in which they are drawn."""

    width_mm: float
    height_mm: float
    shapes: tuple[Shape, ...]

    @property
    def labels(self) -> tuple[Label, ...]:
        """All words of the drawing."""
        return tuple(shape for shape in self.shapes if isinstance(shape, Label))


def hatch(box: Box, gap_mm: float, *, rising: bool = True) -> Iterator[Stroke]:
    """Slanting lines at 45 degrees, `gap_mm` apart along the edge, cut off at the box."""
    offset = gap_mm
    while offset < box.width + box.height:
        start = max(0.0, offset - box.height)
        end = min(offset, box.width)
        # On a rising line x + (distance from the bottom) is constant.
        low, high = offset - start, offset - end
        if rising:
            yield Stroke(box.x + start, box.y + low, box.x + end, box.y + high, 0.15)
        else:
            top, bottom = box.height - low, box.height - high
            yield Stroke(box.x + start, box.y + top, box.x + end, box.y + bottom, 0.15)
        offset += gap_mm


def text_width_mm(text: str, size_pt: float) -> float:
    """The width of `text` with Latin characters half as wide as Chinese ones."""
    return sum(0.5 if character.isascii() else 1.0 for character in text) * size_pt * 25.4 / 72
