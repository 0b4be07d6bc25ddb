"""Tables as people see them, and what a policy's page says of its explanation."""

from datetime import UTC, date, datetime

import pytest
from tests.support.reports import report_page

from mingcha.core.fetch import Response
from mingcha.core.page import PageKind
from mingcha.engine.page import Page
from mingcha.engine.papers import papers_of
from mingcha.engine.parse import Document
from mingcha.engine.tables import tables_of

AT = datetime(2022, 4, 20, tzinfo=UTC)
URL = "http://slj.yunchuan.gov.cn/zcjd/t20220310_88.html"
WORDS = "<p>" + "为贯彻落实有关要求，现将主要内容解读如下，便于公众理解和执行。" * 4 + "</p>"


def page(html: str) -> Page:
    answer = Response(URL, URL, 200, (("Content-Type", "text/html"),), html.encode(), 0.1, AT)
    return Page(answer, date(2022, 4, 20))


def rows(html: str) -> tuple[tuple[str, ...], ...]:
    (table,) = tables_of(Document(html.encode()))
    return table.rows


def test_a_cell_over_columns_and_rows_stands_in_each_of_them() -> None:
    html = (
        "<table><tr><td rowspan=3 colspan=2>甲<td colspan=3>申请人</tr>"
        "<tr><td rowspan='2'>自然人<td>法人<td rowspan=2>总计</tr><tr><td>企业</tr>"
        "<tr><td>一<td>新收<td>3<td>4<td>7</tr></table>"
    )
    assert rows(html) == (
        ("甲", "甲", "申请人", "申请人", "申请人"),
        ("甲", "甲", "自然人", "法人", "总计"),
        ("甲", "甲", "自然人", "企业", "总计"),
        ("一", "新收", "3", "4", "7"),
    )


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("１，２３４", "1234"),
        ("1,234.5", "1234.5"),
        (" 0 ", "0"),
        ("12,34", "12,34"),
        ("—", "—"),
        ("3 件", "3 件"),
    ],
)
def test_numbers_are_read_in_plain_digits_and_words_as_they_stand(written: str, read: str) -> None:
    assert rows(f"<table><tr><td>{written}</td></tr></table>") == ((read,),)


@pytest.mark.parametrize("span", ["0", "-3", "abc", "", "99999999999999999999", "２"])
def test_a_span_that_is_no_number_or_absurd_is_bounded(span: str) -> None:
    assert 1 <= len(rows(f"<table><tr><td colspan='{span}'>x</td></tr></table>")[0]) <= 80


def test_a_table_that_lays_out_another_is_left_aside() -> None:
    html = "<table><tr><td>目录</td><td><table><tr><td>1</td></tr></table></td></tr></table>"
    assert rows(html) == (("1",),)


def test_a_report_keeps_its_tables_and_another_page_none() -> None:
    report = page(report_page())
    papers = papers_of(report, PageKind.ARTICLE, "云川市水利局2021年政府信息公开工作年度报告")
    assert [len(table.rows) for table in papers.tables] == [11, 28, 4]
    assert papers_of(report, PageKind.ARTICLE, "水情").tables == ()
    plain = page("<table><tr><td>招标项目公开表</td></tr></table>")
    assert papers_of(plain, PageKind.ARTICLE, "招标项目公开表").tables == ()


def test_a_policy_keeps_its_number_and_the_links_that_may_pair_it() -> None:
    html = (
        "<ul class='nav'><li><a href='/zcjd/'>政策解读</a><li><a href='/xw/'>新闻</a></ul><table>"
        "<tr><td>发文字号：</td><td>云水发〔2022〕3号</td></tr></table>"
        f"<div class='TRS_Editor'>{WORDS}<p>根据国办发〔2017〕47号</p></div>"
        "<p>相关解读：<a href='/jd/9.html'>《云川市节水办法》解读</a> <a href='/jd/8.html'>查看原文</a></p>"
    )
    papers = papers_of(page(html), PageKind.ARTICLE, "云川市水利局关于印发《云川市节水办法》的通知")
    assert papers.document_number == "云水发〔2022〕3号"
    home = "http://slj.yunchuan.gov.cn"
    assert {f"{home}/jd/9.html", f"{home}/jd/8.html"} <= set(papers.links)
    assert f"{home}/xw/" not in papers.links
    assert papers.headings == ()


def test_a_block_for_related_pages_that_is_empty_is_told() -> None:
    html = f"<div class='TRS_Editor'>{WORDS}</div><div><h3>相关解读</h3><ul id='xgjd'></ul></div>"
    assert papers_of(page(html), PageKind.ARTICLE, "云川市节水办法").headings == ("相关解读",)


@pytest.mark.parametrize(
    "link",
    [
        "<a href='javascript:void(0)' onclick=\"window.open('/jd/9.html')\">【解读】节水办法解读</a>",
        "<a href='#' onclick=\"location.href='/jd/9.html';return false\">【解读】节水办法解读</a>",
        "<a href=\"javascript:window.open('/jd/9.html','_blank')\">【解读】节水办法解读</a>",
    ],
)
def test_a_link_that_a_script_opens_is_kept_where_the_script_says_its_address(link: str) -> None:
    papers = papers_of(
        page(f"<div class='TRS_Editor'>{WORDS}{link}</div>"), PageKind.ARTICLE, "云川市节水办法"
    )
    assert papers.links == ("http://slj.yunchuan.gov.cn/jd/9.html",)
    assert papers.headings == ()


@pytest.mark.parametrize(
    "link",
    [
        "<a href='javascript:void(0)' onclick=\"openDoc('9')\">节水办法解读</a>",
        "<a href='javascript:show(9)'>节水办法解读</a>",
        '<span onclick="go(9)">节水办法解读</span>',
    ],
)
def test_a_link_that_a_script_opens_at_an_unknown_address_is_told(link: str) -> None:
    papers = papers_of(
        page(f"<div class='TRS_Editor'>{WORDS}{link}</div>"), PageKind.ARTICLE, "云川市节水办法"
    )
    assert papers.headings == ("节水办法解读",)


@pytest.mark.parametrize(
    "link",
    [
        "<a href='javascript:window.print()'>打印全文</a>",
        "<a href='javascript:void(0)' onclick='window.close()'>关闭文件</a>",
        "<ul class='nav'><li><a href='javascript:tab(2)'>政策解读</a></li></ul>",
        "<a href='javascript:doZoom(16)'>大</a>",
    ],
)
def test_scripts_that_open_no_paper_leave_nothing_open(link: str) -> None:
    papers = papers_of(
        page(f"{link}<div class='TRS_Editor'>{WORDS}</div>"), PageKind.ARTICLE, "云川市节水办法"
    )
    assert papers.headings == ()


def test_a_home_page_keeps_the_words_of_links_to_yearly_tables() -> None:
    html = "<a href='/1.xls'>2017年政府网站工作年度报表</a><a href='/2'>通知公告</a>"
    assert papers_of(page(html), PageKind.HOME, "水利局").headings == ("2017年政府网站工作年度报表",)
