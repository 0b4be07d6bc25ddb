"""The bulletin's text as people edit it: a Markdown-like file that goes both ways.

    # 标题
    主送：各县区人民政府，各有关单位
    ## 一、基本情况
    A paragraph; a blank line ends it.
    ### （一）主动公开情况
    The paragraph right below a heading runs on behind it.
    <!-- a comment -->

Lines “主送：…” before the first heading or paragraph are its head. Numbers of headings are for the reader:
they are counted anew whenever the file is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from mingcha.core.errors import UsageError
from mingcha.reports.phrases import Piece
from mingcha.reports.wording import chinese_number, one_line, without_stop

HEAD_KEYS = ("文号", "主送", "署名", "成文日期", "抄送", "附注", "印发", "格式")
_HEADING = re.compile(r"(#{1,4})\s+(.*)")
_HEAD_LINE = re.compile(rf"({'|'.join(HEAD_KEYS)})[：:](.*)")
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_NUMBERS = (
    re.compile(r"[一二三四五六七八九十]{1,3}、\s*"),
    re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]\s*"),
    re.compile(r"\d{1,2}[.．、]\s*"),
)


class ManuscriptError(UsageError):
    """The text cannot be read; the message names file and line."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A paragraph (`level` 0) or a heading without its number; `run_in`: behind the heading before it.

    `line` is where it stands in the file, 0 where it came from none; `pieces` are its words with their
    queries where it was composed.
    """

    level: int
    text: str
    run_in: bool = False
    line: int = 0
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Manuscript:
    """Title, head (“主送” …) and text."""

    title: str
    head: tuple[tuple[str, str], ...]
    entries: tuple[Entry, ...]

    def of(self, key: str) -> str:
        """A line of the head, "" when it is not there."""
        return dict(self.head).get(key, "")


def bare(heading: str) -> str:
    """A heading without its number and final stop."""
    for number in _NUMBERS:
        if match := number.match(heading):
            return without_stop(heading[match.end() :])
    return without_stop(heading)


def numbers_of(entries: Sequence[Entry]) -> list[str]:
    """The number of each entry by its place: 一、 and （一） and 1.; "" for a paragraph."""
    counts = [0, 0, 0]
    numbers = []
    for entry in entries:
        if not 1 <= entry.level <= 3:
            numbers.append("")
            continue
        counts[entry.level - 1] += 1
        counts[entry.level :] = [0] * (3 - entry.level)
        count = counts[entry.level - 1]
        shown = (f"{chinese_number(count)}、", f"（{chinese_number(count)}）", f"{count}. ")
        numbers.append(shown[entry.level - 1])
    return numbers


def write_manuscript(manuscript: Manuscript, remarks: Iterable[str] = ()) -> str:
    """The file; `remarks` stand at its top as comments."""
    lines = [f"<!-- {remark} -->" for remark in remarks]
    lines += [f"# {manuscript.title}", ""]
    lines += [f"{key}：{value}" for key, value in manuscript.head]
    for entry, number in zip(manuscript.entries, numbers_of(manuscript.entries), strict=True):
        if not entry.run_in:
            lines.append("")
        lines.append(f"{'#' * (entry.level + 1)} {number}{entry.text}" if entry.level else entry.text)
    return "\n".join(lines) + "\n"


def read_manuscript(source: str, place: str = "文稿") -> Manuscript:
    """The manuscript of a file; ManuscriptError names the line that cannot be read."""
    title = ""
    head: dict[str, str] = {}
    entries: list[Entry] = []
    after_heading = open_paragraph = False
    for number, raw in enumerate(_without_comments(source).splitlines(), 1):
        line = one_line(raw)
        if not line:
            after_heading = open_paragraph = False
        elif match := _HEADING.fullmatch(line):
            level = len(match[1]) - 1
            if level == 0 and (title or entries):
                raise ManuscriptError(f"{place} 第{number}行：标题“# …”只能有一个，且在最前，请改用“## …”")
            if level == 0:
                title = match[2].strip()
            else:
                entries.append(Entry(level, bare(match[2].strip()), line=number))
            after_heading, open_paragraph = level > 1, False
        elif not entries and (match := _HEAD_LINE.fullmatch(line)):
            if match[1] in head:
                raise ManuscriptError(f"{place} 第{number}行：“{match[1]}”写了两次，请保留一处")
            head[match[1]] = match[2].strip()
        elif open_paragraph:
            entries[-1] = replace(entries[-1], text=one_line(entries[-1].text + line))
        else:
            entries.append(Entry(0, line, run_in=after_heading, line=number))
            after_heading, open_paragraph = False, True
    if not title:
        raise ManuscriptError(f"{place}：没有标题，请在第一行写“# 标题”")
    if not entries:
        raise ManuscriptError(f"{place}：没有正文，请写在标题之后")
    return Manuscript(title, tuple(head.items()), tuple(entries))


def _without_comments(source: str) -> str:
    """The text with comments blanked out, so that lines keep their numbers."""
    text = source.removeprefix("\ufeff").replace("\r\n", "\n")
    return _COMMENT.sub(lambda match: "\n" * match[0].count("\n"), text)


_SECOND_LEVEL = re.compile(
    r"[（(][一二三四五六七八九十]+[）)]\s*(?P<heading>[^。；：]{1,40})。(?P<body>.*)", re.S
)
_THIRD_LEVEL = re.compile(r"\d{1,2}[.．]\s*(?P<heading>[^。；：]{1,40})。(?P<body>.*)", re.S)


def given_entries(paragraphs: Iterable[str], query: str) -> list[Entry]:
    """Paragraphs as the office wrote them; the leading sentence of a numbered one is its heading."""
    entries: list[Entry] = []
    for text in map(one_line, paragraphs):
        for level, shape in ((2, _SECOND_LEVEL), (3, _THIRD_LEVEL)):
            if match := shape.fullmatch(text):
                entries.append(Entry(level, match["heading"], pieces=(Piece(match["heading"], query),)))
                if body := match["body"].strip():
                    entries.append(Entry(0, body, run_in=True, pieces=(Piece(body, query),)))
                break
        else:
            if text:
                entries.append(Entry(0, text, pieces=(Piece(text, query),)))
    return entries
