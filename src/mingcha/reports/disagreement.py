"""A place where an edited text and the data do not agree."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum

_HEADING_NUMBER = re.compile(r"(?:^|(?<=\D))(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)")


class What(StrEnum):
    """What does not agree."""

    UNIT_LEFT_OUT = "unit_left_out"
    UNIT_ADDED = "unit_added"
    COUNT = "count"
    SHARE = "share"
    DATE = "date"
    NAME = "name"
    DOCUMENT = "document"
    SECTION_LEFT_OUT = "section_left_out"
    HEAD = "head"
    WORDING = "wording"


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Where it is, what is written, what the data say, what to do.

    `blocks`: the bulletin is not issued until this is corrected or explained; what does not block is advice
    on wording. `line` is that of the edited file, 0 where nothing stands there.
    """

    what: What
    place: str
    written: str
    data: str
    remedy: str
    line: int = 0
    blocks: bool = True

    @property
    def key(self) -> str:
        """The same for the same disagreement wherever it has moved: an explanation is kept under it."""
        place = _HEADING_NUMBER.sub("", self.place)
        words = "\n".join((self.what, place, self.written, self.data))
        return hashlib.sha256(words.encode()).hexdigest()[:8]

    def __str__(self) -> str:
        line = f"第{self.line}行，" if self.line else ""
        return f"[{self.key}] {line}{self.place}：写的是{self.written}，数据是{self.data}。{self.remedy}"
