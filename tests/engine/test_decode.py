"""The bytes decide the encoding; a wrong declaration does no harm."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingcha.engine.decode import as_utf8, declared_name, decode

SENTENCE = (
    "<html><head><title>市政府办公室关于印发工作方案的通知</title></head>"
    "<body>各县区人民政府，市政府各部门：现将方案印发给你们</body></html>"
)
TRADITIONAL = (
    "<html><title>市政府公告</title>"
    "<body>關於開展政務公開工作的通知，請各單位按時報送資訊，這個月的工作要點如下</body></html>"
)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16-be", "utf-8-sig", "utf-16", "utf-32"]
)
@pytest.mark.parametrize(
    "declared",
    ["", "text/html; charset=gb2312", "text/html; charset=utf-8", "charset=unicode", "big5", "iso-8859-1"],
)
def test_chinese_text_is_read_whatever_is_declared(encoding: str, declared: str) -> None:
    text, _ = decode(SENTENCE.encode(encoding), declared)
    assert text == SENTENCE


def test_big5_is_read_where_it_is_declared_in_the_header_or_in_the_page() -> None:
    assert decode(TRADITIONAL.encode("big5"), "text/html; charset=big5") == (TRADITIONAL, "big5")
    inside = TRADITIONAL.replace(
        "<title>", '<meta http-equiv="Content-Type" content="text/html; charset=big5"><title>'
    )
    assert decode(inside.encode("big5"))[1] == "big5"


def test_a_word_export_in_utf16_is_named_so() -> None:
    assert decode(SENTENCE.encode("utf-16"), "text/html; charset=unicode")[1] == "utf-16-le"


def test_a_body_cut_inside_a_character_is_still_utf8() -> None:
    body = SENTENCE.encode()
    last = body.index("知".encode())
    for cut in (1, 2):
        text, encoding = decode(body[: last + cut], "gb2312")
        assert encoding == "utf-8"
        assert text.endswith("通")


def test_one_broken_character_does_not_turn_a_utf8_page_into_another_encoding() -> None:
    body = (SENTENCE * 3).encode().replace("室".encode(), "室".encode()[:2], 1)
    text, encoding = decode(body, "gb2312")
    assert encoding == "utf-8"
    assert "人民政府" in text


def test_one_broken_character_does_not_turn_a_gbk_page_into_another_encoding() -> None:
    body = (SENTENCE * 3).encode("gbk").replace("室".encode("gbk"), b"\xff\xff", 1)
    text, encoding = decode(body, "utf-8")
    assert encoding == "gb18030"
    assert "人民政府" in text


def test_a_western_page_is_read_as_declared() -> None:
    assert decode("Caf\xe9 \xa9 2018".encode("latin-1"), "text/html; charset=iso-8859-1") == (
        "Café © 2018",
        "iso8859-1",
    )


def test_names_that_are_no_charset_are_not_believed() -> None:
    assert declared_name("text/html; charset=hex") == ""
    assert declared_name("text/html; charset=nonsense", b'<meta charset="gbk">') == "gbk"
    assert declared_name("text/html") == ""


def test_bytes_that_nothing_explains_still_give_text() -> None:
    text, _ = decode(bytes(range(128, 256)) * 3 + b"abc", "charset=hex")
    assert "abc" in text
    assert decode(b"") == ("", "utf-8")


@given(st.binary(max_size=200), st.text(max_size=20))
def test_any_bytes_become_utf8_whatever_is_declared(body: bytes, declared: str) -> None:
    as_utf8(body, declared)[0].decode()


def test_utf8_bytes_go_to_the_parser_without_a_copy() -> None:
    body = SENTENCE.encode()
    assert as_utf8(body)[0] is body
    assert as_utf8(b"plain")[0] == b"plain"


def test_every_other_encoding_goes_to_the_parser_as_utf8() -> None:
    for encoding in ("gb18030", "utf-16", "utf-8-sig"):
        assert as_utf8(SENTENCE.encode(encoding))[0] == SENTENCE.encode()
