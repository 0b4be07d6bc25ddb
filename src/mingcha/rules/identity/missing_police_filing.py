"""Home page lacks the police filing.

What it checks: the police filing number at the foot of the home page.
Why: the filing shows that the police know the site and its keeper.
How to fix: file with the police and put sign and number at the foot.
Known limits: a script, frame or include that could not be read leaves it open;
    whether the number is right is another rule's.

查什么：首页页脚是否有公安机关备案标识和编号。
为什么：公安备案是网络安全管理的基本要求。
怎么改：到公安机关备案，将标识和编号加在各页页脚。
局限：页脚由脚本、框架或包含文件生成而没有读到的，不作判定；编号是否正确不在此判定。
"""

from collections.abc import Iterator

from mingcha.core.page import MarkKind
from mingcha.core.rule import NoParams, rule
from mingcha.core.verdict import Finding, Severity, Text
from mingcha.core.view import SiteView
from mingcha.rules._basis import guide_2017, indicators_2019, notice_2018
from mingcha.rules.identity._marks import missing

_REMEDY = Text("请在页脚加挂公安机关备案标识", "put the police filing at the foot")


@rule(
    title=Text(zh="缺少公安备案标识", en="Home page lacks the police filing"),
    severity=Severity.MAJOR,
    basis=(
        guide_2017("网页设计规范：底部功能区"),
        notice_2018("三（二）规范化建设：公安机关备案标识"),
        indicators_2019("功能设计：网站标识"),
    ),
)
def check(site: SiteView, p: NoParams) -> Iterator[Finding]:
    yield from missing(site, MarkKind.POLICE_FILING, _REMEDY)
