"""What the bulletin says: lists exact, counts the lengths of their lists, nothing about what is unknown."""

import re
from dataclasses import replace
from datetime import date

import pytest

from mingcha.reports.bulletin import (
    BulletinData,
    GoodPractice,
    LateUnit,
    MessageFigures,
    NotChecked,
    Overall,
    Place,
    ProblemClass,
    ScoreRow,
)
from mingcha.reports.compose import compose
from mingcha.reports.document import Heading, Masthead, Signature, Table, plain_text
from mingcha.reports.notes import drafting_notes


def _text(data: BulletinData) -> str:
    return plain_text(compose(data))


def _body(data: BulletinData) -> str:
    """The text before the annexes."""
    return _text(data).split(f"\n{data.issuer}\n{data.issued_on.year}年")[0]


def _part(text: str, start: str, end: str) -> str:
    return text[text.index(start) : text.index(end)]


def test_the_three_lists_of_the_notice_are_named_exactly(notice: BulletinData) -> None:
    problems = _part(_body(notice), "二、存在的主要问题", "三、下一步工作要求")
    assert (
        "截至3月31日，市科技局、市文广新局、市物价局、沂沭河水利管理局、市房产局均未公布本单位2017年政府信息公开年度报告"
        in problems
    )
    assert "截至3月20日，市渔业局、市林业局、市统计局、市供销社、市中小企业局均未报送" in problems
    assert "截至3月20日，市水利局、市旅发委、市发改委均未报送" in problems
    named = {unit.short_name for unit in notice.units if unit.short_name in problems}
    assert len(named) == 13


def test_where_the_law_gives_two_days_each_unit_stands_under_its_own(notice: BulletinData) -> None:
    assert notice.annual_report is not None
    counties = tuple(unit.short_name for unit in notice.units if unit.kind == "县区")[:2]
    duty = replace(
        notice.annual_report,
        due=date(2018, 1, 31),
        other_due=date(2018, 3, 31),
        other_units=counties,
        on_time=tuple(unit for unit in notice.annual_report.on_time if unit != counties[0]),
        missing=(*notice.annual_report.missing, counties[0]),
    )
    text = _text(replace(notice, annual_report=duty))
    assert f"各单位应当于1月31日前（{'、'.join(counties)}为3月31日前）在本单位网站公布" in text
    assert "截至1月31日，市科技局、市文广新局、市物价局、沂沭河水利管理局、市房产局均未公布" in text
    assert f"年度报告。截至3月31日，{counties[0]}未公布本单位2017年政府信息公开年度报告。" in text


def test_the_eight_praised_units_are_named_exactly(notice: BulletinData) -> None:
    situation = _part(_body(notice), "（二）整改落实情况", "（三）2017年政府信息公开年度报告公布情况")
    praised = "蒙阴县、沂南县、临沭县、罗庄区、市地震局、市规划局、市民宗局、临沂综保区管委会"
    assert f"其中，{praised}等8个单位行动迅速" in situation
    assert sum(unit.short_name in situation for unit in notice.units) == 8


def test_the_parts_stand_in_the_order_of_the_notice(notice: BulletinData) -> None:
    text = _text(notice)
    parts = [
        "临沂市人民政府办公室\n关于一季度政务公开工作情况的通报",
        "各县区人民政府，",
        "现将有关情况通报如下：",
        "一、基本情况",
        "（一）主动公开情况。",
        "（二）整改落实情况。",
        "（三）2017年政府信息公开年度报告公布情况。",
        "二、存在的主要问题",
        "（一）部分单位未及时公布2017年政府信息公开年度报告。",
        "（二）部分单位未按时报送2017年全市政务公开工作考核整改反馈情况。",
        "（三）部分单位未按时报送一季度政府网站抽查整改反馈情况。",
        "以上情况纳入2018年政务公开工作日常考核。",
        "三、下一步工作要求",
        "附件：各单位问题清单",
        "\n临沂市人民政府办公室\n2018年4月18日\n",
    ]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def test_the_one_conflict_of_the_notice_is_for_the_drafter_and_not_in_the_document(
    notice: BulletinData,
) -> None:
    assert [conflict.unit for conflict in notice.conflicts] == ["市发改委"]
    assert notice.conflicts[0].named == ("未按时报送临政办函〔2018〕83号反馈情况",)
    assert "市发改委：表扬于" in drafting_notes(notice)
    body = _body(notice)
    assert body.count("市发改委") == 2
    assert "冲突" not in body


def test_a_fault_of_the_site_is_no_conflict(notice: BulletinData) -> None:
    stale = ProblemClass("stale_column", "栏目更新不及时", "", (Place("市教育局", "市教育局网站", "新闻"),))
    assert [c.unit for c in replace(notice, problems=(stale,)).conflicts] == ["市发改委"]


def test_what_is_due_later_names_nobody(notice: BulletinData) -> None:
    early = replace(notice, as_of=date(2018, 3, 1), good_practice=())
    everyone = tuple(unit.short_name for unit in notice.units)
    assert notice.annual_report is not None
    duty = replace(notice.annual_report, on_time=(), missing=())
    orders = tuple(replace(order, on_time=(), missing=(), praised=()) for order in notice.orders)
    body = _body(replace(early, annual_report=duty, orders=orders))
    assert "公布期限尚未届满" in body
    assert "报送期限尚未届满" in body
    assert not [name for name in everyone if name in body]


def test_a_late_unit_is_named_with_its_day_and_the_missing_apart(notice: BulletinData) -> None:
    assert notice.annual_report is not None
    duty = replace(
        notice.annual_report,
        missing=("市物价局", "市科技局"),
        late=(LateUnit("市房产局", date(2018, 4, 2)), LateUnit("市文广新局", date(2018, 4, 9))),
        on_time=(),
    )
    assert (
        "截至3月31日，市科技局、市文广新局、市物价局、市房产局均未公布本单位2017年政府信息公开年度报告。"
        "其中，市文广新局于4月9日公布、市房产局于4月2日公布。"
    ) in _body(replace(notice, annual_report=duty))


def test_a_single_late_unit_reads_as_one(notice: BulletinData) -> None:
    assert notice.annual_report is not None
    duty = replace(
        notice.annual_report, missing=(), late=(LateUnit("市房产局", date(2018, 4, 2)),), on_time=()
    )
    body = _body(replace(notice, annual_report=duty))
    assert "（一）个别单位未及时公布" in body
    assert "市房产局未公布本单位2017年政府信息公开年度报告。其中，市房产局于4月2日公布。" in body


def test_what_could_not_be_checked_is_never_a_problem(notice: BulletinData) -> None:
    assert notice.annual_report is not None
    duty = replace(notice.annual_report, missing=(), cant_tell=("市科技局",))
    unknown = NotChecked("市科技局", "市科技局网站", "年度报告", "网站不能访问，请复查")
    data = replace(notice, annual_report=duty, orders=(), good_practice=(), not_checked=(unknown,))
    body = _body(data)
    assert "市科技局" not in body
    assert "未能完成检查的网站和事项不作为问题通报，见附件。" in body
    annex = _text(data).split("未能完成检查的网站和事项\n")[-1]
    assert annex.splitlines()[1] == "1\t市科技局\t市科技局网站\t年度报告\t网站不能访问，请复查"
    assert "市科技局" in drafting_notes(data)


def test_an_empty_quarter_says_that_nothing_was_found(empty_quarter: BulletinData) -> None:
    body = _body(empty_quarter)
    assert "本季度已完成检查的网站和事项中，未发现需要通报的问题。" in body
    assert "纳入" not in body
    assert not [unit.short_name for unit in empty_quarter.units if unit.short_name in body]
    assert not [block for block in compose(empty_quarter).blocks if isinstance(block, Table)]
    assert "附件" not in body


def test_counts_are_the_lengths_of_their_lists(city: BulletinData) -> None:
    body = _body(city)
    for problem in city.problems[:2]:
        sentence = _part(body, f"{problem.title}。涉及", "以上情况不符合")
        body = body.replace(f"{sentence}以上情况不符合", "", 1)
        counted = re.search(r"涉及(\d+)个单位", sentence)
        assert counted is not None
        listed = [unit for unit in city.units if re.search(rf"[：、；]{unit.short_name}[（、。；]", sentence)]
        assert len(listed) == int(counted[1]) == len(problem.places)


def test_units_stand_in_register_order_whatever_order_they_were_found_in(notice: BulletinData) -> None:
    places = tuple(Place(name, f"{name}网站", "新闻") for name in ("市民宗局", "蒙阴县", "市房产局"))
    body = _body(replace(notice, problems=(ProblemClass("stale_column", "栏目更新不及时", "", places),)))
    assert "蒙阴县（“新闻”栏目）、市房产局（“新闻”栏目）、市民宗局（“新闻”栏目）。" in body


def test_a_class_without_places_is_not_numbered(city: BulletinData) -> None:
    body = _body(city)
    assert "首页缺少" not in body
    headings = [
        block.text for block in compose(city).blocks if isinstance(block, Heading) and block.level == 2
    ]
    problems = [text[:3] for text in headings if "问题" in text or "链接" in text or "栏目" in text]
    assert problems[:3] == ["（一）", "（二）", "（三）"]


def test_columns_of_one_unit_are_gathered_and_counted() -> None:
    from mingcha.reports.queries_of_sites import places_text

    columns = tuple(Place("甲", "甲网站", name) for name in ("通知", "新闻", "政策"))
    assert places_text(columns) == "（“通知”“新闻”“政策”等3个栏目）"
    assert places_text((Place("甲", "甲网站", None, 1),)) == ""
    assert places_text((Place("甲", "甲网站", None, 4),)) == "（4处）"
    two = (Place("甲", "甲网站", "通知"), Place("甲", "甲学院网站", None, 2))
    assert places_text(two) == "（甲网站“通知”栏目；甲学院网站2处）"


def test_messages_are_summed_and_only_late_units_are_named(city: BulletinData) -> None:
    body = _body(city)
    assert (
        "截至7月9日，共收到网民留言11件，按期办结7件，逾期办结1件，逾期未办结2件，尚在办理期限内1件。"
        "其中，市教育局逾期办结1件、逾期未办结1件；市资源局逾期未办结1件。"
    ) in body
    assert "垚山县逾期" not in body


def test_messages_all_in_time_are_no_problem(notice: BulletinData) -> None:
    data = replace(notice, messages=(MessageFigures("市水利局", 3, 3, 0, 0, 0, answer_workdays=4),))
    body = _body(data)
    assert (
        "（四）网民留言办理情况。截至4月18日，共收到网民留言3件，按期办结3件，按期办结率100%，平均1.3个工作日答复。"
    ) in body
    assert "留言" not in _part(body, "二、存在的主要问题", "三、下一步工作要求")


def test_a_regulation_has_its_full_title_once_and_its_number_afterwards(city: BulletinData) -> None:
    body = _body(city)
    full = "《国务院办公厅关于印发政府网站发展指引的通知》（国办发〔2017〕47号）"
    assert body.count(full) == 1
    assert "以上情况不符合国办发〔2017〕47号附件的要求。" in body
    assert body.index(full) < body.index("以上情况不符合国办发")


def test_only_regulations_in_force_on_the_day_are_cited(notice: BulletinData) -> None:
    opening = _body(replace(notice, as_of=date(2020, 1, 10), issued_on=date(2020, 1, 10)))
    assert "国务院令第711号" in opening
    assert "国务院令第492号" not in opening
    assert "国办秘函〔2019〕19号" in opening


def test_the_number_gives_a_red_head_in_its_right_form(city: BulletinData, notice: BulletinData) -> None:
    assert compose(city).blocks[0] == Masthead("云州市人民政府办公室文件", "云政办字〔2018〕8号")
    assert not [block for block in compose(notice).blocks if isinstance(block, Masthead)]


def test_a_number_of_the_word_letter_gives_the_letter_format(city: BulletinData) -> None:
    head = compose(replace(city, number="云政办函〔2018〕40号")).blocks[0]
    assert head == Masthead("云州市人民政府办公室", "云政办函〔2018〕40号", letter=True)


@pytest.mark.parametrize(
    ("failing", "sentence"),
    [
        (0, "本次检查4个，均未发现问题。"),
        (4, "本次检查4个，均发现问题。"),
        (1, "本次检查4个，其中未发现问题的3个，占75%；发现问题的1个。"),
    ],
)
def test_all_or_none_is_said_in_words(notice: BulletinData, failing: int, sentence: str) -> None:
    assert sentence in _body(replace(notice, overall=Overall(4, 4, 0, failing)))


def test_dates_have_no_leading_zero_and_until_is_written_right(city: BulletinData) -> None:
    text = _text(city)
    assert not re.search(r"年0\d|月0\d", text)
    assert "截止" not in text
    (signature,) = [block for block in compose(city).blocks if isinstance(block, Signature)]
    assert signature == Signature("云州市人民政府办公室", "2018年7月10日")


def test_given_requirements_stand_word_for_word_with_their_headings(notice: BulletinData) -> None:
    given = ("（一）深入做好政务公开工作。一是扩大公开范围。", "请各单位认真落实。")
    blocks = compose(replace(notice, requirements=given)).blocks
    assert Heading(2, "（一）深入做好政务公开工作。", "一是扩大公开范围。") in blocks
    text = _body(replace(notice, requirements=given))
    assert text.index(given[0]) < text.index(given[1])
    assert "抓好问题整改" not in text


def test_the_annex_has_one_row_for_each_named_problem(notice: BulletinData) -> None:
    (table,) = [block for block in compose(notice).blocks if isinstance(block, Table)]
    assert len(table.rows) == 13
    assert [row[0] for row in table.rows] == [str(number) for number in range(1, 14)]


def test_points_are_printed_only_when_given(notice: BulletinData) -> None:
    assert "得分" not in _text(notice)
    scored = replace(notice, scores=(ScoreRow("市水利局", 97.5, ()), ScoreRow("蒙阴县", 100.0, ())))
    assert "1\t蒙阴县\t100\t\n2\t市水利局\t97.5\t" in _text(scored)


def test_figures_over_all_sites_are_printed_only_when_given(city: BulletinData, notice: BulletinData) -> None:
    assert (
        "全市在册运行政府网站60个，本期关停1个，本次检查58个，其中未发现问题的46个，占79.3%；发现问题的12个；"
        "另有2个未能完成检查，不计入问题。"
    ) in _body(city)
    assert "在册运行" not in _body(notice)


def test_units_praised_for_the_same_stand_together(notice: BulletinData) -> None:
    text = "及时公布了行政处罚案件信息"
    praise = (
        GoodPractice("市食药监局", text),
        GoodPractice("市法制办", "公开了计划。"),
        GoodPractice("市农业局", text),
    )
    body = _body(replace(notice, good_practice=praise))
    assert f"做得较好：市农业局、市食药监局{text}；市法制办公开了计划。" in body


def test_an_order_that_nobody_answered_in_time_gives_no_zero(city: BulletinData) -> None:
    order = replace(city.orders[0], on_time=(), late=(), praised=(), cant_tell=())
    assert "应报送的2个单位均未按期报送。" in _body(replace(city, orders=(order,)))


def test_a_basis_with_a_colon_reads_as_a_sentence(notice: BulletinData) -> None:
    places = (Place("市水利局", "市水利局网站"),)
    problem = ProblemClass("missing_badge", "缺少标识", "国办发〔2017〕47号 网页设计规范：底部功能区", places)
    body = _body(replace(notice, problems=(problem,)))
    assert "以上情况不符合国办发〔2017〕47号网页设计规范关于底部功能区的要求。" in body


def test_icons_and_control_characters_of_a_page_do_not_reach_the_document(notice: BulletinData) -> None:
    places = (
        Place("市水利局", "市水利局网站", "\ue600通知\u200b \n公告\x0b📢", 1, ("http://a.gov.cn/\x00x",)),
    )
    problem = ProblemClass("stale_column", "栏目更新不及时", "", places)
    reason = NotChecked("市水利局", "市水利局网站", "死链", "网站\r\n拒绝访问\x07")
    text = _text(
        replace(notice, problems=(problem,), not_checked=(reason,), requirements=("一是\n认真 落实。",))
    )
    assert "市水利局（“通知公告”栏目）。" in text
    assert "通知公告；http://a.gov.cn/x" in text
    assert "死链\t网站拒绝访问\n" in text
    assert "\n一是认真落实。\n" in text


def test_blanks_between_latin_words_stay(notice: BulletinData) -> None:
    assert "\n请使用 IPv6 Only 网络。\n" in _text(replace(notice, requirements=("请使用 IPv6  Only 网络。",)))
