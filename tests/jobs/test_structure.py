"""Blank alike on many sites: the catalogue's doing; blank on a few: neglect."""

from datetime import date

import pytest

from mingcha import calendars, rules, schemes
from mingcha.core.clock import end_of_day
from mingcha.core.ledger import Confirmation, ledger_of
from mingcha.core.page import Column, ColumnKind, Item, ListState, PageFacts, PageKind
from mingcha.core.unit import Register, Site, Unit, UnitKind
from mingcha.core.view import SiteView
from mingcha.jobs.judging import Evidence, judge_all, scores_of
from mingcha.jobs.structure import with_common_structure

AT = end_of_day(date(2018, 4, 18))
EMPTY, FILLED, UNREAD = ListState.EMPTY, ListState.LISTED, ListState.UNREAD


def city(
    *states: ListState | None,
    kind: ColumnKind = ColumnKind.OTHER,
    trail: tuple[str, ...] = ("政府信息公开", "重点领域"),
) -> list[str]:
    """What is said of 行政强制 on each site by the states that it has on them, None where a site lacks it."""
    views = []
    for number, state in enumerate(states):
        home = f"http://s{number}.yunchuan.gov.cn/"
        columns = (Column("行政强制", f"{home}xzqz/", kind, state, trail=trail),) if state else ()
        views.append(SiteView(Site(f"U{number}", home), AT, columns=columns))
    return [column.structure for view in with_common_structure(views) for column in view.columns]


def test_a_node_that_is_blank_on_three_sites_of_three_is_the_catalogues() -> None:
    assert city(EMPTY, EMPTY, EMPTY) == ["3个网站的同一栏目都空白"] * 3


def test_two_blank_nodes_are_neglected() -> None:
    assert city(EMPTY, EMPTY) == ["", ""]


def test_half_of_the_sites_that_have_the_node_are_enough_and_less_are_not() -> None:
    blank = [EMPTY] * 3
    assert city(*blank, FILLED, FILLED, FILLED) == ["3个网站的同一栏目都空白"] * 3 + [""] * 3
    assert city(*blank, FILLED, FILLED, FILLED, FILLED) == [""] * 7


def test_sites_without_the_node_and_nodes_that_were_not_read_do_not_count() -> None:
    assert (
        city(EMPTY, EMPTY, EMPTY, None, UNREAD, UNREAD, UNREAD, UNREAD)[:3] == ["3个网站的同一栏目都空白"] * 3
    )


def test_what_every_unit_must_fill_is_neglected_however_many_neglect_it() -> None:
    assert city(EMPTY, EMPTY, EMPTY, kind=ColumnKind.POLICY) == [""] * 3


def test_a_column_outside_the_catalogue_is_neglected_however_many_neglect_it() -> None:
    assert city(EMPTY, EMPTY, EMPTY, trail=()) == [""] * 3
    assert city(EMPTY, EMPTY, EMPTY, trail=("专题专栏",)) == [""] * 3


HOME = "http://slj.yunchuan.gov.cn/"
OLD = Item("旧规章", f"{HOME}gz/1.html", date(2015, 4, 17))
UNIT = Unit("U1", "云川市水利局", "市水利局", UnitKind.DEPARTMENT)


def total(rule: str, structure: str, *, confirmed: bool) -> float:
    """The unit's score when its one column is blank, or old, and a person confirmed the finding or not."""
    state, items = (EMPTY, ()) if rule == "empty_column" else (FILLED, (OLD,))
    column = Column("规章", f"{HOME}gz/", ColumnKind.OTHER, state, items, complete=True, structure=structure)
    site = Site("U1", HOME)
    home = PageFacts(HOME, PageKind.HOME, "云川市水利局")
    view = SiteView(site, AT, home=home, columns=(column,), unit=UNIT)
    entries = (Confirmation(AT, site.host, rule, column.url, "confirmed"),) if confirmed else ()
    register = Register((UNIT,), (site,))
    evidence = Evidence(AT, register, ledger_of(entries), calendars.shipped(), (view,))
    scheme = schemes.load("linyi-2018", rules.by_id())
    (score,) = scores_of(judge_all(evidence, scheme, [rules.by_id()[rule]]), register, scheme)
    return score.total


@pytest.mark.parametrize("rule", ["empty_column", "stale_column"])
def test_what_the_catalogue_left_so_costs_nothing_before_and_after_a_person_confirmed_it(rule: str) -> None:
    because = "在“信息公开目录”之下"
    assert total(rule, because, confirmed=False) == 100.0
    assert total(rule, because, confirmed=True) == 100.0
    assert total(rule, "", confirmed=False) == 97.0
