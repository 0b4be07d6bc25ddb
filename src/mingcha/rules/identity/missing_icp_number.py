"""Home page lacks the ICP filing number.

What it checks: the ICP number at the foot of the home page.
Why: a site that is not filed may not be online.
How to fix: write the number at the foot and link it to the filing system.
Known limits: a script, frame or include that could not be read leaves it open;
    whether the number is right is another rule's.

查什么：首页页脚是否标注ICP备案编号。
为什么：未备案的网站不得开通。
怎么改：在各页页脚标注备案编号并链接至备案管理系统。
局限：页脚由脚本、框架或包含文件生成而没有读到的，不作判定；编号是否正确不在此判定。
"""

from collections.abc import Iterator

from mingcha.core.page import MarkKind
from mingcha.core.rule import NoParams, rule
from mingcha.core.verdict import Finding, Severity, Text
from mingcha.core.view import SiteView
from mingcha.rules._basis import guide_2017, indicators_2019, notice_2018
from mingcha.rules.identity._marks import missing

_REMEDY = Text("请在页脚标注ICP备案编号", "write the ICP number at the foot")


@rule(
    title=Text(zh="缺少ICP备案号", en="Home page lacks the ICP filing number"),
    severity=Severity.MAJOR,
    basis=(
        guide_2017("网页设计规范：底部功能区"),
        notice_2018("三（二）规范化建设：ICP备案编号"),
        indicators_2019("功能设计：网站标识"),
    ),
)
def check(site: SiteView, p: NoParams) -> Iterator[Finding]:
    yield from missing(site, MarkKind.ICP_NUMBER, _REMEDY)
