"""A unit's sites show nothing of one of the five kinds of openness.

What it checks: decisions, execution, management, services and results, by words in the names of columns and
    in titles on all sites of the unit.
Why: openness is to cover the whole course of government work.
How to fix: publish what is missing, in a column that says so.
Known limits: words only show a subject, never its quality; always a suspect for a person. Told only when
    every site of the unit was read to its end. The unit's own name does not count.

查什么：单位各网站的栏目名称和标题里，有没有决策、执行、管理、服务、结果五类公开的内容。
为什么：要求全面推进决策、执行、管理、服务和结果信息“五公开”。
怎么改：补充缺少的一类信息，并在栏目名称上体现。
局限：只按用词判断有没有，不判断质量，一律转人工认定；本单位网站没有读完的不作判定。
"""

import re
from collections.abc import Iterator
from datetime import date

from mingcha.core.errors import CantTell
from mingcha.core.rule import Basis, Method, NoParams, Subject, rule
from mingcha.core.verdict import Finding, Severity, Text
from mingcha.core.view import SiteView, UnitView
from mingcha.rules._basis import notice_2018
from mingcha.rules._units import seen_sites, unseen_hosts
from mingcha.rules.disclosure._titles import own_title
from mingcha.rules.update._ages import could_not_read
from mingcha.text.sections import OPENNESS


@rule(
    title=Text(zh="“五公开”没有覆盖", en="Five kinds of openness not covered"),
    severity=Severity.MINOR,
    method=Method.SUSPECT,
    subject=Subject.UNIT,
    basis=(
        Basis("中办发〔2016〕8号《关于全面推进政务公开工作的意见》", "", since=date(2016, 2, 17)),
        notice_2018("三（一）1 扩大公开范围"),
    ),
)
def check(view: UnitView, p: NoParams) -> Iterator[Finding]:
    sites = seen_sites(view)
    own = re.compile("|".join(re.escape(name) for name in (view.unit.name, view.unit.short_name) if name))
    words = [own.sub("", text) for site in sites for text in _words(site)]
    bare = [f"{kind}公开" for kind, shape in OPENNESS.items() if not any(map(shape.search, words))]
    unread = [why for site in sites for why in _unread(site)] + unseen_hosts(view)
    if bare and unread:
        raise CantTell(f"没有看到{'、'.join(bare)}的内容，但{unread[0]} 没有读全，请人工查看")
    if bare:
        zh = f"网站上没有看到{'、'.join(bare)}的内容；请人工核对，确实没有的请补充"
        text = Text(zh, f"nothing of {len(bare)} of the five kinds of openness; a person must look")
        looked = f"已查看：{'、'.join(site.site.host for site in sites)} 的栏目名称和标题共{len(words)}条"
        yield Finding(sites[0].site.home_url, text, excerpt=looked, suspect=True)


def _words(site: SiteView) -> Iterator[str]:
    """Names of columns, titles of entries and pages, words of links."""
    for column in (*site.columns, *site.home_columns):
        yield from (column.name, *column.trail)
        yield from (item.title for item in column.items)
    yield from (own_title(page) for page in site.pages)
    yield from (link.text for link in site.exits)


def _unread(site: SiteView) -> list[str]:
    names = [column.name for column in site.columns if could_not_read(column)]
    return names if site.complete else [*names, site.site.host]
