"""What is kept of a service guide: classes of its elements, and forms that it does not offer."""

from datetime import UTC, date, datetime

import pytest

from mingcha.core.fetch import Response
from mingcha.engine.guides import Guide, guide_of, may_be_guide
from mingcha.engine.page import Page

FOOT = "<div class='footer'>主办单位：测试市水利局 联系电话：0990-1 地址：中心路1号</div>"
MENU = "<div class='nav'><a href='/lc/'>办事流程</a><a href='/bg/'>表格下载</a></div>"


def guide(body: str, *, is_list: bool = False) -> Guide:
    html = f"<html><title>取水许可</title><body>{MENU}<div class='con'>{body}</div>{FOOT}</body></html>"
    url = "http://www.x.gov.cn/bszn/1.html"
    response = Response(url, url, 200, (), html.encode(), 0.1, datetime(2018, 4, 18, tzinfo=UTC))
    return guide_of(Page(response, date(2018, 4, 18)), is_list=is_list)


def test_a_table_of_labels_and_values_shows_its_classes() -> None:
    rows = "".join(
        f"<tr><th>{label}</th><td>见下文</td></tr>"
        for label in ("事项名称", "设定依据", "办理机构", "收费标准")
    )
    assert guide(f"<table>{rows}</table>").elements == ("事项名称", "设定依据", "办理机构", "收费标准")


def test_menu_and_foot_are_no_part_of_the_guide() -> None:
    assert guide("<p>申请条件：依法设立</p>").elements == ("事项名称", "申请条件")


def test_a_list_of_guides_is_no_guide_and_one_guide_in_the_place_of_a_list_is() -> None:
    assert guide("<ul><li><a href='2.html'>取水许可</a></li></ul>", is_list=True) == Guide()
    text = "<p>设定依据：水法</p><p>申请条件：依法设立</p><p>办理流程：申请</p>"
    assert len(guide(text, is_list=True).elements) == 4


MATERIALS = "<p>办理材料：</p><p>1.取水许可申请表</p><p>2.营业执照</p>"


def test_a_form_that_is_not_attached_is_kept_and_an_attached_one_is_not() -> None:
    assert guide(MATERIALS).forms == ("取水许可申请表",)
    assert guide(f"{MATERIALS}<p><a href='a.doc'>取水许可申请表.doc</a></p>").forms == ()
    assert guide(f"{MATERIALS}<p><a href='a.doc'>附件下载</a></p>").forms == ()
    assert guide(f"{MATERIALS}<p><a href='a.doc'>办理流程图.doc</a></p>").forms == ("取水许可申请表",)


@pytest.mark.parametrize(
    "menu",
    [
        (
            "<P><a href='/'>首页</a> | <a href='/1/'>工作动态</a> | <a href='/2/'>通知公告</a> | "
            "<a href='/3/'>办事指南</a> | <a href='/4/'>表格下载</a></P>"
        ),
        (
            "<a href='/'>首 页</a>&nbsp;<a href='/1/'>工作动态</a>&nbsp;<a href='/2/'>通知公告</a>&nbsp;"
            "<a href='/3/'>办事指南</a>&nbsp;<a href='/4/'>表格下载</a>"
        ),
        (
            "<table><tr><td><a href='/'><b>网站首页</b></a></td><td><a href='/1/'>工作动态</a></td>"
            "<td><a href='/2/'>通知公告</a></td><td><a href='/3/'>办事指南</a></td>"
            "<td><a href='/4/'>表格下载</a></td></tr></table>"
        ),
    ],
)
def test_a_menu_without_a_name_offers_no_form(menu: str) -> None:
    html = f"<html><title>取水许可</title><body>{menu}<div class='con'>{MATERIALS}</div>{FOOT}</body></html>"
    url = "http://www.x.gov.cn/bszn/1.html"
    response = Response(url, url, 200, (), html.encode(), 0.1, datetime(2018, 4, 18, tzinfo=UTC))
    assert guide_of(Page(response, date(2018, 4, 18)), is_list=False).forms == ("取水许可申请表",)


def test_links_of_the_guide_itself_are_no_menu() -> None:
    links = " ".join(f"<a href='{n}.doc'>附件{n}</a>" for n in range(6))
    assert guide(f"{MATERIALS}<p><a href='/'>返回首页</a> 下载：{links}</p>").forms == ()
    assert guide(f"{MATERIALS}<p><a href='/'>首页</a> | <a href='1.doc'>表格下载</a></p>").forms == ()


def test_a_guide_with_a_picture_may_show_the_form_in_it() -> None:
    assert guide(f"{MATERIALS}<p><img src='bg.jpg'></p>").forms == ()


def test_a_page_is_called_a_guide_unless_it_is_the_guide_to_disclosure() -> None:
    assert may_be_guide("取水许可办事指南-测试市水利局")
    assert not may_be_guide("政府信息公开指南")
