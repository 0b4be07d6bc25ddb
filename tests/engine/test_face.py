"""The face of a home page: the words of its head, and the notice of a site that is closed."""

import pytest
from tests.engine.test_page import WORDS, page

from mingcha.core.view import HomeFace
from mingcha.engine.face import face_of

NAV = '<ul class="nav">' + "".join(f'<li><a href="/{n}/">栏目{n}</a></li>' for n in range(6)) + "</ul>"
BODY = f'<div class="main"><a href="/a/1.html">市城管局召开会议</a>{WORDS}</div>'


def face(body: str) -> HomeFace:
    return face_of([page(f"<html><head><title>x</title></head><body>{body}</body></html>")])


@pytest.mark.parametrize(
    "head",
    [
        '<div class="top"><a href="/">云川市水利局</a></div>',
        "<table><tr><td><font size=6>云川市水利局</font></td></tr></table>",
        '<div id="header"><h1 class="logo">云川市水利局</h1></div>',
        "<header><strong>云川市水利局</strong></header>",
        '<div><a href="/"><img src="/images/a.png" alt="云川市水利局"></a></div>',
        '<div class="logo" title="云川市水利局"></div>',
        '<div><input type="image" src="/l.png" alt="云川市水利局"></div>',
    ],
)
def test_the_name_in_the_head_is_read_wherever_the_head_puts_it(head: str) -> None:
    seen = face(head + NAV + BODY)
    assert "云川市水利局" in seen.head
    assert "城管局" not in seen.head


@pytest.mark.parametrize(
    "head",
    [
        '<div class="top"><img src="/images/banner.jpg"></div>',
        '<div class="top"><img src="/images/banner.jpg" alt="logo"></div>',
        '<div class="logo"></div><span>欢迎访问</span>',
        '<div style="background:url(/images/top.jpg)"><span>欢迎访问</span></div>',
        '<object data="/top.swf"></object><span>欢迎访问</span>',
        "",
    ],
)
def test_a_head_that_may_show_the_name_as_a_picture_says_so(head: str) -> None:
    assert face(head + NAV + BODY).wordless


def test_pictures_below_the_navigation_are_not_of_the_head() -> None:
    seen = face(f'<div class="top">云川市水利局</div>{NAV}<div><img src="/upload/1.jpg"></div>{BODY}')
    assert seen.wordless == ()


@pytest.mark.parametrize(
    "notice",
    [
        "公告：本网站已停止运行，有关内容已迁移至云川市人民政府门户网站。",
        "本站将于2018年6月30日正式关闭，感谢您的支持。",
        "因机构调整，原网站已整合至市政府门户网站",
        "我站已于2018年4月1日下线",
        "网站正在升级维护中，请稍后访问！",
        "系统通知：本网站维护期间暂停访问，敬请谅解。",
        "网站建设中",
    ],
)
def test_a_page_that_is_nothing_but_a_notice_is_bare(notice: str) -> None:
    seen = face(f'<h1>云川市水利局网站</h1><p>{notice}</p><a href="http://www.yunchuan.gov.cn/">门户</a>')
    assert seen.bare
    assert seen.notice
    assert seen.notice in notice


@pytest.mark.parametrize(
    "words",
    [
        "欢迎访问云川市水利局网站",
        "本网站由云川市水利局主办",
        "关闭",
        "网站地图 联系我们 关闭窗口",
        "全市关停小煤矿12家。请点击进入网站",
    ],
)
def test_a_door_page_is_bare_and_says_nothing_of_closing(words: str) -> None:
    seen = face(f'<p>{words}</p><a href="/main/">进入网站</a>')
    assert seen.bare
    assert seen.notice == ""


def test_a_page_with_its_columns_is_not_bare_and_titles_of_articles_are_no_notice() -> None:
    seen = face(NAV + BODY + '<a href="/a/2.html">关于本网站停止服务的公告</a>')
    assert not seen.bare
    assert seen.notice == ""


def test_a_notice_of_maintenance_on_a_page_that_goes_on_is_none() -> None:
    seen = face(NAV + BODY + "<div>公告：本网站定于4月21日进行升级维护，届时暂停访问两小时。</div>")
    assert not seen.bare
    assert seen.notice == ""


def test_a_long_page_without_links_is_not_bare() -> None:
    assert not face(WORDS * 4).bare


def test_a_notice_that_is_hidden_is_none() -> None:
    assert face('<div style="display: none"><p>网站正在升级维护中</p></div><p>欢迎</p>').notice == ""


def test_a_shell_that_scripts_fill_is_not_bare() -> None:
    assert not face('<div id="app"></div><p>网站正在升级维护中</p><script src="/app.js"></script>').bare


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("云川市财政局", "<p>It works!</p>"),
        ("云川市财政局", "<h1>云川市财政局</h1><p>新网站即将上线</p>"),
        ("Welcome to nginx!", '<h1>Welcome to nginx!</h1><a href="http://nginx.org/">nginx.org</a>'),
        ("IIS7", '<a href="http://go.microsoft.com/"><img src="welcome.png" alt="IIS7"></a>'),
        ("Apache Tomcat/8.5.5", "".join(f'<a href="/docs/{n}">x</a>' for n in range(9)) + WORDS * 3),
        ("Apache2 Ubuntu Default Page: It works", WORDS * 4 + '<a href="/manual">manual</a>'),
        ("Index of /", "".join(f'<a href="/{n}/">{n}/</a>' for n in range(9))),
        ("x", "<h1>恭喜，站点创建成功！</h1><p>这是默认index.html</p>"),
    ],
)
def test_a_page_that_no_site_was_put_on_is_a_placeholder(title: str, body: str) -> None:
    seen = face_of([page(f"<html><head><title>{title}</title></head><body>{body}</body></html>")])
    assert seen.placeholder
    assert seen.nothing_to_check


@pytest.mark.parametrize(
    "body",
    [
        '<p>欢迎</p><a href="/main/">进入网站</a>',
        "<h1>云川市水利局</h1>" + NAV + BODY,
        '<p>云川市水利局</p><form action="/search"><input name="q"></form>',
        '<iframe src="/main.html"></iframe>',
        NAV + BODY + "<p>IIS7 服务器升级，It works! 活动</p>",
        '<div id="app"></div><script src="/app.js"></script>',
    ],
)
def test_a_site_however_small_is_no_placeholder(body: str) -> None:
    assert face(body).placeholder == ""


def test_the_tools_in_a_head_are_no_part_of_its_words() -> None:
    tools = '<div><a href="/so">全站搜索</a><span>设为首页 | 加入收藏</span><a href="/dl">登录</a></div>'
    assert (
        face(f"<div><h1>云川市发展和改革委员会</h1>{tools}</div>" + NAV + BODY).head
        == "云川市发展和改革委员会"
    )


def test_a_name_that_holds_the_word_of_a_tool_stays_in_the_head() -> None:
    assert "云川信息检索中心" in face("<div><h1>云川信息检索中心</h1></div>" + NAV + BODY).head
