"""Home page lacks the badge of party and government sites.

What it checks: the badge, as picture with its link or as the script that draws it.
Why: the badge leads to the record that proves who runs the site.
How to fix: apply to the staffing office and put its code at the foot of every page.
Known limits: a script, frame or include that could not be read leaves it open;
    whether the badge is in force is not asked.

查什么：首页是否有党政机关网站标识（图片链接或生成标识的脚本）。
为什么：群众点开标识即可核对网站真伪。
怎么改：向编办申领标识，将代码加在各页页脚。
局限：页脚由脚本、框架或包含文件生成而没有读到的，不作判定；标识是否有效不在此判定。
"""

from collections.abc import Iterator

from mingcha.core.page import MarkKind
from mingcha.core.rule import NoParams, rule
from mingcha.core.verdict import Finding, Severity, Text
from mingcha.core.view import SiteView
from mingcha.rules._basis import guide_2017, indicators_2019, notice_2018
from mingcha.rules.identity._marks import missing

_REMEDY = Text("请在页脚加挂编办核发的标识", "put the badge of the staffing office at the foot")


@rule(
    title=Text(zh="缺少党政机关网站标识", en="Home page lacks the badge of party and government sites"),
    severity=Severity.MAJOR,
    basis=(
        guide_2017("网页设计规范：底部功能区"),
        notice_2018("三（二）规范化建设：党政机关网站标识"),
        indicators_2019("功能设计：网站标识"),
    ),
)
def check(site: SiteView, p: NoParams) -> Iterator[Finding]:
    yield from missing(site, MarkKind.BADGE, _REMEDY)
