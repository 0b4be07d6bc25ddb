"""Reminders: near and past deadlines, each matter once a stage, silence for what is done or far off."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from mingcha import calendars
from mingcha.core.clock import CHINA
from mingcha.core.duty import ReplyTerms, feedback_states, message_states
from mingcha.core.ledger import Feedback, Ledger, Message, Order, Reply, ledger_of
from mingcha.core.unit import Register, Site, Unit, UnitKind
from mingcha.jobs.reminders import Due, reminders

UNITS = tuple(Unit(f"U{n}", f"测试市第{n}局", f"市{n}局", UnitKind.DEPARTMENT) for n in range(3))
SITES = (Site("U0", "http://s0.gov.cn/", site_code="3700000000"),)
REGISTER = Register(UNITS, SITES)
ORDER = Order(
    datetime(2026, 3, 2, tzinfo=CHINA), "测府办〔2026〕3号", "整改", ("市0局", "市1局"), date(2026, 3, 20)
)
MESSAGE = Message(datetime(2026, 3, 16, 9, tzinfo=CHINA), "M1", "3700000000")  # Monday; due on Wednesday


def at(day: int) -> datetime:
    return datetime(2026, 3, day, 8, tzinfo=CHINA)


def due(ledger: Ledger, day: int) -> list[tuple[str, str, bool]]:
    orders = feedback_states(ledger, REGISTER, None, at(day))
    messages = message_states(ledger, REGISTER, calendars.shipped(), ReplyTerms(), at(day))
    found: tuple[Due, ...] = reminders(orders, messages, at(day))
    return [(row.key, row.unit.short_name, row.overdue) for row in found]


@pytest.mark.parametrize(
    ("day", "expected"),
    [(16, []), (17, [False, False]), (20, [False, False]), (21, [True, True])],
)
def test_an_order_reminds_three_days_before_and_after_its_day(day: int, expected: list[bool]) -> None:
    assert [overdue for _, _, overdue in due(ledger_of([ORDER]), day)] == expected


def test_a_unit_that_reported_is_left_in_peace() -> None:
    done = ledger_of([ORDER, Feedback(at(10), ORDER.number, "市0局")])
    assert [unit for _, unit, _ in due(done, 19)] == ["市1局"]


def test_a_message_reminds_the_unit_of_its_site_until_it_is_answered() -> None:
    assert due(ledger_of([MESSAGE]), 18) == [("message M1 U0 due", "市0局", False)]
    assert due(ledger_of([MESSAGE]), 19) == [("message M1 U0 overdue", "市0局", True)]
    assert due(ledger_of([MESSAGE, Reply(at(17), "M1")]), 19) == []


def test_a_message_of_a_year_without_calendar_blames_nobody() -> None:
    far = Message(datetime(2031, 3, 3, 9, tzinfo=CHINA), "M9", "3700000000")
    when = datetime(2031, 6, 1, tzinfo=CHINA)
    states = message_states(ledger_of([far]), REGISTER, calendars.shipped(), ReplyTerms(), when)
    assert reminders((), states, when) == ()


def test_a_matter_is_kept_once_a_stage(home: Path) -> None:
    from mingcha.registry import RegisterFile
    from mingcha.web.engines import job_engine
    from mingcha.web.selectors.reminders import latest_reminders
    from mingcha.web.selectors.schemes import open_scheme
    from mingcha.web.services.ledger import record
    from mingcha.web.services.register import apply_register
    from mingcha.web.work import WorkStore

    file = RegisterFile(Path("r"), REGISTER, unit_rows=(2, 3, 4), site_rows=(2,))
    apply_register(register_file=file, at=datetime(2026, 1, 1, tzinfo=UTC))
    record(entries=[ORDER])
    new = []
    for day in (18, 19, 21, 22):
        store = WorkStore(job_engine(), home / "evidence", (), lambda day=day: at(day))
        new.append(store.remind(open_scheme("national-2019"), calendars.shipped()))
    assert new == [2, 0, 2, 0]
    told = latest_reminders()
    assert [(row.unit, row.overdue) for row in told] == [
        ("市1局", True),
        ("市0局", True),
        ("市1局", False),
        ("市0局", False),
    ]
    assert told[0].text == "测府办〔2026〕3号 的整改反馈已于2026年3月20日到期，尚未收到：请尽快办理"
    assert told[0].at - told[2].at == timedelta(days=3)
