"""The imprint's page: even, at the foot, where the text ends or on the next."""

import io
from dataclasses import replace
from datetime import date

import docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from mingcha.reports.document import Document, Format, Imprint, Masthead, Paragraph, Signature, Title
from mingcha.reports.docx import render_docx
from mingcha.reports.fonts import font_set
from mingcha.reports.pagination import ImprintPlace, characters, imprint_place
from mingcha.reports.pdf import render_pdf
from mingcha.reports.pdf_marks import page_lines

ISSUER = "云州市人民政府办公室"


def paper(paragraphs: int, *, letter: bool = False) -> Document:
    kind = Format.LETTER if letter else Format.DOCUMENT
    blocks = (
        Masthead.of(ISSUER, "云政办字〔2018〕9号", kind),
        Title(("关于整改工作的通知",)),
        *(Paragraph("各单位要做好整改工作。") for _ in range(paragraphs)),
        Signature(ISSUER, "2018年7月10日"),
        Imprint("市委办公室", "" if letter else ISSUER, "2018年7月10日"),
    )
    return Document("通知", ISSUER, date(2018, 7, 10), blocks)


@pytest.mark.parametrize(
    ("paragraphs", "place"),
    [
        (2, ImprintPlace.NEXT_PAGE),
        (14, ImprintPlace.SAME_PAGE),
        (25, ImprintPlace.AFTER_BLANK),
        (40, ImprintPlace.NEXT_PAGE),
        (60, ImprintPlace.SAME_PAGE),
    ],
)
def test_the_imprint_goes_where_an_even_page_has_room(paragraphs: int, place: ImprintPlace) -> None:
    assert imprint_place(paper(paragraphs)) is place


def test_a_letter_asks_for_no_even_page() -> None:
    assert {imprint_place(paper(n, letter=True)) for n in range(0, 60, 7)} == {ImprintPlace.SAME_PAGE}


def test_a_document_without_imprint_has_no_place_for_it() -> None:
    document = paper(5)
    assert imprint_place(replace(document, blocks=document.blocks[:-1])) is ImprintPlace.SAME_PAGE


@pytest.mark.needs("fonts")
@pytest.mark.parametrize("paragraphs", [0, 2, 5, 8, 14, 18, 22, 25, 28, 30, 40, 60])
def test_the_imprint_of_the_pdf_ends_an_even_page_and_blank_pages_bear_no_number(paragraphs: int) -> None:
    pages = PdfReader(io.BytesIO(render_pdf(paper(paragraphs), font_set()))).pages
    texts = [[line.text for line in page_lines(page, n)] for n, page in enumerate(pages, 1)]
    assert len(pages) % 2 == 0
    assert any("印发" in line for line in texts[-1])
    blank = len(texts) > 2 and texts[-2] == []
    assert any(line.startswith("—") for line in texts[-1]) is not blank
    for number, lines in enumerate(texts[: -2 if blank else -1], 1):
        assert lines[-1] == f"— {number} —"


def test_a_page_of_its_own_is_an_even_one_whatever_word_makes_of_the_text() -> None:
    word = docx.Document(io.BytesIO(render_docx(paper(2))))
    first, last = word.sections
    kind = last._sectPr.find(qn("w:type"))
    assert kind is not None
    assert kind.get(qn("w:val")) == "evenPage"
    assert "PAGE" in last.even_page_footer._element.xml
    after_blank = docx.Document(io.BytesIO(render_docx(paper(25)))).sections[-1]
    assert "PAGE" not in after_blank.even_page_footer._element.xml
    assert "PAGE" in first.footer._element.xml
    assert len(docx.Document(io.BytesIO(render_docx(paper(14)))).sections) == 1


def test_latin_characters_are_half_as_wide() -> None:
    assert characters("2018年4月") == 4.5
