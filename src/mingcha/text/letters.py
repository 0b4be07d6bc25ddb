"""Words by which the page of a letter says that it is not answered yet."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

EMPTY: Final = "答复内容为空"
"""Said of a page whose label for the answer has nothing after it: a script or a picture may hold it."""

_LABEL: Final = re.compile(
    r"(?P<label>(?:办理|处理|受理|办件|信件|留言|咨询|当前|答复|回复)?(?:状态|进度)|"
    r"(?:答复|回复|办理|处理)(?:内容|意见|情况|结果|时间|日期)|(?:答复|回复)(?=\s*[:：]))\s*[:：]?\s*(?P<value>.*)"
)
_ANSWER: Final = re.compile(r"(?:答复|回复)(?:内容|意见|情况|结果)?")
_NOT_YET: Final = re.compile(
    r"[\[(（【]?(?:(?:办理|处理|受理|承办|转办|答复|回复)中|"
    r"(?:正在|等待|待|未|尚未|暂未|还未|还没有|没有)(?:办理|处理|受理|答复|回复|办结)|"
    r"(?:暂无|暂时没有|没有|尚无)(?:任何)?(?:答复|回复)(?:内容|信息)?)[\])）】]?[。！!….]*"
)
_DONE: Final = re.compile(
    r"[\[(（【]?已?(?:答复|回复|办结|处理|办理|完成|解决)(?:完毕|完成)?[\])）】]?[。！!]*"
)
_NEXT: Final = re.compile(
    r".{2,8}[:：].*|.{0,4}(?:单位|部门|时间|日期|状态|附件|评价|上一[篇条封].*|下一[篇条封].*)"
)


def unanswered(main: Sequence[str], whole: Sequence[str]) -> str:
    """The label and words that say so among the lines of the main text, EMPTY, or "" where nothing does.

    An answer, or the word that there is one, anywhere among the lines of the whole page is believed first.
    """
    if any(_tells_answer(label, value) for label, value in _pairs(whole)):
        return ""
    for label, value in _pairs(main):
        if _NOT_YET.fullmatch(value):
            return f"{label}：{value}"
    alone = next((line for line in main if _NOT_YET.fullmatch(line)), "")
    if alone:
        return alone
    return EMPTY if any(not value and _ANSWER.fullmatch(label) for label, value in _pairs(main)) else ""


def _tells_answer(label: str, value: str) -> bool:
    if not value or _NOT_YET.fullmatch(value):
        return False
    return not label.endswith(("状态", "进度")) or _DONE.fullmatch(value) is not None


def _pairs(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Labels of state and answer with what stands after them, in the line or in the next one."""
    for place, line in enumerate(lines):
        found = _LABEL.fullmatch(line)
        if found is None or (found["value"] and found["label"] + found["value"] == line and len(line) > 12):
            continue  # words of a sentence: 答复内容应当准确……
        following = lines[place + 1] if place + 1 < len(lines) else ""
        value = found["value"] or ("" if _NEXT.fullmatch(following) else following)
        yield found["label"], value.strip()
