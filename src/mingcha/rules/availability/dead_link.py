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

from mingcha.core.errors import CantTell
from mingcha.core.rule import NoParams, rule
from mingcha.core.verdict import Finding, Severity, Text
from mingcha.core.view import BrokenLink, SiteView
from mingcha.rules._basis import census_2015, indicators_2019
from mingcha.rules._words import some


@rule(
    title=Text(zh="站内链接打不开", en="Dead link"),
    severity=Severity.MINOR,
    basis=(census_2015("网站可用性：链接可用性"), indicators_2019("功能设计：可用性")),
)
def check(site: SiteView, p: NoParams) -> Iterator[Finding]:
    dead = [link for link in site.broken_links if link.role == "page" and link.failure.kind.can_be_dead]
    told: set[str] = set()
    for link in dead:
        if link.failure.looks >= 2 and link.target not in told:
            told.add(link.target)
            yield _finding(link)
    once = [link.target for link in dead if link.failure.looks < 2 and link.target not in told]
    if once:
        raise CantTell(f"有链接只看过一次，未经复看不认定：{some(once, 3)}；请重新检查")


def _finding(link: BrokenLink) -> Finding:
    place, place_en = ("首页", "home page") if link.on_home else ("内页", "inner pages")
    carried = f"，{link.pages}个页面带有此链接" if link.pages > 1 else ""
    name = link.text.strip() or link.target
    return Finding(
        link.source,
        Text(
            f"{place}链接“{name}”两次访问均打不开（{link.failure.detail}）{carried}；请修复或撤下",
            f"link on the {place_en} failed on {link.failure.looks} looks ({link.failure.kind})",
        ),
        excerpt=link.text,
        target=link.target,
        count=max(1, link.pages),
        evidence=link.source_evidence,
        seen_at=link.failure.seen_at,
        kind="home" if link.on_home else "inner",
    )
