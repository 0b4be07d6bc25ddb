"""A link of the site leads to a page of its own that cannot be opened.

What it checks: links to own pages that ended alike on two separate looks; the home page is counted apart.
Why: the visitor finds an error instead of the information.
How to fix: restore the page, correct the address, or take the link down.
Known limits: refusals (403, 429, robots) are not dead; pages beyond the budget were not looked at.

查什么：本站页面的链接，间隔两次访问均打不开的；首页上的另计。
为什么：群众点开是错误页，看不到信息。
怎么改：恢复页面、改正地址或撤下链接；同一模板带出的，改模板一处即可。
局限：拒绝访问、限流、robots 不算死链；超出检查页数的链接没有看。
"""

from collections.abc import Iterator

from mingcha.core.rule import NoParams, rule
from mingcha.core.verdict import Finding, Severity, Text
from mingcha.core.view import SiteView
from mingcha.rules._basis import census_2015, indicators_2019
from mingcha.rules.availability._broken import dead


@rule(
    title=Text(zh="站内链接打不开", en="Dead link"),
    severity=Severity.MINOR,
    basis=(census_2015("网站可用性：链接可用性"), indicators_2019("功能设计：可用性")),
)
def check(site: SiteView, p: NoParams) -> Iterator[Finding]:
    yield from dead(site, "page", Text("链接", "link"))
