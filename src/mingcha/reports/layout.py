"""The numbers of GB/T 9704-2012 that the writers set and the check measures.

Lengths are millimetres (`_mm`), points (`_pt`) or twips (`_twips`, 1/20 pt), as the name says.
"""

from __future__ import annotations

from typing import Final

PAGE_WIDTH_MM: Final = 210.0
PAGE_HEIGHT_MM: Final = 297.0
MARGIN_TOP_MM: Final = 37.0
MARGIN_LEFT_MM: Final = 28.0
# The standard gives the text block, 156 × 225 mm; right and bottom follow from it.
MARGIN_RIGHT_MM: Final = 26.0
MARGIN_BOTTOM_MM: Final = 35.0
TEXT_WIDTH_MM: Final = 156.0
TEXT_HEIGHT_MM: Final = 225.0
MARGIN_TOLERANCE_MM: Final = 1.0

LINES_PER_PAGE: Final = 22
CHARACTERS_PER_LINE: Final = 28
# 225 mm / 22 = 28.99 pt; one twip less than 580 keeps the 22nd line on the page whatever the rounding.
LINE_PITCH_TWIPS: Final = 579
LINE_PITCH_PT: Final = LINE_PITCH_TWIPS / 20
LINE_PITCH_TOLERANCE_PT: Final = 0.5
# 156 mm / 28 = 15.79 pt for a 16 pt character: each is drawn closer by a quarter point.
CHARACTER_SPACING_PT: Final = -0.25

# Chinese sizes: 一号 26, 二号 22, 三号 16, 四号 14, 五号 10.5 pt.
BODY_SIZE_PT: Final = 16.0
TITLE_SIZE_PT: Final = 22.0
PAGE_NUMBER_SIZE_PT: Final = 14.0
IMPRINT_SIZE_PT: Final = 14.0
TABLE_SIZE_PT: Final = 10.5
TABLE_LINE_PT: Final = 16.0

CHARACTER_PITCH_PT: Final = BODY_SIZE_PT + CHARACTER_SPACING_PT
TITLE_CHARACTERS_PER_LINE: Final = 20
PAGE_NUMBER_BELOW_TEXT_MM: Final = 7.0

MASTHEAD_BELOW_TEXT_TOP_MM: Final = 35.0
RED_RULE_BELOW_NUMBER_MM: Final = 4.0
# Letter format (section 10.1 of the standard): the mark from the page's top, the rules' length and places.
LETTER_MARK_FROM_TOP_MM: Final = 30.0
LETTER_RULE_LENGTH_MM: Final = 170.0
LETTER_UPPER_RULE_BELOW_MARK_MM: Final = 4.0
LETTER_LOWER_RULE_FROM_BOTTOM_MM: Final = 20.0
LETTER_NUMBER_BELOW_RULE_PT: Final = BODY_SIZE_PT * 7 / 8
# 版记 (section 7.4): first and last rule thick, those between thin.
IMPRINT_THICK_RULE_MM: Final = 0.35
IMPRINT_THIN_RULE_MM: Final = 0.25
IMPRINT_LINE_PT: Final = 24.0
CAPTION_SIZE_PT: Final = 12.0
RED: Final = "FF0000"
# The standard leaves the size of the issuer's mark open ("醒目、美观、庄重"); 60 pt is what offices use for
# short names.
MASTHEAD_MAX_SIZE_PT: Final = 60.0


def masthead_size_pt(mark: str) -> float:
    """The size at which the issuer's mark fills at most one line of the text block."""
    width_pt = mm_to_pt(TEXT_WIDTH_MM)
    return min(MASTHEAD_MAX_SIZE_PT, float(int(width_pt / max(len(mark), 1))))


def imprint_height_pt(copies_to: str, printer: str) -> float:
    """The height of the imprint on the page; copies run on behind “抄送：” line by line."""
    characters = int(mm_to_pt(TEXT_WIDTH_MM) / IMPRINT_SIZE_PT) - 5
    lines = -(-len(copies_to) // characters) + bool(printer)
    return lines * IMPRINT_LINE_PT


def mm_to_pt(length_mm: float) -> float:
    """Points in `length_mm` millimetres."""
    return length_mm / 25.4 * 72


def pt_to_mm(length_pt: float) -> float:
    """Millimetres in `length_pt` points."""
    return length_pt / 72 * 25.4


def mm_to_twips(length_mm: float) -> int:
    """Twips in `length_mm` millimetres, rounded."""
    return round(mm_to_pt(length_mm) * 20)
