"""Page numbers of a .docx: a field between two dashes, at the right of odd and the left of even pages."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import _Footer
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from mingcha.reports import layout
from mingcha.reports.check import Deviation, check_length
from mingcha.reports.document import Format
from mingcha.reports.drawing import Face
from mingcha.reports.fonts import OFFICE_NAMES, Standing, standing_of
from mingcha.reports.word_looks import Looks, typed_blanks

DASHES = "—―─－"
"""Signs that print as a dash of one character; the standard names no code point."""
_SIDES = {"right": "居右", "left": "居左", "center": "居中", "both": "居左"}
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def check_page_numbers(
    word: WordDocument, looks: Looks, kind: Format | None, substitutes: set[str]
) -> list[Deviation]:
    """Every deviation of the first section's footers."""
    if not len(word.sections):
        return [Deviation("页码", "页码", "有", "无")]
    section = word.sections[0]
    flag = word.settings.element.find(qn("w:evenAndOddHeaders"))
    alternating = flag is not None and flag.get(qn("w:val"), "1") not in ("0", "false", "off")
    odd = _numbered(section.footer)
    deviations: list[Deviation] = []
    footers = [("奇数页", odd, "right")]
    if alternating:
        footers.append(("偶数页", _numbered(section.even_page_footer), "left"))
    elif odd is None or _side(looks, odd) != "outside":
        deviations.append(Deviation("页码", "奇偶页", "单页居右、双页居左", "不分奇偶页"))
    for name, paragraph, side in footers:
        if paragraph is None:
            deviations.append(Deviation(f"{name}页码", "页码", "有", "无"))
        else:
            deviations += _check_page_number(looks, paragraph, f"{name}页码", side, substitutes)
    if section.different_first_page_header_footer:
        deviations += _check_first_page(section.first_page_footer, kind)
    return deviations


def _check_first_page(footer: _Footer, kind: Format | None) -> list[Deviation]:
    """A letter has no number on its first page; a document has."""
    numbered = _numbered(footer) is not None
    if kind is Format.LETTER and numbered:
        return [Deviation("首页页码", "页码", "无（信函格式首页不显示页码）", "有")]
    if kind is Format.DOCUMENT and not numbered:
        return [Deviation("首页页码", "页码", "有", "无")]
    return []


def _numbered(footer: _Footer) -> Paragraph | None:
    """The paragraph of a footer that holds the number, in content controls, frames and boxes too."""
    for element in footer._element.iter(qn("w:p")):
        if any(ancestor.tag == _FALLBACK for ancestor in element.iterancestors()):
            continue
        if "PAGE" in _instructions(element).replace("NUMPAGES", ""):
            return Paragraph(element, footer)
    return None


def _instructions(element: BaseOxmlElement) -> str:
    """The field codes of a paragraph itself, not of a box that hangs on it."""
    found = []
    for code in [*element.iter(qn("w:instrText")), *element.iter(qn("w:fldSimple"))]:
        nearest = next(ancestor for ancestor in code.iterancestors() if ancestor.tag == qn("w:p"))
        if nearest is element:
            found.append((code.text if code.tag == qn("w:instrText") else code.get(qn("w:instr"))) or "")
    return "".join(found).upper()


def _side(looks: Looks, paragraph: Paragraph) -> str:
    """Where the number stands: by its frame, its box or its paragraph. “outside” is right on odd pages."""
    properties = paragraph._p.find(qn("w:pPr"))
    frame = None if properties is None else properties.find(qn("w:framePr"))
    if frame is not None and frame.get(qn("w:xAlign")):
        return str(frame.get(qn("w:xAlign")))
    for ancestor in paragraph._p.iterancestors():
        if ancestor.tag == f"{_DRAWING}anchor":
            align = ancestor.find(f"{_DRAWING}positionH/{_DRAWING}align")
            if align is not None and align.text:
                return str(align.text)
    return looks.alignment(paragraph)


def _check_page_number(
    looks: Looks, paragraph: Paragraph, place: str, side: str, substitutes: set[str]
) -> list[Deviation]:
    deviations = []
    found = _side(looks, paragraph)
    if found not in (side, "outside"):
        deviations.append(Deviation(place, "位置", _SIDES[side], _SIDES.get(found, found)))
    elif found == looks.alignment(paragraph) and _own_setting(paragraph):
        deviations += _check_blank(looks, paragraph, place, side)
    shown = "".join(element.text or "" for element in paragraph._p.iter(qn("w:t")))
    text = shown.strip()
    if not (text[:1] in DASHES and text[-1:] in DASHES and text):
        deviations.append(Deviation(place, "一字线", "数字左右各一条一字线", text or "无"))
    runs = [Run(element, paragraph) for element in paragraph._p.iter(qn("w:r"))]
    if not runs:
        return deviations
    size_pt = looks.size_pt(runs[0], paragraph)
    deviations += check_length(place, "字号", layout.PAGE_NUMBER_SIZE_PT, size_pt, 0.25, "磅")
    family = looks.family(runs[0], paragraph, "ascii")
    standing = standing_of(Face.SONG, family)
    if standing is Standing.OTHER:
        deviations.append(Deviation(place, "字体", OFFICE_NAMES[Face.SONG], family))
    elif standing is Standing.SUBSTITUTE:
        substitutes.add(f"{OFFICE_NAMES[Face.SONG]} 以 {family} 代替")
    return deviations


def _own_setting(paragraph: Paragraph) -> bool:
    """Whether the paragraph's own indents say where the number stands: not in a frame or box."""
    return paragraph._p.getparent().tag in (qn("w:ftr"), qn("w:sdtContent"))


def _check_blank(looks: Looks, paragraph: Paragraph, place: str, side: str) -> list[Deviation]:
    """One character is left free at the edge, by an indent or a blank."""
    text = "".join(element.text or "" for element in paragraph._p.iter(qn("w:t")))
    if side == "right":
        size_pt = layout.PAGE_NUMBER_SIZE_PT
        blank = looks.indent_pt(paragraph, "right") / size_pt + typed_blanks(text[::-1])
    else:
        own = typed_blanks(paragraph.text)
        blank = looks.first_line_characters(paragraph) - own + typed_blanks(text)
    return check_length(place, f"{_SIDES[side][-1]}空", 1, blank, 0.6, "字")
