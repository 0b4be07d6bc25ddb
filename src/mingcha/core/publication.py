"""The life of a bulletin: draft → reviewed → approved → issued → corrected or withdrawn; and its number.

What was issued is never changed: a correction is a new draft, and the old version becomes `corrected` when
that one is issued.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from mingcha.core.errors import UsageError


class Stage(StrEnum):
    """Where a version stands."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    APPROVED = "approved"
    ISSUED = "issued"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"

    @property
    def zh(self) -> str:
        """The stage in Chinese."""
        return _STAGES[self]


class Action(StrEnum):
    """What a person does with a version."""

    DRAFT = "draft"
    EDIT = "edit"
    EXPLAIN = "explain"
    REVIEW = "review"
    APPROVE = "approve"
    SEND_BACK = "send_back"
    ISSUE = "issue"
    CORRECT = "correct"
    REPLACE = "replace"
    WITHDRAW = "withdraw"

    @property
    def zh(self) -> str:
        """The action in Chinese."""
        return _ACTIONS[self]


_STAGES = {
    Stage.DRAFT: "草稿",
    Stage.REVIEWED: "已审核",
    Stage.APPROVED: "已批准",
    Stage.ISSUED: "已签发",
    Stage.CORRECTED: "已更正",
    Stage.WITHDRAWN: "已撤回",
}
_ACTIONS = {
    Action.DRAFT: "起草",
    Action.EDIT: "修改",
    Action.EXPLAIN: "说明",
    Action.REVIEW: "审核",
    Action.APPROVE: "批准",
    Action.SEND_BACK: "退回",
    Action.ISSUE: "签发",
    Action.CORRECT: "更正",
    Action.REPLACE: "被更正",
    Action.WITHDRAW: "撤回",
}
_OPEN = (Stage.DRAFT, Stage.REVIEWED, Stage.APPROVED)
_STEPS: dict[Action, tuple[tuple[Stage, ...], Stage | None]] = {
    Action.EDIT: (_OPEN, Stage.DRAFT),
    Action.EXPLAIN: (_OPEN, None),
    Action.REVIEW: ((Stage.DRAFT,), Stage.REVIEWED),
    Action.APPROVE: ((Stage.REVIEWED,), Stage.APPROVED),
    Action.SEND_BACK: ((Stage.REVIEWED, Stage.APPROVED), Stage.DRAFT),
    Action.ISSUE: ((Stage.APPROVED,), Stage.ISSUED),
    Action.CORRECT: ((Stage.ISSUED,), None),
    Action.REPLACE: ((Stage.ISSUED,), Stage.CORRECTED),
    Action.WITHDRAW: ((Stage.ISSUED,), Stage.WITHDRAWN),
}
REASONED = frozenset((Action.SEND_BACK, Action.CORRECT, Action.WITHDRAW, Action.EXPLAIN))
"""Actions that need a reason."""
_NEXT = {
    Stage.DRAFT: "先审核（bulletin review）",
    Stage.REVIEWED: "先批准（bulletin approve）",
    Stage.APPROVED: "可签发（bulletin issue）或退回（bulletin return）",
    Stage.ISSUED: "只能更正（bulletin correct）或撤回（bulletin withdraw）",
    Stage.CORRECTED: "已由新的版本代替，请在新的版本上办理",
    Stage.WITHDRAWN: "不能再办理，请重新起草",
}


def stage_after(stage: Stage, action: Action, name: str) -> Stage:
    """The stage that an action leads to; UsageError where it may not be done. `name`: whose."""
    allowed, after = _STEPS[action]
    if stage not in allowed:
        raise UsageError(f"{name}现为“{stage.zh}”，不能{action.zh}：{_NEXT[stage]}")
    return after or stage


def require_reason(action: Action, person: str, reason: str) -> None:
    """Raise UsageError unless the person is named, and the reason where one is due."""
    if not person.strip():
        raise UsageError(f"{action.zh}要写明经办人：请加 --by 姓名")
    if action in REASONED and not reason.strip():
        raise UsageError(f"{action.zh}要写明原因：请加 --reason 原因")


@dataclass(frozen=True, slots=True)
class Number:
    """发文字号: “临政办函〔2018〕83号” is word 临政办函, year 2018, sequence 83."""

    word: str
    year: int
    sequence: int

    def __str__(self) -> str:
        return f"{self.word}〔{self.year}〕{self.sequence}号"


_NUMBER = re.compile(
    r"(?P<word>[\u4e00-\u9fff]{1,20})[〔\[［【(（](?P<year>\d{4})[〕\]］】)）]第?0*(?P<n>[1-9]\d*)号"
)


def read_number(text: str) -> Number:
    """The parts of a document number; UsageError when it is none."""
    match = _NUMBER.fullmatch("".join(text.split()))
    if match is None:
        raise UsageError(f"发文字号“{text}”无法识别，请写成“临政办函〔2018〕83号”的形式")
    return Number(match["word"], int(match["year"]), int(match["n"]))
