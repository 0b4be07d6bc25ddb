"""The search of a home page in the shapes in which sites have it, and what its answer shows."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.support import tiny_world as tiny

from mingcha.core.fetch import Response
from mingcha.core.page import Item
from mingcha.core.view import SearchBox
from mingcha.engine.page import Page
from mingcha.engine.search import SearchForm, judge_answer, search_in, search_of, title_to_try

URL = "http://www.x.gov.cn/"
TODAY = date(2018, 4, 18)


def page(body: str, url: str = URL) -> Page:
    html = f'<html><meta charset="utf-8"><body>{body}</body></html>'.encode()
    return Page(Response(url, url, 200, (), html, 0.1, datetime(2018, 4, 18, tzinfo=UTC)), TODAY)


def test_a_plain_form_can_be_asked_by_an_address() -> None:
    form = search_of(
        page(
            '<form action="/search.jsp"><input type="hidden" name="site" value="1">'
            '<input name="q" type="text"><input type="submit" value="搜索"></form>'
        )
    )
    assert form is not None
    assert form.address("防汛 检查") == f"{URL}search.jsp?site=1&q=%E9%98%B2%E6%B1%9B%20%E6%A3%80%E6%9F%A5"


@pytest.mark.parametrize(
    "html",
    [
        '<form method="post" action="/s.asp"><input name="keyword"><input type="submit" value="搜索"></form>',
        '<form action="/s" onsubmit="return go()"><input name="q"><input type="image" src="ss.png"></form>',
        '<div class="ss"><input id="q" placeholder="请输入关键字"><a onclick="so()">搜索</a></div>',
        '<input type="text" class="searchbox"><button onclick="search()">检索</button>',
        '<a href="/search/">站内搜索</a>',
        '<a href="/jsearch/index.html"><img src="i.png"></a>',
        """<script>document.write('<form action="/s"><input name="q" id="keyword"></form>')</script>""",
    ],
)
def test_other_searches_are_seen(html: str) -> None:
    assert search_of(page(html)) is not None


@pytest.mark.parametrize(
    "html",
    [
        '<form action="/login"><input name="username"><input type="password" name="p"></form>',
        '<form action="/mail">邮箱<input name="email"><input type="submit" value="登录"></form>',
        '<form action="/bjcx"><input name="bjbh" placeholder="请输入办件编号"><button>查询</button></form>',
        '<form action="/dc"><input name="a"><input type="submit" value="提交"></form>',
        '<a href="/tz/1.html">关于开展隐患排查搜索工作的通知</a>',
        '<!-- <form action="/search"><input name="q"></form> -->',
        "<p>请使用浏览器搜索</p>",
    ],
)
def test_what_is_no_search_is_none(html: str) -> None:
    assert search_of(page(html)) is None


def test_a_head_drawn_by_a_script_or_an_include_is_read() -> None:
    markup = '<form action="/s"><input name="q" class="search"></form>'
    assert search_in(f"document.write('{markup}');", page(""), script=True) is not None
    assert search_in(markup, page(""), script=False) is not None
    assert search_in("var q = 1;", page(""), script=True) is None


def test_a_form_of_a_gbk_page_is_asked_in_gbk() -> None:
    form = SearchForm(SearchBox(URL, f"{URL}s.asp"), "k", encoding="gb18030")
    assert form.address("水利") == f"{URL}s.asp?k=%CB%AE%C0%FB"


def test_the_title_to_try_is_whole_and_not_of_these_days() -> None:
    items = [
        Item("关于开展防汛检查的通知", f"{URL}1.html", date(2018, 4, 17)),
        Item("关于印发年度工作要点的通…", f"{URL}2.html", date(2018, 3, 1)),
        Item("通知", f"{URL}3.html", date(2018, 3, 1)),
        Item("关于调整办公时间的通告", f"{URL}4.html", date(2018, 3, 1)),
    ]
    found = title_to_try(items, TODAY)
    assert found is not None
    assert found.url == f"{URL}4.html"
    assert title_to_try(items[:3], TODAY) is None


ITEM = Item("关于调整办公时间的通告", f"{URL}tz/4.html", date(2018, 3, 1))
BOX = SearchBox(URL, f"{URL}s")
OTHERS = "".join(
    f'<li><a href="/x/{n}.html">另一条信息第{n}号</a><span>2018-04-0{n}</span></li>' for n in range(1, 6)
)


@pytest.mark.parametrize(
    ("html", "works"),
    [
        ('<ul><li><a href="/tz/4.html">关于<em>调整办公时间</em>的通告</a></li></ul>', True),
        ('<ul><li><a href="/tz/4.html">查看</a></li></ul>', True),
        ("您搜索的“关于调整办公时间的通告”<p>没有找到相关信息</p>", False),
        (f'<h2>搜索结果</h2><div class="list"><ul>{OTHERS}</ul></div>', False),
        ('<div id="app"></div><script src="/js/app.js"></script>', None),
        ("<p>系统繁忙，请稍后再试</p>", None),
    ],
)
def test_an_answer_shows_whether_the_title_was_found(html: str, works: bool | None) -> None:
    assert judge_answer(BOX, page(html, f"{URL}s?q=x"), ITEM).works is works


HOME = '<form action="/s.html"><input name="q" class="search"></form>' + tiny.listing(
    [
        ("关于调整办公时间的通告", "/tz/4.html", "2018-03-01"),
        ("关于召开例会的通知", "/tz/5.html", "2018-03-02"),
    ]
)


def seen(folder: Path, files: dict[str, str]) -> SearchBox | None:
    return tiny.inspect(tiny.write_world(folder / "w", files), folder / "evidence").search


def test_a_search_of_the_site_is_asked_once(tmp_path: Path) -> None:
    answer = tiny.page('<li><a href="/tz/4.html">关于调整办公时间的通告</a></li>')
    files = {"index.html": tiny.page(HOME), "s.html?q=关于调整办公时间的通告": answer}
    found = seen(tmp_path, files)
    assert found is not None
    assert found.works is True


def test_a_search_that_does_not_answer_is_not_tried(tmp_path: Path) -> None:
    found = seen(tmp_path, {"index.html": tiny.page(HOME)})
    assert found is not None
    assert found.works is None


def test_a_search_on_an_inner_page_or_in_an_include_is_a_search(tmp_path: Path) -> None:
    inner = tiny.page('<form action="/s"><input name="q" class="search"></form>')
    home = tiny.page('<a href="/a.html">通知公告栏目</a>')
    assert seen(tmp_path / "1", {"index.html": home, "a.html": inner}) is not None
    script = '<script>$("#head").load("/inc/head.html");</script>'
    loads = tiny.page(f'<div id="head"></div>{script}<a href="/a.html">通知公告栏目</a>')
    assert seen(tmp_path / "2", {"index.html": loads, "inc/head.html": inner}) is not None
    assert seen(tmp_path / "3", {"index.html": home}) is None
