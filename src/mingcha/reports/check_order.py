"""What the paragraphs of a document say together: parts and their order, headings in sequence, annexes, the
imprint."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mingcha.reports.check import Deviation, excerpt
from mingcha.reports.check_roles import DATE, NUMBER, Role
from mingcha.reports.document import Format
from mingcha.reports.wording import chinese_number

LEVELS = (Role.LEVEL_1, Role.LEVEL_2, Role.LEVEL_3, Role.LEVEL_4)
_ORDER = (
    *(Role.MASTHEAD, Role.NUMBER, Role.TITLE, Role.ADDRESSEE),
    *(
        Role.BODY,
        Role.ATTACHMENT,
        Role.SIGNATURE,
        Role.DATE,
        Role.NOTE,
        Role.ANNEX,
        Role.COPIES,
        Role.PRINTED,
    ),
)
# Kinds of document that are published to everybody and name no addressee.
_WITHOUT_ADDRESSEE = ("公告", "通告", "公报", "决定", "决议", "令", "纪要", "条例", "办法", "规定", "细则")


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph by its role and words; `place` is how a reader finds it."""

    role: Role
    text: str
    place: str

    @classmethod
    def of(cls, role: Role, text: str) -> Part:
        """Found by its first words."""
        return cls(role, text, excerpt(text))


def format_of(parts: Sequence[Part], *, number_at_right: bool) -> Format | None:
    """Document or letter; None for a document without a red head."""
    roles = [part.role for part in parts]
    if Role.NUMBER not in roles and Role.MASTHEAD not in roles:
        return None
    mark = "".join(part.text for part in parts if part.role is Role.MASTHEAD)
    number = "".join(part.text for part in parts if part.role is Role.NUMBER)
    if number_at_right and "签发人" not in number:
        return Format.LETTER
    letter = "函" in number and not mark.strip().endswith("文件")
    return Format.LETTER if letter else Format.DOCUMENT


def check_parts(parts: Sequence[Part], kind: Format | None) -> list[Deviation]:
    """Every deviation that is one of the whole document."""
    return [
        *_missing(parts),
        *_order(parts),
        *_headings(parts),
        *_annexes(parts),
        *_imprint(parts, kind),
    ]


def _missing(parts: Sequence[Part]) -> list[Deviation]:
    roles = {part.role for part in parts}
    wanted = [Role.TITLE, Role.ADDRESSEE, Role.SIGNATURE, Role.DATE]
    title = re.sub(r"\s+", "", "".join(part.text for part in parts if part.role is Role.TITLE))
    if title.endswith(_WITHOUT_ADDRESSEE):
        wanted.remove(Role.ADDRESSEE)
    return [Deviation("全文", role.value, "有", "无") for role in wanted if role not in roles]


def _order(parts: Sequence[Part]) -> list[Deviation]:
    roles = [part.role for part in parts]
    # A part stands where it ends: all of the body comes before the signature.
    places = {role: len(roles) - 1 - roles[::-1].index(role) for role in _ORDER if role in roles}
    if list(places.values()) == sorted(places.values()):
        return []
    expected = "、".join(role.value for role in places)
    found = "、".join(role.value for role in sorted(places, key=lambda role: places[role]))
    return [Deviation("全文", "各部分顺序", expected, found)]


def _headings(parts: Sequence[Part]) -> list[Deviation]:
    """Numbers of one level follow each other; below a higher heading they begin with one again."""
    deviations = []
    counted = dict.fromkeys(LEVELS, 0)
    seen: list[Role] = []
    for part in parts:
        if part.role not in LEVELS:
            continue
        level = LEVELS.index(part.role)
        number = _heading_number(part.text)
        expected = counted[part.role] + 1
        if number is not None and number != expected and not (number == 1 and level):
            wanted, found = _label(part.role, expected), _label(part.role, number)
            deviations.append(Deviation(part.place, "标题序号", wanted, found))
        if part.role is Role.LEVEL_2 and seen and seen[-1] is Role.LEVEL_3 and number == 1 == expected:
            deviations.append(Deviation(part.place, "标题层次", "一、（一）1.（1）依次", "（一）在1.之下"))
        # A number given twice does not shift those behind it; one left out does.
        restarted = number == 1 and level
        counted[part.role] = 1 if restarted else max(number or expected, expected)
        for lower in LEVELS[level + 1 :]:
            counted[lower] = 0
        seen = [*seen, part.role] if level else []
    return deviations


_DIGITS = {chinese_number(number): number for number in range(1, 100)}


def _heading_number(text: str) -> int | None:
    found = re.match(r"\s*[（(]?([一二三四五六七八九十]+|\d+)", text)
    if found is None:
        return None
    return int(found[1]) if found[1].isdigit() else _DIGITS.get(found[1])


def _label(role: Role, number: int) -> str:
    words = chinese_number(number) if 0 < number < 100 else str(number)
    forms = {Role.LEVEL_1: f"{words}、", Role.LEVEL_2: f"（{words}）", Role.LEVEL_3: f"{number}."}
    return forms.get(role, f"（{number}）")


def _annexes(parts: Sequence[Part]) -> list[Deviation]:
    named = [part for part in parts if part.role is Role.ATTACHMENT]
    labels = [part for part in parts if part.role is Role.ANNEX_LABEL]
    if labels and not named:
        return [Deviation(labels[0].place, "附件说明", "正文下空一行有附件说明", "无")]
    deviations = []
    numbers = [
        int(found[1]) for part in named if (found := re.search(r"(?:^|[：:])\s*(\d{1,2})[.．、]", part.text))
    ]
    if numbers and numbers != list(range(1, len(numbers) + 1)):
        found_text = "、".join(map(str, numbers))
        wanted_text = "、".join(map(str, range(1, len(numbers) + 1)))
        deviations.append(Deviation(named[0].place, "附件序号", wanted_text, found_text))
    counted = max(len(numbers), 1)
    if labels and named and len(labels) != counted:
        deviations.append(
            Deviation(named[0].place, "附件数量", f"{counted} 个（附件说明）", f"{len(labels)} 个")
        )
    return deviations


def _imprint(parts: Sequence[Part], kind: Format | None) -> list[Deviation]:
    """The document format ends in an imprint with printer and date, the letter format without them."""
    printed = [part for part in parts if part.role is Role.PRINTED]
    if kind is Format.LETTER and printed:
        return [Deviation(printed[0].place, "信函格式版记", "不加印发机关和印发日期", "有")]
    if kind is Format.DOCUMENT and not printed:
        return [Deviation("版记", "印发机关和印发日期", "有", "无")]
    return []


def check_wording(part: Part) -> list[Deviation]:
    """The written form of number, date, addressee, heading, annex list and imprint."""
    text, place = part.text.strip(), part.place
    match part.role:
        case Role.NUMBER:
            return _number_wording(text, place)
        case Role.DATE:
            return _date_wording(text, place, "成文日期")
        case Role.PRINTED:
            return _date_wording(text.removesuffix("印发"), place, "印发日期")
        case Role.COPY_NUMBER if not re.fullmatch(r"\d{6}", text):
            return [Deviation(place, "份号", "6 位阿拉伯数字", text)]
        case Role.ADDRESSEE if not text.endswith("："):
            return [Deviation(place, "主送机关末尾", "全角冒号", text[-1:])]
        case Role.COPIES if text.startswith(("抄送", "分送")) and not text.endswith("。"):
            return [Deviation(place, "抄送机关末尾", "句号", text[-1:])]
        case Role.ATTACHMENT:
            return _attachment_wording(text, place)
        case Role.LEVEL_2 | Role.LEVEL_4 if text.startswith("("):
            return [Deviation(place, "标题序号括号", "全角括号（）", text[: text.find(")") + 1])]
        case Role.NOTE if text.startswith("("):
            return [Deviation(place, "附注括号", "全角括号（）", "()")]
        case _:
            return []


_GOOD_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,12}〔\d{4}〕[1-9]\d*号")


def _number_wording(text: str, place: str) -> list[Deviation]:
    found = NUMBER.search(re.sub(r"\s+", " ", text))
    number = found[0].strip() if found else text
    # Secrecy or urgency may stand before it on the same line.
    number = re.sub(r"^(?:绝密|机密|秘密|特急|加急|年)+", "", number)
    if _GOOD_NUMBER.fullmatch(number):
        return []
    wanted = "机关代字〔年份〕序号号（六角括号，序号不编虚位）"
    return [Deviation(place, "发文字号", wanted, number)]


def _date_wording(text: str, place: str, what: str) -> list[Deviation]:
    found = DATE.search(text)
    if found is None:
        return [Deviation(place, what, "阿拉伯数字", text.strip())]
    if any(part.startswith("0") for part in found.groups()):
        return [Deviation(place, what, "不编虚位的月、日", found[0])]
    return []


def _attachment_wording(text: str, place: str) -> list[Deviation]:
    deviations = []
    if text.startswith("附件:"):
        deviations.append(Deviation(place, "附件说明冒号", "全角冒号", ":"))
    if text.endswith(("。", "；", "，", ";", ",")):
        deviations.append(Deviation(place, "附件名称末尾", "无标点", text[-1:]))
    if found := re.match(r"(?:附件[：:])?\s*(\d{1,2}[、．])", text):
        deviations.append(Deviation(place, "附件顺序号", "阿拉伯数字后加圆点（1.）", found[1]))
    return deviations
