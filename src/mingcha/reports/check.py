"""Measures a .docx or .pdf against GB/T 9704-2012 and lists where it deviates, with both numbers.

Serves our own output in the tests and anybody's document on the command line. A free font in place of an
office font is a substitute and no deviation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from mingcha.core.errors import UsageError
from mingcha.reports import layout
from mingcha.reports.drawing import Face
from mingcha.reports.fonts import OFFICE_NAMES, Standing, shown_name, standing_of

MAX_FILE_BYTES = 100_000_000
"""A bulletin with annexes is far smaller; more is refused before it is read."""


@dataclass(frozen=True, slots=True)
class Deviation:
    """One difference from the standard: where, of what, what is asked and what was found."""

    place: str
    what: str
    expected: str
    found: str

    def __str__(self) -> str:
        return f"{self.place}：{self.what}应为{self.expected}，实为{self.found}。"


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was measured, what deviates, which fonts stand in for others."""

    path: Path
    pages: int | None
    deviations: tuple[Deviation, ...]
    substitutes: tuple[str, ...]


class Role(StrEnum):
    """What a paragraph is in an official document, told by its text and place alone."""

    MASTHEAD = "发文机关标志"
    NUMBER = "发文字号"
    TITLE = "标题"
    ADDRESSEE = "主送机关"
    LEVEL_1 = "一级标题"
    LEVEL_2 = "二级标题"
    LEVEL_3 = "三级标题"
    LEVEL_4 = "四级标题"
    BODY = "正文"
    ATTACHMENT = "附件说明"
    SIGNATURE = "署名"
    DATE = "成文日期"
    NOTE = "附注"
    ANNEX_LABEL = "附件标识"
    ANNEX = "附件内容"


ROLE_FACES = {
    Role.TITLE: Face.TITLE,
    Role.MASTHEAD: Face.TITLE,
    Role.LEVEL_1: Face.HEI,
    Role.LEVEL_2: Face.KAI,
    Role.ANNEX_LABEL: Face.HEI,
}
"""Every other role is set in 仿宋."""

_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,12}[〔\[（(【]\d{2,4}[〕\]）)】]\s*第?\d+号")
_GOOD_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,12}〔\d{4}〕[1-9]\d*号")
_DATE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_LEVELS = (
    (re.compile(r"[一二三四五六七八九十]{1,3}、"), Role.LEVEL_1),
    (re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]"), Role.LEVEL_2),
    (re.compile(r"\d{1,2}[.．](?!\d)"), Role.LEVEL_3),
    (re.compile(r"[（(]\d{1,2}[）)]"), Role.LEVEL_4),
)
_ANNEX_LABEL = re.compile(r"附件\s*\d{0,2}[：:]?")


def check_file(path: Path) -> CheckReport:
    """Measure `path`; `UsageError` if it is missing, too large, of another kind or unreadable."""
    from mingcha.reports.check_docx import check_docx
    from mingcha.reports.check_pdf import check_pdf

    if not path.is_file():
        raise UsageError(f"{path}：文件不存在，请核对路径。")
    if path.stat().st_size > MAX_FILE_BYTES:
        raise UsageError(f"{path}：文件超过{MAX_FILE_BYTES // 1_000_000} MB，不予读取。")
    kinds = {".docx": check_docx, ".pdf": check_pdf}
    check = kinds.get(path.suffix.lower())
    if check is None:
        raise UsageError(f"{path}：只能核对 .docx 和 .pdf，请先另存为其中一种格式。")
    return check(path)


def roles_of(texts: Iterable[str]) -> list[Role]:
    """The role of each paragraph of a document in reading order."""
    lines = [re.sub(r"\s+", "", text) for text in texts]
    head = _head_end(lines)
    roles: list[Role] = []
    for index in range(len(lines)):
        if index <= head:
            roles.append(_head_role(lines, index, head))
        else:
            roles.append(_body_role(lines, index, roles))
    return roles


def _head_end(lines: list[str]) -> int:
    """Index of the addressee, or of the last title line where there is none."""
    for index, line in enumerate(lines[:12]):
        if line.endswith(("：", ":")) and index and not line.startswith("附件"):
            return index
        if any(pattern.match(line) for pattern, _ in _LEVELS) or "。" in line:
            return index - 1
    return 0


def _head_role(lines: list[str], index: int, head: int) -> Role:
    line = lines[index]
    if index == head and line.endswith(("：", ":")):
        return Role.ADDRESSEE
    if _NUMBER.fullmatch(line):
        return Role.NUMBER
    numbered = any(_NUMBER.fullmatch(other) for other in lines[index + 1 : head])
    return Role.MASTHEAD if numbered else Role.TITLE


def _body_role(lines: list[str], index: int, before: list[Role]) -> Role:
    line = lines[index]
    signed = Role.DATE in before
    if signed and (_ANNEX_LABEL.fullmatch(line) or Role.ANNEX_LABEL in before):
        return Role.ANNEX_LABEL if _ANNEX_LABEL.fullmatch(line) else Role.ANNEX
    if signed and (line.startswith(("（", "(", "抄送", "分送")) or line.endswith("印发")):
        return Role.NOTE
    if _DATE.fullmatch(line):
        return Role.DATE
    if index + 1 < len(lines) and _DATE.fullmatch(lines[index + 1]) and "。" not in line:
        return Role.SIGNATURE
    if line.startswith(("附件：", "附件:")) or (before and before[-1] is Role.ATTACHMENT):
        return Role.ATTACHMENT
    return next((role for pattern, role in _LEVELS if pattern.match(line)), Role.BODY)


def check_wording(role: Role, text: str, place: str) -> list[Deviation]:
    """The written form of number, date, addressee, heading and annex list."""
    text = text.strip()
    match role:
        case Role.NUMBER if not _GOOD_NUMBER.fullmatch(text):
            return [Deviation(place, "发文字号", "机关代字〔年份〕序号号（六角括号，序号不编虚位）", text)]
        case Role.DATE if (found := _DATE.fullmatch(text)) and any(
            part.startswith("0") for part in found.groups()
        ):
            return [Deviation(place, "成文日期", "不编虚位的月、日", text)]
        case Role.ADDRESSEE if not text.endswith("："):
            return [Deviation(place, "主送机关末尾", "全角冒号", text[-1:])]
        case Role.ATTACHMENT if text.endswith(("。", "；", "，", ";", ",")):
            return [Deviation(place, "附件名称末尾", "无标点", text[-1:])]
        case Role.LEVEL_2 | Role.LEVEL_4 if text.startswith("("):
            return [Deviation(place, "标题序号括号", "全角括号（）", text[: text.find(")") + 1])]
        case _:
            return []


def check_face(role: Role, family: str, place: str, substitutes: set[str]) -> list[Deviation]:
    """Whether `family` is what `role` is set in; a free stand-in is noted in `substitutes`."""
    face = ROLE_FACES.get(role, Face.BODY)
    standing = standing_of(face, family)
    if standing is Standing.SUBSTITUTE:
        substitutes.add(f"{OFFICE_NAMES[face]} 以 {shown_name(family)} 代替")
    if standing is Standing.OTHER:
        return [Deviation(place, f"{role.value}字体", OFFICE_NAMES[face], shown_name(family))]
    return []


def role_size_pt(role: Role) -> float | None:
    """The size of a role; None where the standard leaves it open."""
    if role in (Role.MASTHEAD, Role.ANNEX):
        return None
    return layout.TITLE_SIZE_PT if role is Role.TITLE else layout.BODY_SIZE_PT


def check_length(
    place: str, what: str, expected: float, found: float, tolerance: float, unit: str
) -> list[Deviation]:
    """A deviation where `found` is farther than `tolerance` from `expected`."""
    if abs(expected - found) <= tolerance + 1e-6:
        return []
    return [Deviation(place, what, f"{_figure(expected)} {unit}", f"{_figure(found)} {unit}")]


def excerpt(text: str) -> str:
    """The beginning of a paragraph, to find it by."""
    text = text.strip()
    return f"“{text[:12]}{'…' if len(text) > 12 else ''}”"


def _figure(value: float) -> str:
    """A length as people write it: whole where it is so within a twip, else with at most two decimals."""
    nearest = round(value * 10) / 10
    return f"{nearest if abs(nearest - value) < 0.02 else round(value, 2):g}"
