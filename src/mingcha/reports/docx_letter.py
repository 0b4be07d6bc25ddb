"""Head and foot of the letter format, which stand in the header and footer of the first page."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from docx.text.paragraph import Paragraph

from mingcha.reports import docx_styles as styles
from mingcha.reports import layout
from mingcha.reports.docx_styles import child

_OVERHANG_MM = (layout.LETTER_RULE_LENGTH_MM - layout.TEXT_WIDTH_MM) / 2
# The least line height that word processors keep.
_HAIR_PT = 2
_THICK, _THIN = 18, 6


def add_letter_head(word: WordDocument, mark: str) -> None:
    """The issuer's mark over a thick and a thin rule, a thin and a thick rule at the foot, no page number."""
    section = word.sections[0]
    section.different_first_page_header_footer = True
    # python-docx appends the flag; the schema wants it before the grid.
    flag, grid = (section._sectPr.find(qn(f"w:{part}")) for part in ("titlePg", "docGrid"))
    if flag is not None and grid is not None:
        grid.addprevious(flag)
    section.header_distance = Mm(layout.LETTER_MARK_FROM_TOP_MM)
    head = section.first_page_header.paragraphs[0]
    head.style = word.styles[styles.MASTHEAD_STYLE]
    size_pt = layout.masthead_size_pt(mark)
    head.add_run(mark).font.size = Pt(size_pt)
    head.paragraph_format.line_spacing = Pt(size_pt)
    space_pt = round(layout.mm_to_pt(layout.LETTER_UPPER_RULE_BELOW_MARK_MM))
    _line(head, "bottom", _THICK, space_pt)
    thin = section.first_page_header.add_paragraph()
    _hair(thin, word, "bottom", _THIN)
    # Room for the number below: its characters stand 7/8 of their height under the rule.
    gap_pt = (layout.LINE_PITCH_PT - layout.BODY_SIZE_PT) / 2
    thin.paragraph_format.space_after = Pt(layout.LETTER_NUMBER_BELOW_RULE_PT - gap_pt)
    _lower_rule(word)


def _lower_rule(word: WordDocument) -> None:
    """The rule 20 mm above the page's foot; the page numbers of later pages stay where they are."""
    section = word.sections[0]
    before = section.footer_distance or Length(0)
    after = Mm(layout.LETTER_LOWER_RULE_FROM_BOTTOM_MM) - Pt(2 * _HAIR_PT)
    section.footer_distance = Length(after)
    for footer in (section.footer, section.even_page_footer):
        footer.paragraphs[0].paragraph_format.space_after = Length(before - after)
    _hair(section.first_page_footer.paragraphs[0], word, "top", _THIN)
    _hair(section.first_page_footer.add_paragraph(), word, "top", _THICK)


def _hair(paragraph: Paragraph, word: WordDocument, side: str, eighths: int) -> None:
    """A paragraph that is nothing but a line; two of them make a double rule that no program turns round."""
    paragraph.style = word.styles["Footer"]
    paragraph.paragraph_format.line_spacing = Pt(_HAIR_PT)
    _line(paragraph, side, eighths, 0)


def _line(paragraph: Paragraph, side: str, eighths: int, space_pt: int) -> None:
    """A line of 170 mm, centred on the text block; its width is in eighths of a point."""
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(-_OVERHANG_MM)
    properties = paragraph._p.get_or_add_pPr()
    border = properties.makeelement(qn("w:pBdr"), {})
    child(border, side, val="single", sz=str(eighths), space=str(space_pt), color=layout.RED)
    style = properties.find(qn("w:pStyle"))
    properties.insert(0 if style is None else 1, border)
