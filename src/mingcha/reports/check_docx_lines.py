"""The lines of a .docx: the red rule under the number, a letter's double rules, the imprint's rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import _Footer, _Header
from docx.text.paragraph import Paragraph

from mingcha.reports import layout
from mingcha.reports.check import Deviation, check_length
from mingcha.reports.check_roles import Role
from mingcha.reports.document import Format
from mingcha.reports.word_looks import Looks

Named = Sequence[tuple[Role, Paragraph]]
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_V = "{urn:schemas-microsoft-com:vml}"
_IMPRINT = (Role.COPIES, Role.PRINTED)


def check_red_lines(word: WordDocument, looks: Looks, named: Named, kind: Format) -> list[Deviation]:
    """The mark is red, and so are its lines, which are as long as the format asks."""
    deviations = _check_mark(looks, named)
    what = "红色分隔线" if kind is Format.DOCUMENT else "红色双线"
    zone = _head_zone(word, named)
    paragraphs = [Paragraph(element, word._body) for element in zone if element.tag == qn("w:p")]
    lines = [(paragraph, line) for paragraph in paragraphs for line in looks.borders(paragraph)]
    drawn = [colour for element in zone for colour in _drawn_colours(element)]
    colours = [*(str(line.get(qn("w:color"), "auto")) for _, line in lines), *drawn]
    if not colours:
        return [*deviations, Deviation("版头", what, "有", "无")]
    if not any(is_red(colour) for colour in colours):
        return [*deviations, Deviation("版头", f"{what}颜色", "红色", colours[0].upper())]
    for paragraph, line in lines:
        if is_red(str(line.get(qn("w:color"), ""))):
            deviations += _check_red_line(looks, paragraph, line, kind, what)
    return list(dict.fromkeys(deviations))


def _check_mark(looks: Looks, named: Named) -> list[Deviation]:
    for role, paragraph in named:
        if role is Role.MASTHEAD and paragraph.runs:
            colour = looks.colour(paragraph.runs[0], paragraph)
            if not is_red(colour):
                return [Deviation("版头", "发文机关标志颜色", "红色", "黑色" if colour == "AUTO" else colour)]
    return []


def _check_red_line(
    looks: Looks, paragraph: Paragraph, line: BaseOxmlElement, kind: Format, what: str
) -> list[Deviation]:
    side_pt = 0.0
    for indent in (looks.indent_pt(paragraph, "left"), looks.indent_pt(paragraph, "right")):
        side_pt += indent
    length_mm = layout.TEXT_WIDTH_MM - layout.pt_to_mm(side_pt)
    wanted = layout.TEXT_WIDTH_MM if kind is Format.DOCUMENT else layout.LETTER_RULE_LENGTH_MM
    deviations = check_length("版头", f"{what}长度", wanted, length_mm, 2, "mm")
    if kind is Format.DOCUMENT and line.tag == qn("w:bottom") and "号" in paragraph.text:
        # Below the characters the line box goes on for some 4 pt.
        below_mm = layout.pt_to_mm(float(line.get(qn("w:space"), "0")) + 4)
        wanted = layout.RED_RULE_BELOW_NUMBER_MM
        deviations += check_length("版头", f"{what}距发文字号", wanted, below_mm, 1.5, "mm")
    return deviations


def _head_zone(word: WordDocument, named: Named) -> list[BaseOxmlElement]:
    """All paragraphs, tables and boxes before the addressee, and those of the first section's header and
    first footer."""
    after = {Role.ADDRESSEE, Role.BODY, Role.LEVEL_1}
    last = next((paragraph._p for role, paragraph in named if role in after), None)
    zone: list[BaseOxmlElement] = []
    for element in word.element.body.iter(qn("w:p"), qn("w:tbl")):
        if element is last:
            break
        zone.append(element)
    if len(word.sections):
        section = word.sections[0]
        stories: list[_Header | _Footer] = [section.header]
        if section.different_first_page_header_footer:
            stories += [section.first_page_header, section.first_page_footer]
        for one in stories:
            if not one.is_linked_to_previous:
                zone += list(one._element.iter(qn("w:p"), qn("w:tbl")))
    return zone


def _drawn_colours(element: BaseOxmlElement) -> Iterator[str]:
    """Colours of lines that were drawn, and of the borders of tables."""
    if element.tag == qn("w:tbl"):
        for kind in ("w:tblBorders", "w:tcBorders"):
            for borders in element.iter(qn(kind)):
                yield from (
                    str(side.get(qn("w:color"), "auto"))
                    for side in borders
                    if side.get(qn("w:val")) not in ("nil", "none")
                )
        return
    for line in element.iter(f"{_A}ln"):
        for colour in line.iter(f"{_A}srgbClr"):
            yield str(colour.get("val"))
    for shape in [*element.iter(f"{_V}line"), *element.iter(f"{_V}shape"), *element.iter(f"{_V}rect")]:
        if shape.get("strokecolor"):
            yield str(shape.get("strokecolor"))


def is_red(colour: str) -> bool:
    """Whether a colour, as Word writes it, prints as red."""
    name = colour.split(" ")[0].lstrip("#").lower()
    if name == "red":
        return True
    if len(name) == 3:
        name = "".join(2 * digit for digit in name)
    try:
        red, green, blue = (int(name[start : start + 2], 16) for start in (0, 2, 4))
    except ValueError:
        return False
    return red >= 0xB0 and green <= 0x60 and blue <= 0x60


def check_imprint_lines(looks: Looks, named: Named) -> list[Deviation]:
    """First and last rule are there and heavier than those between."""
    paragraphs = [paragraph for role, paragraph in named if role in _IMPRINT]
    if not paragraphs:
        return []
    tables = {id(table): table for paragraph in paragraphs for table in _tables_of(paragraph._p)}
    if tables:
        return _check_table(next(iter(tables.values())))
    near = _neighbours(paragraphs[0]._p, paragraphs[-1]._p)
    found = [line for element in near for line in looks.borders(Paragraph(element, paragraphs[0]._parent))]
    drawn = [colour for element in near for colour in _drawn_colours(element)]
    if len(found) + len(drawn) < 2:
        return [Deviation("版记", "分隔线", "首条、末条和中间均有", f"{len(found) + len(drawn)} 条")]
    return []


def _tables_of(element: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    return (ancestor for ancestor in element.iterancestors() if ancestor.tag == qn("w:tbl"))


def _neighbours(first: BaseOxmlElement, last: BaseOxmlElement) -> list[BaseOxmlElement]:
    """The paragraphs from the one before the imprint to the one behind it: lines may hang on either."""
    found = [before for before in (first.getprevious(),) if before is not None]
    element = first
    while element is not None:
        found.append(element)
        if element is last:
            break
        element = element.getnext()
    if last.getnext() is not None:
        found.append(last.getnext())
    return [one for one in found if one.tag == qn("w:p")]


def _check_table(table: BaseOxmlElement) -> list[Deviation]:
    rows = table.findall(qn("w:tr"))
    top = _width(table, rows[0], "top")
    bottom = _width(table, rows[-1], "bottom")
    deviations = [
        Deviation("版记", f"{name}分隔线", f"粗线（{layout.IMPRINT_THICK_RULE_MM} mm）", "无")
        for name, width in (("首条", top), ("末条", bottom))
        if not width
    ]
    inner = [
        max(_width(table, above, "bottom", inside=True), _width(table, below, "top", inside=True))
        for above, below in pairwise(rows)
    ]
    if inner and not any(inner):
        thin = f"细线（{layout.IMPRINT_THIN_RULE_MM} mm）"
        deviations.append(Deviation("版记", "中间分隔线", thin, "无"))
    if top and bottom and inner and max(inner) > min(top, bottom):
        thick_mm, thin_mm = (layout.pt_to_mm(value / 8) for value in (min(top, bottom), max(inner)))
        wanted = f"首条、末条粗于中间（{layout.IMPRINT_THICK_RULE_MM} mm、{layout.IMPRINT_THIN_RULE_MM} mm）"
        deviations.append(Deviation("版记", "分隔线粗细", wanted, f"{thick_mm:.2f} mm、{thin_mm:.2f} mm"))
    return deviations


def _width(table: BaseOxmlElement, row: BaseOxmlElement, side: str, *, inside: bool = False) -> float:
    """The width of a row's line in eighths of a point: the cells' own before the table's; 0 for none."""
    cells = [line for line in row.iter(qn("w:tcBorders")) if line.find(qn(f"w:{side}")) is not None]
    if cells:
        return max(_eighths(borders.find(qn(f"w:{side}"))) for borders in cells)
    borders = table.find(f"{qn('w:tblPr')}/{qn('w:tblBorders')}")
    name = "insideH" if inside else side
    return 0.0 if borders is None else _eighths(borders.find(qn(f"w:{name}")))


def _eighths(line: BaseOxmlElement | None) -> float:
    if line is None or line.get(qn("w:val")) in ("nil", "none"):
        return 0.0
    return float(line.get(qn("w:sz"), "4"))
