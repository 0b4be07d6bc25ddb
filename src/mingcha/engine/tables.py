"""Tables of a page as rows of words: spans expanded, numbers in plain digits."""

import re
from collections.abc import Iterator
from typing import Final

from mingcha.core.page import Table
from mingcha.engine.parse import Box, Document

MAX_TABLES: Final = 12
MAX_CELLS: Final = 4000
"""Cells kept of one table; a larger one is a data sheet and no table of a report."""
MAX_SPAN: Final = 80

_WIDE: Final = str.maketrans("０１２３４５６７８９．－，", "0123456789.-,")
_NUMBER: Final = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?")


def tables_of(document: Document) -> tuple[Table, ...]:
    """The innermost tables of a page in order; one that only lays out others is left aside."""
    if "table" not in document.tag_names:
        return ()
    tables = [box for box in document.boxes if box.tag == "table"]
    inner = [box for box in tables if not any(box.at < other.at < box.end for other in tables)]
    found = (Table(tuple(_rows(document, box))) for box in inner[:MAX_TABLES])
    return tuple(table for table in found if table.rows)


def number_or_words(words: str) -> str:
    """A cell's words; a number in plain digits, whatever it was written with (１，２３４ is 1234)."""
    plain = words.translate(_WIDE).replace(" ", "")
    return plain.replace(",", "") if _NUMBER.fullmatch(plain) else words


class _Row:
    """One row while it is filled; `hanging` cells reach down from the rows above, `left` rows further."""

    __slots__ = ("cells", "hanging", "still")

    def __init__(self, hanging: dict[int, tuple[int, str]]) -> None:
        self.cells: list[str] = []
        self.hanging = hanging
        self.still: dict[int, tuple[int, str]] = {}

    def add(self, words: str, left: int) -> None:
        if left > 0:
            self.still[len(self.cells)] = (left, words)
        self.cells.append(words)

    def take_hanging(self) -> None:
        while len(self.cells) in self.hanging:
            left, words = self.hanging[len(self.cells)]
            self.add(words, left - 1)


def _rows(document: Document, table: Box) -> Iterator[tuple[str, ...]]:
    """Rows of as many cells as they span: a cell over several columns or rows stands in each of them."""
    hanging: dict[int, tuple[int, str]] = {}
    cells = 0
    for line in document.inside(table):
        if line.tag != "tr":
            continue
        row = _Row(hanging)
        for cell in document.kids(line):
            if cell.tag in ("td", "th"):
                row.take_hanging()
                words = number_or_words(document.words(cell))
                for _ in range(_span(cell, "colspan")):
                    row.add(words, _span(cell, "rowspan") - 1)
        row.take_hanging()
        hanging = row.still
        cells += len(row.cells)
        if cells > MAX_CELLS:
            return
        if row.cells:
            yield tuple(row.cells)


def _span(cell: Box, name: str) -> int:
    digits = cell.attr(name).strip()
    return min(max(int(digits), 1), MAX_SPAN) if digits.isascii() and digits.isdigit() else 1
