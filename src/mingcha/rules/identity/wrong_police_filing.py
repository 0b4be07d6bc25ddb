"""The police filing on the home page is malformed, not the one registered, or its link disagrees.

What it checks: fourteen digits, 02 in places 7 and 8, province and digits; register; number in link.
Why: a wrong number leads to another keeper's record, or to none.
How to fix: write the number of the filing and link it to its own record, or correct the register.
Known limits: an absent number is missing_police_filing's; a link without a number in it is let pass.

查什么：公安备案号是否为14位、第7和第8位为02、省简称与号码相符，与登记是否一致，链接中的编号与文字是否一致。
为什么：号码错了，查到的是别家，或者查无此号。
怎么改：改为备案编号并链接至本站的备案页；网站上是对的，请更正登记。
局限：没有编号的由“缺少公安备案标识”判定；链接中不含编号的不算。
"""

import re
from collections.abc import Iterator

from mingcha.core.page import Mark, MarkKind
from mingcha.core.rule import NoParams, rule
from mingcha.core.verdict import Finding, Severity, Text
from mingcha.core.view import SiteView
from mingcha.rules._basis import guide_2017, indicators_2019, notice_2018
from mingcha.rules.identity._numbers import PROVINCES, Slip, shown, slips

_NUMBER = re.compile(r"\d{6}02\d{6}", re.A)
_PROVINCE = re.compile(rf"([{''.join(PROVINCES)}])\s*公\s*(?:网|安)")
_IN_LINK = re.compile(r"beian\.(?:mps\.)?gov\.cn/.*?code=(\d+)", re.I | re.A)


@rule(
    title=Text(zh="公安备案号错误", en="Police filing is wrong"),
    severity=Severity.MAJOR,
    basis=(
        guide_2017("网页设计规范：底部功能区"),
        notice_2018("三（二）规范化建设：公安机关备案标识"),
        indicators_2019("功能设计：网站标识"),
    ),
)
def check(site: SiteView, p: NoParams) -> Iterator[Finding]:
    registered = "".join(re.findall(r"\d", site.site.police_number, re.A))

    def slip(mark: Mark) -> Slip | None:
        province = _PROVINCE.search(mark.text)
        linked = _IN_LINK.search(mark.link)
        if not _NUMBER.fullmatch(mark.value):
            zh = f"公安备案号“{mark.text or mark.value}”格式不对，应为14位、第7和第8位为02；请更正"
            return Slip(mark, "malformed", zh, "malformed police filing number")
        if province and PROVINCES[province[1]] != mark.value[:2]:
            zh = f"公安备案号{mark.value}不是“{province[1]}”的号码；请核对更正"
            return Slip(mark, "malformed", zh, "province and number do not belong together")
        if registered and mark.value != registered:
            zh = f"公安备案号{mark.value}与登记的{registered}不一致；请更正网站或登记"
            return Slip(mark, "differs", zh, "the police filing differs from the registered one")
        if linked and linked[1] != mark.value:
            zh = f"公安备案号显示为{mark.value}，链接却指向{linked[1]}；请改正链接"
            return Slip(mark, "disagree", zh, "the link leads to another number than is shown")
        return None

    for one in slips(shown(site, MarkKind.POLICE_FILING, "缺少公安备案标识"), slip):
        url = site.home.url if site.home else site.site.home_url
        text, value = Text(one.zh, one.en), one.mark.value
        yield Finding(url, text, excerpt=one.mark.text or value, target=value, kind=one.kind)
