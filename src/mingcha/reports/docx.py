"""The document as .docx: real Word styles under the official font names, the same bytes for the same
document.

Lines stand on a fixed pitch of 28.95 pt with characters drawn closer by 0.25 pt, which gives 22 × 28 in
Word, WPS and LibreOffice alike; a character grid (`linesAndChars`) is not used because LibreOffice sets 14
characters a line by it.
"""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from mingcha.reports import layout
from mingcha.reports.document import (
    Document,
    blocks_before_signature,
)
from mingcha.reports.docx_blocks import BlockWriter
from mingcha.reports.docx_styles import add_styles, set_fonts
from mingcha.reports.drawing import Face
from mingcha.reports.fonts import OFFICE_NAMES
from mingcha.reports.pagination import imprint_place
from mingcha.reports.storage import write_whole

# The earliest time that a zip entry can carry: entries say nothing about when or where the file was made.
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)

# What Windows and WPS have in every edition, with family and pitch by which others choose.
_ALTERNATIVES = {
    Face.TITLE: ("华文中宋", "roman", "variable"),
    Face.BODY: ("仿宋", "modern", "fixed"),
    Face.KAI: ("楷体", "modern", "fixed"),
    Face.HEI: ("SimHei", "modern", "fixed"),
    Face.SONG: ("SimSun", "roman", "variable"),
}


def write_docx(document: Document, path: Path) -> None:
    """Set `document` into `path`."""
    write_whole(path, render_docx(document))


def render_docx(document: Document) -> bytes:
    """The bytes of the .docx."""
    word = docx.Document(io.BytesIO(_empty()))
    _set_properties(word, document)
    held = blocks_before_signature(document)
    writer = BlockWriter(word, imprint_place(document))
    for index, block in enumerate(document.blocks):
        writer.add(block, with_next=index in held)
    buffer = io.BytesIO()
    word.save(buffer)
    return _canonical_zip(buffer.getvalue())


@lru_cache(maxsize=1)
def _empty() -> bytes:
    """A document with page, styles and page numbers and nothing in it; made once for a process."""
    word = docx.Document()
    _clear(word)
    _set_page(word)
    add_styles(word)
    _set_font_table(word)
    _add_page_numbers(word)
    buffer = io.BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def _clear(word: WordDocument) -> None:
    """Remove what a bulletin does not use of python-docx's template: styles, parts, the picture of a page."""
    kept = {"Normal", "Default Paragraph Font", "Normal Table", "No List", "Header", "Footer", "Title"}
    kept |= {f"Heading {level}" for level in range(1, 5)}
    for style in list(word.styles):
        if style.name not in kept:
            word.styles.element.remove(style.element)
    unused = ("/thumbnail", "/stylesWithEffects", "/numbering", "/customXml")
    for relations in (word.part.package.rels, word.part.rels):
        for key in [key for key, relation in relations.items() if relation.reltype.endswith(unused)]:
            del relations[key]


def _set_page(word: WordDocument) -> None:
    section = word.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(layout.PAGE_WIDTH_MM), Mm(layout.PAGE_HEIGHT_MM)
    section.top_margin, section.bottom_margin = Mm(layout.MARGIN_TOP_MM), Mm(layout.MARGIN_BOTTOM_MM)
    section.left_margin, section.right_margin = Mm(layout.MARGIN_LEFT_MM), Mm(layout.MARGIN_RIGHT_MM)
    section.gutter = Mm(0)
    section.header_distance = Mm(15)
    section.footer_distance = Mm(layout.MARGIN_BOTTOM_MM - layout.PAGE_NUMBER_BELOW_TEXT_MM) - Pt(
        layout.PAGE_NUMBER_SIZE_PT / 2
    )
    properties = section._sectPr
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    grid = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(layout.LINE_PITCH_TWIPS))
    properties.append(grid)


def _set_font_table(word: WordDocument) -> None:
    """Tell Word which font to take where an office font is not installed."""
    fonts = "".join(
        f'<w:font w:name="{OFFICE_NAMES[face]}"><w:altName w:val="{alternative}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{family}"/><w:pitch w:val="{pitch}"/></w:font>'
        for face, (alternative, family, pitch) in _ALTERNATIVES.items()
    )
    table = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts {nsdecls("w")}>{fonts}</w:fonts>'
    )
    for part in word.part.package.iter_parts():
        if part.partname == "/word/fontTable.xml":
            part._blob = table.encode()


def _set_properties(word: WordDocument, document: Document) -> None:
    dated = datetime(document.dated.year, document.dated.month, document.dated.day, tzinfo=UTC)
    core = word.core_properties
    core.title, core.author, core.last_modified_by = document.title, document.issuer, document.issuer
    core.created = core.modified = dated
    core.comments, core.keywords, core.subject, core.category = "", "", "", ""
    core.language = "zh-CN"
    core.revision = 1
    settings = word.settings.element
    before = {qn(f"w:{name}") for name in _SETTINGS_BEFORE}
    place = max((index for index, part in enumerate(settings, 1) if part.tag in before), default=0)
    settings.insert(place, OxmlElement("w:evenAndOddHeaders"))
    spacing = settings.find(qn("w:characterSpacingControl"))
    if spacing is not None:
        spacing.set(qn("w:val"), "compressPunctuation")


# What may stand before `evenAndOddHeaders` in the settings (ECMA-376, 17.15.1.78).
_SETTINGS_BEFORE = (
    "view",
    "zoom",
    "embedTrueTypeFonts",
    "saveSubsetFonts",
    "bordersDoNotSurroundHeader",
    "bordersDoNotSurroundFooter",
    "proofState",
    "attachedTemplate",
    "stylePaneFormatFilter",
    "defaultTabStop",
    "autoHyphenation",
)


def _add_page_numbers(word: WordDocument) -> None:
    section = word.sections[0]
    section.footer.is_linked_to_previous = False
    section.even_page_footer.is_linked_to_previous = False
    one_character = Pt(layout.CHARACTER_PITCH_PT)
    for footer, right in ((section.footer, True), (section.even_page_footer, False)):
        paragraph = footer.paragraphs[0]
        paragraph.style = word.styles["Footer"]
        paragraph.alignment = 2 if right else 0
        side = paragraph.paragraph_format
        (side.right_indent, side.left_indent) = (one_character, None) if right else (None, one_character)
        _add_page_field(paragraph)


def _add_page_field(paragraph: WordParagraph) -> None:
    """“— 1 —” with the number as a field."""
    _number_run(paragraph, "— ")
    for kind in ("begin", "instruction", "separate", "result", "end"):
        run = paragraph.add_run()
        set_fonts(run._r.get_or_add_rPr(), Face.SONG)
        if kind == "instruction":
            text = OxmlElement("w:instrText")
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            text.text = " PAGE "
            run._r.append(text)
        elif kind == "result":
            run.text = "1"
        else:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
    _number_run(paragraph, " —")


def _number_run(paragraph: WordParagraph, text: str) -> None:
    run = paragraph.add_run(text)
    set_fonts(run._r.get_or_add_rPr(), Face.SONG)


def _canonical_zip(content: bytes) -> bytes:
    """The same entries in the same order with one fixed time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(buffer, "w") as target:
        names = sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        for name in names:
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            target.writestr(entry, source.read(name))
    return buffer.getvalue()
