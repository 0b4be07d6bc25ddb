"""Why a blank column stands there: the catalogue's structure, by what the site itself shows."""

from pathlib import Path

import pytest
from tests.engine.test_page import page as parsed
from tests.support.tiny_world import inspect, listing, page, write_world

from mingcha.core.page import Column, ListState
from mingcha.engine.absence import structure_words

NAV = (
    '<ul class="nav"><li><a href="/">首页</a></li><li><a href="/gzdt/">工作动态</a></li>'
    '<li><a href="/xxgkml/">信息公开目录</a></li><li><a href="/zdly/">重点领域</a></li>'
    '<li><a href="/tsfw/">特色服务</a></li></ul>'
)
BLANK = '<div class="main"><div class="list"><ul></ul></div>{}</div>'


def columns(tmp_path: Path, files: dict[str, str]) -> dict[str, Column]:
    news = listing([("召开防汛工作会议部署工作", "/gzdt/1.html", "2018-04-12")])
    body = '<div class="main"><div class="list"><ul></ul></div></div>'
    every = {"index.html": NAV + news, "gzdt/index.html": NAV + news, "xxgkml/index.html": NAV + body}
    every |= {"zdly/index.html": NAV + body, "tsfw/index.html": NAV + body}
    every |= {name: NAV + content for name, content in files.items()}
    world = write_world(tmp_path, {name: page(content) for name, content in every.items()})
    return {column.name: column for column in inspect(world, tmp_path / "evidence").columns}


def test_a_blank_column_of_the_navigation_is_neglected(tmp_path: Path) -> None:
    found = columns(tmp_path, {})["特色服务"]
    assert (found.state, found.structure) == (ListState.EMPTY, "")


def test_a_blank_page_that_says_that_the_catalogue_has_it_is_the_catalogues(tmp_path: Path) -> None:
    said = BLANK.format("<p>暂无信息。本栏目按全市统一目录设置</p>")
    found = columns(tmp_path, {"tsfw/index.html": said})["特色服务"]
    assert found.state is ListState.EMPTY
    assert found.structure == "页面写明“本栏目按全市统一目录设置”"


def test_a_blank_column_above_filled_ones_is_the_catalogues(tmp_path: Path) -> None:
    below = (
        '<div class="side"><h3>重点领域</h3><ul><li><a href="/zdly/fp/">扶贫开发</a></li>'
        '<li><a href="/zdly/jy/">教育资助</a></li></ul></div>'
    )
    nav = NAV.replace(
        '<a href="/zdly/">重点领域</a>',
        '<a href="/zdly/">重点领域</a><ul><li><a href="/zdly/fp/">扶贫开发</a></li></ul>',
    )
    rows = listing([("公布扶贫项目资金安排情况", "/zdly/fp/1.html", "2018-04-02")])
    files = {
        "zdly/fp/index.html": rows + below,
        "index.html": nav,
        "zdly/index.html": BLANK.format("暂无信息"),
    }
    found = columns(tmp_path, files)
    assert found["扶贫开发"].trail == ("重点领域",)
    assert (found["重点领域"].state, found["重点领域"].structure) == (ListState.EMPTY, "下级栏目有内容")


def test_a_blank_node_below_the_catalogue_is_the_catalogues(tmp_path: Path) -> None:
    nav = NAV.replace(
        '<a href="/xxgkml/">信息公开目录</a>',
        '<a href="/xxgkml/">信息公开目录</a><ul><li><a href="/xxgkml/gz/">规章</a></li></ul>',
    )
    found = columns(tmp_path, {"index.html": nav, "xxgkml/gz/index.html": BLANK.format("暂无信息")})["规章"]
    assert (found.state, found.structure) == (ListState.EMPTY, "在“信息公开目录”之下")


@pytest.mark.parametrize(
    "words",
    [
        "本栏目按全市统一目录设置",
        "按照省政府办公厅统一的信息公开目录设置，我局无此类信息",
        "根据统一目录要求设置本栏目",
        "因目录结构统一设置，暂无内容",
        "信息公开目录由市政府办公室统一设置",
    ],
)
def test_words_that_put_it_on_the_catalogue_are_read(words: str) -> None:
    assert structure_words(parsed(f"<p>{words}</p>").document.text())


@pytest.mark.parametrize(
    "words",
    [
        "暂无信息",
        "信息公开目录",
        "本局信息公开目录已更新",
        "全市统一登录",
        "请查看信息公开目录；统一部署",
        "",
    ],
)
def test_words_that_only_name_the_catalogue_say_nothing(words: str) -> None:
    assert structure_words(words) == ""
