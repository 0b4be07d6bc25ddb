"""The yearly tables: what is stored is filled in, what nobody recorded is a gap and never a zero."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from mingcha.core.activity import Activity, ActivityKind
from mingcha.core.clock import CHINA, end_of_day
from mingcha.core.ledger import Ledger, Merger, Message, Reply
from mingcha.core.page import Column, ColumnKind, Item, ListState
from mingcha.core.unit import Account, Register, Site, Unit, UnitKind
from mingcha.core.view import SiteView
from mingcha.jobs.year_facts import YearEvidence, supervision_table, work_table
from mingcha.reports.bulletin import PeriodFigures
from mingcha.reports.year_tables import Entry, YearTable

UNIT = Unit("1", "云川市水利局", "市水利局", UnitKind.DEPARTMENT)
SITE = Site("1", "http://slj.yc.gov.cn/", "云川市水利局网站", "3700000001", icp_number="鲁ICP备1号")
REGISTER = Register((UNIT,), (SITE,))
EVIDENCE = YearEvidence(2018, REGISTER, Ledger())


def entry(table: YearTable, label: str) -> Entry:
    (one,) = [entry for part in table.parts for entry in part.entries if entry.label == label]
    return one


def supervision(evidence: YearEvidence, label: str) -> str | None:
    return entry(supervision_table(evidence, "云川市人民政府办公室"), label).value


def work(evidence: YearEvidence, label: str, view: SiteView | None = None) -> str | None:
    return entry(work_table(evidence, SITE, view), label).value


def test_nothing_recorded_leaves_gaps_and_no_zero() -> None:
    table = supervision_table(EVIDENCE, "云川市人民政府办公室")
    filled = [one.label for part in table.parts for one in part.entries if one.value is not None]
    assert filled == ["年末在册运行网站数", "列入整合计划的网站数"]
    assert all(one.source for one in table.gaps)
    table = work_table(EVIDENCE, SITE, None)
    filled = [one.label for part in table.parts for one in part.entries if one.value is not None]
    assert filled == ["网站名称", "首页网址", "主办单位", "网站类型", "网站标识码", "ICP备案号"]


def test_quarters_are_summed_only_when_all_are_there() -> None:
    figures = tuple(PeriodFigures(f"2018Q{q}", 60, 50 + q, 9, q) for q in (1, 2, 3, 4))
    whole = replace(EVIDENCE, figures=figures)
    assert supervision(whole, "第二季度抽查网站数") == "52"
    assert supervision(whole, "全年抽查网站（次）") == "210"
    assert supervision(whole, "全年不合格网站（次）") == "10"
    part = replace(EVIDENCE, figures=figures[:3])
    assert supervision(part, "第四季度不合格网站数") is None
    assert supervision(part, "全年抽查网站（次）") is None
    ungraded = replace(whole, figures=(replace(figures[0], unqualified=None), *figures[1:]))
    assert supervision(ungraded, "第一季度抽查网站数") == "51"
    assert supervision(ungraded, "第一季度不合格网站数") is None
    assert supervision(ungraded, "全年不合格网站（次）") is None


def test_sites_that_came_and_went_are_known_where_the_register_was_kept() -> None:
    assert supervision(EVIDENCE, "新开设网站数") is None
    before = Register((UNIT,), (replace(SITE, home_url="http://old.gov.cn/"),))
    assert supervision(replace(EVIDENCE, before=before), "新开设网站数") == "1"
    assert supervision(replace(EVIDENCE, before=before), "关停、迁移网站数") == "1"
    at = datetime(2018, 4, 1, tzinfo=CHINA)
    merged = Ledger(
        mergers=(Merger(at, "a", "b", date(2018, 6, 30)), Merger(at, "c", "b", date(2019, 6, 30)))
    )
    assert supervision(replace(EVIDENCE, ledger=merged), "列入整合计划的网站数") == "1"


def test_activities_are_summed_and_unknown_people_are_a_gap() -> None:
    training = Activity(date(2018, 5, 16), ActivityKind.TRAINING, people=120)
    some = replace(EVIDENCE, activities=(training, replace(training, number=2, people=80)))
    assert supervision(some, "培训次数") == "3"
    assert supervision(some, "培训人次") == "200"
    assert supervision(some, "问责人次") is None
    unsaid = replace(EVIDENCE, activities=(training, replace(training, people=None)))
    assert supervision(unsaid, "培训人次") is None


def test_messages_of_the_year_are_counted_by_site() -> None:
    def at(day: int, year: int = 2018) -> datetime:
        return datetime(year, 3, day, 9, tzinfo=CHINA)

    messages = (
        Message(at(1), "a", "3700000001"),
        Message(at(2), "b", "", "http://slj.yc.gov.cn/x.html"),
        Message(at(3), "c", "3700000009"),
        Message(at(1, 2017), "d", "3700000001"),
    )
    replies = (Reply(at(3), "a"), Reply(at(7), "a"), Reply(at(5), "b"))
    evidence = replace(EVIDENCE, ledger=Ledger(messages=messages, replies=replies))
    assert [work(evidence, label) for label in ("收到留言数", "办结留言数", "平均办理时间")] == [
        "2",
        "2",
        "2.5",
    ]
    assert supervision(evidence, "收到留言数") == "3"
    none = replace(EVIDENCE, ledger=Ledger(messages=messages[2:3]))
    assert work(none, "收到留言数") == "0"
    assert work(none, "平均办理时间") is None


def seen(*columns: Column, day: date = date(2019, 1, 10)) -> SiteView:
    return SiteView(site=SITE, as_of=end_of_day(day), home=None, columns=columns, complete=True)


def listed(kind: ColumnKind, *days: date | None, complete: bool = False) -> Column:
    items = tuple(Item(f"条目{n}", f"http://slj.yc.gov.cn/{kind}/{n}", day) for n, day in enumerate(days))
    return Column("栏目", f"http://slj.yc.gov.cn/{kind}/", kind, ListState.LISTED, items, complete=complete)


D17, D18, D19 = date(2017, 12, 30), date(2018, 6, 1), date(2019, 1, 5)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        (listed(ColumnKind.NEWS, D19, D18, D18, D17), "2"),
        (listed(ColumnKind.NEWS, D19, D18, complete=True), "1"),
        (listed(ColumnKind.NEWS, D19, D18), None),
        (listed(ColumnKind.NEWS, D18, None, D17), None),
        (Column("空", "u", ColumnKind.NEWS, ListState.EMPTY), "0"),
        (Column("远程", "u", ColumnKind.NEWS, ListState.REMOTE), None),
        (listed(ColumnKind.NOTICE, D18, D17), None),
    ],
)
def test_entries_are_counted_only_where_the_list_was_read_back_far_enough(
    column: Column, value: str | None
) -> None:
    assert work(EVIDENCE, "政务动态信息更新量", seen(column)) == value


def test_a_look_before_the_end_of_the_year_counts_nothing() -> None:
    column = listed(ColumnKind.NEWS, D18, D17)
    view = seen(column, day=date(2018, 12, 31))
    assert work(EVIDENCE, "政务动态信息更新量", view) is None
    assert "早于年末" in entry(work_table(EVIDENCE, SITE, view), "政务动态信息更新量").source
    assert work(EVIDENCE, "维护专栏专题数", view) is None
    assert work(EVIDENCE, "维护专栏专题数", seen(listed(ColumnKind.TOPIC, D18))) == "1"


def test_an_activity_of_a_unit_is_its_site_s_where_it_has_only_one() -> None:
    drill = Activity(date(2018, 6, 20), ActivityKind.DRILL, unit="市水利局")
    assert work(replace(EVIDENCE, activities=(drill,)), "应急演练次数") == "1"
    two = Register((UNIT,), (SITE, Site("1", "http://b.gov.cn/", site_code="3700000002")))
    assert work(replace(EVIDENCE, activities=(drill,), register=two), "应急演练次数") is None
    coded = replace(drill, site_code="3700000001")
    assert work(replace(EVIDENCE, activities=(coded,), register=two), "应急演练次数") == "1"


def test_accounts_are_listed_without_those_that_were_given_up() -> None:
    accounts = (
        Account("微信", "云川水利", "1"),
        Account("微博", "云川水务", "1", status="已注销"),
        Account("微信", "别的", "2"),
    )
    assert work(replace(EVIDENCE, accounts=accounts), "新媒体账号") == "微信：云川水利"
    assert work(replace(EVIDENCE, accounts=accounts[2:]), "新媒体账号") == "无"
    assert work(EVIDENCE, "新媒体账号") is None
