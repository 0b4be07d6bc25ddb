"""The layout check finds every planted deviation with both numbers, and is silent on a right document."""

import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from mingcha.cli import bulletin_check
from mingcha.core.errors import UsageError
from mingcha.reports.bulletin import BulletinData
from mingcha.reports.check import check_file
from mingcha.reports.check_roles import Role, roles_of
from mingcha.reports.compose import compose
from mingcha.reports.document import Block, Document, Signature
from mingcha.reports.docx import render_docx
from mingcha.reports.fonts import font_set
from mingcha.reports.pdf import render_pdf

Alteration = Callable[[WordDocument], object]


def _paragraph(word: WordDocument, start: str) -> Paragraph:
    return next(paragraph for paragraph in word.paragraphs if paragraph.text.startswith(start))


def _set_font(paragraph: Paragraph, family: str) -> None:
    for run in paragraph.runs:
        fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
        for script in ("ascii", "hAnsi", "eastAsia"):
            fonts.set(qn(f"w:{script}"), family)


def _set_size(paragraph: Paragraph, size_pt: float) -> None:
    for run in paragraph.runs:
        run.font.size = Pt(size_pt)


def _section(name: str, value_mm: float) -> Alteration:
    return lambda word: setattr(word.sections[0], name, Mm(value_mm))


def _style_font(name: str, family: str) -> Alteration:
    def alter(word: WordDocument) -> None:
        word.styles[name].element.rPr.rFonts.set(qn("w:eastAsia"), family)

    return alter


def _style_size(name: str, size_pt: float) -> Alteration:
    return lambda word: setattr(word.styles[name].font, "size", Pt(size_pt))


def _pitch(value_pt: float) -> Alteration:
    return lambda word: setattr(word.styles["公文正文"].paragraph_format, "line_spacing", Pt(value_pt))


def _single_spacing(word: WordDocument) -> None:
    word.styles["公文正文"].paragraph_format.line_spacing = 1.5


def _no_indent(word: WordDocument) -> None:
    indent = word.styles["公文正文"].element.pPr.find(qn("w:ind"))
    word.styles["公文正文"].element.pPr.remove(indent)


def _same_footers(word: WordDocument) -> None:
    flag = word.settings.element.find(qn("w:evenAndOddHeaders"))
    word.settings.element.remove(flag)


def _no_page_field(word: WordDocument) -> None:
    for field in list(word.sections[0].footer._element.iter(qn("w:instrText"))):
        field.text = " DATE "


def _text(start: str, text: str) -> Alteration:
    def alter(word: WordDocument) -> None:
        paragraph = _paragraph(word, start)
        paragraph.runs[0].text = text
        for run in paragraph.runs[1:]:
            run.text = ""

    return alter


def _footer_side(word: WordDocument) -> None:
    word.sections[0].footer.paragraphs[0].alignment = 1


def _move_signature_up(word: WordDocument) -> None:
    dated = _paragraph(word, "2018年7月10日")
    signature = dated._p.getprevious()
    heading = _paragraph(word, "一、基本情况")
    heading._p.addprevious(signature)
    heading._p.addprevious(dated._p)


def _theme_font(word: WordDocument) -> None:
    run = _paragraph(word, "截至2018年7月9日").runs[0]
    fonts = OxmlElement("w:rFonts")
    fonts.set(qn("w:eastAsiaTheme"), "minorEastAsia")
    run._r.get_or_add_rPr().append(fonts)


TITLE = "云州市人民政府办公室\n"
BODY = "截至2018年7月9日"
PLANTED: dict[str, tuple[Alteration, str, str, str]] = {
    "paper of another size": (_section("page_width", 216), "纸张宽度", "210 mm", "216 mm"),
    "paper too short": (_section("page_height", 279.4), "纸张高度", "297 mm", "279.4 mm"),
    "top margin of 25.4 mm": (_section("top_margin", 25.4), "上边距（天头）", "37 mm", "25.4 mm"),
    "bottom margin of 25.4 mm": (_section("bottom_margin", 25.4), "下边距", "35 mm", "25.4 mm"),
    "left margin of 31.8 mm": (_section("left_margin", 31.8), "左边距（订口）", "28 mm", "31.8 mm"),
    "right margin of 28 mm": (_section("right_margin", 28), "右边距", "26 mm", "28 mm"),
    "body in Song": (_style_font("公文正文", "宋体"), "正文字体", "仿宋_GB2312", "宋体"),
    "body in 15 pt": (_style_size("公文正文", 15), "正文字号", "16 磅", "15 磅"),
    "one paragraph in 14 pt": (
        lambda word: _set_size(_paragraph(word, BODY), 14), "正文字号", "16 磅", "14 磅",
    ),
    "one paragraph in YaHei": (
        lambda word: _set_font(_paragraph(word, BODY), "微软雅黑"), "正文字体", "仿宋_GB2312", "微软雅黑",
    ),
    "body in a theme's font": (_theme_font, "正文字体", "仿宋_GB2312", "宋体"),
    "pitch of 33 pt": (_pitch(33), "行距", "28.95 磅", "33 磅"),
    "pitch that follows the font": (_single_spacing, "行距", "固定值 28.95 磅", "未固定"),
    "body without indent": (_no_indent, "正文首行缩进", "2 字", "0 字"),
    "title in 18 pt": (_style_size("Title", 18), "标题字号", "22 磅", "18 磅"),
    "title in Hei": (_style_font("Title", "黑体"), "标题字体", "方正小标宋简体", "黑体"),
    "title flush left": (
        lambda word: setattr(_paragraph(word, TITLE), "alignment", 0), "标题位置", "居中", "left",
    ),
    "level 1 in Kai": (_style_font("Heading 1", "楷体"), "一级标题字体", "黑体", "楷体"),
    "level 1 in 18 pt": (_style_size("Heading 1", 18), "一级标题字号", "16 磅", "18 磅"),
    "level 2 in Hei": (_style_font("Heading 2", "黑体"), "二级标题字体", "楷体_GB2312", "黑体"),
    "square brackets in the number": (
        _text("云政办字", "云政办字[2018]8号"), "发文字号",
        "机关代字〔年份〕序号号（六角括号，序号不编虚位）", "云政办字[2018]8号",
    ),
    "leading zero in the number": (
        _text("云政办字", "云政办字〔2018〕08号"), "发文字号",
        "机关代字〔年份〕序号号（六角括号，序号不编虚位）", "云政办字〔2018〕08号",
    ),
    "leading zero in the date": (
        _text("2018年7月10日", "2018年07月10日"), "成文日期", "不编虚位的月、日", "2018年07月10日",
    ),
    "half-width colon behind the addressee": (
        _text("各县区人民政府", "各县区人民政府:"), "主送机关末尾", "全角冒号", ":",
    ),
    "half-width brackets round a heading's number": (
        _text("（二）整改落实情况", "(二)整改落实情况。"), "标题序号括号", "全角括号（）", "(二)",
    ),
    "stop behind an annex's name": (
        _text("附件：1. ", "附件：1. 各单位问题清单。"), "附件名称末尾", "无标点", "。",
    ),
    "date flush right": (
        lambda word: setattr(_paragraph(word, "2018年7月10日").paragraph_format, "right_indent", Pt(0)),
        "成文日期右空", "4 字（加盖印章）或 2 字", "0 字",
    ),
    "date at the left": (
        lambda word: setattr(_paragraph(word, "2018年7月10日"), "alignment", 0),
        "成文日期位置", "右空四字（加盖印章）或二字", "left",
    ),
    "same footer on odd and even pages": (_same_footers, "奇偶页", "单页居右、双页居左", "不分奇偶页"),
    "no page number": (_no_page_field, "页码", "有", "无"),
    "page number in the middle": (_footer_side, "位置", "居右", "居中"),
    "page number in 10.5 pt": (_style_size("Footer", 10.5), "字号", "14 磅", "10.5 磅"),
}  # fmt: skip


@pytest.fixture
def right_docx(make_city: Callable[[int], BulletinData], tmp_path: Path) -> Path:
    path = tmp_path / "bulletin.docx"
    path.write_bytes(render_docx(compose(make_city(13))))
    return path


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_deviation_is_found_with_both_numbers(name: str, right_docx: Path) -> None:
    alter, what, expected, found = PLANTED[name]
    word = docx.Document(str(right_docx))
    alter(word)
    word.save(str(right_docx))
    listed = check_file(right_docx).deviations
    assert (what, expected, found) in {(one.what, one.expected, one.found) for one in listed}
    # One planted style may show in several roles, but nothing else is reported.
    assert {one.found for one in listed} == {found}


def test_a_signature_before_the_body_is_out_of_order(right_docx: Path) -> None:
    word = docx.Document(str(right_docx))
    _move_signature_up(word)
    word.save(str(right_docx))
    assert "各部分顺序" in {one.what for one in check_file(right_docx).deviations}


def test_a_place_is_named_by_the_words_that_stand_there(right_docx: Path) -> None:
    word = docx.Document(str(right_docx))
    _set_size(_paragraph(word, BODY), 14)
    word.save(str(right_docx))
    (deviation,) = check_file(right_docx).deviations
    assert str(deviation) == "“截至2018年7月9日，…”：正文字号应为16 磅，实为14 磅。"


def test_free_fonts_are_listed_and_not_counted(right_docx: Path) -> None:
    word = docx.Document(str(right_docx))
    _style_font("Heading 1", "Noto Sans CJK SC")(word)
    word.save(str(right_docx))
    report = check_file(right_docx)
    assert report.deviations == ()
    assert report.substitutes == ("黑体 以 Noto Sans CJK SC 代替",)


def _altered(document: Document, alter: Callable[[Block], Block | None]) -> Document:
    blocks = [alter(block) for block in document.blocks]
    return replace(document, blocks=tuple(block for block in blocks if block is not None))


@pytest.mark.needs("fonts")
@pytest.mark.parametrize(
    ("template_change", "what"),
    [
        (("height: numbers.page_height_mm * 1mm", "height: 280mm"), "纸张高度"),
        (("left: numbers.margin_left_mm * 1mm", "left: 32mm"), "左边距（订口）"),
        (("top: numbers.margin_top_mm * 1mm", "top: 25mm"), "上边距（天头）"),
        (("#let pitch = numbers.line_pitch_pt * 1pt", "#let pitch = 25pt"), "行距"),
        (("if odd { right } else { left }", "if odd { left } else { right }"), "位置"),
        (
            ("size: numbers.title_size_pt * 1pt, spacing: 0pt, prose(row)", "size: 18pt, prose(row)"),
            "标题字号",
        ),
        (("amount: 2 * character", "amount: 0pt"), "正文首行缩进"),
        (("let size = numbers.page_number_size_pt * 1pt", "let size = 10pt"), "字号"),
    ],
)
def test_a_deviation_planted_in_a_pdf_is_found(
    template_change: tuple[str, str],
    what: str,
    notice: BulletinData,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    template = (Path(__file__).parents[2] / "src/mingcha/reports/page.typ").read_text(encoding="utf-8")
    assert template_change[0] in template
    (tmp_path / "page.typ").write_text(template.replace(*template_change), encoding="utf-8")
    monkeypatch.setattr("mingcha.reports.pdf.files", lambda _package: tmp_path)
    path = tmp_path / "bulletin.pdf"
    path.write_bytes(render_pdf(compose(notice), font_set()))
    assert what in {one.what for one in check_file(path).deviations}


def test_paragraphs_are_told_by_their_words_alone() -> None:
    texts = [
        "甲市人民政府办公室文件",
        "甲政办〔2018〕3号",
        "关于一季度检查情况的通报",
        "各县区人民政府：",
        "现将有关情况通报如下：",
        "一、基本情况",
        "（一）总体情况。良好。",
        "1.网站。良好。",
        "（1）栏目。良好。",
        "2018年，各单位认真整改。",
        "附件：问题清单",
        "甲市人民政府办公室",
        "2018年4月18日",
        "（此件公开发布）",
        "附件",
        "问题清单",
    ]
    assert roles_of(texts) == [
        Role.MASTHEAD,
        Role.NUMBER,
        Role.TITLE,
        Role.ADDRESSEE,
        Role.BODY,
        Role.LEVEL_1,
        Role.LEVEL_2,
        Role.LEVEL_3,
        Role.LEVEL_4,
        Role.BODY,
        Role.ATTACHMENT,
        Role.SIGNATURE,
        Role.DATE,
        Role.NOTE,
        Role.ANNEX_LABEL,
        Role.ANNEX,
    ]


def test_a_missing_part_is_a_deviation(notice: BulletinData, tmp_path: Path) -> None:
    unsigned = _altered(compose(notice), lambda block: None if isinstance(block, Signature) else block)
    path = tmp_path / "bulletin.docx"
    path.write_bytes(render_docx(unsigned))
    assert {(one.what, one.found) for one in check_file(path).deviations} >= {
        ("署名", "无"),
        ("成文日期", "无"),
    }


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("bulletin.docx", b"not a zip", "不是可读取的 Word 文件"),
        ("bulletin.docx", b"", "不是可读取的 Word 文件"),
        ("bulletin.pdf", b"%PDF-1.7 broken", "不是可读取的 PDF"),
        ("bulletin.doc", b"x", "只能核对 .docx 和 .pdf"),
        ("bulletin.txt", b"x", "只能核对 .docx 和 .pdf"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(
    name: str, content: bytes, sentence: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UsageError, match=sentence):
        check_file(path)
    with pytest.raises(UsageError, match="文件不存在"):
        check_file(tmp_path / "none.docx")


def test_a_plain_word_file_is_measured_and_found_wanting(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_heading("关于检查情况的通报", 0)
    word.add_paragraph("各单位：")
    word.add_paragraph("现将情况通报如下。")
    buffer = io.BytesIO()
    word.save(buffer)
    path = tmp_path / "plain.docx"
    path.write_bytes(buffer.getvalue())
    found = {one.what for one in check_file(path).deviations}
    assert {"纸张宽度", "标题字号", "正文字体", "行距", "正文首行缩进", "署名", "成文日期", "奇偶页"} <= found


def _run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    import argparse

    parser = argparse.ArgumentParser()
    bulletin_check.configure(parser)
    code = bulletin_check.run(parser.parse_args(words))
    return code, capsys.readouterr().out


def test_the_command_ends_with_one_only_where_something_deviates(
    right_docx: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    code, out = _run(capsys, str(right_docx))
    assert (code, out.strip()) == (0, f"{right_docx}（文件格式）：已核对的各项均符合 GB/T 9704-2012")
    word = docx.Document(str(right_docx))
    _section("top_margin", 25.4)(word)
    word.save(str(right_docx))
    code, out = _run(capsys, str(right_docx))
    assert code == 1
    assert "1. 第1节：上边距（天头）应为37 mm，实为25.4 mm。" in out
    code, out = _run(capsys, str(right_docx), "--format", "json")
    assert code == 1
    (row,) = json.loads(out)
    assert row["deviations"] == [
        {"place": "第1节", "what": "上边距（天头）", "expected": "37 mm", "found": "25.4 mm"}
    ]


def test_a_page_number_in_a_content_control_is_seen(right_docx: Path) -> None:
    word = docx.Document(str(right_docx))
    footer = word.sections[0].footer
    paragraph = footer.paragraphs[0]._p
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    paragraph.addprevious(control)
    control.append(content)
    content.append(paragraph)
    word.save(str(right_docx))
    assert check_file(right_docx).deviations == ()


def test_a_simple_page_field_without_dashes_is_measured(right_docx: Path) -> None:
    word = docx.Document(str(right_docx))
    paragraph = word.sections[0].footer.paragraphs[0]
    for run in paragraph.runs:
        paragraph._p.remove(run._r)
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), " PAGE ")
    paragraph._p.append(field)
    word.save(str(right_docx))
    (deviation,) = check_file(right_docx).deviations
    assert (deviation.what, deviation.found) == ("一字线", "无")


def test_a_plain_document_of_another_page_setup_does_not_stop_the_check(tmp_path: Path) -> None:
    word = docx.Document()
    for element in list(word.element.body):
        word.element.body.remove(element)
    path = tmp_path / "bare.docx"
    word.save(str(path))
    assert {one.what for one in check_file(path).deviations} >= {"标题", "署名"}
