"""Lists: filtered, sorted, paged by key; and exports that hold exactly what is asked for on screen."""

import csv
import io
from datetime import timedelta

import pytest
from openpyxl import load_workbook
from tests.web.cast import BUREAU, NOW, City, signed_in


def many(city: City, count: int) -> None:
    """Findings whose times come in pairs, so that only the id tells some apart."""
    from mingcha.web.models import FindingRow

    FindingRow.objects.bulk_create(
        FindingRow(
            fingerprint=f"f{number}",
            rule="dead_link",
            unit_id=None if number % 5 == 0 else city.units[BUREAU.short_name],
            host="kjj.yunchuan.gov.cn",
            url=f"http://kjj.yunchuan.gov.cn/{number}",
            message=f"第{number:04}条",
            standing="fault",
            first_seen=NOW,
            last_seen=NOW + timedelta(minutes=number // 2),
        )
        for number in range(count)
    )


def shown(page) -> list[str]:  # type: ignore[no-untyped-def]
    return [str(row[0].text) for row in page.context["list"].rows]


def walked(client, path: str, way: str = "next") -> list[list[str]]:  # type: ignore[no-untyped-def]
    """What the pages show, from the first on."""
    pages = []
    query = path.partition("?")[2]
    query = f"?{query}"
    while query:
        page = client.get("/findings" + query)
        pages.append(shown(page))
        query = getattr(page.context["list"], way)
    return pages


@pytest.mark.parametrize("sort", ["last", "-last", "unit", "-unit", "host", "standing", "-rule"])
def test_paging_shows_every_row_once_whatever_the_sorting(city: City, sort: str) -> None:
    many(city, 47)
    pages = walked(signed_in("office", city), f"?standing=all&size=20&sort={sort}")
    rows = [row for page in pages for row in page]
    assert len(rows) == len(set(rows)) + 4  # the small city's findings share their words
    assert [len(page) for page in pages] == [20, 20, 13]


@pytest.mark.parametrize("sort", ["-last", "unit"])
def test_going_back_shows_the_same_pages(city: City, sort: str) -> None:
    many(city, 47)
    client = signed_in("office", city)
    forth = walked(client, f"?standing=all&size=20&sort={sort}")
    query = f"?standing=all&size=20&sort={sort}"
    for _ in range(2):
        query = client.get("/findings" + query).context["list"].next
    back = walked(client, query, "previous")
    assert back == list(reversed(forth))


def test_a_row_that_comes_in_between_moves_no_page(city: City) -> None:
    many(city, 40)
    client = signed_in("office", city)
    first = client.get("/findings?rule=dead_link&size=20")
    second = shown(client.get("/findings" + first.context["list"].next))
    from mingcha.web.models import FindingRow

    FindingRow.objects.create(
        fingerprint="new",
        rule="dead_link",
        message="新",
        standing="fault",
        first_seen=NOW,
        last_seen=NOW + timedelta(days=2),
    )
    assert shown(client.get("/findings" + first.context["list"].next)) == second


@pytest.mark.parametrize(
    "token", ["x", "bm90IGpzb24", "WzEsMl0", "W251bGwsMV0", "W3t9LDFd", "WyJ4Iiwie30iXQ"]
)
def test_a_place_that_is_not_ours_begins_anew(city: City, token: str) -> None:
    page = signed_in("office", city).get(f"/findings?after={token}")
    assert page.status_code == 200
    assert page.context["list"].count == 6


def test_unknown_filters_and_sortings_are_not_applied(city: City) -> None:
    page = signed_in("office", city).get("/findings?standing=nonsense&sort=password&size=100000&rule='")
    assert page.context["list"].count == 6


def test_a_filter_narrows_and_offers_a_way_back(city: City) -> None:
    client = signed_in("office", city)
    page = client.get("/findings?standing=suspect&rule=empty_column")
    assert page.context["list"].count == 3
    assert "清除筛选" in page.content.decode()
    none = client.get("/findings?words=没有这个词")
    assert "没有符合筛选条件的记录" in none.content.decode()


def test_an_export_has_the_columns_and_rows_of_the_screen_in_its_order(city: City) -> None:
    many(city, 120)
    client = signed_in("office", city)
    query = "?rule=dead_link&sort=last&size=200"
    page = client.get("/findings" + query)
    text = b"".join(client.get(f"/findings{query}&export=csv").streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.reader(io.StringIO(text)))
    listed = page.context["list"]
    assert rows[0] == [str(head.title) for head in listed.headings]
    assert rows[1:] == [[str(cell.text) for cell in row] for row in listed.rows]
    sheet = load_workbook(io.BytesIO(client.get(f"/findings{query}&export=xlsx").content)).active
    assert sheet is not None
    cells = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert cells == rows


@pytest.mark.parametrize("bad", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_cell_is_never_a_formula(city: City, bad: str) -> None:
    from mingcha.web.models import FindingRow

    FindingRow.objects.filter(rule="stale_column").update(message=bad)
    client = signed_in("office", city)
    answer = client.get("/findings?rule=stale_column&export=csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    cell = list(csv.reader(io.StringIO(text, newline="")))[1][0]
    assert cell == f"'{bad}"
    book = load_workbook(io.BytesIO(client.get("/findings?rule=stale_column&export=xlsx").content))
    sheet = book.active
    assert sheet is not None
    assert sheet["A2"].data_type == "s"


def test_who_exported_what_is_in_the_audit_log(city: City) -> None:
    from mingcha.web.models import AuditEntry

    signed_in("office", city).get("/findings?standing=all&export=xlsx")
    entry = AuditEntry.objects.get(action="export")
    assert (entry.person, entry.subject) == ("office", "findings")
    assert entry.data == {"file": "xlsx", "asked": {"standing": "all", "export": "xlsx"}}


PATHS = (
    *("/", "/units", "/sites", "/findings", "/unchecked", "/rules", "/rules/stale_column", "/scores"),
    *("/bulletins", "/runs", "/appeals", "/orders", "/orders/new", "/tasks"),
)


@pytest.mark.parametrize("path", PATHS)
def test_a_pages_query_count_does_not_grow_with_its_rows(city: City, path: str) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = signed_in("office", city)
    with CaptureQueriesContext(connection) as few:
        assert client.get(path).status_code == 200
    many(city, 200)
    with CaptureQueriesContext(connection) as lot:
        client.get(path)
    assert len(lot) == len(few) <= 16


def test_the_pages_of_one_thing_ask_few_questions(city: City) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from tests.web.cast import finding_of

    client = signed_in("office", city)
    many(city, 200)
    site = city.sites[f"{BUREAU.short_name}网站"]
    paths = {
        f"/units/{city.units[BUREAU.short_name]}": 12,
        f"/sites/{site}": 12,
        f"/findings/{finding_of(BUREAU.short_name, city).id}": 16,
        f"/runs/{city.run}": 12,
        f"/scores/{city.run}/{city.units[BUREAU.short_name]}": 10,
    }
    asked = {}
    for path in paths:
        with CaptureQueriesContext(connection) as made:
            assert client.get(path).status_code == 200
        asked[path] = len(made)
    assert {path: count for path, count in asked.items() if count > paths[path]} == {}
