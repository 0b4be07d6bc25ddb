"""The ICP number on the home page is malformed, or not the one registered.

What it checks: province, ICP备 and eight or ten digits; the same filing as the register's, part number apart.
Why: a wrong number leads to another keeper's record, or to none.
How to fix: write the number of the filing; if it is right, correct the register.
Known limits: an absent number is missing_icp_number's; blanks and a missing 号 are let pass; a second number
    beside the right one is not judged.

查什么：首页ICP备案号是否为“省简称+ICP备+8位或10位数字+号”，与登记的主体备案号是否一致（“-1”等序号不比）。
为什么：号码错了，查到的是别家，或者查无此号。
怎么改：改为备案系统中的编号；网站上是对的，请更正登记。
局限：没有编号的由“缺少ICP备案号”判定；空格、漏写“号”不算；已有一个正确编号的，旁边的另一编号不判定。
"""

import re
from collections.abc import Iterator

from mingcha.core.page import Mark, MarkKind
from mingcha.core.rule import NoParams, rule
from mingcha.core.verdict import Finding, Severity, Text
from mingcha.core.view import SiteView
from mingcha.rules._basis import guide_2017, indicators_2019, notice_2018
from mingcha.rules.identity._numbers import PROVINCES, Slip, shown, slips

_NUMBER = re.compile(
    rf"(?P<province>[{''.join(PROVINCES)}])ICP备(?P<serial>\d{{8}}|\d{{10}})号?(?:-\d{{1,3}})?", re.A
)


@rule(
    title=Text(zh="ICP备案号错误", en="ICP filing number is wrong"),
    severity=Severity.MAJOR,
    basis=(
        guide_2017("网页设计规范：底部功能区"),
        notice_2018("三（二）规范化建设：ICP备案编号"),
        indicators_2019("功能设计：网站标识"),
    ),
)
def check(site: SiteView, p: NoParams) -> Iterator[Finding]:
    registered = _read(site.site.icp_number)

    def slip(mark: Mark) -> Slip | None:
        number = _read(mark.value)
        if number is None:
            zh = f"ICP备案号“{mark.text or mark.value}”格式不对，应如“鲁ICP备12345678号-1”；请更正"
            return Slip(mark, "malformed", zh, "malformed ICP number")
        if registered is not None and number != registered:
            zh = f"ICP备案号{mark.value}与登记的{site.site.icp_number}不一致；请更正网站或登记"
            return Slip(mark, "differs", zh, "the ICP number differs from the registered one")
        return None

    for one in slips(shown(site, MarkKind.ICP_NUMBER, "缺少ICP备案号"), slip):
        url = site.home.url if site.home else site.site.home_url
        text, value = Text(one.zh, one.en), one.mark.value
        yield Finding(url, text, excerpt=one.mark.text or value, target=value, kind=one.kind)


def _read(text: str) -> tuple[str, str] | None:
    """Province by its code (川 and 蜀 are one) and serial; None when malformed."""
    found = _NUMBER.fullmatch("".join(text.split()).replace("ＩＣＰ", "ICP").upper())
    return (PROVINCES[found["province"]], found["serial"]) if found else None
