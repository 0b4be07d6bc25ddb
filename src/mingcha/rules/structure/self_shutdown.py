"""The site was shut down without a filing, while the register has it running.

What it checks: the home page is nothing but a notice that the site is closed, moved or under maintenance, on
    two looks; or it did not open and every visit of the seven full days before failed.
Why: a government site is shut only with approval; its visitors and its supervisors must know.
How to fix: reopen the site, or file the shutdown and change the register.
Known limits: a site that answers at times is unreachable_site's, which also counts the visits named here; one
    that refuses us is not shut; a registered merger excuses.

查什么：登记为正常、没有下线备案的网站，两次访问首页都只有关停、迁移或维护公告；或首页打不开且此前七个整日的探测全部失败。
为什么：政府网站下线须经批准并备案，不得自行关停。
怎么改：恢复网站；确需关停的，报批备案并更新登记。
局限：时通时断的由“网站无法访问”判定（全部失败的两条都列出）；拒绝访问不算关停；已登记整合期限的不算。
"""

from collections.abc import Iterator
from dataclasses import dataclass

from mingcha.core.errors import CantTell, Inapplicable
from mingcha.core.rule import rule
from mingcha.core.unit import SiteStatus
from mingcha.core.verdict import Finding, Severity, Text
from mingcha.core.view import SiteView
from mingcha.rules._basis import guide_2017, indicators_2019
from mingcha.rules._probes import days_before, has_failed, visits
from mingcha.rules._words import day_zh


@dataclass(frozen=True, slots=True)
class Params:
    """Days whose visits must all have failed, how many visits a day must have been made, when one fails."""

    days: int = 7
    visits_a_day: int = 20
    timeout_s: float = 15.0


@rule(
    title=Text(zh="擅自关停网站", en="Site shut down without filing"),
    severity=Severity.CRITICAL,
    basis=(
        guide_2017("网站关停：临时下线、永久下线须经批准"),
        indicators_2019("单项否决：站点无法访问"),
    ),
    params=Params,
    needs_home=False,
)
def check(site: SiteView, p: Params) -> Iterator[Finding]:
    if site.site.status is not SiteStatus.RUNNING or site.site.merge_by is not None:
        raise Inapplicable("登记状态不是正常，或已登记整合期限")
    if site.home is not None:
        if site.face is not None and site.face.bare and site.face.notice:
            zh = "登记为正常、没有下线备案，首页却只有公告；请恢复网站，或报批备案并更新登记"
            text = Text(zh, "registered as running, nothing filed, and the home page is only a notice")
            yield Finding(site.home.url, text, excerpt=site.face.notice, kind="notice")
        elif site.face is not None and site.face.placeholder:
            raise CantTell(f"{site.face.nothing_to_check}；是否关停请人工查看")
        return
    failure = site.home_failure
    if failure is None or failure.looks < 2 or not failure.kind.can_be_dead:
        raise CantTell(f"首页未能取得：{failure.detail if failure else '没有检查记录'}；是否关停请人工查看")
    days = days_before(site, p.days)
    made = visits(site, days, p.visits_a_day)
    if all(has_failed(probe, p.timeout_s) for probe in made):
        when = f"{day_zh(days[0])}至{day_zh(days[-1])}"
        zh = f"登记为正常、没有下线备案，{when}{len(made)}次访问全部失败；请恢复网站，或报批备案并更新登记"
        text = Text(zh, f"registered as running, nothing filed, and all {len(made)} visits failed")
        url, why = site.site.home_url, failure.detail
        yield Finding(url, text, why, count=len(made), seen_at=made[-1].at, kind="silent")
