"""The red heads: on the page in the document format, in header and footer of the first page in a letter."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from docx.text.paragraph import Paragraph

from mingcha.reports import docx_styles as styles
from mingcha.reports import layout
from mingcha.reports.document import Masthead
from mingcha.reports.docx_styles import child, set_fonts
from mingcha.reports.drawing import Face

_OVERHANG_MM = (layout.LETTER_RULE_LENGTH_MM - layout.TEXT_WIDTH_MM) / 2
# The least line height that word processors keep.
_HAIR_PT = 2
_THICK, _THIN = 18, 6


def add_document_head(word: WordDocument, block: Masthead) -> None:
    """Notices at the left, the mark 35 mm below the top of the text, the number over the red rule."""
    for face, text in block.notices:
        word.add_paragraph(text, style=_notice_style(face))
    size_pt = layout.masthead_size_pt(block.mark)
    mark = word.add_paragraph(style=styles.MASTHEAD_STYLE)
    mark.add_run(block.mark).font.size = Pt(size_pt)
    above = Mm(layout.MASTHEAD_BELOW_TEXT_TOP_MM) - Pt(len(block.notices) * layout.LINE_PITCH_PT)
    mark.paragraph_format.space_before = Length(above)
    mark.paragraph_format.line_spacing = Pt(size_pt)
    for _ in range(2):
        word.add_paragraph(style=styles.BLANK_STYLE)
    number = word.add_paragraph(block.number, style=styles.NUMBER_STYLE)
    if block.signer:
        _add_signer(number, block.signer)


def _add_signer(number: Paragraph, signer: str) -> None:
    """The number one character from the left, “签发人：” and the name one character from the right."""
    number.paragraph_format.alignment = 0
    stops = number.paragraph_format.tab_stops
    # A tab and no indent: the red rule is the paragraph's border and would be shortened with it.
    stops.add_tab_stop(Pt(layout.CHARACTER_PITCH_PT))
    right_pt = layout.mm_to_pt(layout.TEXT_WIDTH_MM) - layout.CHARACTER_PITCH_PT
    stops.add_tab_stop(Pt(right_pt), WD_TAB_ALIGNMENT.RIGHT)
    number.runs[0].text = f"\t{number.text}"
    number.add_run("\t签发人：")
    set_fonts(number.add_run(signer)._r.get_or_add_rPr(), Face.KAI)


def _notice_style(face: Face) -> str:
    return styles.SECRECY_STYLE if face is Face.HEI else styles.COPY_NUMBER_STYLE


def add_letter_head(word: WordDocument, block: Masthead) -> None:
    """The issuer's mark over a thick and a thin rule, a thin and a thick rule at the foot, no page number.

    The number stands at the right directly under the rule, the notices at the left beside and below it.
    """
    _add_letter_rules(word, block.mark)
    notices = block.notices
    number = word.add_paragraph(style=styles.LETTER_NUMBER_STYLE)
    if notices:
        face, text = notices[0]
        number.paragraph_format.alignment = 0
        right_pt = layout.mm_to_pt(layout.TEXT_WIDTH_MM)
        number.paragraph_format.tab_stops.add_tab_stop(Pt(right_pt), WD_TAB_ALIGNMENT.RIGHT)
        set_fonts(number.add_run(text)._r.get_or_add_rPr(), face)
        number.add_run("\t")
    number.add_run(block.number)
    for face, text in notices[1:]:
        word.add_paragraph(text, style=_notice_style(face))


def _add_letter_rules(word: WordDocument, mark: str) -> None:
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
