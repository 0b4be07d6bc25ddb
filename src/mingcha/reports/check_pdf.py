"""Reads where characters and lines of a .pdf stand: page, sizes, fonts, text block, head, imprint."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from mingcha.core.errors import UsageError
from mingcha.reports import layout
from mingcha.reports.check import (
    CheckReport,
    Deviation,
    check_face,
    check_length,
    check_pitch,
    excerpt,
    role_size_pt,
)
from mingcha.reports.check_order import LEVELS, Part, check_parts, check_wording, format_of
from mingcha.reports.check_pdf_numbers import check_page_numbers, is_page_number, page_counts
from mingcha.reports.check_pdf_rules import Located, check_head_rules, check_imprint_rules
from mingcha.reports.check_roles import Role, begins_part, is_date, roles_of
from mingcha.reports.document import Format
from mingcha.reports.layout import mm_to_pt, pt_to_mm
from mingcha.reports.pdf_marks import Line, PageMarks, page_marks

# Annexes are free in their setting, and imprint and mark have their own.
_FREE = frozenset({Role.ANNEX, Role.ANNEX_LABEL, Role.COPIES, Role.PRINTED})
# Where a character's box ends above its base line, in ems; the same for all Chinese fonts within a few
# hundredths.
_ASCENT_EM = 0.88
_PLACE_TOLERANCE_MM = 2.0


# What pypdf raises on a damaged file is not one family; nothing but its reading stands under this.
_UNREADABLE = (
    PyPdfError,
    OSError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
)


def check_pdf(path: Path) -> CheckReport:
    """Every deviation that can be seen on the pages."""
    pages = _pages(path)
    lines = [line for page in pages for line in page.lines if line.text]
    if not lines:
        raise UsageError(f"{path}：页面上没有文字（可能是扫描件），不能核对，请提供可复制文字的 PDF。")
    numbers = [line for line in lines if is_page_number(line)]
    text = [line for line in lines if not is_page_number(line)]
    read = _read(text)
    parts = [one.part for one in read]
    kind = format_of(parts, number_at_right=_number_at_right(read))
    substitutes: set[str] = set()
    deviations = [
        deviation for number, page in enumerate(pages, 1) for deviation in _check_page(page, number)
    ]
    deviations += check_page_numbers(numbers, text, [part.role for part in parts], kind, len(pages))
    deviations += check_parts(parts, kind)
    for one in read:
        deviations += _check_paragraph(one, substitutes)
    deviations += _check_block([line for one in read if one.part.role not in _FREE for line in one.lines])
    rules = [rule for page in pages for rule in page.rules]
    located = [Located(one.part.role, one.lines) for one in read]
    if kind is not None:
        deviations += check_head_rules(located, rules, kind)
    if kind is Format.DOCUMENT:
        deviations += check_imprint_rules(located, rules, page_counts(numbers))
    found = tuple(dict.fromkeys(deviations))
    return CheckReport(path, len(pages), found, tuple(sorted(substitutes)), kind)


def _pages(path: Path) -> list[PageMarks]:
    try:
        reader = PdfReader(path)
        if reader.is_encrypted:
            raise UsageError(f"{path}：文件有密码，请先解除密码再核对。")
        return [page_marks(page, number) for number, page in enumerate(reader.pages, 1)]
    except _UNREADABLE as error:
        raise UsageError(f"{path}：不是可读取的 PDF（{error}），请重新导出。") from error


@dataclass(frozen=True, slots=True)
class _Read:
    """A paragraph, what it is, and its lines."""

    part: Part
    lines: tuple[Line, ...]


def _read(lines: list[Line]) -> list[_Read]:
    paragraphs = _paragraphs(lines)
    texts = ["".join(line.text for line in paragraph) for paragraph in paragraphs]
    return [
        _Read(Part(role, text, f"第{paragraph[0].page}页{excerpt(text)}"), tuple(paragraph))
        for paragraph, text, role in zip(paragraphs, texts, roles_of(texts), strict=True)
    ]


def _number_at_right(read: list[_Read]) -> bool:
    """Whether the number ends at the right edge and is not centred."""
    for one in read:
        if one.part.role is Role.NUMBER:
            last = one.lines[0].pieces[-1]
            width_pt = sum(0.5 if character.isascii() else 1.0 for character in last.text) * last.size_pt
            edge_pt = mm_to_pt(layout.MARGIN_LEFT_MM + layout.TEXT_WIDTH_MM)
            return last.x_pt + width_pt > edge_pt - 2 * layout.BODY_SIZE_PT
    return False


def _check_page(page: PageMarks, number: int) -> list[Deviation]:
    place = f"第{number}页"
    width_mm, height_mm = pt_to_mm(page.width_pt), pt_to_mm(page.height_pt)
    if width_mm > height_mm:
        width_mm, height_mm = height_mm, width_mm
    return [
        *check_length(place, "纸张宽度", layout.PAGE_WIDTH_MM, width_mm, 1, "mm"),
        *check_length(place, "纸张高度", layout.PAGE_HEIGHT_MM, height_mm, 1, "mm"),
    ]


def _paragraphs(lines: list[Line]) -> list[list[Line]]:
    """Lines joined into paragraphs: one that begins at the left edge in the size of the last goes on with
    it; behind a date, and with the head of an annex or the imprint, a new one begins."""
    edge_pt = mm_to_pt(layout.MARGIN_LEFT_MM) + layout.BODY_SIZE_PT
    paragraphs: list[list[Line]] = []
    for line in lines:
        last = paragraphs[-1] if paragraphs else None
        if last is None or begins_part(line.text) or is_date(last[-1].text):
            paragraphs.append([line])
        elif last[0].text.startswith("抄送") or (
            line.first.x_pt < edge_pt and abs(last[-1].first.size_pt - line.first.size_pt) < 1
        ):
            last.append(line)
        else:
            paragraphs.append([line])
    return paragraphs


def _check_paragraph(one: _Read, substitutes: set[str]) -> list[Deviation]:
    role, place, first = one.part.role, one.part.place, one.lines[0].first
    if role is Role.ANNEX:
        return []
    deviations = check_wording(one.part)
    size_pt = role_size_pt(role)
    if size_pt is not None:
        for line in one.lines:
            deviations += check_length(place, f"{role.value}字号", size_pt, line.first.size_pt, 0.3, "磅")
    pieces = [
        piece for line in one.lines for piece in line.pieces if re.search(r"[\u4e00-\u9fff]", piece.text)
    ]
    if role is Role.NUMBER:
        pieces = [piece for piece in pieces if "号" in piece.text]
    if pieces:
        deviations += check_face(role, pieces[0].family, place, substitutes)
    if role in (Role.BODY, *LEVELS):
        indent = (first.x_pt - mm_to_pt(layout.MARGIN_LEFT_MM)) / layout.CHARACTER_PITCH_PT
        # An opening bracket may be drawn without its left half.
        deviations += check_length(place, f"{role.value}首行缩进", 2, indent, 0.7, "字")
    return list(dict.fromkeys(deviations))


def _check_block(lines: list[Line]) -> list[Deviation]:
    """The text block from its lines: left edge, top, pitch, lines a page."""
    body = [line for line in lines if abs(line.first.size_pt - layout.BODY_SIZE_PT) < 0.3]
    if len(body) < 3:
        return []
    left_mm = pt_to_mm(min(line.first.x_pt for line in body))
    deviations = check_length(
        "全文", "左边距（订口）", layout.MARGIN_LEFT_MM, left_mm, _PLACE_TOLERANCE_MM, "mm"
    )
    pitches = [
        upper.first.y_pt - lower.first.y_pt
        for upper, lower in pairwise(body)
        if upper.page == lower.page and upper.first.y_pt - lower.first.y_pt < 50
    ]
    if pitches:
        pitch_pt = median(pitches)
        deviations += check_pitch("全文", pitch_pt)
    for page, count in Counter(line.page for line in body).items():
        if count > layout.LINES_PER_PAGE:
            deviations.append(
                Deviation(f"第{page}页", "行数", f"不多于 {layout.LINES_PER_PAGE} 行", f"{count} 行")
            )
    return deviations + _check_characters(body) + _check_tops(lines)


# Widths that differ from font to font (digits, letters) or are halved (marks that meet).
_UNEVEN = re.compile(r"[0-9A-Za-z]|[，。、；：”’）》〕“‘（《〔]{2}")


def _check_characters(body: list[Line]) -> list[Deviation]:
    """Characters of a full line, in the median of those whose characters all have one width: a full line is
    one that another follows at the left edge."""
    left_pt = mm_to_pt(layout.MARGIN_LEFT_MM)
    counts = [
        len(upper.text) + (upper.first.x_pt - left_pt) / layout.CHARACTER_PITCH_PT
        for upper, lower in pairwise(body)
        if lower.first.x_pt < left_pt + layout.BODY_SIZE_PT and not _UNEVEN.search(upper.text)
    ]
    if len(counts) < 5:
        return []
    wanted = layout.CHARACTERS_PER_LINE
    return check_length("全文", "每行字数", wanted, round(median(counts)), 1, "字")


def _check_tops(lines: list[Line]) -> list[Deviation]:
    """Where the first line of each page begins; a red head stands lower and is not measured."""
    deviations = []
    for page in sorted({line.page for line in lines}):
        first = next(line for line in lines if line.page == page).first
        if first.size_pt > layout.TITLE_SIZE_PT + 1:
            continue
        gap_pt = (layout.LINE_PITCH_PT - first.size_pt) / 2
        top_pt = mm_to_pt(layout.PAGE_HEIGHT_MM) - first.y_pt - _ASCENT_EM * first.size_pt - gap_pt
        # How high a title stands in its line differs from font to font.
        tolerance_mm = _PLACE_TOLERANCE_MM + (first.size_pt > layout.BODY_SIZE_PT + 1)
        deviations += check_length(
            f"第{page}页", "上边距（天头）", layout.MARGIN_TOP_MM, pt_to_mm(top_pt), tolerance_mm, "mm"
        )
    return deviations
