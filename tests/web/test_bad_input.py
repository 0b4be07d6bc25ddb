"""Whatever is sent, the console answers with a page; nothing typed is lost, nothing half is written."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.web.cast import BUREAU, City, finding_of, signed_in
from tests.web.test_access import arguments, routes

_WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
_NAMES = st.sampled_from(
    (
        "standing",
        "unit",
        "rule",
        "words",
        "sort",
        "size",
        "after",
        "before",
        "export",
        "run",
        "state",
        "with",
        "kind",
    )
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(_NAMES, st.one_of(_WORDS, st.sampled_from(("fault", "csv", "-last", "1", "open")))))
def test_no_query_string_breaks_a_list(city: City, query: dict[str, str]) -> None:
    from django.test import Client

    from mingcha.web.models import Person

    client = Client()
    who = Person.objects.filter(login="office").first()
    if who is None:
        client = signed_in("office", city)
    else:
        client.force_login(who)
    for path in ("/findings", "/units", "/sites", "/unchecked", "/scores", "/tasks", "/appeals", "/runs"):
        assert client.get(path, query).status_code == 200, path


def test_no_number_in_an_address_breaks_a_page(city: City) -> None:
    client = signed_in("office", city)
    known = arguments(city)
    for huge in (0, 2**31, 2**63, 10**18 - 1, 10**30):
        for route in routes():
            path, count = re.subn(r"<id:\w+>", str(huge), str(route.pattern))
            if count:
                whole = "/" + re.sub(r"<\w+:(\w+)>", lambda name: str(known[name[1]]), path)
                assert client.get(whole).status_code in (403, 404, 405), whole


@pytest.mark.parametrize(
    "text",
    ["字" * 350_000, "a" * 1_000_000, "😀" * 20_001],
    ids=["chinese", "ascii", "emoji"],
)
def test_a_megabyte_of_text_is_refused_and_given_back(city: City, text: str) -> None:
    client = signed_in("liaison", city)
    finding = finding_of(BUREAU.short_name, city)
    answer = client.post(f"/findings/{finding.id}/appeal", {"reason": text})
    assert answer.status_code == 400
    page = answer.content.decode()
    assert text in page
    assert "20000" in page


def test_more_than_the_console_takes_is_refused_with_words(city: City) -> None:
    client = signed_in("liaison", city)
    finding = finding_of(BUREAU.short_name, city)
    answer = client.post(f"/findings/{finding.id}/appeal", {"reason": "a" * 3_000_000})
    assert answer.status_code == 400
    assert "请不超过 2 万字" in answer.content.decode()


@pytest.mark.parametrize(
    "text",
    [
        "整改好了 😀👍",
        "\u202e逆序\u202c",
        "<script>alert(1)</script>",
        "'; DROP TABLE x; --",
        "第一行\r\n第二行",
    ],
)
def test_words_come_back_as_they_were_typed(city: City, text: str) -> None:
    from mingcha.web.models import Appeal

    client = signed_in("liaison", city)
    finding = finding_of(BUREAU.short_name, city)
    assert client.post(f"/findings/{finding.id}/appeal", {"reason": text}).status_code == 302
    assert Appeal.objects.get().reason == text
    page = client.get(f"/findings/{finding.id}").content.decode()
    assert "<script>alert" not in page


def test_a_null_character_is_refused_with_words(city: City) -> None:
    client = signed_in("liaison", city)
    finding = finding_of(BUREAU.short_name, city)
    assert client.post(f"/findings/{finding.id}/appeal", {"reason": "a\x00b"}).status_code == 400
    assert client.get("/findings", {"words": "a\x00b"}).status_code == 200


def test_a_page_that_is_not_there_has_words_and_a_way_on(city: City) -> None:
    answer = signed_in("office", city).get("/no/such/page")
    assert answer.status_code == 404
    assert "没有找到" in answer.content.decode()
    assert 'href="/"' in answer.content.decode()


def test_our_own_fault_is_told_without_its_details(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    from mingcha.web.views import overview

    def broken(_scope: object) -> None:
        raise RuntimeError("the secret of the house")

    monkeypatch.setattr(overview, "figures", broken)
    client = signed_in("office", city)
    client.raise_request_exception = False
    answer = client.get("/")
    assert answer.status_code == 500
    assert "系统出错" in answer.content.decode()
    assert "secret" not in answer.content.decode()
