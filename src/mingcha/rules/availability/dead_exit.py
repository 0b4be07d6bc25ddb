"""A link of the site leads to another site that cannot be opened.

What it checks: links to other hosts that ended alike on two separate looks; a silent host is one cause.
Why: the visitor is sent to an error, or to an address that somebody else may buy.
How to fix: correct the address or take the link down.
Known limits: refusals (403, 429, robots) are not dead; a host that keeps our network out looks alike, so the
    answer of each look is kept; links beyond the number of checks were not looked at.

查什么：指向其他网站的链接，间隔两次访问均打不开的；同一网站整体无答复的合为一处。
为什么：群众被引到错误页，失效域名还可能被他人抢注。
怎么改：改正地址或撤下链接。
局限：拒绝访问、限流、robots 不算失效；对方拦截本机网络时表现相同，故两次访问结果均留存；超出检查数的没有看。
"""

from collections.abc import Iterator

from mingcha.core.rule import NoParams, rule
from mingcha.core.verdict import Finding, Severity, Text
from mingcha.core.view import SiteView
from mingcha.rules._basis import census_2015, indicators_2019
from mingcha.rules.availability._broken import dead


@rule(
    title=Text(zh="站外链接打不开", en="Dead link to another site"),
    severity=Severity.MINOR,
    basis=(census_2015("网站可用性：链接可用性"), indicators_2019("功能设计：可用性")),
)
def check(site: SiteView, p: NoParams) -> Iterator[Finding]:
    yield from dead(site, "exit", Text("站外链接", "link to another site"))
