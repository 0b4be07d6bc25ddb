"""Coming in and going out: passwords, lock-out, one-time links, forms of others, headers."""

import re
from datetime import timedelta

import pytest
from tests.web.cast import LATER, PASSWORD, City, person, signed_in

from mingcha.core.errors import UsageError


def sign_in(login: str = "office", password: str = PASSWORD, then: str = "/"):  # type: ignore[no-untyped-def]
    from django.test import Client

    client = Client()
    return client, client.post("/sign-in", {"login": login, "password": password, "next": then})


def test_the_right_password_leads_to_where_one_wanted_to_go(city: City) -> None:
    person("office", city)
    client, answer = sign_in(then="/findings?rule=stale_column")
    assert answer.headers["Location"] == "/findings?rule=stale_column"
    assert client.get("/findings").status_code == 200


@pytest.mark.parametrize("then", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_nobody_is_led_to_another_site_after_signing_in(city: City, then: str) -> None:
    person("office", city)
    assert sign_in(then=then)[1].headers["Location"] == "/"


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(city: City) -> None:
    person("office", city)
    wrong, unknown = sign_in(password="x")[1], sign_in(login="nobody", password="x")[1]
    assert wrong.status_code == unknown.status_code == 403
    assert wrong.context["error"] == unknown.context["error"] != ""


def test_five_wrong_passwords_lock_the_name_for_a_quarter_of_an_hour(city: City) -> None:
    from mingcha.web import clock

    person("office", city)
    for _ in range(5):
        sign_in(password="x")
    assert "暂停登录" in sign_in()[1].context["error"]
    assert "暂停登录" in sign_in(login=" OFFICE ")[1].context["error"]
    clock.set_to(LATER + timedelta(minutes=16))
    assert sign_in()[1].status_code == 302


def test_four_wrong_passwords_lock_nobody_and_are_forgiven(city: City) -> None:
    person("office", city)
    for _ in range(2):
        for _ in range(4):
            sign_in(password="x")
        assert sign_in()[1].status_code == 302


def test_an_unknown_name_is_locked_like_a_known_one(city: City) -> None:
    for _ in range(5):
        sign_in(login="nobody", password="x")
    assert "暂停登录" in sign_in(login="nobody")[1].context["error"]


def test_one_who_tries_many_names_is_locked_by_address(city: City) -> None:
    person("office", city)
    for number in range(30):
        sign_in(login=f"name{number}", password="x")
    assert "暂停登录" in sign_in()[1].context["error"]


def test_who_was_stopped_is_out_at_once_and_stays_out(city: City) -> None:
    from mingcha.web.models import Person

    client = signed_in("office", city)
    Person.objects.filter(login="office").update(is_active=False)
    assert client.get("/").status_code == 302
    assert sign_in()[1].status_code == 403


def test_signing_out_ends_the_session_on_the_server(city: City) -> None:
    client = signed_in("office", city)
    kept = client.cookies["mingcha_session"].value
    client.post("/sign-out")
    client.cookies["mingcha_session"] = kept
    assert client.get("/").status_code == 302


def test_signing_out_takes_a_form_and_no_link(city: City) -> None:
    client = signed_in("office", city)
    assert client.get("/sign-out").status_code == 405
    assert client.get("/").status_code == 200


def test_a_link_lets_in_once_and_looking_at_it_uses_nothing_up(city: City) -> None:
    from django.test import Client

    from mingcha.web.services.audit import PROGRAM
    from mingcha.web.services.persons import make_link

    token = make_link(person=person("office", city), by=PROGRAM, at=LATER)
    first, second = Client(), Client()
    assert [first.get(f"/enter/{token}").status_code for _ in range(3)] == [200, 200, 200]
    assert first.post(f"/enter/{token}").headers["Location"] == "/"
    assert second.get(f"/enter/{token}").status_code == 404
    assert second.post(f"/enter/{token}").status_code == 404
    assert second.get("/").status_code == 302


def test_a_link_ends_after_a_day_and_when_a_new_one_is_made(city: City) -> None:
    from mingcha.web.services.audit import PROGRAM
    from mingcha.web.services.persons import make_link, person_of_link

    office = person("office", city)
    old = make_link(person=office, by=PROGRAM, at=LATER)
    assert person_of_link(old, LATER + timedelta(hours=24)) == office
    assert person_of_link(old, LATER + timedelta(hours=24, seconds=1)) is None
    new = make_link(person=office, by=PROGRAM, at=LATER)
    assert person_of_link(old, LATER) is None
    assert person_of_link(new, LATER) == office


def test_the_store_does_not_hold_what_a_link_says(city: City) -> None:
    from mingcha.web.models import AuditEntry, SignInLink
    from mingcha.web.services.audit import PROGRAM
    from mingcha.web.services.persons import make_link

    token = make_link(person=person("office", city), by=PROGRAM, at=LATER)
    stored = [
        *SignInLink.objects.values_list("token_sha256", flat=True),
        str(list(AuditEntry.objects.values())),
    ]
    assert not any(token in one for one in stored)


def test_who_has_no_password_of_his_own_sets_one_before_anything_else(city: City) -> None:
    from django.test import Client

    from mingcha.web.services.audit import PROGRAM
    from mingcha.web.services.persons import Particulars, add_person, make_link

    new = add_person(who=Particulars("new", "新人", "office"), by=PROGRAM, at=LATER)
    client = Client()
    client.post(f"/enter/{make_link(person=new, by=PROGRAM, at=LATER)}")
    assert client.get("/findings").headers["Location"] == "/password"
    refused = client.post("/password", {"new": "12345", "again": "12345"})
    assert refused.status_code == 400
    assert refused.context["error"]
    assert client.post("/password", {"new": PASSWORD, "again": PASSWORD}).headers["Location"] == "/"
    assert client.get("/findings").status_code == 200


@pytest.mark.parametrize("bad", ["short", "1234567890", "password123", "office2018"])
def test_a_poor_password_is_refused_with_a_reason(city: City, bad: str) -> None:
    from mingcha.web.services.audit import PROGRAM
    from mingcha.web.services.persons import set_password

    with pytest.raises(UsageError, match="密码"):
        set_password(person=person("office", city), password=bad, by=PROGRAM, at=LATER)


def test_a_new_password_asks_for_the_old_one_and_ends_other_sessions(city: City) -> None:
    client = signed_in("office", city)
    other, _ = sign_in()
    fresh = "quite another 密码 1"
    assert client.post("/password", {"old": "x", "new": fresh, "again": fresh}).status_code == 400
    assert client.post("/password", {"old": PASSWORD, "new": fresh, "again": "other"}).status_code == 400
    assert client.post("/password", {"old": PASSWORD, "new": fresh, "again": fresh}).status_code == 302
    assert client.get("/").status_code == 200
    assert other.get("/").status_code == 302
    assert sign_in(password=fresh)[1].status_code == 302


def test_a_form_without_our_token_is_refused_with_words(city: City) -> None:
    from django.test import Client

    office = person("office", city)
    client = Client(enforce_csrf_checks=True)
    client.force_login(office)
    answer = client.post("/sign-out")
    assert answer.status_code == 403
    assert "页面已过期" in answer.content.decode()


def test_every_page_says_what_it_may_load_and_runs_no_script(city: City) -> None:
    client = signed_in("office", city)
    for path in ("/", "/sign-in", "/findings", "/nothing-here", "/people"):
        answer = client.get(path)
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy, path
        assert "script-src" not in policy, path
        assert "frame-ancestors 'none'" in policy, path
        assert answer.headers["X-Content-Type-Options"] == "nosniff", path
        assert b"<script" not in answer.content, path
        assert not re.search(rb"\sstyle=|\son\w+=", answer.content), path


def test_a_page_of_a_signed_in_person_is_not_kept_by_browsers(city: City) -> None:
    assert signed_in("office", city).get("/findings").headers["Cache-Control"] == "no-store"


def test_the_style_sheet_is_kept_and_an_old_one_not_found(city: City) -> None:
    from django.test import Client

    from mingcha.web.static import static_address

    answer = Client().get(static_address("console.css"))
    assert "immutable" in answer.headers["Cache-Control"]
    assert Client().get("/static/0000000000000000/console.css").status_code == 404
    assert (
        Client().get(static_address("console.css").replace("console.css", "..%2Fsettings.py")).status_code
        == 404
    )


def test_the_session_cookie_is_closed_to_scripts_and_other_sites(city: City) -> None:
    person("office", city)
    cookie = sign_in()[0].cookies["mingcha_session"]
    assert cookie["httponly"] is True
    assert cookie["samesite"] == "Lax"


def test_sign_ins_and_failures_are_in_the_audit_log(city: City) -> None:
    from mingcha.web.models import AuditEntry

    person("office", city)
    sign_in(password="x")
    sign_in()
    last = list(AuditEntry.objects.order_by("-id").values_list("action", "person", "subject")[:2])
    assert last == [("sign-in", "office", "person office"), ("sign-in.failed", "", "person office")]


def test_names_that_differ_in_case_are_one_name(city: City) -> None:
    from mingcha.web.services.audit import PROGRAM
    from mingcha.web.services.persons import Particulars, add_person

    person("office", city)
    with pytest.raises(UsageError, match="已有人使用"):
        add_person(who=Particulars("OFFICE", "", "leader"), by=PROGRAM, at=LATER)


def test_the_last_administrator_stays_one(city: City) -> None:
    from dataclasses import replace

    from mingcha.web.models import Person
    from mingcha.web.services.audit import PROGRAM
    from mingcha.web.services.persons import change_person, particulars

    one = person("admin", city)
    for changed in (replace(particulars(one), active=False), replace(particulars(one), role="leader")):
        with pytest.raises(UsageError, match="最后一名"):
            change_person(person_id=one.id, who=changed, by=PROGRAM, at=LATER)
    person("admin", city, login="second")
    change_person(person_id=one.id, who=replace(particulars(one), active=False), by=PROGRAM, at=LATER)
    assert not Person.objects.get(login="admin").is_active


def test_the_administrator_enters_a_liaison_and_hands_over_the_link(city: City) -> None:
    from django.test import Client

    client = signed_in("admin", city)
    typed = {"login": "zhang", "full_name": "张三", "role": "liaison", "unit": "", "active": "on"}
    refused = client.post("/people/new", typed)
    assert refused.status_code == 400
    assert "张三" in refused.content.decode()
    made = client.post("/people/new", typed | {"unit": str(city.units["市科技局"])})
    link = re.search(r"/enter/[\w-]+", made.content.decode())
    assert link
    other = Client()
    assert other.post(link[0]).headers["Location"] == "/password"
