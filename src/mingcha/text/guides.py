"""Words of service guides: the ten classes of elements that one must show, and forms that it names."""

import re
from collections.abc import Iterable
from importlib.resources import files
from typing import Final

_DATA: Final = files("mingcha.text").joinpath("data", "guide_elements.txt").read_text("utf-8")
_WORDS: Final = dict(line.split("\t") for line in _DATA.splitlines() if line and not line.startswith("#"))
ELEMENTS: Final = tuple(_WORDS)
"""The ten classes, in the sequence of the indicators."""

_LABELS: Final = {name: re.compile(words) for name, words in _WORDS.items()}
_PIECES: Final = re.compile(r"[\s。；;，,|]+")
_HEAD: Final = re.compile(
    r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．:：])*[【\[《●◆■、]*([一-鿿]{2,20})(?:（[^（）]{0,14}）)?[】\]》]*(?:[:：]|$)"
)
"""A label: numbered or in brackets, then a colon or the end of the piece."""
_JOINED: Final = re.compile(r"[及和与]")

_TYPE: Final = (
    r"(?:申请表|申请书|登记表|审批表|备案表|申报表|报名表|呈报表|审核表|推荐表|审查表|承诺书|样表|示范文本)"
)
_QUOTED: Final = re.compile(rf"《([^《》\n]{{2,40}}?{_TYPE}[^《》\n]{{0,6}})》")
_LISTED: Final = re.compile(
    rf"(?:^|[\d.、．)）；;，,：:\s]|填写|填报|提交|提供)([一-鿿]{{2,24}}?{_TYPE})", re.M
)
_BEFORE: Final = re.compile(
    r"^(?:申请人|申请单位|申请者|单位|本人|请|并|需要?|应当?|须|先|按要求|如实|填写|填报|填好|提交|提供|报送|出具|携带|"
    r"持|以及|及|和|与|完整|规范|的|相关|相应|有关|空白|纸质|电子|该|上述|一份|原件|盖章)+"
)
"""What stands before a form's name in a sentence and is no part of it."""
_BARE: Final = re.compile(rf".?{_TYPE}")
_ELSEWHERE: Final = re.compile(
    r"领取|现场填|窗口填|窗口提供|免费提供|网上填|在线填|网上申报|在线申报|自动生成|系统生成|自拟|自备|自行|无需|不再提交"
)
_GENERIC: Final = re.compile(
    r"下载|附件|表格|样表|范本|点击|在线办理|网上办理|在线申报|网上申报|我要办|立即办理"
)
_CORE: Final = re.compile(r"[^一-鿿]|附件")


def elements_in(text: str) -> tuple[str, ...]:
    """The classes whose label stands in a text: where a line or sentence begins, with a colon or alone."""
    heads: set[str] = set()
    for piece in _PIECES.split(text):
        match = _HEAD.match(piece)
        if match is not None:
            heads.update((match[1], *_JOINED.split(match[1])))
    return tuple(
        name for name, label in _LABELS.items() if any(label.fullmatch(head) is not None for head in heads)
    )


def forms_in(text: str) -> tuple[str, ...]:
    """The forms that a guide asks for by name, each once, but for those to be had at the desk or online."""
    found: dict[str, None] = {}
    for line in text.split("\n"):
        if _ELSEWHERE.search(line):
            continue
        for shape in (_QUOTED, _LISTED):
            for match in shape.finditer(line):
                name = _BEFORE.sub("", match[1].strip())
                if _BARE.fullmatch(name) is None and not any(
                    name in known or known in name for known in found
                ):
                    found[name] = None
    return tuple(found)


def offers(words: Iterable[str], form: str) -> bool:
    """Whether one of some links or titles offers a form: names it, names its like, or says 下载."""
    return any(_GENERIC.search(text) or names(text, form) for text in words)


def names(words: str, form: str) -> bool:
    """Whether words name a form: alike but for punctuation, or mostly of the same characters."""
    one, other = _CORE.sub("", words), _CORE.sub("", form)
    if not one or not other:
        return False
    if other in one or (len(one) >= 4 and one in other):
        return True
    kind = re.search(_TYPE, other)
    if kind is None or kind[0] not in one:
        return False
    rest, mine = set(other.replace(kind[0], "")), set(one.replace(kind[0], ""))
    return not mine or (bool(rest) and len(rest & mine) * 2 > min(len(rest), len(mine)))
