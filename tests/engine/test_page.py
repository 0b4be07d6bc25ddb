"""What a page says besides its lists: entry pages, frames, parts, foot, links, main text."""

from datetime import UTC, date, datetime

import pytest

from mingcha.core.fetch import Response
from mingcha.core.page import MarkKind, MarkPlace, PageKind
from mingcha.engine.marks import marks_in
from mingcha.engine.page import Page

AT = datetime(2018, 4, 18, tzinfo=UTC)
TODAY = date(2018, 4, 18)
WORDS = "<p>" + "各县区、各有关单位要提高认识，落实责任，抓好组织实施。" * 8 + "</p>"


def page(html: str, url: str = "http://www.x.gov.cn/", content_type: str = "text/html") -> Page:
    return Page(Response(url, url, 200, (("Content-Type", content_type),), html.encode(), 0.1, AT), TODAY)


@pytest.mark.parametrize(
    "html",
    [
        '<meta http-equiv="refresh" content="0;url=/main/index.html">',
        '<META HTTP-EQUIV="Refresh" CONTENT="3; URL=\'main/index.html\'"><body>正在进入网站……</body>',
        '<script>window.location.href="/main/index.html";</script>',
        "<script>location='main/index.html'</script>",
        '<script>top.location.replace("http://www.x.gov.cn/main/index.html")</script>',
        '<body><script>self.location = "main/index.html"</script></body>',
        '<script>setTimeout(function(){location.href="main/index.html"}, 1000)</script>',
    ],
)
def test_an_entry_page_leads_on(html: str) -> None:
    assert page(f"<html>{html}</html>").refresh == "http://www.x.gov.cn/main/index.html"


@pytest.mark.parametrize(
    "html",
    [
        '<script>function go(){location.href="/old.html"}</script>',
        '<script>if(/Mobile/.test(navigator.userAgent)){location.href="/m/"}</script>',
        '<meta http-equiv="refresh" content="600;url=/index.html">' + WORDS,
        '<meta http-equiv="refresh" content="300">',
        '<script>document.onclick=function(){window.location="/x"}</script>',
        WORDS + '<script>location.href="/x.html"</script>',
        "<a href=\"javascript:location.href='/x'\">x</a>",
    ],
)
def test_a_page_of_its_own_leads_nowhere(html: str) -> None:
    assert page(f"<html><body>{html}</body></html>").refresh is None


def test_frames_of_a_frameset_are_those_of_the_same_site() -> None:
    found = page(
        '<html><frameset rows="90,*"><frame src="top.htm"><frame src="http://ads.com/x">'
        '<frame src="main.htm"></frameset></html>'
    )
    assert found.frames == ("http://www.x.gov.cn/top.htm", "http://www.x.gov.cn/main.htm")


def test_an_iframe_that_is_the_whole_page_is_a_frame_and_one_beside_text_is_not() -> None:
    assert page('<body><iframe src="/in.html"></iframe></body>').frames == ("http://www.x.gov.cn/in.html",)
    assert page(f'<body>{WORDS}<iframe src="/in.html"></iframe></body>').frames == ()


def test_parts_are_same_site_scripts_frames_and_includes_without_libraries() -> None:
    found = page(
        """<html><head><script src="/js/jquery-1.8.3.min.js"></script><script src="/js/swiper.js"></script>
        <script src="/common/foot.js"></script><script src="http://res.x.gov.cn/a/footer.js"></script>
        <script src="//cdn.other.com/foot.js"></script></head><body><div id="footer"></div>
        <iframe src="/inc/bottom.html"></iframe>
        <script>$("#footer").load("/inc/foot.html");$.get("/api/hits?id=1");</script>
        <!--#include virtual="/inc/copyright.shtml"--></body></html>"""
    )
    assert [(part.url, part.place) for part in found.parts] == [
        ("http://www.x.gov.cn/common/foot.js", MarkPlace.SCRIPT),
        ("http://res.x.gov.cn/a/footer.js", MarkPlace.SCRIPT),
        ("http://www.x.gov.cn/inc/bottom.html", MarkPlace.FRAME),
        ("http://www.x.gov.cn/inc/foot.html", MarkPlace.INCLUDE),
        ("http://www.x.gov.cn/inc/copyright.shtml", MarkPlace.INCLUDE),
    ]


@pytest.mark.parametrize(
    ("foot", "expected"),
    [
        ('<div class="footer"></div>', True),
        ('<div class="footer"><script src="http://cdn.cloud.com/gov/foot.js"></script>友情</div>', True),
        ("<footer>主办单位：甲市财政局 电话：0539-1234567</footer>", False),
        ('<footer>主办单位：甲市财政局<script src="//dcs.conac.cn/js/1/2/CA1.js"></script></footer>', False),
        ("<p>没有页脚的页面</p>", False),
    ],
)
def test_a_foot_is_drawn_elsewhere_when_it_is_empty_or_a_foreign_script_fills_it(
    foot: str, expected: bool
) -> None:
    assert page(f"<html><body>{WORDS}{foot}</body></html>").footer_is_drawn_elsewhere is expected


def test_links_are_absolute_once_each_and_not_from_comments() -> None:
    found = page(
        '<body><a href="a.html">甲</a><a href="a.html#x">乙</a><a href="javascript:void(0)">丙</a>'
        '<!--<a href="c.html">丁</a>--><a href="b.html" title="关于印发实施方案的通知">关于印发实...</a>'
        '<map><area href="d.html"></map><a href=" /e.html"><img alt="图片新闻"></a></body>'
    )
    assert [(link.url.removeprefix("http://www.x.gov.cn"), link.text) for link in found.links] == [
        ("/a.html", "甲"),
        ("/b.html", "关于印发实施方案的通知"),
        ("/d.html", ""),
        ("/e.html", "图片新闻"),
    ]


def test_tags_are_lower_case_stripped_and_the_first_that_says_something() -> None:
    found = page(
        '<head><META content=" 清河市 " name="SiteName"><meta name="ColumnName" content="">'
        '<meta name="columnname" content="公告&amp;公示"></head>'
    )
    assert found.tags == {"sitename": "清河市", "columnname": "公告&公示"}


def test_a_title_with_markup_written_into_it_is_words() -> None:
    assert (
        page("<title>\n关于&nbsp;印发<br/>方案的通知 <h1 style='x'>- 公告</title>").title
        == "关于 印发 方案的通知 - 公告"
    )


def test_main_text_is_the_article_and_not_the_foot_or_the_menu() -> None:
    found = page(
        '<body><ul class="nav"><li><a href="/">首页</a><li><a href="/a/">政务公开</a></ul><h1>题目</h1>'
        '<div class="TRS_Editor"><p>第一段文字内容。</p><p>第二段文字内容。</p></div>'
        "<div "
        'class="footer">主办单位：甲市财政局信息中心，联系电话：0539-1234567，地址：甲市乙路一号</div></body>'
    )
    assert found.main_text() == "第一段文字内容。\n第二段文字内容。"
    assert found.text_length == 16


def test_main_text_may_be_a_table_of_short_cells() -> None:
    rows = "".join(f"<tr><th>办理事项{n}</th><td>到窗口办理。</td></tr>" for n in range(6))
    found = page(
        '<body><h1>取水许可</h1><div class="info">发布日期：2018-03-12　来源：甲市水利局办公室</div>'
        f'<div class="bt"><table border="1">{rows}</table></div>'
        "<table><tr><td>主办单位：甲市水利局，联系电话：0539-1234567，鲁ICP备12345678号</td></tr></table></body>"
    )
    assert found.text_length == 6 * len("办理事项0到窗口办理。")


def test_old_encodings_are_read() -> None:
    html = "<html><head><title>公告</title></head><body><a href='/公告.html'>公告</a></body></html>".encode(
        "gb18030"
    )
    found = Page(Response("http://x.gov.cn/", "http://x.gov.cn/", 200, (), html, 0.1, AT), TODAY)
    assert (found.title, found.encoding) == ("公告", "gb18030")


@pytest.mark.parametrize(
    ("url", "html", "kind"),
    [
        ("http://x.gov.cn/a.html", '<meta name="ArticleTitle" content="题目">', PageKind.ARTICLE),
        ("http://x.gov.cn/info/1023/4567.htm", "", PageKind.ARTICLE),
        ("http://x.gov.cn/tzgg/t20180412_99.html", "", PageKind.ARTICLE),
        ("http://x.gov.cn/tzgg/", '<meta name="ColumnName" content="通知公告">', PageKind.COLUMN),
        ("http://x.gov.cn/col/col42150/index.html", "", PageKind.COLUMN),
        ("http://x.gov.cn/tzgg/index_3.html", "", PageKind.COLUMN),
    ],
)
def test_a_page_looks_like_what_it_is(url: str, html: str, kind: PageKind) -> None:
    assert page(f"<html><head>{html}</head><body></body></html>", url).looks_like is kind


def test_dated_items_of_a_home_page_come_from_all_its_blocks_and_not_from_its_foot() -> None:
    found = page(
        """<body><div class="a"><h3>要闻</h3><ul>
        <li><a href="/1.html">市委召开常委会会议研究经济工作</a>04-17</li>
        <li><a href="/2.html">全市项目建设现场观摩会举行</a>04-16</li></ul></div>
        <div class="b"><h3>公告</h3><ul>
        <li><a href="/3.html">关于春季道路养护施工的公告</a><span>2018-04-10</span></li>
        <li><a href="/4.html">关于征集民生实事项目的公告</a><span>2018-04-02</span></li></ul></div>
        <div class="footer">2018-04-18 <a href="/5.html">网站工作年度报表下载入口</a></div></body>"""
    )
    assert [(item.url[-6:], str(item.date)) for item in found.dated_items] == [
        ("1.html", "2018-04-17"),
        ("2.html", "2018-04-16"),
        ("3.html", "2018-04-10"),
        ("4.html", "2018-04-02"),
    ]


def test_marks_of_an_included_script_say_that_a_script_drew_them() -> None:
    script = rb'''document.writeln("<div class=\"foot\">\u7f51\u7ad9\u6807\u8bc6\u7801\uff1a3717990011");
    document.writeln("<a href='http://beian.miit.gov.cn'>\u9c81ICP\u590705012345\u53f7-1</a></div>");
    // "\u9c81ICP\u590799999999\u53f7"'''
    found = marks_in(script, MarkPlace.SCRIPT, "http://x.gov.cn/foot.js")
    assert [(mark.kind, mark.value, mark.place) for mark in found] == [
        (MarkKind.SITE_CODE, "3717990011", MarkPlace.SCRIPT),
        (MarkKind.ICP_NUMBER, "鲁ICP备05012345号-1", MarkPlace.SCRIPT),
    ]
    assert {mark.source for mark in found} == {"http://x.gov.cn/foot.js"}


def test_marks_of_an_included_page_in_gbk_are_read() -> None:
    html = "<p>主办：清河市教育局 鲁公网安备 37179902000123号</p>".encode("gb18030")
    found = marks_in(html, MarkPlace.INCLUDE, "http://x.gov.cn/foot.html")
    assert {(mark.kind, mark.value) for mark in found} == {
        (MarkKind.SPONSOR, "清河市教育局"),
        (MarkKind.POLICE_FILING, "37179902000123"),
    }


def test_each_number_has_the_link_around_it_and_not_its_neighbours() -> None:
    found = page(
        """<body><div class="footer">主办单位：清河市安全生产监督管理局
        <a href="http://beian.miit.gov.cn/">鲁ICP备05012345号</a>
        <a href="http://www.beian.gov.cn/portal/registerSystemInfo?recordcode=37179902000123">
        鲁公网安备 37179902000123号</a>
        网站标识码：3717990011 <a href="/map.html">网站地图</a></div></body>"""
    )
    assert {mark.kind: (mark.value, mark.link) for mark in found.marks} == {
        MarkKind.SITE_CODE: ("3717990011", ""),
        MarkKind.ICP_NUMBER: ("鲁ICP备05012345号", "http://beian.miit.gov.cn/"),
        MarkKind.POLICE_FILING: (
            "37179902000123",
            "http://www.beian.gov.cn/portal/registerSystemInfo?recordcode=37179902000123",
        ),
        MarkKind.SPONSOR: ("清河市安全生产监督管理局", ""),
        MarkKind.SITEMAP: ("", "http://www.x.gov.cn/map.html"),
    }


def test_a_badge_written_by_a_script_that_a_script_writes_is_found() -> None:
    badge = "//dcs.conac.cn/js/15/000/0000/99000018/CA150000000990000180001.js"
    inner = f"%3Cspan id='_ideConac'%3E%3C/span%3E%3Cscript src='{badge}'%3E%3C/script%3E"
    call = f'document.write(unescape("{inner}"));'.replace("'", "\\'")
    written = f"document.write('<script>{call}<\\/script>');"
    found = marks_in(written, MarkPlace.SCRIPT, "http://www.ceshi.gov.cn/js/foot.js")
    assert [(mark.kind, mark.value) for mark in found] == [(MarkKind.BADGE, "CA150000000990000180001")]


@pytest.mark.parametrize(("frame", "state"), [("foot.html", "empty"), ("list.html", "remote")])
def test_a_framed_foot_hides_no_list_and_a_framed_list_does(frame: str, state: str) -> None:
    body = (
        "<div class='nav'><a href='/'>首页</a><a href='/zcjd/'>政策解读</a></div>"
        "<div class='list'><h2>政策解读</h2><ul></ul><p>暂无信息</p></div>"
        f"<iframe src='/common/{frame}'></iframe>"
    )
    seen = page(f"<html><head><title>政策解读</title></head><body>{body}</body></html>")
    assert seen.listing("政策解读").state.value == state


@pytest.mark.parametrize("label", ["主办：", "主　　办：", "主 办 单 位：", "主办单位:"])
def test_a_sponsor_is_read_whatever_the_blanks_in_its_label(label: str) -> None:
    seen = page(f"<html><body>{WORDS}<div class='foot'><p>{label}测试市水利局</p></div></body></html>")
    sponsors = [mark.value for mark in seen.marks if mark.kind is MarkKind.SPONSOR]
    assert sponsors == ["测试市水利局"]


def test_a_list_written_by_a_loop_of_the_page_is_not_called_empty() -> None:
    anchor = "'<li><a href=\"' + u[i] + '\">' + t[i] + '</a></li>'"
    script = f"for (var i = 0; i < n; i++) {{ document.write({anchor}); }}"
    body = f"<h2>通知公告</h2><div class='list'><ul><script>{script}</script></ul></div>"
    seen = page(f"<html><head><title>通知公告</title></head><body>{body}</body></html>")
    assert seen.listing("通知公告").state.value == "remote"


def test_entries_held_by_a_script_as_rows_are_read() -> None:
    rows = ",".join(f'["关于第{k}项工作的通知","/tzgg/t{k}.html","2018-04-0{k}"]' for k in range(1, 4))
    body = f"<h2>通知公告</h2><div class='list'></div><script>var list = [{rows}]; show(list);</script>"
    items = (
        page(f"<html><head><title>通知公告</title></head><body>{body}</body></html>")
        .listing("通知公告")
        .items
    )
    assert [(item.title, item.date) for item in items] == [
        (f"关于第{k}项工作的通知", date(2018, 4, k)) for k in range(1, 4)
    ]


@pytest.mark.parametrize(
    ("html", "blank"),
    [
        ("", True),
        ("<html><body> </body></html>", True),
        ("<body><noscript>请启用JavaScript</noscript><script src='/app.js'></script></body>", True),
        ("<body><img src='/door.jpg'></body>", False),
        ("<body><a href='/index2.html'></a></body>", False),
        ("<body>网站改版中，敬请期待</body>", False),
    ],
)
def test_a_page_without_words_links_or_pictures_shows_nothing(html: str, blank: bool) -> None:
    assert page(html).is_blank is blank


@pytest.mark.parametrize(
    ("shown", "rule"),
    [
        ("来源：市水利局", "url"),
        ("发布时间：<span id=t></span>", "hinted"),
        ("来源：市水利局 日期：<img src=/d.gif>", "hinted"),
        ("正文正文。".ljust(400, "文") + "<p>2017年6月6日</p>", "hinted"),
    ],
)
def test_a_day_in_the_address_alone_is_told_from_one_that_the_page_shows_or_may_show(
    shown: str, rule: str
) -> None:
    found = page(
        f"<h1>关于第一项工作的通知</h1><div>{shown}</div>", "http://www.x.gov.cn/art/2017/6/6/a1.html"
    )
    assert found.date is not None
    assert (found.date.day, found.date.rule) == (date(2017, 6, 6), rule)
