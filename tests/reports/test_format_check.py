"""The check of head, imprint, numbering and page numbers: each planted deviation is found."""

import io
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph
from tests.reports.foreign import converted

from mingcha.core.errors import UsageError
from mingcha.reports.check import check_file
from mingcha.reports.document import (
    Addressee,
    Annex,
    AttachmentNote,
    Block,
    Document,
    Format,
    Heading,
    Imprint,
    Masthead,
    Note,
    Paragraph,
    Signature,
    Title,
)
from mingcha.reports.docx import render_docx
from mingcha.reports.fonts import font_set
from mingcha.reports.pdf import render_pdf

ISSUER = "云州市人民政府办公室"
SENTENCE = "各单位要继续做好网站内容更新工作，认真落实整改要求，明确专人负责，不得松懈。"
NOTICES = {"copy_number": "000012", "secrecy": "秘密★1年", "urgency": "特急"}
Alteration = Callable[[WordDocument], object]


def paper(*, letter: bool = False, annexes: int = 2) -> Document:
    """A right document with everything that the format has."""
    kind = Format.LETTER if letter else Format.DOCUMENT
    head = Masthead.of(ISSUER, "云政办函〔2018〕9号" if letter else "云政办字〔2018〕9号", kind)
    blocks: list[Block] = [
        replace(head, **NOTICES),
        Title((f"{ISSUER}关于", "进一步做好政府网站整改工作的通知")),
        Addressee("各县区人民政府，市政府各部门："),
        Paragraph("现就有关事项通知如下："),
        Heading(1, "一、总体要求"),
        Paragraph(SENTENCE * 3),
        Heading(1, "二、主要任务"),
        Heading(2, "（一）抓好整改。", SENTENCE * 3),
        Heading(2, "（二）加强管理。", SENTENCE * 4),
        Heading(3, "1.内容更新。", SENTENCE),
        Heading(3, "2.信息审核。", SENTENCE),
        Heading(1, "三、工作保障"),
        Paragraph(SENTENCE * 2),
        AttachmentNote(("检查指标", "整改情况反馈表")[:annexes]),
        Signature(ISSUER, "2018年7月10日"),
        Note("（此件公开发布）"),
        *(Annex(f"附件{number}" if annexes > 1 else "附件", "检查指标") for number in range(1, annexes + 1)),
        Imprint("市委办公室，市人大常委会办公室", "" if letter else ISSUER, "2018年7月10日"),
    ]
    return Document("通知", ISSUER, date(2018, 7, 10), tuple(blocks))


def paragraphs(word: WordDocument) -> list[WordParagraph]:
    return [WordParagraph(element, word._body) for element in word.element.body.iter(qn("w:p"))]


def at(word: WordDocument, start: str) -> WordParagraph:
    return next(one for one in paragraphs(word) if one.text.strip().startswith(start))


def style(name: str, change: Callable[..., object]) -> Alteration:
    return lambda word: change(word.styles[name])


def text(start: str, new: str) -> Alteration:
    def alter(word: WordDocument) -> None:
        first, *others = at(word, start).runs
        first.text = new
        for run in others:
            run.text = ""

    return alter


def rule(**attributes: str) -> Alteration:
    """Change the red rule, which is the border of the number's style."""

    def alter(word: WordDocument) -> None:
        line = word.styles["发文字号"].element.pPr.find(qn("w:pBdr"))[0]
        for key, value in attributes.items():
            line.set(qn(f"w:{key}"), value)

    return alter


def without_rule(word: WordDocument) -> None:
    settings = word.styles["发文字号"].element.pPr
    settings.remove(settings.find(qn("w:pBdr")))


def imprint_table(word: WordDocument):  # type: ignore[no-untyped-def]
    return word.tables[-1]._tbl


def imprint_lines(**widths: str) -> Alteration:
    def alter(word: WordDocument) -> None:
        borders = imprint_table(word).tblPr.find(qn("w:tblBorders"))
        for side, width in widths.items():
            borders.find(qn(f"w:{side}")).set(qn("w:sz" if width != "nil" else "w:val"), width)

    return alter


def without_imprint(word: WordDocument) -> None:
    table = imprint_table(word)
    table.getparent().remove(table)


def without_attachment_note(word: WordDocument) -> None:
    for start in ("附件：1.", "2. 整改"):
        element = at(word, start)._p
        element.getparent().remove(element)


def swapped_levels(word: WordDocument) -> None:
    """“1.” stands over “（一）”."""
    text("（一）抓好", "1.抓好整改。")(word)
    first = at(word, "1.抓好").runs[0]
    first._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "仿宋_GB2312")
    text("（二）加强", "（一）加强管理。")(word)


def footer_text(old: str, new: str) -> Alteration:
    def alter(word: WordDocument) -> None:
        for element in word.sections[0].footer._element.iter(qn("w:t")):
            element.text = (element.text or "").replace(old, new)

    return alter


def footer_to_edge(word: WordDocument) -> None:
    word.sections[0].footer.paragraphs[0].paragraph_format.right_indent = Pt(0)


def bare_first_page(word: WordDocument) -> None:
    word.sections[0].different_first_page_header_footer = True
    word.sections[0].first_page_footer.is_linked_to_previous = False


def number_on_first_page(word: WordDocument) -> None:
    section = word.sections[0]
    for element in section.footer.paragraphs[0]._p.findall(qn("w:r")):
        section.first_page_footer.paragraphs[0]._p.append(deepcopy(element))


def without_letter_rules(word: WordDocument) -> None:
    section = word.sections[0]
    for story in (section.first_page_header, section.first_page_footer):
        for border in list(story._element.iter(qn("w:pBdr"))):
            border.getparent().remove(border)


def shorter_letter_rule(word: WordDocument) -> None:
    paragraph = word.sections[0].first_page_header.paragraphs[0]
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(0)


def printer_in_letter(word: WordDocument) -> None:
    word.tables[-1].add_row().cells[0].paragraphs[0].add_run(f"{ISSUER}　2018年7月10日印发")


def wide_characters(word: WordDocument) -> None:
    run = word.styles["公文正文"].element.rPr
    run.find(qn("w:spacing")).set(qn("w:val"), "30")


def spaced_heading(word: WordDocument) -> None:
    for name in ("公文正文", "标题后正文"):
        element = word.styles[name].element.get_or_add_rPr()
        element.append(parse_xml(f'<w:sz {nsdecls("w")} w:val="32"/>'))


def set_alignment(start: str, value: int) -> Alteration:
    return lambda word: setattr(at(word, start), "alignment", value)


NUMBER_FORM = "机关代字〔年份〕序号号（六角括号，序号不编虚位）"
DOCUMENT: dict[str, tuple[Alteration, str, str, str]] = {
    "no red rule": (without_rule, "红色分隔线", "有", "无"),
    "a black rule": (rule(color="000000"), "红色分隔线颜色", "红色", "000000"),
    "a rule far below the number": (rule(space="30"), "红色分隔线距发文字号", "4 mm", "12 mm"),
    "a rule that is too short": (
        lambda word: setattr(at(word, "云政办字").paragraph_format, "left_indent", Mm(20)),
        "红色分隔线长度", "156 mm", "136 mm",
    ),
    "a black mark": (
        style("发文机关标志", lambda one: setattr(one.font.color, "rgb", RGBColor(0, 0, 0))),
        "发文机关标志颜色", "红色", "000000",
    ),
    "a number at the left": (set_alignment("云政办字", 0), "发文字号位置", "居中", "left"),
    "round brackets in the number": (
        text("云政办字", "云政办字（2018）9号"), "发文字号", NUMBER_FORM, "云政办字（2018）9号",
    ),
    "第 in the number": (
        text("云政办字", "云政办字〔2018〕第9号"), "发文字号", NUMBER_FORM, "云政办字〔2018〕第9号",
    ),
    "a year of two digits": (
        text("云政办字", "云政办字〔18〕9号"), "发文字号", NUMBER_FORM, "云政办字〔18〕9号",
    ),
    "a copy number of four digits": (text("000012", "0012"), "份号", "6 位阿拉伯数字", "0012"),
    "secrecy in Song": (
        style("密级和紧急程度", lambda one: one.element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")),
        "密级和保密期限字体", "黑体", "宋体",
    ),
    "no imprint": (without_imprint, "印发机关和印发日期", "有", "无"),
    "an imprint in 12 pt": (
        style("版记", lambda one: setattr(one.font, "size", Pt(12))), "抄送机关字号", "14 磅", "12 磅",
    ),
    "an imprint in Hei": (
        style("版记", lambda one: one.element.rPr.rFonts.set(qn("w:eastAsia"), "黑体")),
        "印发机关和印发日期字体", "仿宋_GB2312", "黑体",
    ),
    "copies without a stop": (text("抄送：", "抄送：市委办公室"), "抄送机关末尾", "句号", "室"),
    "a leading zero in the date of printing": (
        text("云州市人民政府办公室\t", "云州市人民政府办公室　2018年07月10日印发"),
        "印发日期", "不编虚位的月、日", "2018年07月10日",
    ),
    "thin outer and thick inner rules": (
        imprint_lines(top="4", bottom="4", insideH="12"), "分隔线粗细",
        "首条、末条粗于中间（0.35 mm、0.25 mm）", "0.18 mm、0.53 mm",
    ),
    "no first rule in the imprint": (imprint_lines(top="nil"), "首条分隔线", "粗线（0.35 mm）", "无"),
    "no middle rule in the imprint": (imprint_lines(insideH="nil"), "中间分隔线", "细线（0.25 mm）", "无"),
    "a date in Chinese numerals": (
        text("2018年7月10日", "二〇一八年七月十日"), "成文日期", "阿拉伯数字", "二〇一八年七月十日",
    ),
    "a heading left out": (text("二、主要", "三、主要任务"), "标题序号", "二、", "三、"),
    "a heading twice": (text("二、主要", "一、主要任务"), "标题序号", "二、", "一、"),
    "a second-level heading left out": (
        text("（二）加强", "（三）加强管理。"), "标题序号", "（二）", "（三）",
    ),
    "a third-level heading left out": (text("2.信息", "4.信息审核。"), "标题序号", "2.", "4."),
    "levels turned round": (swapped_levels, "标题层次", "一、（一）1.（1）依次", "（一）在1.之下"),
    "annexes without a note": (without_attachment_note, "附件说明", "正文下空一行有附件说明", "无"),
    "annexes miscounted": (text("2. 整改", "3. 整改情况反馈表"), "附件序号", "1、2", "1、3"),
    "fewer annexes than noted": (text("附件2", "检查指标"), "附件数量", "2 个（附件说明）", "1 个"),
    "a comma behind the number of an annex": (
        text("附件：1.", "附件：1、检查指标"), "附件顺序号", "阿拉伯数字后加圆点（1.）", "1、",
    ),
    "a half-width colon in the note": (
        text("附件：1.", "附件:1. 检查指标"), "附件说明冒号", "全角冒号", ":",
    ),
    "half-width brackets of a note": (
        text("（此件", "(此件公开发布)"), "附注括号", "全角括号（）", "()",
    ),
    "hyphens round the page number": (footer_text("—", "-"), "一字线", "数字左右各一条一字线", "- 1 -"),
    "a page number at the very edge": (footer_to_edge, "右空", "1 字", "0 字"),
    "no number on the first page": (bare_first_page, "页码", "有", "无"),
    "characters set wide": (wide_characters, "每行字数", "28 字", "25 字"),
    "blank space between paragraphs": (
        style("公文正文", lambda one: setattr(one.paragraph_format, "space_after", Pt(10))),
        "段前段后间距", "0 磅", "10 磅",
    ),
    "lines of 26 pt": (
        style("公文正文", lambda one: setattr(one.paragraph_format, "line_spacing", Pt(26))),
        "行距", "28.95 磅", "26 磅",
    ),
}  # fmt: skip
LETTER: dict[str, tuple[Alteration, str, str, str]] = {
    "a number on the first page": (number_on_first_page, "页码", "无（信函格式首页不显示页码）", "有"),
    "no red rules": (without_letter_rules, "红色双线", "有", "无"),
    "a rule as long as the text": (shorter_letter_rule, "红色双线长度", "170 mm", "156 mm"),
    "a printer in the imprint": (printer_in_letter, "信函格式版记", "不加印发机关和印发日期", "有"),
    "brackets of another kind": (
        text("000012", "云政办函[2018]9号"),
        "发文字号",
        NUMBER_FORM,
        "云政办函[2018]9号",
    ),
}


def check_altered(document: Document, alter: Alteration, folder: Path) -> set[tuple[str, str, str]]:
    word = docx.Document(io.BytesIO(render_docx(document)))
    alter(word)
    path = folder / "altered.docx"
    word.save(str(path))
    return {(one.what, one.expected, one.found) for one in check_file(path).deviations}


@pytest.mark.parametrize("name", DOCUMENT)
def test_a_deviation_planted_in_the_document_format_is_found(name: str, tmp_path: Path) -> None:
    alter, *deviation = DOCUMENT[name]
    found = check_altered(paper(), alter, tmp_path)
    assert tuple(deviation) in found
    # The planted one may show in several roles; nothing else is found fault with.
    assert {one[2] for one in found} == {deviation[2]}


@pytest.mark.parametrize("name", LETTER)
def test_a_deviation_planted_in_the_letter_format_is_found(name: str, tmp_path: Path) -> None:
    alter, *deviation = LETTER[name]
    assert tuple(deviation) in check_altered(paper(letter=True), alter, tmp_path)


@pytest.mark.needs("fonts")
@pytest.mark.parametrize("letter", [False, True])
@pytest.mark.parametrize("annexes", [1, 2])
def test_the_document_itself_has_no_deviation(letter: bool, annexes: int, tmp_path: Path) -> None:
    document = paper(letter=letter, annexes=annexes)
    (tmp_path / "right.docx").write_bytes(render_docx(document))
    (tmp_path / "right.pdf").write_bytes(render_pdf(document, font_set()))
    for path in (tmp_path / "right.docx", tmp_path / "right.pdf"):
        report = check_file(path)
        assert [str(one) for one in report.deviations] == []
        assert report.format is (Format.LETTER if letter else Format.DOCUMENT)


def test_a_number_that_is_none_is_named_with_its_file(tmp_path: Path) -> None:
    word = docx.Document(io.BytesIO(render_docx(paper())))
    word.styles["公文正文"].element.rPr.find(qn("w:sz")).set(qn("w:val"), "sixteen")
    path = tmp_path / "broken.docx"
    word.save(str(path))
    with pytest.raises(UsageError, match=r"broken\.docx：文件中有无法识别的数值"):
        check_file(path)


@pytest.mark.needs("fonts")
@pytest.mark.parametrize("damage", [(b"/FlateDecode", b"/FlutterCode"), (b"/MediaBox", b"/MediaBux")])
def test_a_damaged_pdf_is_named_and_no_traceback(damage: tuple[bytes, bytes], tmp_path: Path) -> None:
    path = tmp_path / "broken.pdf"
    path.write_bytes(render_pdf(paper(), font_set()).replace(*damage))
    with pytest.raises(UsageError, match=r"broken\.pdf：不是可读取的 PDF"):
        check_file(path)


@pytest.mark.needs("fonts", "libreoffice")
@pytest.mark.parametrize("letter", [False, True])
def test_libreoffice_sets_head_and_imprint_by_the_standard_too(letter: bool, tmp_path: Path) -> None:
    path = tmp_path / "right.docx"
    path.write_bytes(render_docx(paper(letter=letter)))
    report = check_file(converted(path, "pdf"))
    assert [str(one) for one in report.deviations] == []
    assert report.format is (Format.LETTER if letter else Format.DOCUMENT)


TEMPLATE = Path(__file__).parents[2] / "src/mingcha/reports/page.typ"
PDF_DOCUMENT = {
    "a short red rule": (
        "  line(length: 100%, stroke: 1.5pt + red)",
        "  line(length: 80%, stroke: 1.5pt + red)",
        "红色分隔线长度",
    ),
    "a black rule": ("stroke: 1.5pt + red)", "stroke: 1.5pt + black)", "红色分隔线"),
    "a rule far below": (
        "v(numbers.red_rule_below_number_mm * 1mm - 4pt)",
        "v(12mm)",
        "红色分隔线距发文字号",
    ),
    "a mark too high": (
        "v(numbers.masthead_below_text_top_mm * 1mm -",
        "v(20mm -",
        "发文机关标志上边缘距页上边",
    ),
    "an imprint above the foot": (
        "  place(bottom + left, content)",
        "  place(bottom + left, dy: -20mm, content)",
        "版记末线距页下边",
    ),
    "short rules of the imprint": (
        "let rule(width_mm) = place(bottom + left, line(length: 100%,",
        "let rule(width_mm) = place(bottom + left, line(length: 90%,",
        "版记分隔线长度",
    ),
    "thick inner rules": (
        "let (thick, thin) = (numbers.imprint_thick_rule_mm, numbers.imprint_thin_rule_mm)",
        "let (thick, thin) = (0.2, 0.6)",
        "版记分隔线粗细",
    ),
    "no rules of the imprint": ('let ruled = entry.printer != ""', "let ruled = false", "印发机关和印发日期"),
    "an imprint in 12 pt": ("let size = numbers.imprint_size_pt * 1pt", "let size = 12pt", "抄送机关字号"),
    "hyphens round page numbers": ("[— #number —]", "[- #number -]", "一字线"),
    "a page number too low": (
        "v(numbers.page_number_below_text_mm * 1mm - size / 2)",
        "v(14mm)",
        "一字线距版心下边缘",
    ),
    "page numbers on odd pages only": (
        "#let page-number = context if (",
        "#let page-number = context if calc.odd(counter(page).get().first()) and (",
        "页码",
    ),
    "wide characters": (
        "  tracking: numbers.character_spacing_pt * 1pt,\n  lang",
        "  tracking: 2pt,\n  lang",
        "每行字数",
    ),
}
PDF_LETTER = {
    "a rule as long as the text": (
        "length: numbers.letter_rule_length_mm * 1mm,",
        "length: 156mm,",
        "上端红色双线长度",
    ),
    "thin above thick at the head": ("rule(2pt, 0.7pt))\n", "rule(0.7pt, 2pt))\n", "上端红色双线"),
    "a single rule": ("rule(0.7pt, 2pt))\n}", "rule(2pt))\n}", "下端红色双线"),
    "a lower rule too high": (
        "dy: -numbers.letter_lower_rule_from_bottom_mm * 1mm",
        "dy: -28mm",
        "下端红色双线距页下边",
    ),
    "a number on the first page": ("(letter == none or counter(page).get().first() > 1)", "true", "页码"),
    "a letter's mark too high": (
        "place(top + center, dy: -above, plain(mark))",
        "place(top + center, dy: -above - 9mm, plain(mark))",
        "发文机关标志上边缘距页上边",
    ),
}


@pytest.mark.needs("fonts")
@pytest.mark.parametrize(
    ("letter", "name"), [*((False, name) for name in PDF_DOCUMENT), *((True, name) for name in PDF_LETTER)]
)
def test_a_deviation_planted_in_the_pages_is_found(
    letter: bool, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new, what = (PDF_LETTER if letter else PDF_DOCUMENT)[name]
    template = TEMPLATE.read_text(encoding="utf-8")
    assert old in template
    (tmp_path / "page.typ").write_text(template.replace(old, new), encoding="utf-8")
    monkeypatch.setattr("mingcha.reports.pdf.files", lambda _package: tmp_path)
    path = tmp_path / "altered.pdf"
    path.write_bytes(render_pdf(paper(letter=letter), font_set()))
    assert what in {one.what for one in check_file(path).deviations}
