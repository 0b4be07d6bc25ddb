"""Stored pages: shown with the place marked, in a sandbox, and never as anything the server said they are."""

import pytest
from tests.web.cast import BUREAU, NOW, SITES, City, inspect, signed_in

from mingcha.core.fetch import Response
from mingcha.core.verdict import Finding, Outcome, Text, Verdict
from mingcha.engine.archive import Archive

URL = f"{SITES[3].home_url}zt/"
HOSTILE = (
    '<html><head><meta http-equiv="refresh" content="0;url=http://evil.example/"><title>专题</title>'
    "<script>parent.location='http://evil.example/'</script></head>"
    '<body onload="alert(1)"><a href="/gone.html">专题一</a><img src="http://evil.example/x.png">'
    '<form action="http://evil.example/"><button>登录</button></form></body></html>'
)


def stored(body: bytes, finding: Finding | None = None, kind: str = "text/html; charset=utf-8") -> int:
    """A finding whose evidence is a body; its id."""
    from dataclasses import replace

    from mingcha.web.models import FindingRow
    from mingcha.web.selectors.pieces import evidence_folder

    archive = Archive(evidence_folder())
    answer = archive.store("run", Response(URL, URL, 200, (("Content-Type", kind),), body, 0.1, NOW))
    archive.close()
    dead = finding or Finding(
        URL, Text("链接打不开", "dead"), "专题一", target=f"{SITES[3].home_url}gone.html"
    )
    verdict = Verdict("dead_link", Outcome.FAILED, (replace(dead, evidence=answer.evidence),))
    inspect(NOW, {SITES[3]: (verdict,)}, scores=False)
    return FindingRow.objects.get(rule="dead_link").id


def test_a_hostile_page_is_shown_in_a_sandbox_of_its_own(city: City) -> None:
    finding = stored(HOSTILE.encode())
    client = signed_in("office", city)
    answer = client.get(f"/findings/{finding}/copy")
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("sandbox; default-src 'none'")
    assert "allow-" not in policy
    assert "frame-ancestors 'self'" in policy
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    page = client.get(f"/findings/{finding}").content.decode()
    assert f'<iframe class="copy" sandbox title="页面存档" src="/findings/{finding}/copy">' in page
    assert "evil.example" not in page


def test_the_broken_link_is_framed_and_no_other(city: City) -> None:
    page = '<body><a class="x" href="/ok.html">好</a> <A HREF=\'/gone.html\'>坏</A></body>'
    text = signed_in("office", city).get(f"/findings/{stored(page.encode())}/copy").content.decode()
    assert '<a style="outline' in text
    assert text.count("outline") == 1
    assert "红框为问题所在" in text
    assert ">坏</A>" in text.partition("outline")[2]


@pytest.mark.parametrize(
    ("page", "excerpt", "marked"),
    [
        ("<body><p>二〇一七年以前</p></body>", "二〇一七年以前", True),
        ("<body><p>甲 &amp; 乙公司</p></body>", "甲 & 乙公司", True),
        ('<body><p title="只在属性里">文</p></body>', "只在属性里", False),
        ("<body><script>var x='只在脚本里'</script></body>", "只在脚本里", False),
        ("<body><p>别的</p></body>", "没有这句", False),
    ],
)
def test_words_are_framed_where_a_reader_sees_them(city: City, page: str, excerpt: str, marked: bool) -> None:
    finding = Finding(URL, Text("字", "words"), excerpt)
    text = signed_in("office", city).get(f"/findings/{stored(page.encode(), finding)}/copy").content.decode()
    assert ("<mark" in text) is marked
    assert ("未能在页面中自动标出位置" in text) is not marked


def test_a_page_in_gbk_is_read(city: City) -> None:
    finding = stored("<html><body><p>临沂市国土资源局</p></body></html>".encode("gbk"), kind="text/html")
    assert "临沂市国土资源局" in signed_in("office", city).get(f"/findings/{finding}/copy").content.decode()


@pytest.mark.parametrize("kind", ["application/pdf", "image/svg+xml", "application/javascript"])
def test_what_is_no_page_is_only_handed_out_as_bytes(city: City, kind: str) -> None:
    finding = stored(b"<svg onload=alert(1)>", kind=kind)
    client = signed_in("office", city)
    assert client.get(f"/findings/{finding}/copy").status_code == 404
    raw = client.get(f"/findings/{finding}/raw")
    assert raw.content == b"<svg onload=alert(1)>"
    assert raw.headers["Content-Type"] == "application/octet-stream"
    assert raw.headers["Content-Disposition"].startswith("attachment")


def test_altered_evidence_is_told_and_not_shown(city: City) -> None:
    from mingcha.web.selectors.pieces import evidence_folder

    finding = stored(HOSTILE.encode())
    file = next(evidence_folder().glob("*.warc*"))
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    client = signed_in("office", city)
    page = client.get(f"/findings/{finding}")
    assert page.status_code == 200
    assert 'role="alert"' in page.content.decode()
    assert client.get(f"/findings/{finding}/copy").status_code == 404


def test_a_finding_without_evidence_says_so(city: City) -> None:
    from tests.web.cast import finding_of

    page = signed_in("office", city).get(f"/findings/{finding_of(BUREAU.short_name, city).id}")
    assert "没有页面证据" in page.content.decode()


def test_who_opened_evidence_is_in_the_audit_log(city: City) -> None:
    from mingcha.web.models import AuditEntry

    finding = stored(HOSTILE.encode())
    client = signed_in("liaison", city)
    client.get(f"/findings/{finding}/copy")
    client.get(f"/findings/{finding}/raw")
    actions = AuditEntry.objects.filter(person="liaison").order_by("id").values_list("action", flat=True)
    assert list(actions) == ["evidence.open", "evidence.download"]
