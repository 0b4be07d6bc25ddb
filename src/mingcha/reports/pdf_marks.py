"""What is drawn on the pages of a .pdf: lines of characters and level rules, in points from the lower left
corner."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pypdf import PageObject

# Line ends of the reader and characters without width, which writers put between others.
_UNSEEN = re.compile("[\n\u200b\u200c\u200d\u2060\ufeff]")


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that were drawn together: left end and base line in points from the lower left corner."""

    text: str
    x_pt: float
    y_pt: float
    size_pt: float
    family: str


@dataclass(frozen=True, slots=True)
class Line:
    """The pieces on one base line of a page (counted from 1)."""

    page: int
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces).strip()

    @property
    def first(self) -> Piece:
        return next((piece for piece in self.pieces if piece.text.strip()), self.pieces[0])


@dataclass(frozen=True, slots=True)
class Rule:
    """A level line: its ends, the height of its middle, its thickness; red or of another colour."""

    page: int
    left_pt: float
    right_pt: float
    y_pt: float
    thickness_pt: float
    red: bool

    @property
    def length_pt(self) -> float:
        return self.right_pt - self.left_pt


@dataclass(frozen=True, slots=True)
class PageMarks:
    """One page: its lines of text and its rules from top to bottom, and its size."""

    lines: tuple[Line, ...]
    rules: tuple[Rule, ...]
    width_pt: float
    height_pt: float


def page_marks(page: PageObject, number: int) -> PageMarks:
    """Everything that the checks look at, in one reading of the page."""
    pieces: list[Piece] = []
    pen = _Pen(number)

    def visit(text: str, cm: Any, tm: Any, font: Any, size: float) -> None:
        if not text.strip():
            return
        scale = abs(tm[3] * cm[3]) or abs(tm[0] * cm[0])
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        family = str((font or {}).get("/BaseFont", "")).lstrip("/")
        pieces.append(Piece(_UNSEEN.sub("", text), x, y, size * scale, family))

    def before(operator: bytes, operands: Any, cm: Any, tm: Any) -> None:
        pen.take(operator, operands, cm)

    page.extract_text(visitor_text=visit, visitor_operand_before=before)
    width, height = float(page.mediabox.width), float(page.mediabox.height)
    return PageMarks(tuple(_lines(pieces, number)), tuple(_joined(pen.rules)), width, height)


def page_lines(page: PageObject, number: int) -> list[Line]:
    """The lines of a page from top to bottom."""
    return list(page_marks(page, number).lines)


def _lines(pieces: Sequence[Piece], number: int) -> list[Line]:
    """Pieces whose base lines are less than 2 pt apart stand on one line."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: -piece.y_pt):
        if rows and rows[-1][0].y_pt - piece.y_pt < 2:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [Line(number, tuple(sorted(row, key=lambda piece: piece.x_pt))) for row in rows]


# A rule is no thicker than this and no shorter than that.
_THICKEST_PT = 4.0
_SHORTEST_PT = 20.0

_State = tuple[bool, bool, float]
_START: _State = (False, False, 1.0)


@dataclass(slots=True)
class _Pen:
    """Follows the drawing operators of a page (ISO 32000-1, 8.5) and keeps the level lines it draws."""

    page: int
    rules: list[Rule] = field(default_factory=list)
    _state: _State = _START
    _saved: list[_State] = field(default_factory=list)
    _points: list[tuple[float, float]] = field(default_factory=list)

    def take(self, operator: bytes, operands: Any, matrix: Any) -> None:
        """One operator with its operands under the current matrix."""
        stroke_red, fill_red, width = self._state
        match operator:
            case b"q":
                self._saved.append(self._state)
            case b"Q":
                self._state = self._saved.pop() if self._saved else _START
            case b"w":
                self._state = (stroke_red, fill_red, float(operands[0]))
            case b"RG" | b"G" | b"K" | b"SC" | b"SCN":
                self._state = (_is_red(operands), fill_red, width)
            case b"rg" | b"g" | b"k" | b"sc" | b"scn":
                self._state = (stroke_red, _is_red(operands), width)
            case b"m" | b"l" | b"re":
                self._add(operator, [float(value) for value in operands], matrix)
            case b"S" | b"s" | b"B" | b"b":
                self._stroke(matrix)
            case b"f" | b"F" | b"f*":
                self._fill()
            case b"n":
                self._points.clear()
            case _:
                pass

    def _add(self, operator: bytes, values: Sequence[float], matrix: Any) -> None:
        corners = [(values[0], values[1])]
        if operator == b"re":
            corners.append((values[0] + values[2], values[1] + values[3]))
        for x, y in corners:
            self._points.append(
                (
                    x * matrix[0] + y * matrix[2] + matrix[4],
                    x * matrix[1] + y * matrix[3] + matrix[5],
                )
            )

    def _stroke(self, matrix: Any) -> None:
        red, _, width = self._state
        scale = (abs(matrix[0] * matrix[3] - matrix[1] * matrix[2])) ** 0.5 or 1.0
        # One path may hold several lines: a point pair each.
        for start, end in zip(self._points[::2], self._points[1::2], strict=False):
            if abs(start[1] - end[1]) < 0.5:
                self._keep([start, end], width * scale, red)
        self._points.clear()

    def _fill(self) -> None:
        if len(self._points) in (2, 4, 5):
            height = max(y for _, y in self._points) - min(y for _, y in self._points)
            if 0 < height <= _THICKEST_PT:
                self._keep(self._points, height, self._state[1])
        self._points.clear()

    def _keep(self, points: Sequence[tuple[float, float]], thickness: float, red: bool) -> None:
        left, right = min(x for x, _ in points), max(x for x, _ in points)
        ys = [y for _, y in points]
        if right - left >= _SHORTEST_PT and thickness <= _THICKEST_PT:
            self.rules.append(Rule(self.page, left, right, (min(ys) + max(ys)) / 2, thickness, red))


def _is_red(operands: Any) -> bool:
    """Whether a colour in RGB or CMYK is red; of other colour spaces only numbers are known."""
    try:
        values = [float(value) for value in operands]
    except (TypeError, ValueError):
        return False
    if len(values) == 3:
        red, green, blue = values
        return red >= 0.65 and green <= 0.4 and blue <= 0.4
    if len(values) == 4:
        cyan, magenta, yellow, black = values
        return cyan <= 0.3 and magenta >= 0.6 and yellow >= 0.5 and black <= 0.35
    return False


def _joined(rules: Sequence[Rule]) -> list[Rule]:
    """Pieces of one line as one: tables draw a line cell by cell, and side by side."""
    joined: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: (-round(rule.y_pt, 1), rule.left_pt)):
        last = joined[-1] if joined else None
        if (
            last
            and abs(last.y_pt - rule.y_pt) < 0.3
            and rule.left_pt <= last.right_pt + 1
            and last.red == rule.red
        ):
            right = max(last.right_pt, rule.right_pt)
            thickness = max(last.thickness_pt, rule.thickness_pt)
            joined[-1] = Rule(last.page, last.left_pt, right, last.y_pt, thickness, last.red)
        else:
            joined.append(rule)
    return joined
