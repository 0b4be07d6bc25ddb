"""Home page lacks the site code.

What it checks: the labelled site code at the foot of the home page.
Why: the code is the number under which the site is registered and supervised.
How to fix: write 网站标识码：and the ten characters at the foot of every page.
Known limits: a script, frame or include that could not be read leaves it open;
    a code in the page tags alone is no mark that people see.

查什么：首页页脚是否标注网站标识码。
为什么：标识码是网站登记和接受监管的唯一编号。
怎么改：在各页页脚标注“网站标识码：”及10位编码。
局限：页脚由脚本、框架或包含文件生成而没有读到的，不作判定；仅写在网页标签里、群众看不见的不算。
"""

from collections.abc import Iterator

from mingcha.core.page import MarkKind
from mingcha.core.rule import NoParams, rule
from mingcha.core.verdict import Finding, Severity, Text
from mingcha.core.view import SiteView
from mingcha.rules._basis import guide_2017, indicators_2019, notice_2018
from mingcha.rules.identity._marks import missing

_REMEDY = Text("请在页脚标注10位网站标识码", "write the ten-character code at the foot")


@rule(
    title=Text(zh="缺少网站标识码", en="Home page lacks the site code"),
    severity=Severity.MAJOR,
    basis=(
        guide_2017("网页设计规范：底部功能区"),
        notice_2018("三（二）规范化建设：网站标识码"),
        indicators_2019("功能设计：网站标识"),
    ),
)
def check(site: SiteView, p: NoParams) -> Iterator[Finding]:
    yield from missing(site, MarkKind.SITE_CODE, _REMEDY)
