"""Home page shows no way to reach the site's keeper.

What it checks: a telephone, a mail address or a link called 联系我们 at the foot of the home page.
Why: people who find a fault must be able to tell somebody.
How to fix: write 联系电话：or 联系邮箱：at the foot of every page.
Known limits: a script, frame or include that could not be read leaves it open;
    whether the number answers is not asked.

查什么：首页页脚是否有联系电话、邮箱或“联系我们”链接。
为什么：群众发现问题，应当找得到人。
怎么改：在各页页脚写明“联系电话：”或“联系邮箱：”。
局限：页脚由脚本、框架或包含文件生成而没有读到的，不作判定；电话能否打通不在此判定。
"""

from collections.abc import Iterator

from mingcha.core.page import MarkKind
from mingcha.core.rule import NoParams, rule
from mingcha.core.verdict import Finding, Severity, Text
from mingcha.core.view import SiteView
from mingcha.rules._basis import guide_2017, indicators_2019
from mingcha.rules.identity._marks import missing

_REMEDY = Text("请在页脚写明联系电话或邮箱", "write a telephone or mail address at the foot")


@rule(
    title=Text(zh="缺少联系方式", en="Home page shows no contact"),
    severity=Severity.MINOR,
    basis=(guide_2017("网页设计规范：底部功能区"), indicators_2019("功能设计：网站标识")),
)
def check(site: SiteView, p: NoParams) -> Iterator[Finding]:
    yield from missing(site, MarkKind.CONTACT, _REMEDY)
