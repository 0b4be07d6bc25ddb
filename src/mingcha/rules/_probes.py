"""The availability visits of the days before judging, where they were enough to say anything."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from mingcha.core.clock import china_day
from mingcha.core.errors import CantTell
from mingcha.core.view import Probe, SiteView
from mingcha.rules._words import day_zh


def days_before(site: SiteView, days: int) -> list[date]:
    """So many full days before the day of judging, the earliest first."""
    return [site.today - timedelta(days=k) for k in range(days, 0, -1)]


def visits(site: SiteView, days: Sequence[date], visits_a_day: int) -> list[Probe]:
    """The visits of those days; CantTell where one day had too few, or the site was filed as offline."""
    probes = [probe for probe in site.probes if days[0] <= china_day(probe.at) <= days[-1]]
    if not probes:
        raise CantTell(f"{day_zh(days[0])}至{day_zh(days[-1])}没有探测记录，请开启可用性探测")
    if any(site.site.offline_on(day) for day in days):
        raise CantTell(f"此前{len(days)}日内曾备案下线，满{len(days)}个完整运行日后再判定")
    made = Counter(china_day(probe.at) for probe in probes)
    thin = [f"{day.month}月{day.day}日{made[day]}次" for day in days if made[day] < visits_a_day]
    if thin:
        raise CantTell(f"探测次数不足每日{visits_a_day}次（{'、'.join(thin)}），请检查探测任务")
    return probes


def has_failed(probe: Probe, timeout_s: float) -> bool:
    """Whether a visit counts as failed: not open, or not within the time."""
    return not probe.ok or probe.seconds >= timeout_s
