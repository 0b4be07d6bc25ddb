"""A consultation was answered late, or is unanswered past its due day or for more than three months.

What it checks: every consultation against the scheme's working days; unanswered for more than three months
    is a class of its own, which fails the site. Letters of a year that pages show as unanswered are suspects.
Why: who asks through a government site is owed an answer.
How to fix: answer now; a matter that needs longer is explained to the asker within the time.
Known limits: a year without a holiday table, a page without a day or with an empty answer are left open.

查什么：群众在该单位网站的咨询留言是否按期答复；超过三个月未答复的单列；页面写明逾期未答复的列为疑点。
为什么：咨询留言超过三个月未答复，单项否决。
怎么改：立即答复；情况复杂不能按期答复的，在期限内向来信人说明。
局限：跨越没有节假日安排年份的期限只是暂定，不据此认定逾期；页面没有日期、答复栏空白的不作判定。
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from mingcha.core.clock import china_day, parse_period
from mingcha.core.duty import MessageState, ReplyTerms, State, message_states
from mingcha.core.errors import CantTell
from mingcha.core.rule import Subject, rule
from mingcha.core.verdict import Finding, Severity, Text
from mingcha.core.view import UnitView
from mingcha.rules._basis import census_2015, guide_2017, indicators_2019
from mingcha.rules._words import day_zh, some
from mingcha.rules.interaction._letters import shown_unanswered


@dataclass(frozen=True, slots=True)
class Params:
    """Working days of a plain and of a complex consultation; the veto's line, and how far back it looks."""

    workdays: int = 7
    complex_workdays: int = 15
    veto_after: str = "3 months"
    veto_within: str = "1 year"


@rule(
    title=Text(zh="咨询留言逾期答复", en="Consultation answered late or not at all"),
    severity=Severity.MAJOR,
    subject=Subject.UNIT,
    basis=(
        replace(census_2015("单项否决：互动回应差"), kinds=("veto",)),
        guide_2017("互动交流：7个工作日内答复，情况复杂的15个工作日"),
        replace(indicators_2019("单项否决：互动回应差"), kinds=("veto",)),
    ),
    params=Params,
)
def check(view: UnitView, p: Params) -> Iterator[Finding]:
    terms = ReplyTerms(consultation=p.workdays, complex=p.complex_workdays)
    states = message_states(view.ledger, view.register, view.calendar, terms, view.as_of)
    mine = [s for s in states if s.unit == view.unit and s.message.about == "consultation"]
    last = parse_period(p.veto_after).before(view.today)
    first = parse_period(p.veto_within).before(view.today)
    for state in mine:
        ignored = state.reply is None and first <= china_day(state.message.at) < last
        if ignored or state.state in (State.LATE, State.MISSING):
            yield _finding(state, "veto" if ignored else "late", terms.workdays(state.message))
    yield from shown_unanswered(view, p.workdays, first, last)
    unsure = [s.message.id for s in mine if s.due.provisional and _past(s, view)]
    if unsure:
        raise CantTell(f"留言{some(unsure)}的期限跨越没有节假日安排的年份，请导入节假日安排后再判定")


def _past(state: MessageState, view: UnitView) -> bool:
    return china_day(state.reply.at if state.reply else view.as_of) > state.due.day


def _finding(state: MessageState, kind: str, workdays: int) -> Finding:
    message, reply = state.message, state.reply
    how = f"{day_zh(china_day(reply.at))}才答复" if reply else "至今未答复"
    how += "，已超过三个月" if kind == "veto" else ""
    remedy = "请查明原因，今后按期答复" if reply else "请立即答复"
    asked = f"{day_zh(china_day(message.at))}收到的咨询留言{message.id}"
    text = Text(
        f"{asked}应于{day_zh(state.due.day)}前（{workdays}个工作日内）答复，{how}；{remedy}",
        f"due {state.due.day}, {f'answered {china_day(reply.at)}' if reply else 'unanswered'} ({kind})",
    )
    return Finding(message.url, text, excerpt=message.text, target=message.id, kind=kind, seen_at=message.at)
