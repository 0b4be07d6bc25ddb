"""The annual report on openness was published late, or not at all.

What it checks: the report of the year asked for on the unit's own site, by its publication date; for a unit
    without a running site, in the portal's column.
Why: the law sets the day; people must be able to see how openness was carried out.
How to fix: publish the report at once on the own site, and in the portal's column.
Known limits: absence is said only when the report column, or the whole site, was read; a very short report
    is a suspect for a person.

查什么：本单位网站是否在法定期限前公布上一年度政府信息公开年报；没有网站的看门户网站年报栏目。
为什么：条例规定了公布期限，群众有权了解公开工作情况。
怎么改：立即在本单位网站公布，并同步到门户网站年报栏目。
局限：年报栏目或全站没有读全的不认定未公布；正文过短的转人工核对。
"""

from collections.abc import Iterator
from datetime import date

from mingcha.core.duty import State
from mingcha.core.errors import CantTell, Inapplicable
from mingcha.core.rule import Basis, NoParams, Subject, rule
from mingcha.core.verdict import Finding, Severity, Text
from mingcha.core.view import UnitView
from mingcha.rules._units import first_url, running_sites
from mingcha.rules._words import day_zh
from mingcha.rules.disclosure._annual_report import duty_of, report_status

_LAW = "《中华人民共和国政府信息公开条例》"


@rule(
    title=Text(zh="未按时公布政府信息公开年报", en="Annual report late or missing"),
    severity=Severity.MAJOR,
    subject=Subject.UNIT,
    basis=(
        Basis(f"{_LAW}（2007年国务院令第492号）", "第三十一条", date(2008, 5, 1), date(2019, 5, 14)),
        Basis(f"{_LAW}（2019年国务院令第711号）", "第四十九条", since=date(2019, 5, 15)),
    ),
)
def check(view: UnitView, p: NoParams) -> Iterator[Finding]:
    if view.report_year is None:
        raise Inapplicable("没有指定年报年度")
    status, duty = report_status(view), duty_of(view, view.report_year)
    asked = f"{view.report_year}年政府信息公开年报应于{day_zh(duty.due)}前公布"
    where = "；".join(status.looked)
    if status.thin:
        text = Text(f"{status.reason}：《{status.title}》", "very short report: a person must look")
        yield Finding(status.url, text, excerpt=status.title, suspect=True, kind="thin")
    elif status.state is State.CANT_TELL:
        raise CantTell(status.reason)
    elif status.state is State.LATE and status.published:
        zh = f"{asked}，{day_zh(status.published)}才公布；请说明原因，今后按时公布"
        text = Text(zh, f"due {duty.due}, published {status.published}")
        yield Finding(status.url, text, excerpt=f"{status.published} {status.title}", kind="late")
    elif status.state is State.MISSING:
        place = "" if running_sites(view) else "在门户网站年报栏目"
        text = Text(f"{asked}，未见公布；请立即{place}公布", f"due {duty.due}, not published")
        page, at = status.stored
        trail = f"已查看：{where}"
        yield Finding(first_url(view), text, excerpt=trail, kind="missing", evidence=page, seen_at=at)
