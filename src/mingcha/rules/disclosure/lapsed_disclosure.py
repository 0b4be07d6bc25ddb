"""A class of items that was published period by period skipped a period.

What it checks: the classes of the shipped table (key projects, air, penalties …) that such a unit has;
    of columns whose name promises a week, month or quarter, what fell out between two items.
    Where titles name months: one that is missing after three periods kept up, a month of grace after its end;
    where they name none: a silence in a column called after the class.
Why: what was promised every month must come every month.
How to fix: publish the missing period, and say why when there was nothing to publish.
Known limits: told only for the past year and for lists read far enough; a silence by dates is a suspect.

查什么：本类单位按期公开的信息（重点项目进展、空气质量、行政处罚等，见系统所附清单）有没有漏掉一期：标题写明月份、季度
    的，连续公开三期以后漏的一期；标题不写的，看专门栏目中断多久。每期宽限一个月。
    栏目名称写明周报、月报、季报等的，看两期之间有没有漏期（周报缺两期以上才算）。
为什么：承诺按期公开的，应当期期公开。
怎么改：补上漏掉的一期；当期没有内容的，发布说明。
局限：只看最近一年、读得够远的列表；只凭发布时间看出的中断转人工认定。
"""

from collections.abc import Iterator
from datetime import date

from mingcha.core.errors import CantTell, Inapplicable
from mingcha.core.rule import Basis, NoParams, Subject, rule
from mingcha.core.verdict import Finding, Severity, Text
from mingcha.core.view import UnitView
from mingcha.rules._basis import notice_2018
from mingcha.rules._units import seen_sites, unseen_hosts
from mingcha.rules.disclosure._series import Gap, entries_of, gap_of, not_read, own_promises
from mingcha.text.promises import Promise, promises

_LAW = "《中华人民共和国政府信息公开条例》"


@rule(
    title=Text(zh="定期公开的信息中断", en="Periodic disclosure skipped a period"),
    severity=Severity.MINOR,
    subject=Subject.UNIT,
    basis=(
        Basis(f"{_LAW}（2007年国务院令第492号）", "第十条、第十八条", date(2008, 5, 1), date(2019, 5, 14)),
        Basis(f"{_LAW}（2019年国务院令第711号）", "第二十条、第二十六条", since=date(2019, 5, 15)),
        notice_2018("一（一）、三（一）5"),
    ),
)
def check(view: UnitView, p: NoParams) -> Iterator[Finding]:
    sites = seen_sites(view)
    concerned = [row for row in promises() if row.concerns(view.unit.name, view.unit.kind)]
    asked = [*concerned, *own_promises(sites, concerned)]
    kept = [(promise, entries) for promise in asked if (entries := entries_of(promise, sites))]
    if not kept and not unseen_hosts(view):
        raise Inapplicable("网站上没有本类单位按期公开的信息")
    untold = [f"{host} 未能打开或没有内容可查" for host in unseen_hosts(view)]
    for promise, entries in kept:
        gap = gap_of(promise, entries, view.today)
        if gap is None:
            continue
        if name := not_read(promise, entries, sites):
            untold.append(f"{promise.name}（“{name}”没有读到或没有读全）")
        else:
            yield _finding(promise, gap)
    if untold:
        raise CantTell(f"定期公开的信息有的没有读全，请人工查看：{'、'.join(untold[:5])}")


def _finding(promise: Promise, gap: Gap) -> Finding:
    what = f"{promise.name}：缺{gap.words}" if gap.sure else f"{promise.name}：{gap.words}中断"
    zh = f"{what}，此前按期公开；请补上，当期没有内容的发布说明"
    column = gap.after.column
    shown = f"{gap.after.item.date or ''} {gap.after.item.title}".strip()
    text = Text(zh, "a period is missing after several that were kept up; publish it, or say why")
    return Finding(column.url, text, excerpt=shown, column=column.name, suspect=not gap.sure)
