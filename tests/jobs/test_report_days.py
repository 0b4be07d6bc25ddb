"""The days for annual reports in a bulletin: each unit under its own."""

from dataclasses import replace
from datetime import date

from tests.jobs.test_bulletin_figures import UNITS, quarter

from mingcha import rules
from mingcha.core.duty import State
from mingcha.jobs.bulletin_facts import Heading, bulletin_data
from mingcha.reports.bulletin import AnnualReportDuty
from mingcha.rules.disclosure._annual_report import ReportStatus


def duty(year: int) -> AnnualReportDuty:
    drawn = quarter()
    reports = tuple((unit, ReportStatus(State.MISSING)) for unit in UNITS)
    drawn = replace(drawn, evidence=replace(drawn.evidence, report_year=year), reports=reports)
    heading = Heading("办公室", "2018Q1", date(2018, 4, 18))
    told = bulletin_data(drawn, heading, tuple(rules.by_id().values())).annual_report
    assert told is not None
    return told


def test_a_county_has_a_later_day_since_the_law_of_2019() -> None:
    told = duty(2019)
    assert (told.due, told.other_due, told.other_units) == (date(2020, 1, 31), date(2020, 3, 31), ("青岚区",))


def test_before_it_all_have_one_day() -> None:
    told = duty(2017)
    assert (told.due, told.other_due, told.other_units) == (date(2018, 3, 31), None, ())
