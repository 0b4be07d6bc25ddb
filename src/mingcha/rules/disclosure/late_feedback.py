"""Feedback on an order came late, or not at all.

What it checks: every order to the unit whose due day is over, against its first recorded feedback.
Why: an order without feedback leaves open whether anything was put right.
How to fix: hand in the feedback at once; ask for more time before the due day, not after.
Known limits: the ledger is believed; feedback that nobody recorded counts as none.

查什么：要求该单位反馈的各项交办，期限已过的，是否按时收到反馈。
为什么：没有反馈，就不知道问题改没改。
怎么改：立即报送整改反馈；有困难的应在期限之前说明。
局限：以台账为准；收到而没有登记的，等于没有。
"""

from collections.abc import Iterator

from mingcha.core.clock import china_day
from mingcha.core.duty import FeedbackState, State, feedback_states
from mingcha.core.rule import Basis, NoParams, Subject, rule
from mingcha.core.verdict import Finding, Severity, Text
from mingcha.core.view import UnitView
from mingcha.rules._basis import notice_2018
from mingcha.rules._units import first_url, portal_unit
from mingcha.rules._words import day_zh


@rule(
    title=Text(zh="整改反馈逾期", en="Feedback late or missing"),
    severity=Severity.MAJOR,
    subject=Subject.UNIT,
    basis=(Basis("交办文件", "文件载明的反馈期限"), notice_2018("二（二）（三）整改反馈情况")),
)
def check(view: UnitView, p: NoParams) -> Iterator[Finding]:
    for state in feedback_states(view.ledger, view.register, portal_unit(view), view.as_of):
        if state.unit == view.unit and state.state in (State.LATE, State.MISSING):
            yield _finding(state, first_url(view))


def _finding(state: FeedbackState, url: str) -> Finding:
    order, feedback = state.order, state.feedback
    how = f"{day_zh(china_day(feedback.at))}才报送" if feedback else "至今未报送"
    remedy = "请说明原因，今后按期报送" if feedback else "请立即报送"
    zh = f"{order.number}要求{day_zh(order.due)}前报送整改反馈，{how}；{remedy}"
    came = f"came {china_day(feedback.at)}" if feedback else "has not come"
    return Finding(
        url,
        Text(zh, f"feedback on {order.number}, due {order.due}, {came}"),
        excerpt=order.title,
        target=order.number,
        kind=state.state.value,
        seen_at=feedback.at if feedback else None,
    )
