"""Where a site takes consultations, and where it publishes the answers, by the names of its columns."""

import re

from mingcha.core.page import Column, ColumnKind, ListState
from mingcha.core.view import SiteView
from mingcha.rules._sites import seen_columns

_CHANNEL = re.compile(
    r"咨询|信箱|留言|写信|来信|信件|建议|建言|献策|提问|问政|问答|12345|民声|互动|心声|直通车|诉求|在线交流|我有话说"
)
_OTHER = re.compile(
    r"信访|举报|检举|纪检|依申请|访谈|调查|征集|投票|问卷|听证|人大|政协|提案|电话$|邮箱|"
    r"(?:统计|数据|通报|报表|分析|须知|说明|办法|制度|规定|规则|流程|排行榜?|满意度)(?:表|图|情况|公开|公示|公布)?$"
)
"""What the inspection forms do not count as a channel (veto 5 of 2015 and of 2019), and columns
that tell of a channel: its figures, its rules."""


def is_channel(name: str) -> bool:
    """Whether words name a channel for consultations."""
    return _CHANNEL.search(name) is not None and _OTHER.search(name) is None


def channels(site: SiteView) -> tuple[Column, ...]:
    """The site's own columns that take consultations; a hub of other columns is none by itself."""
    columns = seen_columns(site)
    hubs = {column.trail[-1] for column in columns if column.trail}
    return tuple(
        column
        for column in columns
        if is_channel(column.name)
        and column.kind is not ColumnKind.MESSAGE
        and not (column.state is ListState.HUB and column.name in hubs)
    )


def holds_letters(column: Column) -> bool:
    """Whether a column's pages are letters: consultations, or answered messages."""
    is_kind = column.kind is ColumnKind.MESSAGE and _OTHER.search(column.name) is None
    return is_kind or is_channel(column.name)


def published(site: SiteView) -> tuple[Column, ...]:
    """Lists of answered messages: columns of that kind, and letter boxes that are themselves dated lists."""
    return tuple(
        column
        for column in seen_columns(site)
        if (column.kind is ColumnKind.MESSAGE and _OTHER.search(column.name) is None)
        or (is_channel(column.name) and any(item.date for item in column.items))
    )
