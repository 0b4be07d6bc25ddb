"""What each paragraph is in an official document, told by its words and its place alone: styles of others are
unknown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum


class Role(StrEnum):
    """The parts of GB/T 9704-2012, sections 7.2 to 7.4."""

    COPY_NUMBER = "份号"
    SECRECY = "密级和保密期限"
    URGENCY = "紧急程度"
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
    COPIES = "抄送机关"
    PRINTED = "印发机关和印发日期"


# A draft's may still lack its word and its number.
NUMBER = re.compile(r"[\u4e00-\u9fff]{0,12}[〔\[［（(【]\d{2,4}[〕\]］）)】]\s*第?\d*号")
SIGNER = re.compile(r"签发人[：:].*")
DATE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
CHINESE_DATE = re.compile(
    r"[一二三四五六七八九〇○零Ｏ]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
)
_LEVELS = (
    (re.compile(r"[一二三四五六七八九十]{1,3}、"), Role.LEVEL_1),
    (re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]"), Role.LEVEL_2),
    (re.compile(r"\d{1,2}[.．](?!\d)"), Role.LEVEL_3),
    (re.compile(r"[（(]\d{1,2}[）)]"), Role.LEVEL_4),
)
_ANNEX_LABEL = re.compile(r"附件\s*\d{0,2}[：:]?")
_NOTICES = (
    (re.compile(r"\d{4,8}"), Role.COPY_NUMBER),
    (re.compile(r"(绝密|机密|秘密)(★.{0,8})?"), Role.SECRECY),
    (re.compile(r"特急|加急|特提|平急"), Role.URGENCY),
)
_COPIES = re.compile(r"(抄送|分送|主送|抄报)[：:].+")
_PRINTED = re.compile(rf".{{2,40}}?(?:{DATE.pattern}|{CHINESE_DATE.pattern})\s*印发")
# The head takes no more lines, the imprint neither.
_HEAD_LINES = 14
_IMPRINT_LINES = 12


def roles_of(texts: Iterable[str]) -> list[Role]:
    """The role of each paragraph of a document in reading order."""
    lines = [re.sub(r"\s+", "", text) for text in texts]
    head = _head_end(lines)
    imprint = _imprint_start(lines)
    roles: list[Role] = []
    for index in range(len(lines)):
        if index <= head:
            roles.append(_head_role(lines, index, head))
        elif index >= imprint:
            roles.append(Role.PRINTED if _PRINTED.fullmatch(lines[index]) else Role.COPIES)
        else:
            roles.append(_body_role(lines, index, roles))
    return roles


def _head_end(lines: Sequence[str]) -> int:
    """Index of the addressee, or of the last title line where there is none."""
    for index, line in enumerate(lines[:_HEAD_LINES]):
        sentence = "。" in line or re.search(r"如下[：:]$", line)
        if line.endswith(("：", ":")) and index and not sentence and not line.startswith("附件"):
            return index
        if sentence or any(pattern.match(line) for pattern, _ in _LEVELS):
            return index - 1
    return 0


def _head_role(lines: Sequence[str], index: int, head: int) -> Role:
    line = lines[index]
    if index == head and line.endswith(("：", ":")):
        return Role.ADDRESSEE
    notice = next((role for pattern, role in _NOTICES if pattern.fullmatch(line)), None)
    if notice is not None:
        return notice
    if is_number(line):
        return Role.NUMBER
    numbered = any(is_number(other) for other in lines[index + 1 : head + 1])
    return Role.MASTHEAD if numbered else Role.TITLE


def is_number(line: str) -> bool:
    """Whether a line of the head is the document's number, with secrecy before or a signer behind it."""
    bare = SIGNER.sub("", line)
    for pattern, _ in _NOTICES:
        bare = re.sub(rf"^(?:{pattern.pattern})(?=[\u4e00-\u9fff])", "", bare)
    return NUMBER.fullmatch(bare) is not None


def _imprint_start(lines: Sequence[str]) -> int:
    """Index of the first line of the imprint; the number of lines where there is none.

    It is looked for at the end only, from “抄送：” or, without copies, from the line that ends in “印发”.
    """
    first = max(0, len(lines) - _IMPRINT_LINES)
    copies = [index for index in range(first, len(lines)) if _COPIES.fullmatch(lines[index])]
    printed = [index for index in range(first, len(lines)) if _PRINTED.fullmatch(lines[index])]
    if printed and printed[-1] < len(lines) - 2:
        printed = []
    if copies and not printed:
        # Copies alone are the letter's imprint: nothing but their own lines follows.
        return copies[0] if all("。" not in line for line in lines[copies[0] : -1]) else len(lines)
    return min([*copies, *printed], default=len(lines))


def _body_role(lines: Sequence[str], index: int, before: Sequence[Role]) -> Role:
    line = lines[index]
    signed = Role.DATE in before
    if signed and (_ANNEX_LABEL.fullmatch(line) or Role.ANNEX_LABEL in before):
        return Role.ANNEX_LABEL if _ANNEX_LABEL.fullmatch(line) else Role.ANNEX
    if signed and line.startswith(("（", "(")):
        return Role.NOTE
    if is_date(line):
        return Role.DATE
    if index + 1 < len(lines) and is_date(lines[index + 1]) and "。" not in line:
        return Role.SIGNATURE
    if line.startswith(("附件：", "附件:")) or (before and before[-1] is Role.ATTACHMENT):
        return Role.ATTACHMENT
    return next((role for pattern, role in _LEVELS if pattern.match(line)), Role.BODY)


def begins_part(line: str) -> bool:
    """Whether a line is a part of head or imprint or begins an annex, wherever it stands."""
    bare = re.sub(r"\s+", "", line)
    notices = (pattern for pattern, _ in _NOTICES)
    alone = (_ANNEX_LABEL, _PRINTED, NUMBER, *notices)
    return bare.startswith("抄送") or any(pattern.fullmatch(bare) for pattern in alone)


def is_date(line: str) -> bool:
    """Whether a line is a date and nothing else."""
    line = re.sub(r"\s+", "", line)
    return DATE.fullmatch(line) is not None or CHINESE_DATE.fullmatch(line) is not None
