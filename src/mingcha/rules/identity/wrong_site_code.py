"""The site code on the home page is malformed, or not the one registered.

What it checks: codes at the foot and in the page tag SiteIDCode against form, register and each other.
Why: a wrong code sends error reports and supervision to somebody else.
How to fix: write the registered ten characters in both places; if they are right, correct the register.
Known limits: an absent code is missing_site_code's; inner pages with another code are wrong_page_tags'.

查什么：首页页脚和网页标签 SiteIDCode 中的标识码，格式是否正确，与登记是否一致，彼此是否一致。
为什么：标识码错了，网民留言和监管数据就到了别家。
怎么改：两处都改为登记的10位编码；网站上是对的，请更正登记。
局限：没有标识码的由“缺少网站标识码”判定；内页另有编码的由“网页标签内容错误”判定。
"""

import re
from collections.abc import Iterator

from mingcha.core.errors import CantTell, Inapplicable
from mingcha.core.rule import NoParams, rule
from mingcha.core.verdict import Finding, Severity, Text
from mingcha.core.view import SiteView
from mingcha.rules._basis import guide_2017, indicators_2019, notice_2018
from mingcha.rules.identity._tag_values import home_codes

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
    seen = home_codes(site)
    if not seen:
        if site.unread_parts:
            raise CantTell("首页未见标识码，且有部分页脚没有读到，请人工查看")
        raise Inapplicable("首页没有标识码，由“缺少网站标识码”判定")
    registered = site.site.site_code.strip().lower()
    url = site.home.url if site.home else site.site.home_url
    for code, places in seen.items():
        inner = sum(
            page.tag("siteidcode").strip().lower() == code for page in site.pages if page != site.home
        )
        where = "和".join(places) + (f"（另有{inner}个内页的标签相同）" if inner else "")
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
