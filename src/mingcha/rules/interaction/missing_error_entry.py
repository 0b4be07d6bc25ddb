"""Home page lacks the entry 我为政府网站找错.

What it checks: the entry at the home page's foot, as a link or as the script that draws it.
Why: it is how people report errors, on every government site alike.
How to fix: put the platform's code for this site at the foot of the home page.
Known limits: unread scripts, frames and includes leave it open; an entry with a wrong code is another rule's.

查什么：首页是否有“我为政府网站找错”入口（链接或生成入口的脚本）。
为什么：这是群众监督政府网站的统一渠道。
怎么改：在首页页脚加入平台为本站生成的入口代码。
局限：页脚由脚本、框架或包含文件生成而没有读到的，不作判定；入口代码是否正确不在此判定。
"""

from collections.abc import Iterator

from mingcha.core.page import MarkKind
from mingcha.core.rule import NoParams, rule
from mingcha.core.verdict import Finding, Severity, Text
from mingcha.core.view import SiteView
from mingcha.rules._basis import guide_2017, indicators_2019, notice_2018
from mingcha.rules.identity._marks import missing

_REMEDY = Text("请在页脚添加“我为政府网站找错”入口", "add the platform's entry at the foot")


@rule(
    title=Text(zh="缺少“我为政府网站找错”入口", en="Home page lacks the error-report entry"),
    severity=Severity.MAJOR,
    basis=(
        guide_2017("网页设计规范：底部功能区"),
        notice_2018("三（二）网民留言办理：找错入口"),
        indicators_2019("功能设计：我为政府网站找错"),
    ),
)
def check(site: SiteView, p: NoParams) -> Iterator[Finding]:
    yield from missing(site, MarkKind.ERROR_ENTRY, _REMEDY)
