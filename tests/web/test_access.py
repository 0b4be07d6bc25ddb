"""The table of roles holds for every route, and what a person may not see is neither shown nor counted."""

from collections.abc import Iterator
from typing import Any

import pytest
from tests.web.cast import BUREAU, COUNTY, NOW, ROLES, TOWN, City, finding_of, signed_in

# What a route's address needs, by the name of its argument, as this city has it.
Arguments = dict[str, Any]


def arguments(city: City) -> Arguments:
    from mingcha.web.models import Appeal, Bulletin, Order, Person, Task
    from mingcha.web.selectors.sites import column_key
    from mingcha.web.services.audit import PROGRAM
    from mingcha.web.services.decisions import appeal
    from mingcha.web.services.tasks import NewOrder, issue_order

    bureau = city.units[BUREAU.short_name]
    finding = finding_of(BUREAU.short_name, city)
    issue_order(
        order=NewOrder("云政办函〔2018〕1号", "整改", NOW.date().replace(month=5), "", (bureau,)),
        by=PROGRAM,
        at=NOW,
    )
    appeal(finding=finding_of(BUREAU.short_name, city, "empty_column"), reason="不实", by=PROGRAM, at=NOW)
    bulletin = Bulletin.objects.create(period="2018Q1", version=1, state="draft", data="{}", drafted=NOW)
    return {
        "unit_id": bureau,
        "site_id": city.sites[f"{BUREAU.short_name}网站"],
        "key": column_key(f"{finding.url}"),
        "finding_id": finding.id,
        "run_id": city.run,
        "rule_id": "stale_column",
        "bulletin_id": bulletin.id,
        "kind": "json",
        "order_id": Order.objects.get().id,
        "task_id": Task.objects.get().id,
        "appeal_id": Appeal.objects.get().id,
        "person_id": Person.objects.order_by("id").values_list("id", flat=True).first() or 1,
        "token": "none",
        "digest": "none",
        "name": "console.css",
    }


def routes() -> Iterator[Any]:
    from mingcha.web.urls import urlpatterns

    yield from urlpatterns


def address(route: Any, known: Arguments) -> str:
    from django.urls import reverse

    return reverse(route.name, kwargs={name: known[name] for name in route.pattern.converters})


def test_every_route_stands_in_the_table_and_nothing_else_does(home: object) -> None:
    from mingcha.web.access import ROUTES

    assert sorted(route.name for route in routes()) == sorted(ROUTES)


def test_every_role_gets_what_the_table_says_from_every_route(city: City) -> None:
    from mingcha.web.access import ROUTES, TABLE, May, Role

    clients = {role: signed_in(role, city) for role in ROLES}
    known = arguments(city)
    wrong = []
    for route in routes():
        needed = ROUTES[route.name]
        if needed in (May.ANYBODY, May.SIGNED_IN):
            continue
        for role, client in clients.items():
            for send in (client.get, client.post):
                refused = send(address(route, known)).status_code == 403
                if refused == (Role(role) in TABLE[needed]):
                    wrong.append(f"{role} {send.__name__} {route.name}: refused={refused}")
    assert wrong == []


def test_nobody_gets_past_the_door_without_signing_in(city: City) -> None:
    from django.test import Client

    from mingcha.web.access import ROUTES, May

    known = arguments(city)
    client = Client()
    open_doors = []
    for route in routes():
        if ROUTES[route.name] is May.ANYBODY:
            continue
        for send in (client.get, client.post):
            answer = send(address(route, known))
            if answer.status_code != 302 or not answer.headers["Location"].startswith("/sign-in"):
                open_doors.append(f"{send.__name__} {route.name}")
    assert open_doors == []


@pytest.mark.parametrize("role", ["leader", "admin", "reviewer"])
def test_a_role_without_the_right_changes_nothing_by_posting(city: City, role: str) -> None:
    from mingcha.web.models import AuditEntry, Exemption, Order

    client = signed_in(role, city)
    known = arguments(city)
    before = (AuditEntry.objects.count(), Exemption.objects.count(), Order.objects.count())
    for name in (
        "finding-exempt",
        "order-new",
        "task-judge",
        "task-answer",
        "appeal-decide",
        "finding-appeal",
    ):
        route = next(one for one in routes() if one.name == name)
        assert client.post(address(route, known), {"until": "2018-05-01", "reason": "x"}).status_code == 403
    assert (AuditEntry.objects.count(), Exemption.objects.count(), Order.objects.count()) == before


def test_a_county_sees_its_subtree_and_a_liaison_one_unit(city: City) -> None:
    from mingcha.web.access import scope_of
    from mingcha.web.models import Person

    for role in ROLES:
        signed_in(role, city)
    scopes = {person.role: scope_of(person) for person in Person.objects.all()}
    units = city.units
    assert scopes["office"].unit_ids is None
    assert scopes["county"].unit_ids == {units[COUNTY.short_name], units[TOWN.short_name]}
    assert scopes["liaison"].unit_ids == {units[BUREAU.short_name]}


def test_a_county_without_a_unit_sees_nothing(city: City) -> None:
    from mingcha.web.access import scope_of
    from mingcha.web.models import Person

    assert scope_of(Person(role="liaison")).unit_ids == frozenset()
    assert scope_of(Person(role="county")).unit_ids == frozenset()
    assert scope_of(Person(role="unknown")).unit_ids == frozenset()


@pytest.mark.parametrize(
    ("path", "all_of", "of_liaison"),
    [("/findings", 6, 2), ("/units", 4, 1), ("/sites", 4, 1), ("/unchecked", 1, 1), ("/scores", 4, 1)],
)
def test_a_list_counts_only_what_the_person_may_see(
    city: City, path: str, all_of: int, of_liaison: int
) -> None:
    for role, count in (("office", all_of), ("liaison", of_liaison)):
        page = signed_in(role, city).get(path)
        assert page.context["list"].count == count, role
        assert len(page.context["list"].rows) == count


def test_the_overview_of_a_liaison_counts_only_the_own_unit(city: City) -> None:
    figures = signed_in("liaison", city).get("/").context["figures"]
    assert (figures.faults, figures.suspects, figures.sites, figures.unreached) == (1, 1, 1, 1)


def test_what_belongs_to_another_unit_looks_as_if_it_were_not_there(city: City) -> None:
    client = signed_in("liaison", city)
    other = finding_of(COUNTY.short_name, city)
    unit, site = city.units[COUNTY.short_name], city.sites[f"{COUNTY.short_name}网站"]
    paths = (
        f"/findings/{other.id}",
        f"/findings/{other.id}/copy",
        f"/findings/{other.id}/raw",
        f"/findings/{other.id}/appeal",
        f"/units/{unit}",
        f"/sites/{site}",
        f"/scores/{city.run}/{unit}",
    )
    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 404)
    assert client.get("/findings/999999").status_code == 404


def test_an_export_holds_only_what_the_person_may_see(city: City) -> None:
    answer = signed_in("liaison", city).get("/findings?export=csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert COUNTY.short_name not in text
    assert text.count(BUREAU.short_name) == 2


def test_a_filter_by_another_unit_shows_nothing(city: City) -> None:
    page = signed_in("liaison", city).get(f"/findings?unit={city.units[COUNTY.short_name]}")
    assert all(BUREAU.short_name in str(row[3].text) for row in page.context["list"].rows)


def test_drafts_of_bulletins_are_the_citys_own(city: City) -> None:
    known = arguments(city)
    path = f"/bulletins/{known['bulletin_id']}/json"
    assert signed_in("office", city).get(path).status_code == 200
    liaison = signed_in("liaison", city)
    assert liaison.get(path).status_code == 404
    assert liaison.get("/bulletins").context["list"].count == 0


def test_a_circle_in_the_register_ends_the_subtree(city: City) -> None:
    from mingcha.web.access import scope_of
    from mingcha.web.models import Person, UnitVersion

    county, town = city.units[COUNTY.short_name], city.units[TOWN.short_name]
    UnitVersion.objects.filter(unit_id=county).update(parent_id=town)
    assert scope_of(Person(role="county", unit_id=county)).unit_ids == {county, town}
