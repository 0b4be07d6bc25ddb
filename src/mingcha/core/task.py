"""整改任务: its states and who may move it from one to the next. Overdue is derived, never stored."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mingcha.core.errors import UsageError


class State(StrEnum):
    """How a task stands. `answered` waits for the look that proves the fix."""

    ISSUED = "issued"
    READ = "read"
    ANSWERED = "answered"
    RETURNED = "returned"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Action(StrEnum):
    """What can be done to a task. Asking for more time and getting it leave its state as it is."""

    ISSUE = "issue"
    READ = "read"
    ANSWER = "answer"
    CLOSE = "close"
    RETURN = "return"
    ASK_TIME = "ask_time"
    GRANT_TIME = "grant_time"
    REFUSE_TIME = "refuse_time"
    WITHDRAW = "withdraw"


_OPEN = frozenset((State.ISSUED, State.READ, State.RETURNED))
_FROM: dict[Action, frozenset[State]] = {
    Action.READ: frozenset((State.ISSUED,)),
    Action.ANSWER: _OPEN,
    Action.CLOSE: _OPEN | {State.ANSWERED},
    Action.RETURN: frozenset((State.ANSWERED,)),
    Action.ASK_TIME: _OPEN,
    Action.GRANT_TIME: _OPEN,
    Action.REFUSE_TIME: _OPEN,
    Action.WITHDRAW: _OPEN | {State.ANSWERED},
}
_TO: dict[Action, State] = {
    Action.READ: State.READ,
    Action.ANSWER: State.ANSWERED,
    Action.CLOSE: State.CLOSED,
    Action.RETURN: State.RETURNED,
    Action.WITHDRAW: State.WITHDRAWN,
}
STATE_ZH = {
    State.ISSUED: "待签收",
    State.READ: "整改中",
    State.ANSWERED: "待复查",
    State.RETURNED: "已退回",
    State.CLOSED: "已销号",
    State.WITHDRAWN: "已撤销",
}
ACTION_ZH: dict[str, str] = {
    Action.ISSUE: "交办",
    Action.READ: "签收",
    Action.ANSWER: "反馈",
    Action.CLOSE: "销号",
    Action.RETURN: "退回",
    Action.ASK_TIME: "申请延期",
    Action.GRANT_TIME: "同意延期",
    Action.REFUSE_TIME: "不同意延期",
    Action.WITHDRAW: "撤销",
}


@dataclass(frozen=True, slots=True)
class Deadline:
    """A task and the calendar: open or not, how many days are left (negative when overdue)."""

    open: bool
    overdue: bool
    days_left: int


def after(state: State, action: Action) -> State:
    """The state after an action; UsageError when a task that stands so does not allow it."""
    if state not in _FROM.get(action, frozenset()):
        raise UsageError(f"任务{STATE_ZH[state]}，不能{ACTION_ZH[action]}；请刷新页面查看最新状态")
    return _TO.get(action, state)


def allowed(state: State) -> frozenset[Action]:
    """The actions that a task in a state allows to somebody."""
    return frozenset(action for action, states in _FROM.items() if state in states)


def deadline(state: State, due: date, today: date) -> Deadline:
    """How a task stands on a day. Who has answered is not overdue: the proof is ours to take."""
    left = (due - today).days
    return Deadline(state in _OPEN, state in _OPEN and left < 0, left)
