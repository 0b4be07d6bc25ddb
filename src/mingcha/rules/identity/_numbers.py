"""Filing numbers at the foot, against their form, the register, and the link behind them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from mingcha.core.errors import CantTell, Inapplicable
from mingcha.core.page import Mark, MarkKind
from mingcha.core.view import SiteView
from mingcha.rules.identity._marks import NAMES

PROVINCES = {
    "京": "11", "津": "12", "冀": "13", "晋": "14", "蒙": "15", "辽": "21", "吉": "22",
    "黑": "23", "沪": "31", "苏": "32", "浙": "33", "皖": "34", "闽": "35", "赣": "36",
    "鲁": "37", "豫": "41", "鄂": "42", "湘": "43", "粤": "44", "桂": "45", "琼": "46",
    "渝": "50", "川": "51", "蜀": "51", "贵": "52", "黔": "52", "云": "53", "滇": "53",
    "藏": "54", "陕": "61", "秦": "61", "甘": "62", "陇": "62", "青": "63", "宁": "64", "新": "65",
}  # fmt: skip
"""Short names of provinces and the first two digits of their region codes (regulations 4.2, 4.3)."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A mark that is wrong: its class (malformed, differs, disagree) and why, in Chinese and English."""

    mark: Mark
    kind: str
    zh: str
    en: str


def shown(site: SiteView, kind: MarkKind, rule_zh: str) -> tuple[Mark, ...]:
    """The marks of a kind on the home page, behind a door page also of inner pages; never empty."""
    inner = chain.from_iterable(page.marks for page in site.pages) if site.doorway else ()
    found = tuple(mark for mark in (*site.marks, *inner) if mark.kind is kind)
    if found:
        return found
    if site.unread_parts:
        raise CantTell(f"首页未见{NAMES[kind]}，且有部分页脚没有读到，请人工查看")
    raise Inapplicable(f"首页没有{NAMES[kind]}，由“{rule_zh}”判定")


def slips(marks: Sequence[Mark], judge: Callable[[Mark], Slip | None]) -> Iterator[Slip]:
    """What is wrong, each value once.

    Nothing, where one mark is right: a second number beside it is its keeper's or another office's. But a
    right number with a wrong link is told.
    """
    found = {mark.value: judge(mark) for mark in marks}
    disagreeing = [slip for slip in found.values() if slip is not None and slip.kind == "disagree"]
    if disagreeing or None in found.values():
        yield from disagreeing
        return
    yield from (slip for slip in found.values() if slip is not None)
