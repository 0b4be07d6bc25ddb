"""Every sentence of the console has its English, and what gettext reads is what the .po says."""

import gettext
import io
import re

from tools import messages

_PLACE = re.compile(r"%\(\w+\)s")


def test_every_sentence_has_english_and_no_english_is_left_over() -> None:
    assert sorted(key for key, value in messages.english().items() if key and value) == sorted(
        messages.said()
    )


def test_the_compiled_file_is_current() -> None:
    """`python -m tools.messages` makes it anew."""
    assert (messages.FOLDER / "django.mo").read_bytes() == messages.compiled(messages.english())


def test_gettext_itself_reads_what_was_compiled() -> None:
    known = gettext.GNUTranslations(
        io.BytesIO(messages.compiled({"问题": "Findings", "“引号”\n": "quotes\n"}))
    )
    assert known.gettext("问题") == "Findings"
    assert known.gettext("“引号”\n") == "quotes\n"
    assert known.gettext("没有") == "没有"


def test_english_fills_in_the_same_values() -> None:
    differing = [
        key
        for key, value in messages.english().items()
        if sorted(_PLACE.findall(key)) != sorted(_PLACE.findall(value))
    ]
    assert differing == []


def test_english_holds_no_chinese() -> None:
    chinese = re.compile("[\u4e00-\u9fff]")
    assert [value for value in messages.english().values() if chinese.search(value)] == [
        "For example 临政办函〔2018〕72号; a number is used once"
    ]
