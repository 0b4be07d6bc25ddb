"""Which format a bulletin is set in, and what its imprint says."""

from dataclasses import replace

import pytest

from mingcha.reports.bulletin import BulletinData, BulletinError
from mingcha.reports.compose import compose
from mingcha.reports.document import Block, Format, Imprint, Masthead, Signature, plain_text
from mingcha.reports.layout import CHARACTER_PITCH_PT


def imprints(data: BulletinData) -> list[Block]:
    return [block for block in compose(data).blocks if isinstance(block, Imprint)]


@pytest.mark.parametrize(
    ("number", "chosen", "mark", "letter"),
    [
        ("云政办字〔2018〕8号", None, "云州市人民政府办公室文件", False),
        ("云政办函[2018]8号", None, "云州市人民政府办公室", True),
        ("云政办函〔2018〕8号", Format.DOCUMENT, "云州市人民政府办公室文件", False),
        ("云政办字〔2018〕8号", Format.LETTER, "云州市人民政府办公室", True),
    ],
)
def test_the_format_is_the_chosen_one_or_that_of_the_number(
    number: str, chosen: Format | None, mark: str, letter: bool, city: BulletinData
) -> None:
    masthead = compose(replace(city, number=number, format=chosen)).masthead
    assert isinstance(masthead, Masthead)
    assert (masthead.mark, masthead.letter) == (mark, letter)


def test_the_document_format_ends_with_copies_printer_and_date(city: BulletinData) -> None:
    (imprint,) = imprints(replace(city, copies_to="抄送：市委办公室，市人大常委会办公室。"))
    text = plain_text(compose(replace(city, copies_to="市委办公室，市人大常委会办公室")))
    assert isinstance(imprint, Imprint)
    assert imprint.copies_text == "抄送：市委办公室，市人大常委会办公室。"
    assert text.endswith("抄送：市委办公室，市人大常委会办公室。\n云州市人民政府办公室\t2018年7月10日印发\n")


def test_a_letter_names_copies_only_and_a_draft_without_number_has_no_imprint(city: BulletinData) -> None:
    letter = replace(city, number="云政办函〔2018〕8号")
    assert imprints(letter) == []
    assert imprints(replace(letter, copies_to="市委办公室")) == [Imprint("市委办公室")]
    assert imprints(replace(city, number=None, copies_to="市委办公室")) == []


def test_the_chosen_format_is_kept_with_the_data(city: BulletinData) -> None:
    chosen = replace(city, format=Format.LETTER)
    assert BulletinData.from_json(chosen.to_json()) == chosen
    with pytest.raises(BulletinError, match="format：poster 不在可用的值（document、letter）之中"):
        BulletinData.from_json(chosen.to_json().replace('"letter"', '"poster"'))


def test_without_a_seal_the_date_begins_two_characters_behind_the_issuer() -> None:
    for issuer in ("云州市水利局", "云州市人民政府办公室", "云州市政务公开工作领导小组办公室"):
        signature = Signature(issuer, "2018年7月10日", sealed=False)
        issuer_start = signature.issuer_right_pt + len(issuer) * CHARACTER_PITCH_PT
        # Three Chinese characters and seven digits of half their width.
        date_start = signature.date_right_pt + 6.5 * CHARACTER_PITCH_PT
        assert issuer_start - date_start == pytest.approx(2 * CHARACTER_PITCH_PT)
        assert min(signature.issuer_right_pt, signature.date_right_pt) >= 2 * CHARACTER_PITCH_PT - 0.01
