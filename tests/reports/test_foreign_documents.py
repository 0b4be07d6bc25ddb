"""Documents that others made: a right one is not found fault with, whatever means it was made by."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from docx.document import Document as WordDocument
from tests.reports import foreign

from mingcha.reports.bulletin import BulletinData
from mingcha.reports.check import CheckReport, check_file
from mingcha.reports.compose import compose
from mingcha.reports.document import Format
from mingcha.reports.docx import render_docx


def measured(word: WordDocument, folder: Path) -> CheckReport:
    path = folder / "document.docx"
    word.save(str(path))
    return check_file(path)


def found(report: CheckReport) -> list[str]:
    return [str(one) for one in report.deviations]


def test_a_document_set_by_hand_has_no_deviation(tmp_path: Path) -> None:
    report = measured(foreign.by_hand(), tmp_path)
    assert (report.format, found(report)) == (Format.DOCUMENT, [])


def test_a_joint_document_with_its_mark_in_a_table_has_no_deviation(tmp_path: Path) -> None:
    report = measured(foreign.joint(), tmp_path)
    assert (report.format, found(report)) == (Format.DOCUMENT, [])


def test_a_public_notice_without_head_and_addressee_has_no_deviation(tmp_path: Path) -> None:
    report = measured(foreign.public_notice(), tmp_path)
    assert (report.format, found(report)) == (None, [])
    assert report.substitutes == ("方正小标宋简体 以 华文中宋 代替",)


@pytest.mark.needs("libreoffice", "fonts")
def test_a_public_notice_has_no_deviation_as_libreoffice_prints_it(tmp_path: Path) -> None:
    path = tmp_path / "notice.docx"
    foreign.public_notice().save(str(path))
    assert found(check_file(foreign.converted(path, "pdf"))) == []


def test_a_letter_with_numbering_lists_drawn_lines_and_typed_blanks_has_no_deviation(tmp_path: Path) -> None:
    report = measured(foreign.wps_like(), tmp_path)
    assert (report.format, found(report)) == (Format.LETTER, [])


@pytest.mark.needs("libreoffice")
def test_what_libreoffice_saves_again_has_no_deviation(tmp_path: Path) -> None:
    path = tmp_path / "document.docx"
    foreign.by_hand(foreign.LINE_GRID).save(str(path))
    text = foreign.converted(path, "odt")
    path.unlink()
    assert found(check_file(foreign.converted(text, "docx"))) == []


@pytest.mark.needs("libreoffice")
@pytest.mark.parametrize("number", ["云政办字〔2018〕8号", "云政办函〔2018〕8号"])
def test_our_own_document_saved_again_by_libreoffice_has_no_deviation(
    number: str, make_city: Callable[[int], BulletinData], tmp_path: Path
) -> None:
    path = tmp_path / "document.docx"
    path.write_bytes(render_docx(compose(replace(make_city(13), number=number))))
    text = foreign.converted(path, "odt")
    path.unlink()
    assert found(check_file(foreign.converted(text, "docx"))) == []


@pytest.mark.needs("libreoffice", "fonts")
def test_a_document_set_by_hand_has_no_deviation_as_libreoffice_prints_it(tmp_path: Path) -> None:
    path = tmp_path / "document.docx"
    foreign.by_hand(foreign.LINE_GRID).save(str(path))
    # The imprint of a document that was set by hand stands where the text ends.
    beside = {"版记所在页", "版记末线距页下边"}
    report = check_file(foreign.converted(path, "pdf"))
    assert [str(one) for one in report.deviations if one.what not in beside] == []
