"""Duties at the day before, the day and the day after."""

from datetime import date, datetime

import pytest

from mingcha import calendars
from mingcha.core.clock import CHINA
from mingcha.core.duty import (
    ReplyTerms,
    State,
    annual_report_duty,
    feedback_states,
    message_states,
    unit_of_message,
)
from mingcha.core.ledger import Feedback, Ledger, Message, Order, Reply, ledger_of
from mingcha.core.unit import Register, Site, Unit, UnitKind

OFFICE = Unit("U0", "云川市人民政府办公室", "市政府办公室", UnitKind.DEPARTMENT, order=1)
WATER = Unit("U1", "云川市水利局", "市水利局", UnitKind.DEPARTMENT, order=2)
COUNTY = Unit("U2", "松崖县人民政府", "松崖县", UnitKind.COUNTY, order=3)
ZONE = Unit("U3", "云川高新区管理委员会", "云川高新区管委会", UnitKind.ZONE, order=4)
SITE = Site("U1", "http://slj.yunchuan.gov.cn/", site_code="3799000001")
REGISTER = Register((OFFICE, WATER, COUNTY, ZONE), (SITE,))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


@pytest.mark.parametrize(
    ("year", "unit", "portal", "due"),
    [
        (2017, WATER, False, date(2018, 3, 31)),
        (2018, WATER, False, date(2019, 3, 31)),
        (2019, WATER, False, date(2020, 1, 31)),
        (2019, COUNTY, False, date(2020, 3, 31)),
        (2019, ZONE, False, date(2020, 3, 31)),
        (2019, OFFICE, True, date(2020, 3, 31)),
    ],
)
def test_the_annual_report_is_due_by_the_edition_in_force(
    year: int, unit: Unit, portal: bool, due: date
) -> None:
    assert annual_report_duty(year, unit, portal_unit=portal).due == due


def order(to: tuple[str, ...] = ("市水利局",)) -> Order:
    return Order(at("2018-03-01T09:00"), "云政办函〔2018〕1号", "整改", to, date(2018, 3, 20))


def feedback(when: str, quality: str = "plain", unit: str = "市水利局") -> Feedback:
    return Feedback(at(when), "云政办函〔2018〕1号", unit, "已整改", quality)


def states(ledger: Ledger, as_of: str) -> list[tuple[str, State, bool]]:
    found = feedback_states(ledger, REGISTER, OFFICE, at(as_of))
    return [(state.unit.short_name, state.state, state.praised) for state in found]


@pytest.mark.parametrize(
    ("as_of", "state"),
    [
        ("2018-03-19T12:00", State.OPEN),
        ("2018-03-20T23:59:59", State.OPEN),
        ("2018-03-21T00:00", State.MISSING),
    ],
)
def test_an_order_is_open_to_the_end_of_its_day(as_of: str, state: State) -> None:
    assert states(ledger_of([order()]), as_of) == [("市水利局", state, False)]


@pytest.mark.parametrize(
    ("when", "state"),
    [
        ("2018-03-19T08:00", State.ON_TIME),
        ("2018-03-20T23:59:59", State.ON_TIME),
        ("2018-03-21T00:00", State.LATE),
    ],
)
def test_feedback_is_in_time_to_the_end_of_the_due_day(when: str, state: State) -> None:
    assert states(ledger_of([order(), feedback(when)]), "2018-04-18T18:00") == [("市水利局", state, False)]


def test_detailed_feedback_in_time_is_praised_and_late_detail_is_not() -> None:
    in_time = ledger_of([order(), feedback("2018-03-20T10:00", "detailed")])
    assert states(in_time, "2018-04-18T18:00") == [("市水利局", State.ON_TIME, True)]
    late = ledger_of([order(), feedback("2018-03-20T10:00"), feedback("2018-03-21T10:00", "detailed")])
    assert states(late, "2018-04-18T18:00") == [("市水利局", State.ON_TIME, False)]


def test_what_was_recorded_after_the_instant_is_not_known() -> None:
    ledger = ledger_of([order(), feedback("2018-03-20T10:00")])
    assert states(ledger, "2018-03-20T09:59") == [("市水利局", State.OPEN, False)]
    assert states(ledger, "2018-02-28T09:00") == []


def test_an_order_to_all_asks_every_unit_but_the_portals_own() -> None:
    named = [name for name, _, _ in states(ledger_of([order(("*",))]), "2018-04-18T18:00")]
    assert named == ["市水利局", "松崖县", "云川高新区管委会"]


def test_units_are_known_by_full_names_too() -> None:
    ledger = ledger_of([order(("云川市水利局",)), feedback("2018-03-20T10:00", unit="云川市水利局")])
    assert states(ledger, "2018-04-18T18:00") == [("市水利局", State.ON_TIME, False)]


def message_state(message: Message, reply: Reply | None, as_of: str) -> State:
    ledger = ledger_of([message, *([reply] if reply else [])])
    found = message_states(ledger, REGISTER, calendars.shipped(), ReplyTerms(), at(as_of))
    return found[0].state


RECEIVED = Message(at("2018-04-04T23:30"), "m1", "", "http://slj.yunchuan.gov.cn/a.html")


@pytest.mark.parametrize(
    ("replied", "state"),
    [
        ("2018-04-08T10:00", State.ON_TIME),
        ("2018-04-09T23:59", State.ON_TIME),
        ("2018-04-10T00:00", State.LATE),
    ],
)
def test_reply_on_the_second_workday_is_in_time(replied: str, state: State) -> None:
    assert message_state(RECEIVED, Reply(at(replied), "m1"), "2018-04-18T18:00") is state


@pytest.mark.parametrize(
    ("as_of", "state"), [("2018-04-09T23:59", State.OPEN), ("2018-04-10T00:00", State.MISSING)]
)
def test_an_unanswered_message_is_overdue_the_day_after(as_of: str, state: State) -> None:
    assert message_state(RECEIVED, None, as_of) is state


def test_consultations_have_seven_working_days_and_complex_ones_fifteen() -> None:
    terms = ReplyTerms()
    plain = Message(at("2018-04-18T09:00"), "c", "", about="consultation")
    assert terms.workdays(plain) == 7
    assert terms.workdays(Message(plain.at, "c", "", about="consultation", complex=True)) == 15
    assert terms.workdays(RECEIVED) == 2


def test_a_provisional_due_day_blames_nobody() -> None:
    message = Message(at("2026-12-31T09:00"), "m1", "", "http://slj.yunchuan.gov.cn/")
    assert message_state(message, None, "2027-02-01T09:00") is State.OPEN
    assert message_state(message, Reply(at("2027-02-01T08:00"), "m1"), "2027-02-01T09:00") is State.ON_TIME


def test_only_the_first_reply_counts() -> None:
    ledger = ledger_of([RECEIVED, Reply(at("2018-04-08T10:00"), "m1"), Reply(at("2018-04-16T10:00"), "m1")])
    found = message_states(ledger, REGISTER, calendars.shipped(), ReplyTerms(), at("2018-04-18T18:00"))
    assert found[0].state is State.ON_TIME


def test_a_message_belongs_to_the_site_of_its_code_before_that_of_its_address() -> None:
    when = at("2018-04-04T09:00")
    assert unit_of_message(Message(when, "m", "3799000001", "http://elsewhere.cn/"), REGISTER) == WATER
    assert unit_of_message(Message(when, "m", "", "http://www.slj.yunchuan.gov.cn/x"), REGISTER) == WATER
    assert unit_of_message(Message(when, "m", "", "http://elsewhere.cn/"), REGISTER) is None
