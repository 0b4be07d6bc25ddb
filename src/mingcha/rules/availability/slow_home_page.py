"""The home page takes longer than three seconds.

What it checks: seconds until the home page was there in whole, redirects included; the shorter of two looks.
Why: the guide asks that pages load within three seconds.
How to fix: look at server and line, make the page lighter, put still content before a cache.
Known limits: the page alone, not its pictures; measured from one place, where our own line may be slow.

查什么：首页完整取到所用秒数（含跳转），慢的再看一次，取短的。
为什么：发展指引要求页面加载时间一般不超过3秒。
怎么改：检查服务器和线路，精简首页，静态内容加缓存。
局限：只计网页本身，不计图片；只从一处测量，本机线路慢时也会偏大。
"""

from collections.abc import Iterator
from dataclasses import dataclass

from mingcha.core.errors import CantTell
from mingcha.core.rule import rule
from mingcha.core.verdict import Finding, Severity, Text
from mingcha.core.view import SiteView
from mingcha.rules._basis import guide_2017


@dataclass(frozen=True, slots=True)
class Params:
    """Seconds that the home page may take."""

    limit_s: float = 3.0


@rule(
    title=Text(zh="首页打开慢", en="Slow home page"),
    severity=Severity.MINOR,
    basis=(guide_2017("网页设计规范：页面加载时间不超过3秒"),),
    params=Params,
)
def check(site: SiteView, p: Params) -> Iterator[Finding]:
    seconds = site.home_seconds
    if seconds is None:
        raise CantTell("没有首页用时的记录，请重新检查")
    if round(seconds, 1) > p.limit_s:  # what is printed is what is judged
        zh = f"首页用时{seconds:.1f}秒，超过{p.limit_s:g}秒；请检查服务器和线路，精简首页"
        text = Text(zh, f"home page took {seconds:.1f} s, over {p.limit_s:g} s")
        yield Finding(site.home.url if site.home else site.site.home_url, text, excerpt=f"{seconds:.2f}秒")
