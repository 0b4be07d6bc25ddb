"""The site could not be opened in too many of a week's visits.

What it checks: in the seven full days before the day of judging, visits that fail or take 15 s or more.
Why: a site that is often down serves nobody; 5 % of failed visits fails the whole site.
How to fix: repair server, network or name service; file a planned shutdown beforehand. From 3 % on an early
    warning is given; it costs nothing.
Known limits: visits from one place; a fault of our own line looks alike, so both are kept with their times.

查什么：判定日之前七个整日的探测，打不开或满15秒才打开的算失败。
为什么：网站经常打不开，等于没有网站；失败率达到5%单项否决。
怎么改：检查服务器、线路和域名解析；计划停机须事先备案。失败率满3%先行预警，不扣分。
局限：探测点只有一处；有一天探测不足20次，或其间备案下线，不作判定。
"""

from collections.abc import Iterator
from dataclasses import dataclass

from mingcha.core.rule import rule
from mingcha.core.verdict import Finding, Severity, Text
from mingcha.core.view import SiteView
from mingcha.rules._basis import census_2015, indicators_2019
from mingcha.rules._probes import days_before, has_failed, visits
from mingcha.rules._words import day_zh


@dataclass(frozen=True, slots=True)
class Params:
    """Length of the watch, visits a day, when a visit fails, the shares that warn and that fail the site."""

    days: int = 7
    visits_a_day: int = 20
    timeout_s: float = 15.0
    fail_percent: float = 5.0
    warn_percent: float = 3.0


@rule(
    title=Text(zh="网站无法访问", en="Site cannot be reached"),
    severity=Severity.CRITICAL,
    basis=(census_2015("单项否决：站点无法访问"), indicators_2019("单项否决：站点无法访问")),
    params=Params,
    needs_home=False,
)
def check(site: SiteView, p: Params) -> Iterator[Finding]:
    days = days_before(site, p.days)
    probes = visits(site, days, p.visits_a_day)
    failed = [probe for probe in probes if has_failed(probe, p.timeout_s)]
    near = len(failed) * 100 < p.fail_percent * len(probes)
    if failed and len(failed) * 100 >= min(p.warn_percent, p.fail_percent) * len(probes):
        share = f"{len(failed) * 100 / len(probes):.1f}%"
        line = f"接近{p.fail_percent:g}%的否决线" if near else f"达到{p.fail_percent:g}%"
        zh = f"{len(probes)}次访问中{len(failed)}次失败（{share}），{line}；请查明原因并恢复"
        en = f"{len(failed)} of {len(probes)} visits failed ({share}); find the cause and restore the site"
        first, last = min(p.at for p in failed), max(p.at for p in failed)
        when = f"{day_zh(days[0])}至{day_zh(days[-1])}；首次失败{first:%m-%d %H:%M}，末次{last:%m-%d %H:%M}"
        text = Text(zh, en)
        yield Finding(site.site.home_url, text, excerpt=when, count=len(failed), seen_at=last, warning=near)
