"""Titles and head of the pages do not show the registered name of the site.

What it checks: <title> and head of the home page, and what the titles of inner pages share, against the
    registered name of the site and the full and short name of its unit.
Why: people must see whose site it is; the name of a government site is its organ's.
How to fix: show the registered name in title and head, or correct the register.
Known limits: a fault is said only where title and head agree on another name; a name that may stand in a
    picture or a part not read, or that is place and duty (云川水利网), is left to a person.

查什么：首页标题、抬头和内页标题的共同部分，是否显示登记的网站名称、单位全称或规范简称。
为什么：网站名称应为机构名称，群众一看就知道是谁的网站。
怎么改：标题和抬头改为登记的名称；登记有误的更正登记。
局限：标题和抬头一致显示别的名称才认定；名称可能在图片或没有读到的部分里的，以及“地名加职能”的，转人工。
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from mingcha.core.errors import CantTell, Inapplicable
from mingcha.core.rule import Basis, NoParams, rule
from mingcha.core.verdict import Finding, Severity, Text
from mingcha.core.view import SiteView
from mingcha.rules._basis import guide_2017, indicators_2019, notice_2018
from mingcha.rules.identity._names import region_and_duty, same_name
from mingcha.text.names import mentions

_SPLIT = re.compile(r"\s*[-_|—–－｜]+\s*")
_SHARED = 3
"""What stands in the titles of so many pages is the site's name, or meant to be."""


@rule(
    title=Text(zh="网站名称与登记不符", en="Site shows another name"),
    severity=Severity.MINOR,
    basis=(
        guide_2017("网站名称：以行政区划或机构名称命名，在页面头部显示"),
        notice_2018("三（二）规范化建设：规范政府网站名称"),
        indicators_2019("功能设计：域名名称"),
        Basis("《互联网政务应用安全管理规定》", "网站名称", since=date(2024, 7, 1)),
    ),
)
def check(site: SiteView, p: NoParams) -> Iterator[Finding]:
    home, face = site.home, site.face
    unit = (site.unit.name, site.unit.short_name) if site.unit else ()
    names = tuple(filter(None, (site.site.name, *unit)))
    if not names or home is None:
        raise Inapplicable("登记册中没有网站名称可以比对")
    pieces = Counter(piece for page in site.pages for piece in set(_SPLIT.split(page.title)) if piece)
    shared = [piece for piece, pages in pieces.items() if pages >= _SHARED]
    head = face.head if face else ""
    for words in (home.title, head, *shared):
        if words and (same_name(words, names[0], site.unit) or mentions(words, names)):
            return
    if not home.title or not head or site.unread_parts or (face and face.wordless):
        raise CantTell("标题和抬头的文字中没有登记的名称，但抬头有图片、脚本或没有读到的部分，请人工查看")
    both = [piece for piece in _SPLIT.split(home.title) if len(piece) > 2 and piece in head]
    if not both:
        raise CantTell(f"标题“{home.title}”和抬头都没有登记的名称，也看不出用的是什么名称，请人工查看")
    if any(region_and_duty(piece, names) for piece in both):
        raise CantTell(f"网站名称“{both[0]}”由地名和职能组成，是否规范简称请人工核对")
    zh = f"标题和抬头显示“{both[0]}”，没有登记的名称“{names[0]}”；请改为登记名称，或更正登记"
    text = Text(zh, f"title and head show another name than the registered {names[0]}")
    yield Finding(home.url, text, excerpt=f"标题：{home.title}；抬头：{head[:60]}")
