"""The site stands under a domain that is not the government's.

What it checks: the host of the registered home page ends in .gov.cn or .政务.
Why: the suffix is the first proof that a site is genuine.
How to fix: move to a .gov.cn name and announce the move on the old address.
Known limits: central organs and others outside the city's ranks are not judged; aliases are not looked at.

查什么：登记的首页网址是否以 .gov.cn 或 .政务 结尾。
为什么：域名后缀是辨别真假政府网站的第一道凭据。
怎么改：申请 .gov.cn 域名并迁移，在旧址公告新址。
局限：类别为“其他”的单位（如中央直属机构）不按本市规则判定；别名域名不查。
"""

from collections.abc import Iterator
from datetime import date

from mingcha.core.errors import Inapplicable
from mingcha.core.rule import Basis, NoParams, rule
from mingcha.core.unit import UnitKind
from mingcha.core.verdict import Finding, Severity, Text
from mingcha.core.view import SiteView
from mingcha.rules._basis import guide_2017, indicators_2019

_OFFICIAL = (".gov.cn", ".政务", ".xn--zfr164b")
"""The last is the second as name servers write it (regulations 3.2)."""


@rule(
    title=Text(zh="域名后缀不合规", en="Domain is not the government's"),
    severity=Severity.MAJOR,
    basis=(
        guide_2017("域名：以 .gov.cn 为后缀的英文域名和“.政务”中文域名"),
        Basis("国办函〔2018〕55号《关于加强政府网站域名管理的通知》", "域名结构", since=date(2018, 9, 6)),
        indicators_2019("功能设计：域名名称"),
        Basis("《互联网政务应用安全管理规定》", "第五条", since=date(2024, 7, 1)),
    ),
    needs_home=False,
)
def check(site: SiteView, p: NoParams) -> Iterator[Finding]:
    if site.unit is not None and site.unit.kind is UnitKind.OTHER:
        raise Inapplicable("该单位类别为“其他”，不适用本市域名规定")
    host = site.site.host
    if not host.endswith(_OFFICIAL):
        zh = f"域名 {host} 不以 .gov.cn 或 .政务 结尾；请申请政府域名并完成迁移"
        en = f"{host} does not end in .gov.cn or .政务; apply for a government domain and move"
        yield Finding(site.site.home_url, Text(zh, en), excerpt=host, target=host)
