"""An error report was answered late, or is unanswered past its due day.

What it checks: every error report on the unit's sites against the scheme's working days.
Why: who reports an error must be answered in time.
How to fix: answer and correct at once; watch the platform's forwarded reports daily.
Known limits: a due day counted through a year without a holiday table blames nobody and is named.

查什么：群众对该单位网站的“找错”留言，是否在规定工作日内答复。
为什么：件件有落实、事事有回音。
怎么改：立即核实、更正并答复；每日查看平台转办情况。
局限：跨越没有节假日安排年份的期限只是暂定，不据此认定逾期。
"""

from collections.abc import Iterator
from dataclasses import dataclass

from mingcha.core.clock import china_day
from mingcha.core.duty import MessageState, ReplyTerms, State, message_states
from mingcha.core.errors import CantTell
from mingcha.core.rule import Subject, rule
from mingcha.core.verdict import Finding, Severity, Text
from mingcha.core.view import UnitView
from mingcha.rules._basis import guide_2017, notice_2018
from mingcha.rules._words import day_zh, some


@dataclass(frozen=True, slots=True)
class Params:
    """Working days to answer; the day of receipt is not counted. The notice says 2, the guide 3."""

    workdays: int = 2


@rule(
    title=Text(zh="找错留言逾期答复", en="Error report answered late or not at all"),
    severity=Severity.MAJOR,
    subject=Subject.UNIT,
    basis=(guide_2017("“我为政府网站找错”留言办理"), notice_2018("三（二）网民留言办理：2个工作日内")),
    params=Params,
)
def check(view: UnitView, p: Params) -> Iterator[Finding]:
    terms = ReplyTerms(error_report=p.workdays)
    states = message_states(view.ledger, view.register, view.calendar, terms, view.as_of)
    mine = [s for s in states if s.unit == view.unit and s.message.about == "error_report"]
    for state in mine:
        if state.state in (State.LATE, State.MISSING):
            yield _finding(state, p.workdays)
    unsure = [state.message.id for state in mine if state.due.provisional and _maybe_late(state, view)]
    if unsure:
        raise CantTell(f"留言{some(unsure)}的期限跨越没有节假日安排的年份，请导入节假日安排后再判定")


def _maybe_late(state: MessageState, view: UnitView) -> bool:
    return china_day(state.reply.at if state.reply else view.as_of) > state.due.day


def _finding(state: MessageState, workdays: int) -> Finding:
    message, reply = state.message, state.reply
    how = f"{day_zh(china_day(reply.at))}才答复" if reply else "至今未答复"
    remedy = "请说明原因，今后按期答复" if reply else "请核实更正并答复"
    asked = f"{day_zh(china_day(message.at))}收到的找错留言{message.id}"
    return Finding(
        message.url,
        Text(
            f"{asked}应于{day_zh(state.due.day)}前（{workdays}个工作日内）答复，{how}；{remedy}",
            f"due {state.due.day}, {f'answered {china_day(reply.at)}' if reply else 'unanswered'}",
        ),
        excerpt=message.text,
        target=message.id,
        kind="late" if reply else "overdue",
        seen_at=message.at,
    )
