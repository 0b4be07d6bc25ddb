"""The unit runs more than one site.

What it checks: running sites of the unit in the register on the day; those with a merger plan not yet due are
    excused.
Why: a government unit runs at most one site; more of them are not kept up.
How to fix: merge the surplus site and close it, or register the day by which that will be done.
Known limits: the register is believed; sites that nobody registered are another rule's.

查什么：登记册中该单位当日正常运行的网站是否多于一个；整合期限未到的不算。
为什么：县级以上政府部门原则上一个单位最多开设一个网站，多了保障不住。
怎么改：将多余网站整合后关停，或登记整合期限。
局限：以登记册为准；未登记的网站不在此判定。
"""

from collections.abc import Iterator
from datetime import date

from mingcha.core.rule import Basis, NoParams, Subject, rule
from mingcha.core.unit import SiteKind
from mingcha.core.verdict import Finding, Severity, Text
from mingcha.core.view import UnitView
from mingcha.rules._basis import guide_2017, notice_2018
from mingcha.rules._units import excused_by_merger, has_merger, running_sites


@rule(
    title=Text(zh="一个单位开设多个网站", en="Unit runs a surplus site"),
    severity=Severity.MAJOR,
    subject=Subject.UNIT,
    basis=(
        guide_2017("开设整合：一个单位最多开设一个网站"),
        notice_2018("三（二）规范化建设：多个网站的单位精简整合"),
        Basis("《互联网政务应用安全管理规定》", "第四条", since=date(2024, 7, 1)),
    ),
)
def check(view: UnitView, p: NoParams) -> Iterator[Finding]:
    running = running_sites(view)
    counted = [site for site in running if not excused_by_merger(view, site)]
    planned = {site.host for site in counted if has_merger(view, site)}
    counted.sort(key=lambda site: (site.host in planned, site.kind is not SiteKind.PORTAL))
    if len(running) < 2 or not counted:
        return
    kept, surplus = counted[0], counted[1:]
    for site in surplus:
        late = "（整合期限已过）" if site.host in planned else ""
        yield Finding(
            kept.home_url,
            Text(
                f"{view.unit.short_name}同时运行{len(running)}个网站，{site.host}{late}应并入{kept.host}后关停",
                f"{len(running)} running sites; merge {site.host} into {kept.host} and close it",
            ),
            excerpt="、".join(one.host for one in running),
            target=site.home_url,
        )
