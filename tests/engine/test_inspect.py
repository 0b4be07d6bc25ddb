"""Two looks before blame: what the second look says of a link that failed."""

import asyncio
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from mingcha.core.clock import end_of_day
from mingcha.core.fetch import FailureKind, FetchFailure, Response
from mingcha.core.unit import Site
from mingcha.core.view import SiteView
from mingcha.engine.crawl import CrawlSettings
from mingcha.engine.inspect import SiteInspection

HOME = "http://www.ceshi.gov.cn/"
LINK = f"{HOME}zt.html"
AT = end_of_day(date(2018, 4, 18))
PAGE = (
    "<html><head><title>测试市水利局</title></head><body><a href='/zt.html'>专题</a><p>首页</p></body></html>"
)


class Answers:
    """A source whose second look is told beforehand: no server fails in another way on demand."""

    def __init__(self, again: Response | FetchFailure) -> None:
        self._again = again

    async def get(
        self,
        url: str,
        *,
        head_only: bool = False,
        referrer: str = "",
        private_ok: bool = False,
        ignore_robots: bool = False,
    ) -> Response | FetchFailure:
        if url == HOME:
            return response(HOME)
        return failure(FailureKind.NOT_FOUND, 1)

    async def look_again(
        self,
        url: str,
        *,
        head_only: bool = False,
        referrer: str = "",
        private_ok: bool = False,
        ignore_robots: bool = False,
    ) -> Response | FetchFailure:
        return self._again


def response(url: str) -> Response:
    return Response(url, url, 200, (("Content-Type", "text/html"),), PAGE.encode(), 0.1, AT)


def failure(kind: FailureKind, looks: int) -> FetchFailure:
    return FetchFailure(LINK, kind, "打不开", AT, looks=looks)


def inspected(again: Response | FetchFailure) -> SiteView:
    async def both() -> SiteView:
        inspection = SiteInspection(Site("001", HOME), Answers(again), AT, CrawlSettings())
        await inspection.first_pass()
        await inspection.second_look()
        return inspection.view()

    return asyncio.run(both())


@pytest.mark.parametrize(
    ("again", "broken"),
    [
        (failure(FailureKind.NOT_FOUND, 2), [LINK]),
        (failure(FailureKind.SERVER_ERROR, 1), []),
        (failure(FailureKind.BLOCKED, 2), []),
        (response(LINK), []),
    ],
    ids=["alike", "otherwise", "refused", "answered"],
)
def test_a_link_is_broken_only_when_both_looks_ended_alike(
    again: Response | FetchFailure, broken: list[str]
) -> None:
    assert [link.target for link in inspected(again).broken_links] == broken


def test_a_link_that_answered_the_second_time_is_no_failure() -> None:
    assert inspected(response(LINK)).failures == ()


NOTICE = "<html><title>测试市水利局</title><body><p>网站正在升级维护中，请稍后访问。</p></body></html>"


class Turning(Answers):
    """A source whose home page is a notice on the first look, and what it was told on the second."""

    def __init__(self, again: Response | FetchFailure) -> None:
        super().__init__(again)
        self.home: Response | FetchFailure = replace(response(HOME), body=NOTICE.encode())

    async def get(self, url: str, **given: Any) -> Response | FetchFailure:
        return self.home if url == HOME else await super().get(url, **given)

    async def look_again(self, url: str, **given: Any) -> Response | FetchFailure:
        if url == HOME:
            self.home = self._again
        return self._again


def turned(again: Response | FetchFailure) -> SiteView:
    async def both() -> SiteView:
        inspection = SiteInspection(Site("001", HOME), Turning(again), AT, CrawlSettings())
        await inspection.first_pass()
        await inspection.second_look()
        return inspection.view()

    return asyncio.run(both())


def test_a_home_page_that_is_a_notice_on_both_looks_is_one() -> None:
    face = turned(replace(response(HOME), body=NOTICE.encode())).face
    assert face is not None
    assert face.bare
    assert face.notice == "网站正在升级维护中，请稍后访问。"


def test_a_home_page_that_was_a_notice_only_once_is_read_as_it_is_now() -> None:
    view = turned(response(HOME))
    assert view.face is not None
    assert view.face.notice == ""
    assert view.home is not None


def test_a_home_page_that_was_a_notice_and_then_fails_could_not_be_had() -> None:
    view = turned(replace(failure(FailureKind.TIMEOUT, 1), url=HOME))
    assert view.home is None
    assert view.face is None
    assert view.home_failure is not None
