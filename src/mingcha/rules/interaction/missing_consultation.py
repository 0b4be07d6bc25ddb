"""The site seems to offer no channel for consultations.

What it checks: own columns, and links of the home page to elsewhere, whose words name a channel.
Why: a site on which nobody can ask fails the inspection by itself.
How to fix: open a mailbox or message board, or link to the portal's or the hotline's and say so.
Known limits: goes by names; a form without a name is not recognised, so that a person decides. Petitions,
    reports of offences, surveys and interviews are no channel for consultations.

查什么：本站栏目和首页链接中，是否有咨询、信箱、留言等渠道（链接到上级平台的也算）。
为什么：没有提供网上咨询建议渠道，单项否决。
怎么改：开设信箱或者留言栏目，或者在首页链接到政府门户网站、12345 平台。
局限：按名称识别，由人工认定；网上信访、纪检举报、在线访谈、调查征集不算。
"""

from collections.abc import Iterator

from mingcha.core.errors import CantTell
from mingcha.core.page import ColumnKind
from mingcha.core.rule import Method, NoParams, rule
from mingcha.core.unit import host_of
from mingcha.core.verdict import Finding, Severity, Text
from mingcha.core.view import SiteView
from mingcha.rules._basis import census_2015, indicators_2019
from mingcha.rules._sites import seen_columns
from mingcha.rules._words import some
from mingcha.rules.interaction._channels import is_channel


@rule(
    title=Text(zh="没有咨询渠道", en="No channel for consultations"),
    severity=Severity.MAJOR,
    method=Method.SUSPECT,
    basis=(census_2015("互动回应：政务咨询类"), indicators_2019("单项否决：互动回应差")),
)
def check(site: SiteView, p: NoParams) -> Iterator[Finding]:
    own = seen_columns(site)
    names = [column.name for column in site.columns] + [link.text for link in site.exits]
    if any(is_channel(name) for name in names) or any(c.kind is ColumnKind.MESSAGE for c in own):
        return
    if not site.complete:
        raise CantTell("网站没有读完，咨询栏目可能在没有读到的部分；请人工查看")
    if site.unread_parts:
        raise CantTell(f"首页有部分没有读到，导航可能由其生成：{'、'.join(site.unread_parts[:3])}")
    text = Text(
        "全站没有见到咨询、信箱、留言等网上渠道；请核实，确无的请开设或者链接到统一平台",
        "no channel for consultations was seen; open one or link to the common platform",
    )
    url = site.home.url if site.home else site.site.home_url
    seen = f"看过{host_of(url)}的栏目：{some([c.name for c in own], 20)}"
    yield Finding(url, text, excerpt=seen, suspect=True)
