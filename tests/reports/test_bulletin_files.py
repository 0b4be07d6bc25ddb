"""The files: the same bytes for the same data, whole or not at all, set as the standard says."""

import io
import json
import logging
import re
import subprocess
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pytest
import typst
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from pypdf import PdfReader

from mingcha.reports.bulletin import BulletinData
from mingcha.reports.check import check_file
from mingcha.reports.compose import compose
from mingcha.reports.document import face_texts, plain_text
from mingcha.reports.docx import render_docx
from mingcha.reports.drawing import Face
from mingcha.reports.files import write_bulletin
from mingcha.reports.fonts import (
    FontChain,
    FontError,
    FontSet,
    MissingGlyphError,
    choose_fonts,
    font_set,
    standing_of,
)
from mingcha.reports.glyphs import FontFileError, covered_characters
from mingcha.reports.layout import pt_to_mm
from mingcha.reports.pdf import render_pdf, write_pdf
from mingcha.reports.pdf_marks import page_lines

needs_fonts = pytest.mark.needs("fonts")


def test_the_same_data_gives_the_same_docx_byte_for_byte(city: BulletinData) -> None:
    first = render_docx(compose(city))
    time.sleep(0.01)
    assert render_docx(compose(BulletinData.from_json(city.to_json()))) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@needs_fonts
def test_the_same_data_gives_the_same_pdf_byte_for_byte(city: BulletinData) -> None:
    fonts = font_set()
    assert render_pdf(compose(city), fonts) == render_pdf(
        compose(BulletinData.from_json(city.to_json())), fonts
    )


@needs_fonts
def test_one_call_writes_the_five_files_and_tells_conflicts_and_substitutes(
    notice: BulletinData, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        files = write_bulletin(notice, tmp_path / "out")
    made = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert made == [
        "bulletin-2018Q1-drafting-notes.md",
        "bulletin-2018Q1.docx",
        "bulletin-2018Q1.json",
        "bulletin-2018Q1.md",
        "bulletin-2018Q1.pdf",
    ]
    assert files.docx.is_absolute()
    assert [conflict.unit for conflict in files.conflicts] == ["市发改委"]
    assert json.loads(files.json.read_text(encoding="utf-8"))["period"] == "2018Q1"
    assert [str(one) for one in files.substitutes] == caplog.messages
    notes = files.notes.read_text(encoding="utf-8")
    assert all(str(one) in notes for one in files.substitutes)


def test_the_docx_holds_the_composed_text_and_nothing_else(city: BulletinData) -> None:
    document = compose(city)
    word = docx.Document(io.BytesIO(render_docx(document)))
    paragraphs = [Paragraph(element, word) for element in word.element.body.iter(qn("w:p"))]  # type: ignore[arg-type]
    texts = [part for paragraph in paragraphs for part in re.split(r"[\n\t]", paragraph.text)]
    expected = [part for line in plain_text(document).splitlines() for part in line.split("\t")]
    assert [text for text in texts if text] == [text for text in expected if text]


def test_headings_are_real_word_styles_with_outline_levels(notice: BulletinData) -> None:
    word = docx.Document(io.BytesIO(render_docx(compose(notice))))
    headings = [paragraph.text for paragraph in word.paragraphs if paragraph.style.name == "Heading 1"]
    assert headings == ["一、基本情况", "二、存在的主要问题", "三、下一步工作要求"]
    for level in range(1, 5):
        outline = word.styles[f"Heading {level}"].element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
        assert outline is not None
        assert outline.get(qn("w:val")) == str(level - 1)
    second = [paragraph for paragraph in word.paragraphs if paragraph.style.name == "Heading 2"]
    assert [paragraph.runs[0].text[:3] for paragraph in second] == ["（一）", "（二）", "（三）"] * 3
    assert {paragraph.runs[1].style.name for paragraph in second} == {"标题后正文"}


def test_tables_repeat_their_head_and_keep_rows_whole(city: BulletinData) -> None:
    word = docx.Document(io.BytesIO(render_docx(compose(city))))
    *tables, imprint = word.tables
    assert len(tables) == 3
    assert "印发" in imprint.rows[-1].cells[0].text
    for table in tables:
        marked = [row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in table.rows]
        assert marked == [True] + [False] * (len(table.rows) - 1)
        assert all(row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in table.rows)


def test_the_file_tells_nothing_of_the_machine_or_the_program(notice: BulletinData) -> None:
    word = docx.Document(io.BytesIO(render_docx(compose(notice))))
    core = word.core_properties
    assert (core.author, core.last_modified_by) == (notice.issuer, notice.issuer)
    assert (core.title, core.comments, core.keywords) == (notice.title, "", "")
    assert core.created is not None
    assert core.created.date() == notice.issued_on


@needs_fonts
@pytest.mark.parametrize("quarter", ["notice", "city", "empty_quarter"])
def test_our_own_files_have_no_deviation(
    quarter: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    files = write_bulletin(request.getfixturevalue(quarter), tmp_path)
    for path in (files.docx, files.pdf):
        assert [str(one) for one in check_file(path).deviations] == []


@needs_fonts
def test_the_letter_format_has_no_number_on_its_first_page_and_no_deviation(
    city: BulletinData, tmp_path: Path
) -> None:
    files = write_bulletin(replace(city, number="云政办函〔2018〕40号"), tmp_path)
    for path in (files.docx, files.pdf):
        assert [str(one) for one in check_file(path).deviations] == []
    lines = page_lines(PdfReader(files.pdf).pages[0], 1)
    assert not [line.text for line in lines if line.text.startswith("—")]
    mark = next(line.first for line in lines if line.text == city.issuer)
    top_mm = 297 - pt_to_mm(mark.y_pt + 0.88 * mark.size_pt)
    assert top_mm == pytest.approx(30, abs=1.5)
    first = docx.Document(str(files.docx)).sections[0]
    assert first.different_first_page_header_footer
    assert first.first_page_header.paragraphs[0].text == city.issuer
    assert "PAGE" not in first.first_page_footer._element.xml
    assert "PAGE" in first.even_page_footer._element.xml


@needs_fonts
def test_the_red_head_stands_35_mm_below_the_top_of_the_text(city: BulletinData, tmp_path: Path) -> None:
    files = write_bulletin(city, tmp_path)
    mark = page_lines(PdfReader(files.pdf).pages[0], 1)[0].first
    assert 297 - pt_to_mm(mark.y_pt + 0.82 * mark.size_pt) == pytest.approx(37 + 35, abs=1.5)


@pytest.mark.needs("libreoffice", "fonts")
@pytest.mark.parametrize("quarter", ["notice", "city"])
def test_libreoffice_sets_the_docx_by_the_standard_too(
    quarter: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    path = tmp_path / "bulletin.docx"
    path.write_bytes(render_docx(compose(request.getfixturevalue(quarter))))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    report = check_file(tmp_path / "bulletin.pdf")
    assert [str(one) for one in report.deviations] == []


@needs_fonts
def test_a_character_without_glyph_is_an_error_before_the_file_is_written(
    notice: BulletinData, tmp_path: Path
) -> None:
    path = tmp_path / "bulletin.pdf"
    rare = replace(notice, requirements=("请各单位认真落实\ue123。",))
    with pytest.raises(MissingGlyphError, match=r"仿宋_GB2312：.*U\+E123"):
        write_pdf(compose(rare), path)
    assert list(tmp_path.iterdir()) == []


@needs_fonts
def test_no_pdf_of_an_earlier_run_stays_beside_a_new_docx(notice: BulletinData, tmp_path: Path) -> None:
    files = write_bulletin(notice, tmp_path)
    with pytest.raises(MissingGlyphError):
        write_bulletin(replace(notice, requirements=("\ue123",)), tmp_path)
    assert files.docx.exists()
    assert not files.pdf.exists()


@needs_fonts
def test_rare_characters_of_names_have_glyphs_in_every_typeface() -> None:
    fonts = font_set()
    for face in Face:
        assert fonts.missing_glyphs(face, "喆镕垚潍峄〔〕—“”《》〈〉、；") == []


@needs_fonts
def test_every_family_of_a_chain_exists() -> None:
    fonts = font_set()
    families = set(fonts.book.families())
    assert all(set(chain.families) <= families for chain in fonts.chains.values())
    assert set(fonts.chains) == set(Face)


@needs_fonts
def test_only_fonts_of_the_chains_are_in_the_pdf(city: BulletinData) -> None:
    reader = PdfReader(io.BytesIO(render_pdf(compose(city), font_set())))
    named = {
        str(font.get_object()["/BaseFont"])
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
    }
    assert named
    allowed = ("NotoSerif", "NotoSans", "LXGW", "FangSong", "KaiTi", "Sim", "FZ", "Fandol")
    assert not [name for name in named if not name[8:].startswith(allowed)]


def test_a_machine_without_chinese_fonts_is_told_what_to_do() -> None:
    bare = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
    with pytest.raises(FontError, match="MINGCHA_FONT_DIR"):
        choose_fonts(bare)


def test_a_font_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FontError, match="不存在"):
        font_set(tmp_path / "fonts")


@needs_fonts
def test_a_chain_of_one_narrow_font_names_each_missing_character() -> None:
    fonts = font_set()
    latin = next(family for family in ("Liberation Sans", "DejaVu Sans") if family in fonts.book.families())
    chains = {**fonts.chains, Face.BODY: FontChain(Face.BODY, (latin,), 400)}
    narrow = FontSet(fonts.book, chains, ())
    assert narrow.missing_glyphs(Face.BODY, "A通b报通") == ["报", "通"]


@needs_fonts
def test_coverage_is_read_from_the_font_file(tmp_path: Path) -> None:
    info = next(one for one in font_set().book.fonts() if one.family == "Noto Serif CJK SC")
    covered = covered_characters(Path(str(info.path)), info.index)
    assert {ord("通"), ord("喆"), 0x2000B} <= covered
    assert 0xE123 not in covered
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"\x00\x01\x00\x00\x00\x02")
    with pytest.raises(FontFileError, match=r"broken\.ttf"):
        covered_characters(broken)


@pytest.mark.parametrize(
    ("face", "family", "standing"),
    [
        (Face.BODY, "FangSong_GB2312", "office"),
        (Face.BODY, "ABCDEF+NotoSerifCJKsc-Regular-Identity-H", "substitute"),
        (Face.BODY, "SimSun", "other"),
        (Face.BODY, "微软雅黑", "other"),
        (Face.HEI, "SimHei", "office"),
        (Face.KAI, "SimHei", "other"),
        (Face.TITLE, "方正小标宋_GBK", "office"),
        (Face.TITLE, "ABCDEF+FZXBSJW--GB1-0", "office"),
        (Face.BODY, "FZXBSJW--GB1-0", "other"),
        (Face.BODY, "方正仿宋_GBK".encode("gbk").decode("latin-1"), "office"),
        (Face.TITLE, "STZhongsong", "substitute"),
        (Face.BODY, "STZhongsong", "other"),
    ],
)
def test_a_family_is_office_font_substitute_or_something_else(face: Face, family: str, standing: str) -> None:
    assert standing_of(face, family) == standing


def test_what_is_set_in_a_typeface_is_what_its_glyphs_are_looked_up_for(city: BulletinData) -> None:
    texts = face_texts(compose(city))
    everything = set(plain_text(compose(city))) - {"\n", "\t"}
    assert everything <= set("".join(texts.values()))
    assert "镕" in texts[Face.BODY]


@needs_fonts
def test_five_hundred_units_take_seconds(make_city: Callable[[int], BulletinData], tmp_path: Path) -> None:
    data = make_city(500)
    # Seconds of the processor: those of the wall tell what else the machine is doing.
    started = time.process_time()
    write_bulletin(data, tmp_path)
    assert time.process_time() - started < 10


@needs_fonts
@pytest.mark.parametrize("repeats", [1, 2, 3, 20, 24, 26, 27, 28, 29, 30, 51, 53, 55])
def test_the_signature_never_stands_alone_on_a_page(empty_quarter: BulletinData, repeats: int) -> None:
    sentence = "各单位要继续做好网站内容更新工作，保持“良好状态”，不得松懈。"
    given = f"（一）继续做好日常工作。{sentence * repeats}"
    pdf = render_pdf(compose(replace(empty_quarter, requirements=(given,))), font_set())
    pages = [page_lines(page, number) for number, page in enumerate(PdfReader(io.BytesIO(pdf)).pages, 1)]
    assert any(line.text.endswith("不得松懈。") for line in pages[-1])
    text = "".join(line.text for page in pages for line in page if not line.text.startswith("—"))
    assert text.count(sentence) == repeats
