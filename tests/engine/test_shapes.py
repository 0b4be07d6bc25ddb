"""Shapes of the common systems that few templates show: scripted pagers, clicks, days in titles, marks."""

from datetime import UTC, date, datetime

import pytest

from mingcha.core.fetch import Response
from mingcha.core.page import ListState, MarkKind
from mingcha.engine.page import Page

AT = datetime(2018, 4, 18, tzinfo=UTC)
SITE = "http://www.yunhe.gov.cn"
TITLES = ("关于公布许可清单的公告", "安全生产会议召开", "关于开展招聘的通知", "市民中心启用")
DAYS = ("2018-04-12", "2018-04-09", "2018-03-30", "2018-03-21")


def page(body: str, url: str = f"{SITE}/zwgk/tzgg/") -> Page:
    html = f"<html><head><title>通知公告</title></head><body>{body}</body></html>"
    response = Response(url, url, 200, (("Content-Type", "text/html"),), html.encode(), 0.1, AT)
    return Page(response, date(2018, 4, 18))


def rows(shape: str) -> str:
    entries = enumerate(zip(TITLES, DAYS, strict=True))
    return "".join(shape.format(number=number, title=title, day=day) for number, (title, day) in entries)


PLAIN = "<ul>" + rows('<li><a href="/a/{number}71.html">{title}</a><span>{day}</span></li>') + "</ul>"


@pytest.mark.parametrize(
    ("pager", "url", "following", "count"),
    [
        (
            '<script>createPageHTML(5, 0, "index", "html");</script>',
            "/zwgk/tzgg/",
            "/zwgk/tzgg/index_1.html",
            4,
        ),
        (
            "<script>createPageHTML('page_div',25, 2,'list','shtml',490);</script>",
            "/zwgk/tzgg/list_2.shtml",
            "/zwgk/tzgg/list_3.shtml",
            23,
        ),
        (
            "<script>Pager({size:4, current:0, prefix:'index',suffix:'html'});</script>",
            "/zwgk/tzgg/",
            "/zwgk/tzgg/index_1.html",
            3,
        ),
        (
            (
                "<script>var currentPage=1;\tvar countPage = 11;\nvar nextPage=currentPage+1;"
                'document.write("<a href=\\"index"+"_"+nextPage+"."+"shtml\\">下一页</a>");</script>'
            ),
            "/zwgk/tzgg/index_1.shtml",
            "/zwgk/tzgg/index_2.shtml",
            9,
        ),
        (
            (
                "<script>var currentPage = 0; var countPage = 3;"
                'document.write("<a href=\'index_" + (currentPage+1) + ".html\'>下一页</a>");</script>'
            ),
            "/zwgk/tzgg/",
            "/zwgk/tzgg/index_1.html",
            2,
        ),
        (
            '<script>var purl="../../n3/n8/index_77";var maxPageNum=0; maxPageNum = 9;</script>',
            "/n3/n8/index.html",
            "/n3/n8/index_77_8.html",
            8,
        ),
        (
            """<a class="next" href="#" onclick="location.href='index_3.jhtml'">&gt;&gt;</a>""",
            "/tzgg/index_2.jhtml",
            "/tzgg/index_3.jhtml",
            1,
        ),
        ('<a href="/zwgk/tzgg/2.html">下页 &gt;</a>', "/zwgk/tzgg/subpage.html", "/zwgk/tzgg/2.html", 1),
    ],
)
def test_pages_that_scripts_and_clicks_lead_to_are_named(
    pager: str, url: str, following: str, count: int
) -> None:
    listing = page(PLAIN + f'<div class="page">{pager}</div>', SITE + url).listing("通知公告")
    assert listing.state is ListState.LISTED
    assert listing.next_pages[:1] == (SITE + following,)
    assert len(listing.next_pages) == count


def test_the_arrow_of_a_slide_show_is_no_next_page() -> None:
    slides = '<div><a class="next" href="#">&gt;</a><a class="next" href="javascript:;">›</a></div>'
    assert page(slides + PLAIN).listing("通知公告").next_pages == ()


@pytest.mark.parametrize(
    "link",
    [
        "<a href=\"javascript:void(0)\" onclick=\"window.open('/a/{number}71.html','_blank')\">{title}</a>",
        '<a href="#" onclick="location.href=\'/a/{number}71.html\';">{title}</a>',
        "<a href=\"javascript:window.open('/a/{number}71.html')\">{title}</a>",
    ],
)
def test_entries_that_a_click_opens_are_entries(link: str) -> None:
    found = page("<ul>" + rows("<li>" + link + "<span>{day}</span></li>") + "</ul>").listing("通知公告")
    assert [(item.title, item.url, str(item.date)) for item in found.items] == [
        (title, f"{SITE}/a/{number}71.html", day)
        for number, (title, day) in enumerate(zip(TITLES, DAYS, strict=True))
    ]


def test_a_click_that_only_switches_tabs_opens_nothing() -> None:
    tabs = '<a href="#" onclick="show(\'tab1\')">公告</a><a href="javascript:show(\'/a/1.html\')">通知</a>'
    assert page(tabs).links == ()


@pytest.mark.parametrize("tag", ["span", 'span class="badge"', "em", "i"])
def test_a_day_in_a_tag_of_its_own_before_a_title_is_no_part_of_it(tag: str) -> None:
    name = tag.split()[0]
    link = f'<li><a href="/a/{{number}}71.html"><{tag}>{{day}}</{name}>{{title}}</a></li>'
    found = page("<ul>" + rows(link) + "</ul>").listing("通知公告").items
    assert [(item.title, str(item.date)) for item in found] == list(zip(TITLES, DAYS, strict=True))


@pytest.mark.parametrize(
    "foot",
    [
        "云河市人民政府主办 云河市人民政府办公室承办",
        "云河市人民政府　版权所有　服务热线：12345",
        "© 云河市人民政府 版权所有<br>平安路一号",
        "主办单位：云河市人民政府 承办单位：云河市信息中心",
        "主办 云河市人民政府 承办 云河市信息中心",
        "版权所有 云河市人民政府",
    ],
)
def test_the_sponsor_is_the_body_beside_its_label_on_either_side(foot: str) -> None:
    marks = page(PLAIN + f'<div class="footer"><p>{foot}</p></div>').marks
    assert [mark.value for mark in marks if mark.kind is MarkKind.SPONSOR] == ["云河市人民政府"]


@pytest.mark.parametrize("label", ["网站标识码", "政府网站标示码", "网站识别码", "政府网站识别号"])
def test_a_site_code_is_read_by_the_names_it_goes_by(label: str) -> None:
    marks = page(PLAIN + f'<div class="footer">{label}：9912000001</div>').marks
    assert [mark.value for mark in marks if mark.kind is MarkKind.SITE_CODE] == ["9912000001"]


def test_a_badge_in_a_script_that_a_script_writes_is_read() -> None:
    inner = (
        r"unescape(\"%3Cspan id=\'_ideConac\' %3E%3C/span%3E%3Cscript src=\'http://dcs.conac.cn/js/01/000/0000/"
        r"12345678/CA010000000123456780001.js\' type=\'text/javascript\'%3E%3C/script%3E\")"
    )
    script = rf'document.write("<script type=\"text/javascript\">document.write({inner});<\/script>");'
    marks = page(PLAIN + f"<script>{script}</script>").marks
    assert [mark.value for mark in marks if mark.kind is MarkKind.BADGE] == ["CA010000000123456780001"]
