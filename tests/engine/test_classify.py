"""Error pages and walls are known, and pages that only talk of them are pages."""

from dataclasses import replace

import pytest
from tests.engine.fetching import NOW, failure, page

from mingcha.core.fetch import FailureKind, FetchFailure, Response
from mingcha.engine.classify import as_answer, as_page

TEXT = "各县区人民政府，市政府各部门：现将工作方案印发给你们，请认真组织实施。" * 20
MENU = "<a href='/'>首页</a><a href='/zwgk/'>政务公开</a><a href='/hdjl/'>互动交流</a>" * 40


def answer(
    body: str | bytes,
    *,
    status: int = 200,
    kind: str = "text/html; charset=utf-8",
    url: str = "http://www.example.gov.cn/info/1006/20181.htm",
    final_url: str = "",
    headers: tuple[tuple[str, str], ...] = (),
) -> Response:
    raw = body.encode() if isinstance(body, str) else body
    hops = (url,) if final_url else ()
    return Response(
        url, final_url or url, status, (("Content-Type", kind), *headers), raw, 0.1, NOW, redirects=hops
    )


def titled(title: str, text: str = TEXT) -> str:
    return f"<html><head><title>{title}</title></head><body>{MENU}<p>{text}</p></body></html>"


@pytest.mark.parametrize(
    "title",
    [
        "404", "404错误", "404 Not Found", "404-页面不存在", "页面不存在",
        "页面不存在 - 某某市人民政府",
        "对不起，您访问的页面不存在", "您访问的页面找不到了", "错误404", "HTTP 404", "Page Not Found",
        "404_某某市财政局",
        "抱歉，您要访问的页面已被删除", "找不到该页", "某某市教育局 - 404错误页面", "无法找到该页",
    ],
)  # fmt: skip
def test_a_title_that_says_only_not_found_is_a_soft_404(title: str) -> None:
    failure(as_answer(answer(titled(title))), FailureKind.SOFT_404)


@pytest.mark.parametrize(
    "title",
    [
        "关于规范政府网站404页面设置的通知", "“404页面”公益寻人行动启动", "国道404线改建工程公示",
        "临政办函〔2018〕404号",
        "某某市财政局", "部分网站存在页面不存在等问题的通报", "404名新党员宣誓入党",
        "关于清理不存在栏目的通知",
        "我局开展找不到单位的失业人员登记", "",
    ],
)  # fmt: skip
def test_an_article_that_mentions_404_is_a_page(title: str) -> None:
    page(as_page(answer(titled(title))))


@pytest.mark.parametrize(
    "body",
    [
        "<html><body>该信息不存在或已被删除！<a href='/'>返回首页</a></body></html>",
        "<html><body><h1>Not Found</h1>The requested URL was not found on this server.</body></html>",
        "<script>alert('文章不存在！');history.back();</script>",
        "<html><body>您访问的页面不存在，3秒后返回首页</body></html>",
        "<html><body>抱歉，没有找到您要访问的网页</body></html>",
    ],
)
def test_a_page_that_says_nothing_but_not_found_is_a_soft_404(body: str) -> None:
    failure(as_answer(answer(body)), FailureKind.SOFT_404)


@pytest.mark.parametrize(
    "body",
    [
        titled("某某市财政局", "通报：部分单位网站页面不存在、信息已删除。" + TEXT),
        "<html><body>暂无信息</body></html>",
        "<html><body>该栏目正在建设中</body></html>",
        "<html><frameset><frame src='a.html'></frameset></html>",
        "<html><script src='/app.js'></script><noscript>请启用JavaScript</noscript><div id='app'></div>",
        "<html><body><script>location.href='/index.html'</script></body></html>",
        "<script>document.cookie='lang=zh';location.href='/zh/index.html'</script>",
        "",
    ],
)
def test_short_or_empty_pages_of_other_kinds_are_pages(body: str) -> None:
    page(as_page(answer(body)))


def test_a_soft_404_in_gbk_is_known() -> None:
    body = titled("页面不存在").encode("gbk")
    failure(as_answer(answer(body, kind="text/html")), FailureKind.SOFT_404)


def test_a_redirect_to_an_error_page_is_a_soft_404() -> None:
    found = as_answer(answer(titled("某某市财政局"), final_url="http://www.example.gov.cn/404.html"))
    assert "404.html" in failure(found, FailureKind.SOFT_404).detail


def test_an_article_that_falls_back_to_the_home_page_is_a_soft_404() -> None:
    failure(as_answer(answer(titled("某某市"), final_url="http://www.example.gov.cn/")), FailureKind.SOFT_404)


def test_a_number_that_contains_404_is_no_error_page() -> None:
    moved = answer(
        titled("某某市财政局"),
        url="http://www.example.gov.cn/show.asp?id=7",
        final_url="http://www.example.gov.cn/art/140412.html",
    )
    page(as_answer(moved))


@pytest.mark.parametrize(
    "url",
    [
        "http://www.example.gov.cn/",
        "http://www.example.gov.cn/zwgk/",
        "http://old.example.gov.cn/index.asp",
        "http://www.example.gov.cn/index_2018.html",
    ],
)
def test_a_home_or_column_that_redirects_to_the_home_page_is_a_page(url: str) -> None:
    page(as_answer(answer(titled("某某市"), url=url, final_url="http://www.example.gov.cn/index.html")))


@pytest.mark.parametrize(
    "body",
    [
        "<script>var arg1='0A1B';function go(){document.cookie='acw_sc__v2=1';location.reload()}</script>",
        "<script>document.cookie='__jsl_clearance=1;';location.href=location.pathname+location.search</script>",
        "<script>document.cookie='wall=1';window.location.reload();</script>",
        "<html><title>安全验证</title><body>请完成安全验证后继续访问</body></html>",
        "<html><title>Just a moment...</title><body>Checking your browser before accessing</body></html>",
        "<html><body>您的访问请求可能对网站造成安全威胁，已被拦截</body></html>",
        "<html><body>您的IP地址 1.2.3.4 已被禁止访问</body></html>",
    ],
)
@pytest.mark.parametrize("status", [200, 403, 404, 503, 521])
def test_a_challenge_is_blocked_whatever_its_status(body: str, status: int) -> None:
    failure(as_answer(answer(body, status=status)), FailureKind.BLOCKED)


def test_an_article_about_security_checks_is_a_page() -> None:
    page(
        as_page(answer(titled("我市开展网络安全威胁排查，访问验证系统上线", "安全验证。访问被拒绝。" + TEXT)))
    )


def test_a_page_that_is_no_html_is_not_html_but_an_answer() -> None:
    pdf = answer(b"%PDF-1.4 ...", kind="application/pdf")
    page(as_answer(pdf))
    failure(as_page(pdf), FailureKind.NOT_HTML)


def test_the_bytes_count_more_than_the_content_type() -> None:
    failure(as_page(answer(b"%PDF-1.4 ...", kind="text/html")), FailureKind.NOT_HTML)
    page(as_page(answer(titled("某某市"), kind="text/plain")))
    page(as_page(answer("\ufeff" + titled("某某市"), kind="")))
    page(as_page(answer(titled("某某市").encode("utf-16"), kind="application/octet-stream")))
    failure(as_page(answer("User-agent: *", kind="text/plain")), FailureKind.NOT_HTML)


def test_a_failure_points_at_the_stored_answer() -> None:
    stored = replace(answer("", status=404), evidence="sha256:00")
    found = as_answer(stored)
    assert isinstance(found, FetchFailure)
    assert found.evidence == "sha256:00"
    assert found.status == 404
