"""Reads where the characters of a .pdf stand: page, lines, sizes, fonts, page numbers."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError

from mingcha.core.errors import UsageError
from mingcha.reports import layout
from mingcha.reports.check import (
    CheckReport,
    Deviation,
    Role,
    check_face,
    check_length,
    check_wording,
    excerpt,
    role_size_pt,
    roles_of,
)
from mingcha.reports.layout import mm_to_pt, pt_to_mm

_PAGE_NUMBER = re.compile(r"—\s*(\d+)\s*—")
_DATE_LINE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
# Where a character's box ends above its base line, in ems; the same for all Chinese fonts within a few
# hundredths.
_ASCENT_EM = 0.88
_PLACE_TOLERANCE_MM = 2.0


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


def check_pdf(path: Path) -> CheckReport:
    """Every deviation that can be seen on the pages."""
    try:
        reader = PdfReader(path)
        if reader.is_encrypted:
            raise UsageError(f"{path}：文件有密码，请先解除密码再核对。")
        pages = list(reader.pages)
        lines = [line for number, page in enumerate(pages, 1) for line in page_lines(page, number)]
    except (PyPdfError, OSError, ValueError, KeyError) as error:
        raise UsageError(f"{path}：不是可读取的 PDF（{error}），请重新导出。") from error
    if not any(line.text for line in lines):
        raise UsageError(f"{path}：页面上没有文字（可能是扫描件），不能核对，请提供可复制文字的 PDF。")
    substitutes: set[str] = set()
    deviations: list[Deviation] = []
    for number, page in enumerate(pages, 1):
        deviations += _check_page(page, number)
    numbers = [line for line in lines if _PAGE_NUMBER.fullmatch(line.text)]
    deviations += _check_page_numbers(numbers, len(pages))
    deviations += _check_text([line for line in lines if line not in numbers and line.text], substitutes)
    return CheckReport(path, len(pages), tuple(deviations), tuple(sorted(substitutes)))


def page_lines(page: PageObject, number: int) -> list[Line]:
    """The lines of a page from top to bottom."""
    pieces: list[Piece] = []

    def visit(text: str, cm: Any, tm: Any, font: Any, size: float) -> None:
        if not text.strip():
            return
        scale = abs(tm[3] * cm[3]) or abs(tm[0] * cm[0])
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        family = str((font or {}).get("/BaseFont", "")).lstrip("/")
        pieces.append(Piece(text.replace("\n", ""), x, y, size * scale, family))

    page.extract_text(visitor_text=visit)
    rows: dict[float, list[Piece]] = {}
    for piece in pieces:
        key = next((y for y in rows if abs(y - piece.y_pt) < 2), piece.y_pt)
        rows.setdefault(key, []).append(piece)
    return [
        Line(number, tuple(sorted(rows[y], key=lambda piece: piece.x_pt))) for y in sorted(rows, reverse=True)
    ]


def _check_page(page: PageObject, number: int) -> list[Deviation]:
    place = f"第{number}页"
    width_mm, height_mm = (pt_to_mm(float(side)) for side in (page.mediabox.width, page.mediabox.height))
    if width_mm > height_mm:
        width_mm, height_mm = height_mm, width_mm
    return [
        *check_length(place, "纸张宽度", layout.PAGE_WIDTH_MM, width_mm, 1, "mm"),
        *check_length(place, "纸张高度", layout.PAGE_HEIGHT_MM, height_mm, 1, "mm"),
    ]


def _check_page_numbers(numbers: list[Line], pages: int) -> list[Deviation]:
    if not numbers:
        return [] if pages == 1 else [Deviation("页码", "页码", "— 1 —", "无")]
    deviations = []
    middle_pt = mm_to_pt(layout.PAGE_WIDTH_MM / 2)
    for line in numbers:
        place = f"第{line.page}页页码"
        side = "居右" if line.first.x_pt > middle_pt else "居左"
        wanted = "居右" if line.page % 2 else "居左"
        if side != wanted:
            deviations.append(Deviation(place, "位置", f"单页居右、双页居左（本页{wanted}）", side))
        found = _PAGE_NUMBER.fullmatch(line.text)
        if found and int(found[1]) != line.page:
            deviations.append(Deviation(place, "页码", str(line.page), found[1]))
        deviations += check_length(place, "字号", layout.PAGE_NUMBER_SIZE_PT, line.first.size_pt, 0.3, "磅")
        dash_mm = layout.MARGIN_BOTTOM_MM - pt_to_mm(line.first.y_pt + 0.38 * line.first.size_pt)
        wanted_mm = layout.PAGE_NUMBER_BELOW_TEXT_MM
        deviations += check_length(place, "一字线距版心下边缘", wanted_mm, dash_mm, 1.5, "mm")
    return deviations


def _check_text(lines: list[Line], substitutes: set[str]) -> list[Deviation]:
    lines = _before_annexes(lines)
    paragraphs = _paragraphs(lines)
    roles = roles_of("".join(line.text for line in paragraph) for paragraph in paragraphs)
    deviations = []
    for paragraph, role in zip(paragraphs, roles, strict=True):
        deviations += _check_paragraph(paragraph, role, substitutes)
    deviations += _check_block(lines)
    return list(dict.fromkeys(deviations))


def _before_annexes(lines: list[Line]) -> list[Line]:
    """The lines of the document proper: annexes are free in their setting."""
    for index, line in enumerate(lines):
        if _DATE_LINE.fullmatch(line.text.replace(" ", "")):
            return lines[: index + 1]
    return lines


def _paragraphs(lines: list[Line]) -> list[list[Line]]:
    """Lines joined into paragraphs: one that begins at the left edge in the size of the last goes on with
    it."""
    edge_pt = mm_to_pt(layout.MARGIN_LEFT_MM) + layout.BODY_SIZE_PT
    paragraphs: list[list[Line]] = []
    for line in lines:
        goes_on = bool(paragraphs) and line.first.x_pt < edge_pt
        if goes_on and abs(paragraphs[-1][-1].first.size_pt - line.first.size_pt) < 1:
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return paragraphs


def _check_paragraph(paragraph: list[Line], role: Role, substitutes: set[str]) -> list[Deviation]:
    first = paragraph[0].first
    place = f"第{paragraph[0].page}页{excerpt(paragraph[0].text)}"
    deviations = check_wording(role, "".join(line.text for line in paragraph), place)
    size_pt = role_size_pt(role)
    if size_pt is not None:
        for line in paragraph:
            deviations += check_length(place, f"{role.value}字号", size_pt, line.first.size_pt, 0.3, "磅")
    pieces = [
        piece for line in paragraph for piece in line.pieces if re.search(r"[\u4e00-\u9fff]", piece.text)
    ]
    if pieces:
        deviations += check_face(role, pieces[0].family, place, substitutes)
    if role in (Role.BODY, Role.LEVEL_1, Role.LEVEL_2, Role.LEVEL_3, Role.LEVEL_4):
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
        tolerance = layout.LINE_PITCH_TOLERANCE_PT
        deviations += check_length("全文", "行距", layout.LINE_PITCH_PT, pitch_pt, tolerance, "磅")
    for page, count in Counter(line.page for line in body).items():
        if count > layout.LINES_PER_PAGE:
            deviations.append(
                Deviation(f"第{page}页", "行数", f"不多于 {layout.LINES_PER_PAGE} 行", f"{count} 行")
            )
    return deviations + _check_tops(lines)


def _check_tops(lines: list[Line]) -> list[Deviation]:
    """Where the first line of each page begins; a red head stands lower and is not measured."""
    deviations = []
    for page in sorted({line.page for line in lines}):
        first = next(line for line in lines if line.page == page).first
        if first.size_pt > layout.TITLE_SIZE_PT + 1:
            continue
        gap_pt = (layout.LINE_PITCH_PT - first.size_pt) / 2
        top_pt = mm_to_pt(layout.PAGE_HEIGHT_MM) - first.y_pt - _ASCENT_EM * first.size_pt - gap_pt
        deviations += check_length(
            f"第{page}页", "上边距（天头）", layout.MARGIN_TOP_MM, pt_to_mm(top_pt), _PLACE_TOLERANCE_MM, "mm"
        )
    return deviations
