"""A form that a service guide asks for cannot be had on the site.

What it checks: forms named in a guide's materials, against the links of the guide, and the titles and entries
    of the whole site.
Why: who needs a form must not have to come for it.
How to fix: attach the blank form and a filled sample to the guide, or say where it is to be had.
Known limits: a form to be had at the desk or filled in online is no fault; guides with pictures are left out;
    whether a form that is offered can be opened is another rule's.

查什么：办事指南要求提交的申请表、登记表等，指南或者本站其他页面是否提供。
为什么：表格样表应当能从网上获取，不让群众跑路领表。
怎么改：在指南中附上空白表格和样表，或者注明获取途径。
局限：注明窗口领取、网上填报的不算；带图片的指南不查；表格附件能否打开另有规则。
"""

import re
from collections.abc import Iterator

from mingcha.core.errors import CantTell
from mingcha.core.page import ListState, PageFacts
from mingcha.core.rule import NoParams, rule
from mingcha.core.verdict import Finding, Severity, Text
from mingcha.core.view import SiteView
from mingcha.rules._basis import census_2015, indicators_2019
from mingcha.rules._words import some
from mingcha.rules.service._guides import guides, title_of
from mingcha.text.guides import names

_STORE = re.compile(r"下载|表格|样表|文书")


@rule(
    title=Text(zh="办事指南所列表格无法获取", en="Form named in a guide cannot be had"),
    severity=Severity.MINOR,
    basis=(census_2015("服务实用：附件下载"), indicators_2019("办事服务：表格样表")),
)
def check(site: SiteView, p: NoParams) -> Iterator[Finding]:
    wanted = [(page, form) for page in guides(site) for form in page.forms]
    lost = [(page, form) for page, form in wanted if not _offered(site, page, form)]
    if lost and not site.complete:
        raise CantTell(f"网站没有读完，{some(form for _, form in lost)}可能在没有读到的页面；请人工查看")
    stores = [
        column.name
        for column in site.columns
        if _STORE.search(column.name) and column.state not in (ListState.LISTED, ListState.EMPTY)
    ]
    if lost and stores:
        raise CantTell(f"栏目{some(stores)}的内容没有读到，{some(form for _, form in lost)}可能在其中")
    for page, form in lost:
        text = Text(
            f"“{title_of(page)}”要求提交《{form}》，本站没有提供；请附上空白表格和样表",
            "the guide asks for a form that the site does not offer",
        )
        yield Finding(page.url, text, excerpt=form, evidence=page.evidence)


def _offered(site: SiteView, guide: PageFacts, form: str) -> bool:
    """Whether another entry or page of the site is called like the form."""
    entries = (item.title for column in site.columns for item in column.items if item.url != guide.url)
    titles = (title_of(page) for page in site.pages if page.url != guide.url)
    return any(names(title, form) for title in (*entries, *titles))
