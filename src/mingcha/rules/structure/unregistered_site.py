"""A site of the government's own is linked to, and the register does not have it.

What it checks: links of all pages to hosts that answered, under the domain of a registered portal or
    called by a department of its place and directly under gov.cn, and are neither registered, nor an alias,
    nor below the host of a registered department.
Why: a site that nobody registered is checked by nobody.
How to fix: register the site, enter the host as an alias, or close and merge it.
Known limits: hosts for mail, search, files and other faces of a site are skipped; what no page links to is
    not found; organs of the state's own lines are left out; a person decides whether it is a site apart.

查什么：各页面链接到的、在登记门户域名之下（或以本地政府部门名称链接、自有gov.cn域名）并能打开的主机，
    是否登记、是别名或在已登记部门域名之下。
为什么：没有登记的网站无人监管。
怎么改：补登记，或登记为别名域名，或关停整合。
局限：邮件、检索、文件等服务主机不算；没有页面链接的发现不了；税务、气象等垂直管理单位的网站不算；是否独立网站由人工认定。
"""

from collections.abc import Iterator

from mingcha.core.errors import CantTell
from mingcha.core.rule import Method, NoParams, rule
from mingcha.core.verdict import Finding, Severity, Text
from mingcha.core.view import SiteView
from mingcha.rules._basis import guide_2017, notice_2018


@rule(
    title=Text(zh="发现未登记的网站", en="Unregistered site found"),
    severity=Severity.MAJOR,
    method=Method.SUSPECT,
    basis=(
        guide_2017("开设整合：网站开设须报批，并在全国政府网站信息报送系统登记"),
        notice_2018("三（二）规范化建设：一个单位最多开设一个网站"),
    ),
)
def check(site: SiteView, p: NoParams) -> Iterator[Finding]:
    if site.unit is None:
        raise CantTell("没有登记册可以对照；请用 --register 指定登记表")
    told: set[str] = set()
    for link in site.outbound:
        if link.unlisted and link.host not in told:
            told.add(link.host)
            zh = f"页面链接的 {link.host} 不在登记册中；请核实，是独立网站的补登记或关停"
            text = Text(zh, f"{link.host} is not in the register; check whether it is a site of its own")
            yield Finding(link.source, text, excerpt=link.text, target=link.url, suspect=True)
