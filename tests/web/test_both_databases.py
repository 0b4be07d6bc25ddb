"""The console on SQLite and on PostgreSQL: the same pages, sortings, counts, triggers and chains."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.web.cast import BUREAU, LATER, City, build, finding_of, person, signed_in
from tests.web.test_lists import many, walked


@pytest.fixture
def town(home: Path) -> Iterator[City]:
    from django.test.utils import override_settings, setup_test_environment, teardown_test_environment

    from mingcha.web import clock

    setup_test_environment()
    clock.set_to(LATER)
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield build()
    clock.set_right()
    teardown_test_environment()


def test_every_list_sorts_by_every_column_both_ways(town: City) -> None:
    many(town, 45)
    client = signed_in("office", town)
    admin = signed_in("admin", town)
    for path in (
        "/findings",
        "/units",
        "/sites",
        "/unchecked",
        "/scores",
        "/runs",
        "/orders",
        "/tasks",
        "/appeals",
    ):
        listed = client.get(path).context["list"]
        for head in listed.headings:
            if head.query:
                assert client.get(path + head.query).status_code == 200, head
                assert client.get(path + head.query.replace("sort=", "sort=-")).status_code == 200, head
    for path in ("/people", "/audit"):
        assert admin.get(path).status_code == 200


@pytest.mark.parametrize("sort", ["unit", "-unit", "-last"])
def test_no_row_is_lost_between_pages_where_some_have_no_unit(town: City, sort: str) -> None:
    many(town, 47)
    pages = walked(signed_in("office", town), f"?standing=all&size=20&sort={sort}")
    assert [len(page) for page in pages] == [20, 20, 13]
    assert len({row for page in pages for row in page}) == 53 - 4


def test_a_decision_an_order_and_an_appeal_go_their_way(town: City) -> None:
    from mingcha.web.models import Appeal, Task

    office, liaison = signed_in("office", town), signed_in("liaison", town)
    finding = finding_of(BUREAU.short_name, town)
    order = {"number": "云政办函〔2018〕1号", "title": "整改", "due": "2018-05-02", "about": "", "rule": ""}
    assert (
        office.post("/orders/new", order | {"units": [str(town.units[BUREAU.short_name])]}).status_code == 302
    )
    task = Task.objects.get()
    assert liaison.get(f"/tasks/{task.id}").status_code == 200
    assert liaison.post(f"/tasks/{task.id}/answer", {"text": "已改"}).status_code == 302
    assert liaison.post(f"/findings/{finding.id}/appeal", {"reason": "不实"}).status_code == 302
    decided = {"decision": "upheld", "reason": "属实"}
    assert office.post(f"/appeals/{Appeal.objects.get().id}/decide", decided).status_code == 302
    finding.refresh_from_db()
    assert finding.standing == "upheld"
    for path in ("/", "/orders", "/tasks", "/appeals", f"/findings/{finding.id}", f"/tasks/{task.id}"):
        assert office.get(path).status_code == 200, path


def test_the_audit_log_is_append_only_and_whole(town: City) -> None:
    from django.db import DatabaseError

    from mingcha.web.models import AuditEntry
    from mingcha.web.selectors.audit import altered_audit

    for role in ("office", "leader"):
        person(role, town)
    with pytest.raises(DatabaseError, match="append-only"):
        AuditEntry.objects.update(person="somebody")
    with pytest.raises(DatabaseError, match="append-only"):
        AuditEntry.objects.all().delete()
    assert altered_audit() == ()
    assert AuditEntry.objects.count() == 2


def test_a_day_begins(town: City) -> None:
    from mingcha.web.services.upkeep import begin_day

    begin_day(LATER.date())
