"""The Word styles of an official document: names, fonts, sizes, spacing by GB/T 9704-2012."""

from __future__ import annotations

from dataclasses import dataclass

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from mingcha.reports import layout
from mingcha.reports.document import HEADING_FACES
from mingcha.reports.drawing import Face
from mingcha.reports.fonts import OFFICE_NAMES

MASTHEAD_STYLE = "发文机关标志"
NUMBER_STYLE = "发文字号"
LETTER_NUMBER_STYLE = "函的发文字号"
COPY_NUMBER_STYLE = "份号"
SECRECY_STYLE = "密级和紧急程度"
ADDRESSEE_STYLE = "主送机关"
BODY_STYLE = "公文正文"
ATTACHMENT_STYLE = "附件说明"
SIGNATURE_STYLE = "署名"
DATE_STYLE = "成文日期"
NOTE_STYLE = "附注"
IMPRINT_STYLE = "版记"
CAPTION_STYLE = "图题"
PICTURE_STYLE = "图片"
ANNEX_LABEL_STYLE = "附件标识"
ANNEX_TITLE_STYLE = "附件标题"
TABLE_STYLE = "表格文字"
TABLE_HEAD_STYLE = "表头"
BLANK_STYLE = "空行"


@dataclass(frozen=True, slots=True)
class _Look:
    name: str
    face: Face
    size_pt: float = layout.BODY_SIZE_PT
    line_pt: float = layout.LINE_PITCH_PT
    align: str = "both"
    indent: bool = False
    tight: bool = True
    keep_next: bool = False
    level: int | None = None
    colour: str | None = None
    rule: bool = False


_LOOKS = (
    _Look("Normal", Face.BODY),
    _Look("Title", Face.TITLE, layout.TITLE_SIZE_PT, align="center", tight=False, keep_next=True),
    *(
        _Look(f"Heading {level}", HEADING_FACES[level], indent=True, keep_next=True, level=level)
        for level in range(1, 5)
    ),
    _Look("Footer", Face.SONG, layout.PAGE_NUMBER_SIZE_PT, layout.PAGE_NUMBER_SIZE_PT, "left", tight=False),
    _Look("Header", Face.SONG, layout.PAGE_NUMBER_SIZE_PT, layout.PAGE_NUMBER_SIZE_PT, "left", tight=False),
    _Look(MASTHEAD_STYLE, Face.TITLE, layout.MASTHEAD_MAX_SIZE_PT, layout.MASTHEAD_MAX_SIZE_PT, "center",
          tight=False, colour=layout.RED),
    _Look(NUMBER_STYLE, Face.BODY, align="center", rule=True),
    _Look(LETTER_NUMBER_STYLE, Face.BODY, align="right"),
    _Look(COPY_NUMBER_STYLE, Face.BODY, align="left"),
    _Look(SECRECY_STYLE, Face.HEI, align="left"),
    _Look(ADDRESSEE_STYLE, Face.BODY),
    _Look(BODY_STYLE, Face.BODY, indent=True),
    _Look(ATTACHMENT_STYLE, Face.BODY),
    _Look(SIGNATURE_STYLE, Face.BODY, align="right", keep_next=True),
    _Look(DATE_STYLE, Face.BODY, align="right"),
    _Look(NOTE_STYLE, Face.BODY, indent=True),
    _Look(IMPRINT_STYLE, Face.BODY, layout.IMPRINT_SIZE_PT, layout.IMPRINT_LINE_PT, "left", tight=False),
    _Look(CAPTION_STYLE, Face.HEI, layout.CAPTION_SIZE_PT, layout.LINE_PITCH_PT, "center", tight=False,
          keep_next=True),
    _Look(PICTURE_STYLE, Face.SONG, layout.TABLE_SIZE_PT, 0, "center", tight=False),
    _Look(ANNEX_LABEL_STYLE, Face.HEI, align="left", keep_next=True),
    _Look(ANNEX_TITLE_STYLE, Face.TITLE, layout.TITLE_SIZE_PT, align="center", tight=False, keep_next=True),
    _Look(TABLE_STYLE, Face.BODY, layout.TABLE_SIZE_PT, layout.TABLE_LINE_PT, "left", tight=False),
    _Look(TABLE_HEAD_STYLE, Face.HEI, layout.TABLE_SIZE_PT, layout.TABLE_LINE_PT, "center", tight=False),
    _Look(BLANK_STYLE, Face.BODY, keep_next=True),
)  # fmt: skip

# Body text that runs on behind a heading in the same paragraph.
RUN_ON_STYLE = "标题后正文"


def add_styles(word: WordDocument) -> None:
    """Set the built-in styles and add the others; all are based on none, so each says itself what it is."""
    _set_defaults(word)
    existing = {style.name for style in word.styles}
    for number, look in enumerate(_LOOKS):
        if look.name in existing:
            style = word.styles[look.name]
        else:
            style = word.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH)
            style.element.set(qn("w:styleId"), f"Official{number}")
        _apply(style.element, look)
    run_on = word.styles.add_style(RUN_ON_STYLE, WD_STYLE_TYPE.CHARACTER)
    run_on.element.set(qn("w:styleId"), "RunOn")
    set_fonts(run_on.element.get_or_add_rPr(), Face.BODY)


def set_fonts(properties: BaseOxmlElement, face: Face) -> None:
    """Name the office font for every script; Western digits and letters are set in it too."""
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    fonts = OxmlElement("w:rFonts")
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), OFFICE_NAMES[face])
    fonts.set(qn("w:hint"), "eastAsia")
    style = properties.find(qn("w:rStyle"))
    properties.insert(0 if style is None else 1, fonts)


def child(parent: BaseOxmlElement, name: str, **attributes: str) -> BaseOxmlElement:
    """A new child element `w:name` at the end of `parent`."""
    element: BaseOxmlElement = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    parent.append(element)
    return element


def _set_defaults(word: WordDocument) -> None:
    defaults = word.styles.element.find(qn("w:docDefaults"))
    assert defaults is not None
    for part in list(defaults):
        defaults.remove(part)
    run = child(child(defaults, "rPrDefault"), "rPr")
    set_fonts(run, Face.BODY)
    child(run, "lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA")
    paragraph = child(child(defaults, "pPrDefault"), "pPr")
    child(paragraph, "autoSpaceDE", val="0")
    child(paragraph, "autoSpaceDN", val="0")


def _apply(style: BaseOxmlElement, look: _Look) -> None:
    keep = {qn("w:name"), qn("w:uiPriority"), qn("w:unhideWhenUsed")}
    for part in list(style):
        if part.tag not in keep:
            style.remove(part)
    child(style, "qFormat")
    style.append(_paragraph_properties(look))
    style.append(_run_properties(look))


def _paragraph_properties(look: _Look) -> BaseOxmlElement:
    """In the order of the schema (ECMA-376, 17.3.1.26)."""
    properties: BaseOxmlElement = OxmlElement("w:pPr")
    if look.keep_next:
        child(properties, "keepNext")
    child(properties, "widowControl", val="0")
    if look.rule:
        # 4 mm, less what the line box leaves below the characters.
        space_pt = round(layout.mm_to_pt(layout.RED_RULE_BELOW_NUMBER_MM) - 4)
        child(
            child(properties, "pBdr"), "bottom", val="single", sz="12", space=str(space_pt), color=layout.RED
        )
    child(properties, "kinsoku")
    if look.name in (TABLE_STYLE, TABLE_HEAD_STYLE):
        # Long addresses break anywhere instead of running out of the cell.
        child(properties, "wordWrap", val="0")
    child(properties, "overflowPunct")
    child(properties, "autoSpaceDE", val="0")
    child(properties, "autoSpaceDN", val="0")
    child(properties, "snapToGrid", val="0")
    if look.line_pt:
        line = str(round(look.line_pt * 20))
        child(properties, "spacing", before="0", after="0", line=line, lineRule="exact")
    else:
        # A picture in a line of fixed height would be cut off.
        child(properties, "spacing", before="0", after="0", line="240", lineRule="auto")
    first_line = round(2 * layout.CHARACTER_PITCH_PT * 20) if look.indent else 0
    if look.indent:
        child(properties, "ind", firstLineChars="200", firstLine=str(first_line))
    child(properties, "jc", val=look.align)
    if look.level is not None:
        child(properties, "outlineLvl", val=str(look.level - 1))
    return properties


def _run_properties(look: _Look) -> BaseOxmlElement:
    """In the order of the schema (ECMA-376, 17.3.2.28)."""
    properties: BaseOxmlElement = OxmlElement("w:rPr")
    set_fonts(properties, look.face)
    child(properties, "b", val="0")
    child(properties, "color", val=look.colour or "000000")
    if look.tight:
        child(properties, "spacing", val=str(round(layout.CHARACTER_SPACING_PT * 20)))
    child(properties, "kern", val="0")
    half_points = str(round(look.size_pt * 2))
    child(properties, "sz", val=half_points)
    child(properties, "szCs", val=half_points)
    return properties
