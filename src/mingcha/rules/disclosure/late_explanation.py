"""The explanation of a policy document was published too long after the document.

What it checks: the first explanation whose title names a document on the unit's sites, by both publication
    dates, in working days.
Why: document and explanation are to be published together.
How to fix: prepare the explanation with the document and publish both on one day.
Known limits: the number of days allowed is a parameter (own choice: three working days); only documents and
    explanations of the past year, sure by title and dated.

查什么：本单位网站上文件的第一篇解读比文件晚了几个工作日（按标题配对，按发布时间计算）。
为什么：政策文件与解读材料应当同步发布。
怎么改：解读材料与文件同步起草、同步审签、同步发布。
局限：允许的天数是参数（本系统默认3个工作日）；只查一年内、按标题能够认定、有发布时间的文件和解读。
"""

from collections.abc import Iterator
from dataclasses import dataclass

from mingcha.core.clock import back_months
from mingcha.core.errors import CantTell, NoCalendar
from mingcha.core.rule import Subject, rule
from mingcha.core.verdict import Finding, Severity, Text
from mingcha.core.view import UnitView
from mingcha.rules._basis import guide_2017, rules_2016
from mingcha.rules._units import seen_sites, unseen_hosts
from mingcha.rules._words import day_zh
from mingcha.rules.disclosure._explanations import Pair, papers_of


@dataclass(frozen=True, slots=True)
class Params:
    """Working days allowed, and how many months back a document is looked at."""

    workdays: int = 3
    months: int = 12


@rule(
    title=Text(zh="解读发布不及时", en="Explanation published late"),
    severity=Severity.MINOR,
    subject=Subject.UNIT,
    basis=(rules_2016("解读回应：同步发布"), guide_2017("解读回应")),
    params=Params,
)
def check(view: UnitView, p: Params) -> Iterator[Finding]:
    first: dict[str, Pair] = {}
    undated: list[str] = []
    for pair in papers_of(seen_sites(view)).pairs():
        document, day = pair.copies[0], pair.explanation.day
        if day is None or document.day is None:
            undated.append(pair.explanation.title)
        elif document.url not in first or day < (first[document.url].explanation.day or day):
            first[document.url] = pair
    since = back_months(view.today, p.months)
    for pair in first.values():
        document, day = pair.copies[0], pair.explanation.day
        if day is None or document.day is None or document.day < since or day > view.today:
            continue
        try:
            late = view.calendar.workdays_between(document.day, day)
        except NoCalendar as missing:
            raise CantTell(f"没有{missing.year}年的节假日安排，不能计算工作日") from missing
        if late > p.workdays:
            zh = (
                f"文件{day_zh(document.day)}发布，解读{day_zh(day)}才发布，晚了{late}个工作日；今后请同步发布"
            )
            text = Text(zh, f"document {document.day}, explanation {day}: {late} working days later")
            yield Finding(pair.explanation.url, text, excerpt=pair.explanation.title, target=document.url)
    if unseen := unseen_hosts(view):
        raise CantTell(f"{'、'.join(unseen)} 未能打开、没有内容可查或没有检查记录")
    if undated:
        raise CantTell(f"《{undated[0]}》或所解读的文件没有发布时间，请人工查看")
