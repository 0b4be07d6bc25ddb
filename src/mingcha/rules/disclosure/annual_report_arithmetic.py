"""The tables of the annual report do not add up, or do not continue last year's.

What it checks: in the report of the year asked for, column by column, that new and carried-over applications
    equal those settled and left over, that rows and columns sum to their totals, and that last year's
    left-over applications are this year's carried-over ones.
Why: the form prescribes these relations; a report that breaks them cannot be right.
How to fix: check the figures and replace the report by a corrected one that says so.
Known limits: only reports in the forms of 2019 and 2021 with tables on the page; tables in files or pictures
    and other layouts are left open. A blank cell counts as nothing where the sum then holds.

查什么：年报表格是否符合勾稽关系：新收加上年结转等于办理结果总计加结转下年，各项之和等于总计，与上年年报的结转数一致。
为什么：年报格式规定了勾稽关系，数据对不上说明年报有错。
怎么改：核对数据，更正后重新公布并注明更正。
局限：只查2019年度以后按统一格式、表格在网页上的年报；表格在附件、图片里或格式不同的不作判定。
"""

from collections.abc import Iterator
from datetime import date

from mingcha.core.errors import CantTell, Inapplicable
from mingcha.core.rule import Basis, NoParams, Subject, rule
from mingcha.core.verdict import Finding, Severity, Text
from mingcha.core.view import SiteView, UnitView
from mingcha.rules._units import unseen_hosts
from mingcha.rules.disclosure._annual_report import own_copies
from mingcha.rules.disclosure._copies import Copy
from mingcha.rules.disclosure._report_tables import Applications, applications_of, carried_over, checks

FIRST_YEAR = 2019
"""The first report year of the uniform form (国办公开办〔2019〕60号)."""


@rule(
    title=Text(zh="年报数据不符合勾稽关系", en="Annual report does not add up"),
    severity=Severity.MAJOR,
    subject=Subject.UNIT,
    basis=(
        Basis(
            "国办公开办函〔2019〕60号《政府信息公开工作年度报告格式》",
            "",
            date(2019, 11, 28),
            date(2021, 9, 25),
        ),
        Basis("国办公开办函〔2021〕30号《政府信息公开工作年度报告格式》", "", since=date(2021, 9, 26)),
    ),
)
def check(view: UnitView, p: NoParams) -> Iterator[Finding]:
    year = view.report_year or view.today.year - 1
    if year < FIRST_YEAR:
        raise Inapplicable(f"{FIRST_YEAR}年度以前的年报没有统一表格")
    reports = _reports(view, year)
    if not reports and (hidden := unseen_hosts(view)):
        raise CantTell(f"{'、'.join(hidden)} 未能打开或没有内容可查，没有读到{year}年年报，请人工核对")
    if not reports:
        raise Inapplicable(f"没有找到本单位{year}年年报，由“未按时公布政府信息公开年报”判定")
    read = [(copy, table) for copy, _, table in reports if table is not None]
    if not read:
        raise CantTell(f"{year}年年报没有读到统一格式的申请情况表（可能在附件或图片里），请人工核对")
    before = next((table for _, _, table in _reports(view, year - 1) if table is not None), None)
    copy, table = read[0]
    tables = next(site.pages_by_url[held.url].tables for held, site, _ in reports if held is copy)
    told = [*checks(tables, table), *(carried_over(before, table) if before else ())]
    if broken := [one.words for one in told if one.holds is False]:
        more = f"，共{len(broken)}处" if len(broken) > 1 else ""
        zh = f"{year}年年报数据不符合勾稽关系：{broken[0]}{more}；请核对更正"
        text = Text(zh, f"the tables of {year} break {len(broken)} relations; correct and publish again")
        yield Finding(copy.url, text, excerpt="；".join(broken[:8]), count=len(broken))
    elif unsure := [one.words for one in told if one.holds is None]:
        raise CantTell(f"{year}年年报有空白单元格，无法核对：{unsure[0]}，请人工查看")


def _reports(view: UnitView, year: int) -> list[tuple[Copy, SiteView, Applications | None]]:
    """The unit's reports of a year whose pages were read, with their tables of applications."""
    copies = ((copy, site, site.pages_by_url.get(copy.url)) for site, copy in own_copies(view, year))
    return [(copy, site, applications_of(page.tables)) for copy, site, page in copies if page is not None]
