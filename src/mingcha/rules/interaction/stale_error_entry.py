"""The entry 我为政府网站找错 leads to another site's page, or to a host out of service.

What it checks: the code in the entry against the register, and its host against the dated list of hosts.
Why: a report through such an entry reaches another unit or nobody.
How to fix: take the entry's code anew from the national platform and put it at the foot of the home page.
Known limits: an entry without a code, or drawn by the site's own page, is judged by its host alone.

查什么：“我为政府网站找错”入口中的标识码是否为本站的，入口地址是否仍在使用。
为什么：入口错误或者已停用，群众的留言送不到本单位。
怎么改：从全国平台重新获取本站的入口代码，替换首页页脚的旧代码。
局限：入口不带标识码的，只看地址；登记中没有标识码的网站不核对标识码；没有入口的另有规则。
"""

from collections.abc import Iterator

from mingcha.core.errors import CantTell, Inapplicable
from mingcha.core.page import Mark, MarkKind
from mingcha.core.rule import NoParams, rule
from mingcha.core.unit import host_of
from mingcha.core.verdict import Finding, Severity, Text
from mingcha.core.view import SiteView
from mingcha.rules._basis import guide_2017, indicators_2019, notice_2018
from mingcha.rules._words import day_zh
from mingcha.rules.interaction._error_entries import entry_hosts


@rule(
    title=Text(zh="“我为政府网站找错”入口有误或已停用", en="Error-report entry is wrong or out of service"),
    severity=Severity.MAJOR,
    basis=(
        guide_2017("网页设计规范：底部功能区"),
        notice_2018("三（二）网民留言办理：规范添加找错入口"),
        indicators_2019("功能设计：我为政府网站找错"),
    ),
)
def check(site: SiteView, p: NoParams) -> Iterator[Finding]:
    inner = (mark for page in site.pages for mark in page.marks) if site.doorway else ()
    entries = [mark for mark in (*site.marks, *inner) if mark.kind is MarkKind.ERROR_ENTRY]
    if not entries:
        if site.unread_parts:
            raise CantTell(f"首页页脚有部分没有读到，入口可能由其生成：{'、'.join(site.unread_parts[:3])}")
        raise Inapplicable("首页没有找错入口，由“缺少入口”一项判定")
    own = site.site.site_code.lower()
    foreign = [m for m in entries if own and m.value.isalnum() and m.value.lower() != own]
    for code in dict.fromkeys(mark.value for mark in foreign):
        mark = next(mark for mark in foreign if mark.value == code)
        yield _finding(
            site,
            mark,
            f"入口的标识码为{code}，登记为{site.site.site_code}；请换成本站的入口代码",
            f"the entry's code is {code}, registered is {site.site.site_code}",
            "code",
        )
    hosts = entry_hosts()
    known = [(mark, hosts[host_of(mark.link)]) for mark in entries if host_of(mark.link) in hosts]
    if known and not any(host.serves(site.today) for _, host in known):
        mark, old = known[0]
        told = f"入口仍指向{old.host}（{day_zh(old.until)}后停用）；请换成全国平台现用的入口代码"
        yield _finding(site, mark, told, f"{old.host} is out of service since {old.until}", "host")


def _finding(site: SiteView, mark: Mark, zh: str, en: str, kind: str) -> Finding:
    url = site.home.url if site.home else site.site.home_url
    return Finding(url, Text(zh, en), excerpt=mark.link or mark.text, target=mark.link or None, kind=kind)
