"""Home page does not name its sponsor.

What it checks: a labelled sponsor at the foot of the home page.
Why: people must see which unit answers for the site.
How to fix: write 主办单位：and the unit's full name at the foot.
Known limits: a script, frame or include that could not be read leaves it open;
    whether the name is right is not asked.

查什么：首页页脚是否写明主办单位。
为什么：群众应当看得到网站由谁负责。
怎么改：在各页页脚写明“主办单位：”及单位全称。
局限：页脚由脚本、框架或包含文件生成而没有读到的，不作判定；名称是否正确不在此判定。
"""

from collections.abc import Iterator

from mingcha.core.page import MarkKind
from mingcha.core.rule import NoParams, rule
from mingcha.core.verdict import Finding, Severity, Text
from mingcha.core.view import SiteView
from mingcha.rules._basis import guide_2017, indicators_2019, notice_2018
from mingcha.rules.identity._marks import missing

_REMEDY = Text("请在页脚写明主办单位全称", "name the sponsor at the foot")


@rule(
    title=Text(zh="缺少主办单位", en="Home page does not name its sponsor"),
    severity=Severity.MINOR,
    basis=(
        guide_2017("网页设计规范：底部功能区"),
        notice_2018("三（二）规范化建设：规范网站名称和页脚内容"),
        indicators_2019("功能设计：网站标识"),
    ),
)
def check(site: SiteView, p: NoParams) -> Iterator[Finding]:
    yield from missing(site, MarkKind.SPONSOR, _REMEDY)
