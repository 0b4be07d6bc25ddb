"""The site keeps a column of video news of its own.

What it checks: columns of videos with items on the site's own hosts.
Why: the city advises against them: they are not kept up, and the TV station has them anyway.
How to fix: close the column and link to the TV station's.
Known limits: advice, no points; videos that explain, teach or record a press conference are no video news.

查什么：设在本站、内容也在本站的视频新闻栏目。
为什么：通报不建议设置视频新闻宣传报道栏目，难以保障更新。
怎么改：关闭栏目，改为链接电视台的视频新闻栏目。
局限：只是建议，不扣分；解读、访谈、发布会、公益、教学类视频不算视频新闻。
"""

import re
from collections.abc import Iterator

from mingcha.core.errors import CantTell
from mingcha.core.page import Column, ColumnKind, ListState
from mingcha.core.rule import NoParams, rule
from mingcha.core.unit import host_of
from mingcha.core.verdict import Finding, Severity, Text
from mingcha.core.view import SiteView
from mingcha.rules._basis import notice_2018
from mingcha.rules._sites import own_columns, own_hosts
from mingcha.rules._words import some
from mingcha.rules.update._ages import could_not_read

_NO_NEWS = re.compile(r"解读|访谈|发布会|直播|公益|宣传片|教学|课|科普|警示|培训|指南|办事|回放")


@rule(
    title=Text(zh="自设视频新闻栏目", en="Own column of video news"),
    severity=Severity.ADVICE,
    basis=(notice_2018("三（五）内容信息清理：不建议设置视频新闻宣传报道栏目"),),
)
def check(site: SiteView, p: NoParams) -> Iterator[Finding]:
    videos = [column for column in own_columns(site) if column.kind is ColumnKind.VIDEO]
    videos = [column for column in videos if not _NO_NEWS.search(column.name)]
    for column in videos:
        own = _own_videos(column, site)
        if own:
            zh = f"本站自设视频栏目“{column.name}”；建议关闭，改为链接电视台视频新闻栏目"
            text = Text(zh, "own video news; close the column and link to the TV station")
            yield Finding(column.url, text, excerpt=own[0], column=column.name, count=len(own))
    unread = [column.name for column in videos if could_not_read(column)]
    if unread:
        raise CantTell(f"视频栏目没有读到：{some(unread)}；请人工查看")


def _own_videos(column: Column, site: SiteView) -> list[str]:
    """Titles of the items on own hosts; a page that was read and shows no video is none."""
    if column.state is not ListState.LISTED:
        return []
    pages, hosts = site.pages_by_url, own_hosts(site)
    own = [item for item in column.items if host_of(item.url) in hosts]
    return [item.title for item in own if item.url not in pages or pages[item.url].videos]
