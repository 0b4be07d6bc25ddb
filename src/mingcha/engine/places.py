"""Where words stand in a page's source, as one opens it in an editor: line and column."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

_TAG = re.compile(r"<!--.*?-->|<[^<>]*>", re.DOTALL)
_PIECE = re.compile(r"&(?:#\d+|#x[0-9a-f]+|\w+);?|.", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SourcePlace:
    """Line and column, both from 1, and the source around: the line, cut to what fits a screen."""

    line: int
    column: int
    around: str


def place_of(source: str, words: str) -> SourcePlace | None:
    """The first place of some words: as they stand, else across tags and blanks; None if nowhere."""
    if not words.strip():
        return None
    at = source.find(words)
    if at < 0:
        at = _across_tags(source, words)
    if at < 0:
        return None
    start = source.rfind("\n", 0, at) + 1
    end = source.find("\n", at)
    line = source[start : len(source) if end < 0 else end]
    left = max(0, at - start - 40)
    return SourcePlace(source.count("\n", 0, at) + 1, at - start + 1, line[left : left + 120].strip())


def _across_tags(source: str, words: str) -> int:
    """The offset of the words in the visible text, -1 when they are not in it."""
    letters: list[str] = []
    offsets: list[int] = []
    at = 0
    for tag in [*_TAG.finditer(source), None]:
        for piece in _PIECE.finditer(source, at, tag.start() if tag else len(source)):
            for letter in html.unescape(piece.group()):
                if not letter.isspace():
                    letters.append(letter)
                    offsets.append(piece.start())
        at = tag.end() if tag else at
    found = "".join(letters).find("".join(html.unescape(words).split()))
    return offsets[found] if found >= 0 else -1
