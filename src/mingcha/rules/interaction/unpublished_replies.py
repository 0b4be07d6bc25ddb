"""Answers to people's messages are not published, or none has been for long.

What it checks: the newest entry of the lists of answered messages; a letter box without any such list.
Why: answers that everybody can read spare others the question and show that people are heard.
How to fix: publish messages with their answers; keep the list up, or join it to the portal's.
Known limits: lists filled by remote scripts or not read leave it open; a site without any channel for
    consultations is another rule's; whether an answer says anything is not judged here.

查什么：留言选登、信件公开等栏目最近一条是否超过期限；设有咨询信箱却没有公开答复的。
为什么：公开答复方便其他群众查阅，也体现有问有答。
怎么改：公开留言及答复并及时更新；保障不了的归并到政府门户网站。
局限：由远程脚本填充或没有读到的列表不作判定；没有咨询渠道的网站另有规则；答复质量不在此判定。
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mingcha.core.clock import Period, parse_period
from mingcha.core.errors import CantTell, Inapplicable
from mingcha.core.page import Column, ListState
from mingcha.core.rule import rule
from mingcha.core.verdict import Finding, Severity, Text
from mingcha.core.view import SiteView
from mingcha.rules._basis import census_2015, guide_2017, indicators_2019
from mingcha.rules._words import day_zh
from mingcha.rules.interaction._channels import channels, published
from mingcha.rules.update._ages import could_not_read, freshness, is_history, why_not


@dataclass(frozen=True, slots=True)
class Params:
    """How old the newest published answer may be: a year by the census form, 2 months since 2019."""

    age: str = "1 year"


@rule(
    title=Text(zh="留言答复没有公开或长期不更新", en="Replies are not published, or not kept up"),
    severity=Severity.MAJOR,
    basis=(
        census_2015("互动回应：政务咨询类"),
        guide_2017("互动交流：公开留言和答复"),
        indicators_2019("互动交流：留言公开"),
    ),
    params=Params,
)
def check(site: SiteView, p: Params) -> Iterator[Finding]:
    age = parse_period(p.age)
    lists = [column for column in published(site) if not is_history(column)]
    boxes = channels(site)
    seen = [(c, freshness(c.items, age.before(site.today), site.today, c.complete)) for c in lists]
    if any(fresh.stale is False for _, fresh in seen):
        return
    untold = [why_not(column) for column in (*lists, *boxes) if could_not_read(column)]
    untold += [f"{c.name}（{f.reason}）" for c, f in seen if f.stale is None and c.state is ListState.LISTED]
    vague = [c.name for c in lists if not c.items and c.state in (ListState.HUB, ListState.CONTENT)]
    untold += [f"{name}（没有认出答复列表）" for name in vague]
    if untold or not site.complete:
        why = "、".join(dict.fromkeys(untold)) or "网站没有读完"
        raise CantTell(f"以下栏目无法判定，请人工查看：{why}")
    stale = [column for column, fresh in seen if fresh.stale]
    if stale:
        yield _finding(max(stale, key=lambda c: (c.newest or date.min, c.state is ListState.LISTED)), age)
    elif lists or boxes:
        where = (*lists, *boxes)[0]
        told = "没有公开任何答复" if lists else "可以留言，但全站没有见到公开的留言和答复"
        text = Text(f"“{where.name}”{told}；请公开留言及答复", "no answered message is published")
        yield Finding(where.url, text, excerpt=where.reason, column=where.name, kind="none")
    else:
        raise Inapplicable("没有见到咨询、留言类栏目，由“没有咨询渠道”一项判定")


def _finding(column: Column, age: Period) -> Finding:
    last = f"最近一条为{day_zh(column.newest)}" if column.newest else "各条均无时间"
    text = Text(
        f"“{column.name}”{last}，超过{age.zh}没有公开新的答复；请更新",
        f"no reply published for {age.en}",
    )
    return Finding(column.url, text, excerpt=column.items[0].title, column=column.name, kind="stale")
