"""The place of an excerpt in a page's source: as it stands, or as a reader sees it."""

import pytest

from mingcha.engine.places import place_of

PAGE = """<html>
<body><p>一</p>
<p title="特别的词">通知<b>公告</b> 如&nbsp;下：&lt;甲&gt;</p>
<!-- 藏起来的话 -->
</body></html>
"""


@pytest.mark.parametrize(
    ("words", "line", "column"),
    [
        ("<body>", 2, 1),
        ("特别的词", 3, 11),
        ("通知公告", 3, 17),
        ("公告 如 下", 3, 22),
        ("如下：<甲>", 3, 29),
    ],
)
def test_words_are_found_across_tags_entities_and_blanks(words: str, line: int, column: int) -> None:
    place = place_of(PAGE, words)
    assert place is not None
    assert (place.line, place.column) == (line, column)


@pytest.mark.parametrize("words", ["", "  ", "没有这句话"])
def test_words_that_are_not_there_have_no_place(words: str) -> None:
    assert place_of(PAGE, words) is None


def test_a_long_line_is_cut_to_what_is_around_the_words() -> None:
    place = place_of("甲" * 1000 + "目标" + "乙" * 1000, "目标")
    assert place is not None
    assert place.column == 1001
    assert "目标" in place.around
    assert len(place.around) <= 120
