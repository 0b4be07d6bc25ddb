"""A link of the site leads to a file of its own that cannot be had.

What it checks: links to own files (documents, archives, pictures, films) that failed on two separate looks.
Why: the form or the document that the page promises is not there.
How to fix: upload the file again, correct the address, or take the link down.
Known limits: refusals (403, 429, robots) are not dead; files beyond the number of checks were not asked for;
    pictures that pages show without a link are not asked for.

查什么：本站附件（文档、压缩包、图片、影音）的链接，间隔两次访问均取不到的；首页上的另计。
为什么：页面承诺的表格和文件拿不到。
怎么改：重新上传附件、改正地址或撤下链接。
局限：拒绝访问、限流、robots 不算失效；超出检查数的没有看；没有链接、直接显示的图片不看。
"""

from collections.abc import Iterator

from mingcha.core.rule import NoParams, rule
from mingcha.core.verdict import Finding, Severity, Text
from mingcha.core.view import SiteView
from mingcha.rules._basis import census_2015, indicators_2019
from mingcha.rules.availability._broken import dead


@rule(
    title=Text(zh="附件打不开", en="Dead attachment"),
    severity=Severity.MINOR,
    basis=(census_2015("网站可用性：链接可用性"), indicators_2019("功能设计：可用性")),
)
def check(site: SiteView, p: NoParams) -> Iterator[Finding]:
    yield from dead(site, "attachment", Text("附件", "attachment"))
