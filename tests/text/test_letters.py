"""What the page of a letter says of its answer."""

import pytest

from mingcha.text.letters import EMPTY, unanswered


def said(*lines: str) -> str:
    return unanswered(lines, lines)


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (("留言时间", "2018-01-05", "办理状态", "办理中"), "办理状态：办理中"),
        (("留言内容：公交太少", "答复情况：未答复"), "答复情况：未答复"),
        (("问题：", "怎么办理？", "状态：", "未答复"), "状态：未答复"),
        (("来信内容：水费太高", "暂无回复"), "暂无回复"),
        (("来信内容：水费太高", "尚未答复。"), "尚未答复。"),
        (("回复内容", "暂无回复内容"), "回复内容：暂无回复内容"),
        (("信件状态：处理中", "答复单位：市水利局"), "信件状态：处理中"),
        (("留言内容：水费太高", "答复内容："), EMPTY),
        (("留言内容：水费太高", "答复内容：", "答复时间："), EMPTY),
    ],
)
def test_an_unanswered_letter_says_so(lines: tuple[str, ...], words: str) -> None:
    assert said(*lines) == words


@pytest.mark.parametrize(
    "lines",
    [
        ("留言时间：2018-01-05", "办理状态：已办结", "答复内容：您好，来信收悉。"),
        ("办理状态", "办理中", "答复内容", "您好，来信收悉，正在核实。"),
        ("状态", "办理中", "答复时间：2018-02-01"),
        ("状态：已答复",),
        ("回复：您好，可以到窗口办理。", "暂无回复"),
        ("请问居住证办理状态怎样查？", "答复：", "您好，可以网上查询。"),
        ("来信须知：对办理中的信件请耐心等待", "答复内容应当准确规范"),
        ("我的材料还没有办理，请尽快处理",),
        ("设备状态：正常",),
        (),
    ],
)
def test_an_answered_letter_and_other_pages_say_nothing(lines: tuple[str, ...]) -> None:
    assert said(*lines) == ""


def test_an_answer_outside_the_main_text_is_believed() -> None:
    main = ("办理状态：办理中",)
    assert unanswered(main, (*main, "答复内容", "您好，来信收悉。")) == ""
