"""Addresses are read as browsers read them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingcha.engine.url import Resolver, is_attachment, is_media, normalise, site_of

PAGE = "http://www.example.gov.cn/zwgk/tz/index.html?page=1"


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("/a/b.html", "http://www.example.gov.cn/a/b.html"),
        ("b.html", "http://www.example.gov.cn/zwgk/tz/b.html"),
        ("../x/../y.htm", "http://www.example.gov.cn/zwgk/y.htm"),
        ("../../../../y.htm", "http://www.example.gov.cn/y.htm"),
        ("?page=2", "http://www.example.gov.cn/zwgk/tz/index.html?page=2"),
        (" \r\n /a.html\t\n", "http://www.example.gov.cn/a.html"),
        ("/a\n/b.html", "http://www.example.gov.cn/a/b.html"),
        ("\\a\\b.htm", "http://www.example.gov.cn/a/b.htm"),
        ("http:\\\\h.gov.cn\\a", "http://h.gov.cn/a"),
        ("//h.gov.cn/a", "http://h.gov.cn/a"),
        ("http:/x.html", "http://www.example.gov.cn/x.html"),
        ("http:x.html", "http://www.example.gov.cn/zwgk/tz/x.html"),
        ("https:/h.gov.cn/x.html", "https://h.gov.cn/x.html"),
        ("http://http://h.gov.cn/a", "http://h.gov.cn/a"),
        ("HTTP://WWW.H.GOV.CN:80", "http://www.h.gov.cn/"),
        ("https://h.gov.cn:443/a#top", "https://h.gov.cn/a"),
        ("http://h.gov.cn:8080/a?b=1&amp;c=2", "http://h.gov.cn:8080/a?b=1&c=2"),
        ("http://user:word@h.gov.cn/", "http://h.gov.cn/"),
        ("http://h.gov.cn./", "http://h.gov.cn/"),
        ("http://政务.中国/", "http://xn--zfr164b.xn--fiqs8s/"),
        ("http://[2001:DB8::1]/a", "http://[2001:db8::1]/a"),
        ("/关于 我们.html", "http://www.example.gov.cn/%E5%85%B3%E4%BA%8E%20%E6%88%91%E4%BB%AC.html"),
        ("/a%c4%e3.html", "http://www.example.gov.cn/a%C4%E3.html"),
        ("/100%.html", "http://www.example.gov.cn/100%25.html"),
        ("/%2e%2e/etc", "http://www.example.gov.cn/etc"),
        ("/a;jsessionid=0A1B?x=1", "http://www.example.gov.cn/a?x=1"),
        ("/a?PHPSESSID=12ab&x=1", "http://www.example.gov.cn/a?x=1"),
        ("/a?x=1&sid=0123456789abcdef01234567", "http://www.example.gov.cn/a?x=1"),
        ("/(S(lit3py55t21z5v55vlm25s55))/a.aspx", "http://www.example.gov.cn/a.aspx"),
    ],
)
def test_a_link_as_written_on_real_pages_becomes_the_address_a_browser_opens(
    href: str, expected: str
) -> None:
    assert normalise(href, PAGE) == expected
    assert Resolver(PAGE).resolve(href) == expected


@pytest.mark.parametrize(
    "href",
    [
        "", "  ", "#", "#top", "javascript:void(0)", "JavaScript:;", "mailto:a@b.cn", "tel:12345",
        "data:text/html,x", "ftp://h.gov.cn/", "weixin://x", "http://", "http://:80/", "http://a b.cn/",
        "http://h.gov.cn:99999/", "http://[::1/",
    ],
)  # fmt: skip
def test_what_is_no_address_of_a_page_is_none(href: str) -> None:
    assert normalise(href, PAGE) is None
    assert Resolver(PAGE).resolve(href) is None


def test_a_short_sid_is_content_and_no_session() -> None:
    assert normalise("/list?sid=12", PAGE) == "http://www.example.gov.cn/list?sid=12"


def test_a_query_is_sent_in_the_encoding_of_its_page_and_a_path_in_utf8() -> None:
    assert normalise("/搜?k=中", PAGE, "gbk") == "http://www.example.gov.cn/%E6%90%9C?k=%D6%D0"


def test_a_relative_link_without_a_page_is_none() -> None:
    assert normalise("/a.html") is None
    assert normalise("http://h.gov.cn/a.html") == "http://h.gov.cn/a.html"


def test_normalising_twice_changes_nothing() -> None:
    for href in (
        "/关于 我们.html?k=中 文",
        "/a%zz%c4",
        "http://h.gov.cn:80/a/../b;jsessionid=1",
        "/a?b={c}|d`e^f'g",
    ):
        once = normalise(href, PAGE)
        assert once is not None
        assert normalise(once) == once


_PIECES = st.sampled_from(
    [
        *"/\\?#:@%&=;.[]() \n{}|^'\"<>*a1中。：\x00",
        *(
            "http://",
            "https:",
            "//",
            "..",
            "./",
            "%2e",
            "www.a.cn",
            "jsessionid=1",
            "&amp;",
            "[::1]",
            "mailto:",
        ),
    ]
)


@given(st.lists(_PIECES, max_size=12).map("".join))
def test_whatever_is_written_gives_one_normal_form_or_none(href: str) -> None:
    found = normalise(href, PAGE)
    assert Resolver(PAGE).resolve(href) == found
    if found is not None:
        assert found.isascii()
        assert " " not in found
        assert normalise(found) == found


def test_the_same_link_on_pages_of_two_folders_differs_only_where_it_is_relative() -> None:
    other = Resolver("http://www.example.gov.cn/xwzx/")
    assert other.resolve("b.html") == "http://www.example.gov.cn/xwzx/b.html"
    assert other.resolve("/a/b.html") == Resolver(PAGE).resolve("/a/b.html")


def test_attachments_are_told_by_extension_also_inside_a_query() -> None:
    assert is_attachment("http://h.cn/W020180418.PDF")
    assert is_attachment("http://h.cn/module/download/downfile.jsp?classid=0&filename=a1.docx")
    assert is_attachment("http://h.cn/a.ofd?v=1")
    assert is_attachment("http://h.cn/a.jpg")
    assert not is_attachment("http://h.cn/a.html?from=b.html")
    assert not is_attachment("http://h.cn/v1.2/")
    assert not is_attachment("http://www.h.com")


def test_media_are_pictures_sound_and_film_but_no_documents() -> None:
    assert is_media("http://h.cn/a.mp4")
    assert is_media("http://h.cn/a.JPG")
    assert not is_media("http://h.cn/a.pdf")


@pytest.mark.parametrize(
    ("host", "site"),
    [
        ("www.linyi.gov.cn", "linyi.gov.cn"),
        ("rsj.linyi.gov.cn", "linyi.gov.cn"),
        ("www.lysdzj.com", "lysdzj.com"),
        ("www.example.org.cn", "example.org.cn"),
        ("a.b.sd.cn", "b.sd.cn"),
        ("example.cn", "example.cn"),
        ("10.1.2.3", "10.1.2.3"),
    ],
)
def test_the_registrable_domain_knows_the_categories_of_cn(host: str, site: str) -> None:
    assert site_of(host) == site
