"""The annual report stands on the unit's own site in time, but not in the portal's column.

What it checks: the portal's report columns for an item that names the unit, or links to its site.
Why: people look for all reports in one place.
How to fix: send the report to the portal's office to be put into the column.
Known limits: a portal column that was not read through leaves it open; when it was put there is not asked.

查什么：已按时在本单位网站公布的年报，门户网站年报栏目里有没有（标题写明单位，或链接到其网站）。
为什么：方便群众在一处查阅各单位年报。
怎么改：将年报报送门户网站主管单位，同步到年报栏目。
局限：门户网站年报栏目没有读全的不作判定；同步的早晚不查。
"""

from collections.abc import Iterator
from datetime import date

from mingcha.core.duty import State
from mingcha.core.errors import CantTell, Inapplicable
from mingcha.core.rule import Basis, NoParams, Subject, rule
from mingcha.core.verdict import Finding, Severity, Text
from mingcha.core.view import UnitView
from mingcha.rules._basis import notice_2018
from mingcha.rules._units import running_sites
from mingcha.rules.disclosure._annual_report import duty_of, report_status
from mingcha.rules.disclosure._copies import is_report_column, looked


@rule(
    title=Text(zh="年报未同步到门户网站", en="Annual report not in the portal's column"),
    severity=Severity.MINOR,
    subject=Subject.UNIT,
    basis=(
        Basis("《关于做好2017年度政府信息公开年度报告编制发布工作的通知》", "", since=date(2018, 1, 17)),
        notice_2018("一（三）在市政府网站栏目中同步更新"),
    ),
)
def check(view: UnitView, p: NoParams) -> Iterator[Finding]:
    if view.report_year is None or view.portal is None or view.is_portal_unit or not running_sites(view):
        raise Inapplicable("没有指定年报年度、没有门户网站，或本单位以门户网站栏目为准")
    status = report_status(view)
    if status.state is not State.ON_TIME:
        raise Inapplicable("本单位网站没有认定为按时公布的年报，由“未按时公布政府信息公开年报”判定")
    if status.mirrored or view.today <= duty_of(view, view.report_year).due:
        return
    if status.mirrored is None:
        raise CantTell("门户网站的年报栏目没有找到或没有读全，请人工查看")
    columns = [column for column in view.portal.columns if is_report_column(column)]
    where = columns[0].name if columns else "年报栏目"
    zh = f"年报已在本单位网站公布，门户网站“{where}”等栏目未见；请报送门户网站同步"
    text = Text(zh, "on the own site in time, absent from the portal's column; have it put there")
    yield Finding(
        status.url,
        text,
        excerpt=f"已查看：{'；'.join(looked(view.portal))}",
        column=where,
        target=columns[0].url if columns else view.portal.site.home_url,
    )
