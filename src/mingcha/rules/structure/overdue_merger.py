"""A site that was to be merged by a day is still running after it.

What it checks: the merger day of register or ledger is past, the register has the site running, and it opens.
Why: a surplus site was kept only because it was to be merged by that day.
How to fix: move the content, put up the closing notice, close the site and change the register, or
    register a new day that was approved.
Known limits: a home page that leads to another host or says that the site is closed or moved is merged.

查什么：登记或台账中的整合期限已过，网站仍登记为正常并能打开。
为什么：多余网站只是因为限期整合才暂时保留。
怎么改：迁移内容、挂出下线公告后关停并更新登记；经批准延期的登记新期限。
局限：首页跳转到其他网站，或写明已关停、迁移的，视为已整合。
"""

from collections.abc import Iterator

from mingcha.core.errors import CantTell, Inapplicable
from mingcha.core.rule import NoParams, rule
from mingcha.core.unit import SiteStatus, host_of
from mingcha.core.verdict import Finding, Severity, Text
from mingcha.core.view import SiteView
from mingcha.rules._basis import guide_2017, notice_2018
from mingcha.rules._words import day_zh


@rule(
    title=Text(zh="逾期未整合", en="Site was not merged in time"),
    severity=Severity.MAJOR,
    basis=(
        guide_2017("开设整合：网站整合"),
        notice_2018("三（二）规范化建设：多个网站的单位精简整合"),
    ),
    needs_home=False,
)
def check(site: SiteView, p: NoParams) -> Iterator[Finding]:
    by = site.site.merge_by
    if by is None or site.site.status is not SiteStatus.RUNNING:
        raise Inapplicable("该网站没有整合计划，或已不在运行")
    if site.today <= by:
        return
    if site.home is None or (site.face is not None and site.face.placeholder):
        raise CantTell(f"整合期限已过，{site.nothing_to_check}；如已关停，请更新登记")
    moved = host_of(site.home.url) not in site.site.hosts
    if moved or (site.face is not None and site.face.notice):
        return
    late = (site.today - by).days
    zh = f"应于{day_zh(by)}前整合，已逾期{late}天仍在运行；请关停并更新登记，获准延期的登记新期限"
    text = Text(zh, f"was to be merged by {by}, still running {late} days later")
    yield Finding(site.home.url, text, excerpt=f"整合期限 {by}")
