"""The ledger comes back as it was recorded, by any instant."""

import time
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from mingcha.core.clock import CHINA
from mingcha.core.errors import UsageError
from mingcha.core.ledger import (
    Appeal,
    Confirmation,
    Entry,
    Exemption,
    Feedback,
    Merger,
    Message,
    OfflineFiling,
    Order,
    Praise,
    ProbeEvent,
    Reply,
    ledger_of,
)
from mingcha.core.unit import Register, Unit, UnitKind
from mingcha.registry import RegisterFile

pytestmark = pytest.mark.usefixtures("home")

START = datetime(2018, 3, 1, 9, tzinfo=CHINA)
DAY = timedelta(days=1)
UNIT = Unit("371305", "云川市科学技术局", "市科技局", UnitKind.DEPARTMENT)
ENTRIES: tuple[Entry, ...] = (
    Order(START, "云政办函〔2018〕1号", "关于整改的通知", ("市科技局", "某局"), date(2018, 3, 9), "整改"),
    Order(START, "云政办函〔2018〕2号", "", ("*",), date(2018, 3, 9)),
    Feedback(START + DAY, "云政办函〔2018〕1号", "市科技局", "已改", "detailed"),
    Message(START + DAY, "M1", "3713000005", "http://a.gov.cn/1", "打不开", "consultation", True),
    Reply(START + 2 * DAY, "M1", "已修复"),
    Praise(START + 2 * DAY, "市科技局", "公开了目录", "http://a.gov.cn/"),
    ProbeEvent(START + 3 * DAY, "a.gov.cn", True, 0.25),
    ProbeEvent(START + 3 * DAY, "b.gov.cn", False, 15.0),
    Exemption(START + 3 * DAY, "市科技局", "stale_column", "通知公告", "机构改革", date(2018, 6, 30)),
    Appeal(START + 4 * DAY, "市科技局", "dead_link", "http://a.gov.cn/x", "已恢复", "upheld"),
    Confirmation(START + 4 * DAY, "a.gov.cn", "typo", "http://a.gov.cn/y", "false_alarm"),
    OfflineFiling(START + 5 * DAY, "a.gov.cn", None, "改版"),
    Merger(START + 5 * DAY, "b.gov.cn", "a.gov.cn", date(2018, 12, 31)),
)
LATER = START + 30 * DAY


def record(*entries: Entry) -> tuple[int, int]:
    from mingcha.web.services.ledger import record as write

    done = write(entries=entries)
    return done.entries, done.new


def register(*units: Unit, at: datetime = START - DAY) -> None:
    from mingcha.web.services.register import apply_register

    file = RegisterFile(Path("r"), Register(units), unit_rows=tuple(range(2, 2 + len(units))))
    apply_register(register_file=file, at=at)


def test_every_kind_of_entry_comes_back_as_it_was() -> None:
    from mingcha.web.selectors.ledger import ledger_until

    register(UNIT)
    assert record(*ENTRIES) == (len(ENTRIES), len(ENTRIES))
    assert ledger_until(LATER) == ledger_of(ENTRIES)


@pytest.mark.parametrize("days", range(7))
def test_only_what_was_recorded_by_the_instant_is_known(days: int) -> None:
    from mingcha.web.selectors.ledger import ledger_until

    record(*ENTRIES)
    instant = START + days * DAY
    assert ledger_until(instant) == ledger_of(ENTRIES).until(instant)
    just_before = instant - timedelta(seconds=1)
    assert ledger_until(just_before) == ledger_of(ENTRIES).until(just_before)


def test_what_is_recorded_twice_is_one_fact() -> None:
    from mingcha.web.selectors.ledger import ledger_until

    record(*ENTRIES, *ENTRIES)
    assert record(*ENTRIES) == (len(ENTRIES), 0)
    assert ledger_until(LATER) == ledger_of(ENTRIES)


@pytest.mark.parametrize(
    ("changed", "number"),
    [
        (replace(ENTRIES[0], due=date(2018, 3, 10)), "云政办函〔2018〕1号"),
        (replace(ENTRIES[3], text="另一件事"), "M1"),
    ],
)
def test_a_number_used_for_other_contents_is_refused_and_nothing_is_written(
    changed: Entry, number: str
) -> None:
    from mingcha.web.selectors.ledger import ledger_until

    record(*ENTRIES)
    before = ledger_until(LATER)
    with pytest.raises(UsageError, match=number):
        record(Praise(START, "市科技局", "新"), changed)
    assert ledger_until(LATER) == before


def test_an_entry_stays_with_its_unit_when_that_is_renamed() -> None:
    from mingcha.web.selectors.ledger import ledger_until

    register(UNIT)
    record(*ENTRIES)
    register(replace(UNIT, short_name="市科创局"), at=START + 10 * DAY)
    assert ledger_until(START + 9 * DAY).feedbacks[0].unit == "市科技局"
    renamed = ledger_until(START + 10 * DAY)
    assert renamed.feedbacks[0].unit == "市科创局"
    assert renamed.orders[0].to == ("市科创局", "某局")
    record(Feedback(START + 11 * DAY, "云政办函〔2018〕2号", "市科技局"))
    assert ledger_until(LATER).feedbacks[1].unit == "市科创局"


def test_old_probes_can_be_left_out() -> None:
    from mingcha.web.selectors.ledger import ledger_until

    record(*(ProbeEvent(START + n * DAY, "a.gov.cn", True, 0.1) for n in range(5)))
    kept = ledger_until(LATER, probes_from=START + 3 * DAY).probes
    assert [probe.at for probe in kept] == [START + 3 * DAY, START + 4 * DAY]


def test_twenty_thousand_probes_are_recorded_within_seconds() -> None:
    probes = [ProbeEvent(START + n * timedelta(seconds=9), f"s{n % 60}.cn", True, 0.1) for n in range(20_000)]
    before = time.process_time()
    assert record(*probes) == (20_000, 20_000)
    assert time.process_time() - before < 8  # 0.5 s on one quiet core
    assert record(*probes) == (20_000, 0)
