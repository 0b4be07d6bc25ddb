"""Page numbers of a .pdf: on which pages, in which form, where."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mingcha.reports import layout
from mingcha.reports.check import Deviation, check_length
from mingcha.reports.check_roles import Role
from mingcha.reports.document import Format
from mingcha.reports.layout import mm_to_pt, pt_to_mm
from mingcha.reports.pdf_marks import Line

_GOOD = re.compile(r"[—―─－]\s*(\d+)\s*[—―─－]")
_ANY = re.compile(r"[^\w\s]{0,2}\s*第?\s*(\d{1,3})\s*页?(?:\s*[/／]\s*\d+)?\s*[^\w\s]{0,2}")
# What a page shows whose only text is the imprint or its second half.
_IMPRINT = frozenset({Role.COPIES, Role.PRINTED})


def is_page_number(line: Line) -> bool:
    """Whether a line is a number by itself below the text block, in whatever form."""
    below = line.first.y_pt < mm_to_pt(layout.MARGIN_BOTTOM_MM - 1)
    return _GOOD.fullmatch(line.text) is not None or (below and _ANY.fullmatch(line.text) is not None)


def check_page_numbers(
    numbers: Sequence[Line], text: Sequence[Line], roles: Sequence[Role], kind: Format | None, pages: int
) -> list[Deviation]:
    """Every page with text has its number, but for the first of a letter and the page of an imprint alone."""
    counted = page_counts(numbers)
    deviations = [deviation for line in numbers for deviation in _check_number(line, counted[line.page])]
    if not numbers:
        return [] if pages == 1 else [Deviation("页码", "页码", "— 1 —", "无")]
    numbered = {line.page for line in numbers}
    if kind is Format.LETTER and 1 in numbered:
        deviations.append(Deviation("第1页", "页码", "无（信函格式首页不显示页码）", "有"))
    may_lack = {1} if kind is Format.LETTER else set()
    if kind is Format.LETTER and pages == 2:
        may_lack.add(2)
    if _IMPRINT & set(roles):
        may_lack.add(pages)
    for page in sorted({line.page for line in text} - numbered - may_lack):
        deviations.append(Deviation(f"第{page}页", "页码", f"— {page} —", "无"))
    return deviations


def page_counts(numbers: Sequence[Line]) -> dict[int, int]:
    """The number that each page with a number should bear, by its place in the file.

    A blank page before an even one is left out of the file by some programs: one number is then passed over.
    """
    counted: dict[int, int] = {}
    left_out = 0
    for line in sorted(numbers, key=lambda line: line.page):
        good = _GOOD.fullmatch(line.text)
        printed = int(good[1]) if good else line.page + left_out
        if printed == line.page + left_out + 1 and printed % 2 == 0:
            left_out += 1
        counted[line.page] = line.page + left_out
    return counted


def _check_number(line: Line, count: int) -> list[Deviation]:
    place = f"第{line.page}页页码"
    deviations = []
    side = "居右" if line.first.x_pt > mm_to_pt(layout.PAGE_WIDTH_MM / 2) else "居左"
    wanted = "居右" if count % 2 else "居左"
    if side != wanted or _is_centred(line):
        found = "居中" if _is_centred(line) else side
        deviations.append(Deviation(place, "位置", f"单页居右、双页居左（本页{wanted}）", found))
    elif side == "居左":
        blank = (line.first.x_pt - mm_to_pt(layout.MARGIN_LEFT_MM)) / layout.PAGE_NUMBER_SIZE_PT
        deviations += check_length(place, "左空", 1, blank, 0.7, "字")
    good = _GOOD.fullmatch(line.text)
    if good is None:
        deviations.append(Deviation(place, "一字线", "数字左右各一条一字线", line.text))
    elif int(good[1]) != count:
        deviations.append(Deviation(place, "页码", str(count), good[1]))
    deviations += check_length(place, "字号", layout.PAGE_NUMBER_SIZE_PT, line.first.size_pt, 0.3, "磅")
    dash_mm = layout.MARGIN_BOTTOM_MM - pt_to_mm(line.first.y_pt + 0.38 * line.first.size_pt)
    wanted_mm = layout.PAGE_NUMBER_BELOW_TEXT_MM
    deviations += check_length(place, "一字线距版心下边缘", wanted_mm, dash_mm, 1.5, "mm")
    return deviations


def _is_centred(line: Line) -> bool:
    width_pt = sum(0.5 if character.isascii() else 1.0 for character in line.text) * line.first.size_pt
    middle_pt = line.first.x_pt + width_pt / 2
    return abs(middle_pt - mm_to_pt(layout.PAGE_WIDTH_MM / 2)) < mm_to_pt(12)
