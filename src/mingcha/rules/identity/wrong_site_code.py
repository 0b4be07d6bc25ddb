"""The site code on the home page is malformed, or not the one registered.

What it checks: codes at the foot and in the page tag SiteIDCode against form, register and each other.
Why: a wrong code sends error reports and supervision to somebody else.
How to fix: write the registered ten characters in both places; if they are right, correct the register.
Known limits: an absent code is missing_site_code's; inner pages are not compared.

查什么：首页页脚和网页标签 SiteIDCode 中的标识码，格式是否正确，与登记是否一致，彼此是否一致。
为什么：标识码错了，网民留言和监管数据就到了别家。
怎么改：两处都改为登记的10位编码；网站上是对的，请更正登记。
局限：没有标识码的由“缺少网站标识码”判定；内页不比对。
"""

import re
from collections.abc import Iterator

from mingcha.core.errors import CantTell, Inapplicable
from mingcha.core.page import MarkKind
from mingcha.core.rule import NoParams, rule
from mingcha.core.verdict import Finding, Severity, Text
from mingcha.core.view import SiteView
from mingcha.rules._basis import guide_2017, indicators_2019, notice_2018

_CODE = re.compile(r"bm\d{8}|(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-6])\d{8}", re.ASCII)
"""Regulations 4.1, counted on some 60 real codes; 66 is the production corps of Xinjiang."""


@rule(
    title=Text(zh="网站标识码错误", en="Site code is wrong"),
    severity=Severity.MAJOR,
    basis=(
        guide_2017("网站标识码：由全国政府网站信息报送系统统一编制"),
        notice_2018("三（二）规范化建设：网站标识码"),
        indicators_2019("功能设计：网站标识"),
    ),
)
def check(site: SiteView, p: NoParams) -> Iterator[Finding]:
    seen = _codes(site)
    if not seen:
        if site.unread_parts:
            raise CantTell("首页未见标识码，且有部分页脚没有读到，请人工查看")
        raise Inapplicable("首页没有标识码，由“缺少网站标识码”判定")
    registered = site.site.site_code.strip().lower()
    url = site.home.url if site.home else site.site.home_url
    for code, places in seen.items():
        where = "和".join(places)
        if not _CODE.fullmatch(code):
            zh = f"{where}中的标识码“{code}”格式不对，应为10位；请更正"
            yield Finding(url, Text(zh, "malformed site code"), excerpt=code, target=code, kind="malformed")
        elif registered and code != registered:
            zh = f"{where}中的标识码{code}与登记的{registered}不一致；请更正网站或登记"
            text = Text(zh, f"the site code differs from the registered {registered}")
            yield Finding(url, text, excerpt=code, target=code, kind="differs")
    if not registered and len(seen) > 1 and all(map(_CODE.fullmatch, seen)):
        zh = f"页脚与网页标签中的标识码不一致：{'、'.join(seen)}；请核对后改为一致"
        text = Text(zh, "foot and page tag show different site codes")
        yield Finding(url, text, excerpt="；".join(seen), kind="disagree")


def _codes(site: SiteView) -> dict[str, list[str]]:
    tag = site.home.tag("siteidcode") if site.home else ""
    rows = [(mark.value, "页脚") for mark in site.marks if mark.kind is MarkKind.SITE_CODE]
    found: dict[str, list[str]] = {}
    for code, place in [*rows, (tag, "网页标签SiteIDCode")]:
        if code.strip():
            places = found.setdefault(code.strip().lower(), [])
            places += [place] if place not in places else []
    return found
