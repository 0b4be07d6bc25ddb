"""Right documents as others make them: without our styles, by the means that word processors offer."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

SENTENCE = "各单位要继续做好网站内容更新工作，认真落实整改要求，明确专人负责，不得松懈。"
LINE = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'


def page_setup(word: WordDocument, *, grid: str = "") -> None:
    """A4 with the margins of the standard; `grid`: attributes of the document grid."""
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(25.5)
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    if grid:
        section._sectPr.append(parse_xml(f"<w:docGrid {nsdecls('w')} {grid}/>"))


def say(
    word: WordDocument,
    text: str,
    family: str = "仿宋_GB2312",
    size: float = 16,
    *,
    align: int | None = None,
    indent: float = 0,
    right: float = 0,
    latin: str = "Times New Roman",
) -> Paragraph:
    """A paragraph set by hand: every setting is its own."""
    paragraph = word.add_paragraph()
    form = paragraph.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(max(28.95, size))
    if align is not None:
        form.alignment = align
    if indent:
        form.first_line_indent = Pt(indent * size)
    if right:
        form.right_indent = Pt(right * size)
    for part in re.findall(r"[0-9A-Za-z]+|[^0-9A-Za-z]+", text):
        run = paragraph.add_run(part)
        run.font.size = Pt(size)
        fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
        fonts.set(qn("w:eastAsia"), family)
        fonts.set(qn("w:ascii"), latin)
        fonts.set(qn("w:hAnsi"), latin)
    return paragraph


def blank(word: WordDocument, count: int = 1) -> None:
    for _ in range(count):
        say(word, "")


def red(paragraph: Paragraph) -> Paragraph:
    for run in paragraph.runs:
        run.font.color.rgb = RGBColor(0xFF, 0, 0)
    return paragraph


def page_field(paragraph: Paragraph, text: str = "— {} —") -> None:
    """The page number as a field between dashes, 4号 宋体."""
    before, after = text.split("{}")
    for kind in (before, "begin", " PAGE ", "end", after):
        run = paragraph.add_run()
        run.font.size, run.font.name = Pt(14), "宋体"
        if kind in ("begin", "end"):
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
        elif kind == " PAGE ":
            code = OxmlElement("w:instrText")
            code.text = kind
            run._r.append(code)
        else:
            run.text = kind


def alternating_footers(word: WordDocument) -> None:
    word.settings.element.insert(1, OxmlElement("w:evenAndOddHeaders"))
    section = word.sections[0]
    for footer, right in ((section.footer, True), (section.even_page_footer, False)):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.alignment = 2 if right else 0
        if right:
            paragraph.paragraph_format.right_indent = Pt(14)
        else:
            paragraph.paragraph_format.left_indent = Pt(14)
        page_field(paragraph)


def three_line_table(word: WordDocument, rows: list[str]) -> None:
    """The imprint as most offices make it: a table with three level lines."""
    table = word.add_table(rows=len(rows), cols=1)
    borders = parse_xml(
        f"<w:tblBorders {nsdecls('w')}>"
        '<w:top w:val="single" w:sz="8" w:space="0" w:color="auto"/>'
        '<w:bottom w:val="single" w:sz="8" w:space="0" w:color="auto"/>'
        '<w:insideH w:val="single" w:sz="6" w:space="0" w:color="auto"/></w:tblBorders>'
    )
    table._tbl.tblPr.append(borders)
    for row, text in zip(table.rows, rows, strict=True):
        paragraph = row.cells[0].paragraphs[0]
        paragraph.paragraph_format.left_indent = Pt(14)
        run = paragraph.add_run(text)
        run.font.size = Pt(14)
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "仿宋_GB2312")


CHARACTER_GRID = 'w:type="linesAndChars" w:linePitch="579" w:charSpace="-849"'
LINE_GRID = 'w:type="lines" w:linePitch="579"'


def by_hand(grid: str = CHARACTER_GRID) -> WordDocument:
    """The document format, set paragraph by paragraph: a border as the red rule, a table as the imprint."""
    word = docx.Document()
    page_setup(word, grid=grid)
    mark = red(say(word, "云州市人民政府文件", "方正小标宋简体", 48, align=1))
    mark.paragraph_format.space_before = Mm(35)
    blank(word, 2)
    number = say(word, "云政发〔2018〕12号", align=1)
    border = parse_xml(
        f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="12" w:space="8" w:color="FF0000"/></w:pBdr>'
    )
    number._p.get_or_add_pPr().append(border)
    blank(word, 2)
    say(word, "云州市人民政府关于加强政府网站", "方正小标宋简体", 22, align=1)
    say(word, "管理工作的通知", "方正小标宋简体", 22, align=1)
    blank(word)
    say(word, "各县区人民政府，市政府各部门：")
    say(word, "为加强政府网站管理，现就有关事项通知如下：", indent=2)
    say(word, "一、总体要求", "黑体", indent=2)
    say(word, SENTENCE, indent=2)
    say(word, "二、主要任务", "黑体", indent=2)
    say(word, "（一）强化内容保障", "楷体_GB2312", indent=2)
    say(word, f"1.及时更新。{SENTENCE}", indent=2)
    say(word, f"2.严格审核。{SENTENCE}", indent=2)
    say(word, "（二）强化安全防护", "楷体_GB2312", indent=2)
    say(word, SENTENCE, indent=2)
    blank(word)
    say(word, "附件：政府网站检查指标", indent=2)
    blank(word, 2)
    say(word, "云州市人民政府", align=2, right=4)
    say(word, "2018年12月3日", align=2, right=4)
    say(word, "（此件公开发布）", indent=2)
    three_line_table(
        word,
        ["抄送：市委各部门，市人大常委会办公室，市政协办公室。", "云州市人民政府办公室　　2018年12月3日印发"],
    )
    alternating_footers(word)
    return word


def wps_like() -> WordDocument:
    """A letter as WPS users make it: headings that number themselves, lines that were drawn, blanks that were
    typed, the page number in a frame at the outer edge."""
    word = docx.Document()
    page_setup(word, grid=LINE_GRID)
    mark = red(say(word, "云州市教育局", "方正小标宋_GBK", 56, align=1))
    drawn_line(mark)
    drawn_line(mark)
    number = say(word, "云教函〔2018〕7号", align=2)
    number.paragraph_format.line_spacing = Pt(28)
    blank(word, 2)
    say(word, "关于报送网站整改情况的函", "方正小标宋_GBK", 22, align=1)
    blank(word)
    say(word, "市政府办公室：", "方正仿宋_GBK")
    say(word, f"　　按照要求，现将我局整改情况报告如下。{SENTENCE}", "方正仿宋_GBK")
    level = add_list(word)
    for heading, text in (("整改情况", SENTENCE), ("下一步打算", SENTENCE)):
        paragraph = say(word, heading, "方正黑体_GBK")
        numbered(paragraph, level, 0)
        item = say(word, f"加强管理。{text}", "方正楷体_GBK")
        numbered(item, level, 1)
        say(word, f"{SENTENCE}", "方正仿宋_GBK", indent=2)
    blank(word)
    say(word, "　　附件：1. 整改台账", "方正仿宋_GBK")
    say(word, "　　　　　2. 证明材料", "方正仿宋_GBK")
    blank(word, 2)
    say(word, f"{'　' * 18}云州市教育局", "方正仿宋_GBK")
    say(word, f"{'　' * 18}2018年3月9日", "方正仿宋_GBK")
    say(word, "附件1", "方正黑体_GBK").paragraph_format.page_break_before = True
    say(word, "整改台账", "方正小标宋_GBK", 22, align=1)
    say(word, "附件2", "方正黑体_GBK").paragraph_format.page_break_before = True
    say(word, "证明材料", "方正小标宋_GBK", 22, align=1)
    framed_number(word)
    return word


def joint() -> WordDocument:
    """A document of two offices: the mark in a table, the rule a drawn shape, blanks behind the numbers of
    headings."""
    word = docx.Document()
    page_setup(word, grid=LINE_GRID)
    cells = word.add_table(rows=1, cols=2).rows[0].cells
    for cell, text in zip(cells, ("云州市人民政府办公室\n云州市财政局", "文件"), strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.alignment = 1
        run = paragraph.add_run(text)
        run.font.size = Pt(40)
        run.font.color.rgb = RGBColor(0xE6, 0, 0x12)
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "方正小标宋简体")
    blank(word, 2)
    shape_line(say(word, "云政办发〔2018〕12号", align=1))
    blank(word, 2)
    say(word, "关于加强网站管理的通知", "方正小标宋简体", 22, align=1)
    blank(word)
    say(word, "各县区人民政府，市政府各部门：")
    say(word, "为加强管理，根据《条例》（国务院令第711号）规定，现就有关事项通知如下：", indent=2)
    say(word, "一、 总体要求", "黑体", indent=2)
    say(word, f"（一） 指导思想。{SENTENCE}", "楷体_GB2312", indent=2)
    say(word, f"1. 第一项。{SENTENCE}", indent=2)
    say(word, f"（1）细目。{SENTENCE}", indent=2)
    say(word, "2018年以来，各单位认真整改。", indent=2)
    blank(word, 2)
    say(word, "云州市人民政府办公室　　云州市财政局", align=2, right=2)
    say(word, "2018年12月3日", align=2, right=4)
    three_line_table(word, ["云州市人民政府办公室　　2018年12月3日印发"])
    alternating_footers(word)
    return word


def public_notice() -> WordDocument:
    """A document to everybody: no red head, no addressee; indents and places made of blanks."""
    word = docx.Document()
    page_setup(word)
    say(word, "云州市人民政府", "华文中宋", 22, align=1)
    say(word, "关于开展集中整治的通告", "华文中宋", 22, align=1)
    blank(word)
    for text in ("为加强管理，现通告如下：", SENTENCE, SENTENCE):
        say(word, f"　　{text}").paragraph_format.line_spacing = Pt(28)
    say(word, f"{'　' * 17}云州市人民政府")
    say(word, f"{'　' * 17}2018年12月3日")
    alternating_footers(word)
    return word


def shape_line(paragraph: Paragraph) -> None:
    """A red line as Word draws it today, behind the text."""
    shape = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    run = parse_xml(
        f'<w:r {nsdecls("w", "wp", "a")} xmlns:wps="{shape}"><w:drawing>'
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0" '
        'locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH>'
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>500000</wp:posOffset></wp:positionV>'
        '<wp:extent cx="5616000" cy="0"/><wp:wrapNone/><wp:docPr id="9" name="line"/><a:graphic>'
        f'<a:graphicData uri="{shape}"><wps:wsp><wps:cNvCnPr/><wps:spPr><a:prstGeom prst="line"><a:avLst/>'
        '</a:prstGeom><a:ln w="19050"><a:solidFill><a:srgbClr val="E60012"/></a:solidFill></a:ln></wps:spPr>'
        "<wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
    )
    paragraph._p.append(run)


def drawn_line(paragraph: Paragraph) -> None:
    """A red line as a drawn shape."""
    run = parse_xml(
        f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict>'
        '<v:line from="0,0" to="481.9pt,0" strokecolor="red" strokeweight="2.25pt" '
        'style="position:absolute"/></w:pict></w:r>'
    )
    paragraph._p.append(run)


def add_list(word: WordDocument) -> str:
    """A list “一、” with “（一）” below it; its number."""
    numbering = word.part.numbering_part.element
    numbering.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77"><w:multiLevelType w:val="multilevel"/>'
            + "".join(
                f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
                f'<w:suff w:val="nothing"/><w:lvlText w:val="{label}"/>'
                '<w:pPr><w:ind w:left="0" w:firstLine="640"/></w:pPr></w:lvl>'
                for level, label in enumerate(("%1、", "（%2）"))
            )
            + "</w:abstractNum>"
        ),
    )
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    return "77"


def numbered(paragraph: Paragraph, number: str, level: int) -> None:
    paragraph._p.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
    )


def framed_number(word: WordDocument) -> None:
    """One footer for all pages, its number in a frame at the outer edge; none on the first page."""
    section = word.sections[0]
    section.different_first_page_header_footer = True
    section.footer.is_linked_to_previous = False
    paragraph = section.footer.paragraphs[0]
    place = 'w:wrap="around" w:vAnchor="text" w:hAnchor="margin" w:xAlign="outside" w:y="1"'
    paragraph._p.get_or_add_pPr().append(parse_xml(f"<w:framePr {nsdecls('w')} {place}/>"))
    page_field(paragraph)


def converted(path: Path, kind: str) -> Path:
    """The file as LibreOffice saves it in another format, beside the first."""
    profile = f"-env:UserInstallation=file://{path.parent}/profile"
    command = [
        "soffice",
        "--headless",
        profile,
        "--convert-to",
        kind,
        "--outdir",
        str(path.parent),
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return path.with_suffix(f".{kind}")
