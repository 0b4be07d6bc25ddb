"""The badge of party and government sites on the home page does not lead to a record.

What it checks: the identifier in the badge's link (32 hexadecimal signs) or script (CA and 21 digits, as in
    its path), and the picture that says that the badge is in error.
Why: a badge that leads nowhere proves nothing.
How to fix: put the code that the staffing office issued in place, unaltered.
Known limits: an absent badge is missing_badge's; whether the record is this site's only its page shows;
    a picture without any link is let pass, since a script may give it one.

查什么：标识链接中的编号（32位）或脚本中的编号（CA加21位数字，与路径一致），是否为“标识异常”图片。
为什么：点不开核验页的标识证明不了身份。
怎么改：原样使用编办核发的标识代码。
局限：没有标识的由“缺少党政机关网站标识”判定；核验页上是否为本站须点开看；只有图片没有链接的不判定，可能由脚本加链接。
"""

import re
from collections.abc import Iterator

from mingcha.core.page import Mark, MarkKind
from mingcha.core.rule import NoParams, rule
from mingcha.core.verdict import Finding, Severity, Text
from mingcha.core.view import SiteView
from mingcha.rules._basis import guide_2017, indicators_2019, notice_2018
from mingcha.rules.identity._numbers import Slip, shown, slips

_IDENTIFIER = re.compile(r"[0-9A-F]{32}", re.I | re.A)
_SCRIPT = re.compile(r"/js/(\d{2})/(\d{3})/(\d{4})/(\d{8})/CA\1\2\3\4\d{4}\.js", re.I | re.A)


@rule(
    title=Text(zh="党政机关网站标识错误", en="Badge is wrong"),
    severity=Severity.MAJOR,
    basis=(
        guide_2017("网页设计规范：底部功能区"),
        notice_2018("三（二）规范化建设：党政机关网站标识"),
        indicators_2019("功能设计：网站标识"),
    ),
)
def check(site: SiteView, p: NoParams) -> Iterator[Finding]:
    marks = shown(site, MarkKind.BADGE, "缺少党政机关网站标识")
    leading = tuple(mark for mark in marks if mark.value or "conac.cn" in mark.link)
    for one in slips(leading or marks, _slip):
        url = site.home.url if site.home else site.site.home_url
        shown_as = one.mark.link or one.mark.text
        yield Finding(url, Text(one.zh, one.en), excerpt=shown_as, target=one.mark.link, kind=one.kind)


def _slip(mark: Mark) -> Slip | None:
    if mark.value == "red_error":
        zh = "标识图片显示为异常状态（red_error）；请向编办核实后重新加挂"
        return Slip(mark, "error", zh, "the badge's picture says that it is in error")
    if mark.value.startswith("CA"):
        if _SCRIPT.search(mark.link) or "dcs.conac.cn" not in mark.link:
            return None
        zh = f"标识脚本的编号{mark.value}与其路径不符；请原样使用编办核发的代码"
        return Slip(mark, "malformed", zh, "the script's number does not fit its path")
    if "bszs.conac.cn" in mark.link and not _IDENTIFIER.fullmatch(mark.value):
        zh = f"标识链接的编号“{mark.value or '空'}”不是32位，点不开核验页；请原样使用编办核发的代码"
        return Slip(mark, "malformed", zh, "the link of the badge holds no whole identifier")
    return None
