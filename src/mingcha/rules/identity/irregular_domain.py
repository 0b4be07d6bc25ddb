"""The site's .gov.cn domain is not built as its kind of unit must build it.

What it checks: portals of governments are www.NAME.gov.cn, department sites UNIT.NAME.gov.cn.
Why: people read from the address whose site it is.
How to fix: apply for the regular name and announce the move on the old address.
Known limits: another suffix is foreign_domain's; a leading www before a regular department name, names in
    Chinese, and units outside the city's ranks are let pass; that NAME is the own city's is not checked.

查什么：政府门户应为 www.□□□.gov.cn，部门网站应为 ○○○.□□□.gov.cn；开发区两种均可。
为什么：群众从域名就能看出是谁的网站。
怎么改：申请合规域名并迁移，在旧址公告新址。
局限：后缀不对的由“域名后缀不合规”判定；部门域名前多写 www、中文域名、“其他”类单位不算；
    □□□ 是否本级政府不核对。
"""

import re
from collections.abc import Iterator
from datetime import date

from mingcha.core.errors import CantTell, Inapplicable
from mingcha.core.rule import Basis, NoParams, rule
from mingcha.core.unit import SiteKind, UnitKind
from mingcha.core.verdict import Finding, Severity, Text
from mingcha.core.view import SiteView
from mingcha.rules._basis import guide_2017, indicators_2019

_LABEL = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
_PORTAL = re.compile(rf"www\.{_LABEL}\.gov\.cn")
_DEPARTMENT = re.compile(rf"(?:www\.)?(?!www\.){_LABEL}\.{_LABEL}\.gov\.cn")


@rule(
    title=Text(zh="域名结构不规范", en="Domain is not built as it must be"),
    severity=Severity.MINOR,
    basis=(
        guide_2017("域名：门户网站和部门网站的域名结构"),
        Basis("国办函〔2018〕55号《关于加强政府网站域名管理的通知》", "域名结构", since=date(2018, 9, 6)),
        indicators_2019("功能设计：域名名称"),
    ),
    needs_home=False,
)
def check(site: SiteView, p: NoParams) -> Iterator[Finding]:
    host = site.site.host
    if site.unit is not None and site.unit.kind is UnitKind.OTHER:
        raise Inapplicable("该单位类别为“其他”，不适用本市域名规定")
    if not host.endswith(".gov.cn"):
        raise Inapplicable("不是 .gov.cn 英文域名，由“域名后缀不合规”判定")
    if site.unit is None:
        raise CantTell("登记册中没有该网站的单位，不知应为门户还是部门域名；请用 --register 指定登记表")
    portal = site.site.kind is SiteKind.PORTAL or site.unit.kind is UnitKind.COUNTY
    regular = [_PORTAL] if portal else [_DEPARTMENT]
    if site.unit.kind is UnitKind.ZONE:
        regular = [_PORTAL, _DEPARTMENT]
    if not any(shape.fullmatch(host) for shape in regular):
        wanted = "www.□□□.gov.cn" if portal else "○○○.□□□.gov.cn"
        zh = f"域名 {host} 的结构应为 {wanted}；请申请合规域名并迁移"
        en = "a portal is www.NAME.gov.cn" if portal else "a department is UNIT.NAME.gov.cn"
        yield Finding(site.site.home_url, Text(zh, f"{host}: {en}"), excerpt=host, target=host)
