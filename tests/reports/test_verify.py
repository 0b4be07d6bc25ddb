"""An edited text against the data: what disagrees is told with place, both sides, remedy; the rest not."""

from dataclasses import replace
from datetime import date

import pytest

from mingcha.reports.bulletin import BulletinData, BulletinUnit, FailingSite, LateUnit, Overall, PeriodFigures
from mingcha.reports.claims import ClaimReader, Kind, sentences
from mingcha.reports.compose import compose_text
from mingcha.reports.disagreement import Disagreement, What
from mingcha.reports.manuscript import ManuscriptError, read_manuscript, write_manuscript
from mingcha.reports.verify import disagreements

END = "以上情况纳入"
TITLE_83 = "关于第一季度政府网站抽查有关情况的通报"


def found(data: BulletinData, *changes: tuple[str, str]) -> list[Disagreement]:
    composed = compose_text(data)
    text = write_manuscript(composed)
    for old, new in changes:
        assert text.count(old) > 0, old
        text = text.replace(old, new, 1)
    return disagreements(read_manuscript(text), composed, data)


def blocking(data: BulletinData, *changes: tuple[str, str]) -> list[tuple[What, str, str]]:
    return [(one.what, one.written, one.data) for one in found(data, *changes) if one.blocks]


def test_a_name_left_out_is_told_with_line_place_list_and_remedy(notice: BulletinData) -> None:
    (one,) = found(notice, ("市科技局、", ""))
    assert one.what is What.UNIT_LEFT_OUT
    assert one.place == "二、存在的主要问题（一）部分单位未及时公布2017年政府信息公开年度报告"
    assert one.line == 25
    assert one.written == "没有市科技局"
    assert one.data == "该处列有市科技局、市文广新局、市物价局、沂沭河水利管理局、市房产局"
    assert one.remedy == "请补上市科技局，或说明理由"


def test_a_name_put_in_is_told_with_what_the_data_say_of_it(notice: BulletinData) -> None:
    (row,) = blocking(notice, ("市科技局、", "市教育局、市科技局、"))
    assert row[:2] == (What.UNIT_ADDED, "有市教育局")
    assert "市教育局：2017年年度报告按期公布；" in row[2]


NOTICE_EDITS = [
    ("等8个单位", "等7个单位", What.COUNT, "“等8个单位”"),
    ("等8个单位", "等7个单位", What.COUNT, "名单有8个：蒙阴县、"),
    ("截至3月31日，", "截至3月30日，", What.DATE, "“截至3月31日”"),
    ("截至3月31日，", "截至4月31日，", What.DATE, "没有这一天"),
    ("均未公布本单位", "均已公布本单位", What.UNIT_ADDED, "没有这样的记载（市科技局：2017年年度报告未公布；"),
    ("公布2017年政府", "公布2016年政府", What.DATE, "“2017年”"),
    ("一季度政务公开", "二季度政务公开", What.DATE, "“一季度”"),
    ("临政办函〔2018〕83号文件", "临政办函〔2018〕82号文件", What.DOCUMENT, "“临政办函〔2018〕83号”"),
    (END, f"市教育局未公布年度报告。{END}", What.UNIT_ADDED, "没有这样的记载（市教育局："),
    (END, f"共有6个单位未公布年度报告。{END}", What.COUNT, "2017年年度报告未公布5个"),
    (END, f"未按期公布年度报告的占25%。{END}", What.SHARE, "17.9%"),
    (END, f"2018年5月3日，市政府办公室召开会议。{END}", What.DATE, "本期自2018年1月1日至2018年4月18日"),
    (END, f"2017年12月3日，市政府办公室召开会议。{END}", What.DATE, "本期自2018年1月1日"),
    (
        END,
        f"临政办函〔2018〕99号另有要求。{END}",
        What.DOCUMENT,
        "临政办函〔2018〕72号、临政办函〔2018〕83号",
    ),
    (END, f"市粮食局未公布年报。{END}", What.UNIT_ADDED, "名册中没有这个单位"),
    ("市旅发委、市发改委均", "市旅游局、市发改委均", What.UNIT_ADDED, "名册中没有这个单位"),
    ("署名：临沂市人民政府办公室", "署名：临沂市教育局", What.HEAD, "“临沂市人民政府办公室”"),
    ("成文日期：2018年4月18日", "成文日期：2018年4月20日", What.HEAD, "“2018年4月18日”"),
]


@pytest.mark.parametrize(("old", "new", "what", "data"), NOTICE_EDITS)
def test_an_edit_that_disagrees_with_the_notice_blocks(
    notice: BulletinData, old: str, new: str, what: What, data: str
) -> None:
    rows = blocking(notice, (old, new))
    assert [row for row in rows if row[0] is what and data in row[2]], rows


CITY_EDITS = [
    ("逾期办结1件，逾期未办结2件", "逾期办结2件，逾期未办结1件", What.COUNT, "“逾期未办结2件”"),
    ("市科技局（2处）、市工信局（3处）", "市科技局（3处）、市工信局（2处）", What.COUNT, "“市科技局2处”"),
    ("市教育局逾期办结1件、", "市教育局逾期办结3件、", What.COUNT, "“市教育局逾期办结1件”"),
    ("（“工作动态”栏目）", "（“政策文件”栏目）", What.NAME, "市科技局“工作动态”"),
    ("于6月20日报送", "于6月19日报送", What.DATE, "“市工信局于6月20日”"),
    ("于2018年8月1日前", "于2018年8月15日前", What.DATE, "“于2018年8月1日”"),
    ("涉及12个单位", "涉及13个单位", What.COUNT, "“涉及12个单位”"),
    ("另有2个", "另有3个", What.COUNT, "“另有2个”"),
    ("，逾期未办结2件", "", What.COUNT, "共收到网民留言11件、按期办结7件、"),
    ("，未报送的2个", "", What.COUNT, "应报送的12个单位、按期报送的8个、"),
    ("市教育局图文解读民生政策；", "", What.UNIT_LEFT_OUT, "该处列有市教育局、市科技局"),
    ("行动迅速，", "和市公安局行动迅速，", What.UNIT_ADDED, "该处没有市公安局"),
]


@pytest.mark.parametrize(("old", "new", "what", "data"), CITY_EDITS)
def test_an_edit_that_disagrees_with_the_city_blocks(old: str, new: str, what: What, data: str) -> None:
    from tests.reports.conftest import fictional_city

    rows = blocking(fictional_city(12), (old, new))
    assert [row for row in rows if row[0] is what and data in row[2]], rows


HARMLESS = [
    ("现将有关情况通报如下", "现将检查的有关情况通报如下"),
    ("逾期办结1件，逾期未办结2件", "逾期未办结2件，逾期办结1件"),
    ("市科技局（2处）、市工信局（3处）", "市工信局（3处）、市科技局（2处）"),
    ("逾期办结1件，逾期未办结2件", "超期办结1件，逾期未办结2件"),
    ("各单位要切实承担起", "各单位要进一步切实承担起"),
    (END, f"2018年6月5日，市政府办公室对上述单位作了提醒。{END}"),
    (END, f"共有12个单位的栏目更新不及时。{END}"),
    (END, f"市教育局存在栏目更新不及时问题。{END}"),
    (END, f"全市收到网民留言11件，其中按期办结7件，占63.6%。{END}"),
    ("截至6月15日，市教育局、市工信局、市民族局均未报送", "市教育局、市民族局、市工信局截至6月15日均未报送"),
    (
        "市教育局、市工信局、市民族局均未报送一季度网站问题整改反馈情况。其中，市工信局于6月20日报送。",
        "市教育局、市工信局和市民族局3个单位没有报送一季度网站问题整改反馈情况，其中市工信局6月20日补报。",
    ),
    ("### （四）及时办理网民留言\n", "### （四）办好网民留言\n"),
    ("## 三、下一步工作要求", "## 三、有关要求"),
]


@pytest.mark.parametrize(("old", "new"), HARMLESS)
def test_an_edit_that_says_the_same_is_silent(old: str, new: str) -> None:
    from tests.reports.conftest import fictional_city

    assert blocking(fictional_city(12), (old, new)) == []


def test_days_may_be_told_in_turn(notice: BulletinData) -> None:
    late = (LateUnit("市房产局", date(2018, 4, 2)), LateUnit("市文广新局", date(2018, 4, 9)))
    assert notice.annual_report is not None
    data = replace(notice, annual_report=replace(notice.annual_report, late=late, missing=()))
    old = "市文广新局于4月9日公布、市房产局于4月2日公布"
    assert blocking(data, (old, "市文广新局、市房产局分别于4月9日、4月2日公布")) == []
    assert blocking(data, (old, "市文广新局、市房产局分别于4月2日、4月9日公布"))


def test_a_name_may_not_move_into_another_paragraph(city: BulletinData) -> None:
    first = city.orders[0]
    second = replace(first, number="云政办函〔2018〕40号", title="关于自查的通知", about="自查")
    second = replace(second, praised=first.praised[:1])
    first = replace(first, praised=first.praised[1:])
    data = replace(city, orders=(first, second))
    one, two, three = (*second.praised, *first.praised)
    rows = blocking(
        data,
        (f"其中，{two}、{three}行动迅速", f"其中，{two}行动迅速"),
        (f"其中，{one}行动", f"其中，{one}、{three}行动"),
    )
    assert {row[:2] for row in rows} == {
        (What.UNIT_LEFT_OUT, f"没有{three}"),
        (What.UNIT_ADDED, f"有{three}"),
    }


def test_a_sentence_may_be_split_in_two(notice: BulletinData) -> None:
    old = "市物价局、沂沭河水利管理局、市房产局均未公布本单位2017年政府信息公开年度报告。"
    new = "市物价局未公布。沂沭河水利管理局、市房产局也未公布2017年政府信息公开年度报告。"
    assert blocking(notice, (old, new)) == []


def test_a_section_left_out_is_told_with_its_names(notice: BulletinData) -> None:
    text = write_manuscript(compose_text(notice))
    start = text.index("### （二）部分单位未按时报送")
    cut = text[start : text.index("### （三）部分单位未按时报送")]
    (row,) = blocking(notice, (cut, ""))
    assert row[0] is What.SECTION_LEFT_OUT
    assert row[2] == "该节列有市渔业局、市林业局、市统计局、市供销社、市中小企业局"


def test_a_new_section_is_read_by_what_it_says(notice: BulletinData) -> None:
    good = "### 其他情况\n市教育局按期公布了年度报告，市科技局未公布年度报告。\n\n## 三、"
    bad = "### 其他情况\n市教育局网站空白栏目较多，市民宗局未公布年度报告。\n\n## 三、"
    assert [row[1][-6:] for row in blocking(notice, ("## 三、", bad))] == ["（市教育局）", "（市民宗局）"]
    assert blocking(notice, ("## 三、", good)) == []


def test_pass_rate_change_and_streak_are_held_to_the_stored_periods(city: BulletinData) -> None:
    failing = (FailingSite("市教育局", "3713000001", "市教育局网站", "http://a.gov.cn/", ("首页不更新",)),)
    data = replace(
        city,
        overall=Overall(60, 58, 2, 12, opened=1, unqualified=1),
        failing_sites=failing,
        earlier=(PeriodFigures("2018Q1", 59, 50, 20, 0), PeriodFigures("2017Q4", 59, 50, 20, 0)),
    )
    text = "".join(entry.text for entry in compose_text(data).entries)
    assert (
        "本期新开设1个，本次检查58个，合格57个、不合格1个，合格率98.3%，比2018年一季度下降1.7个百分点，"
        "此前连续2个季度全部合格，其中未发现问题的46个"
    ) in text
    assert "不合格网站为市教育局“市教育局网站”" in text
    assert blocking(data, ("98.3%", "98.5%"))
    assert blocking(data, ("1.7个百分点", "1.5个百分点"))
    assert blocking(data, ("连续2个季度", "连续3个季度"))
    assert blocking(data, ("下降1.7", "提高1.7"))


def test_nothing_is_compared_with_a_period_that_is_not_stored(city: BulletinData) -> None:
    data = replace(
        city,
        overall=Overall(60, 58, 2, 12, unqualified=0),
        earlier=(PeriodFigures("2017Q4", 59, 50, 20, 0),),
    )
    text = "".join(entry.text for entry in compose_text(data).entries)
    assert "合格58个，合格率100%，其中" in text
    assert "百分点" not in text
    assert "连续" not in text.partition("（一）")[0]


def test_full_pass_rates_in_a_row_are_counted(city: BulletinData) -> None:
    data = replace(
        city,
        overall=Overall(60, 58, 2, 12, unqualified=0),
        earlier=tuple(PeriodFigures(period, 59, 50, 20, 0) for period in ("2018Q1", "2017Q4", "2017Q2")),
    )
    text = "".join(entry.text for entry in compose_text(data).entries)
    assert "合格率100%，与2018年一季度持平，连续3个季度全部合格，其中" in text


WORDING = [
    ("截至3月31日，", "截止3月31日，", "“截至”"),
    ("等8个单位", "等八个单位", "阿拉伯数字"),
    ("“部门年报”", '"部门年报"', "“”"),
    ("2018年一季度全市", "2018年04月全市", "不编虚位"),
    ("有关情况通报如下", "有关情况(见附件)通报如下", "（）"),
    ("对2018年", "对２０１８年", "半角数字"),
    ("进行了检查，", "进行了检查，，", "一个标点"),
    ("按照《中华", "按照国家 and 省市《中华", "中文"),
    ("（临政办函〔2018〕72号）", "（临政办函[2018]072号）", "〔年份〕序号"),
    (f"《{TITLE_83}》（临政办函〔2018〕83号）", "临政办函〔2018〕83号", f"《{TITLE_83}》"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "right"), WORDING)
def test_wording_is_advised_and_blocks_nothing(notice: BulletinData, old: str, new: str, right: str) -> None:
    advice = [one for one in found(notice, (old, new)) if one.what is What.WORDING]
    assert [one for one in advice if one.data.startswith(right)], advice
    assert not any(one.blocks for one in advice)


def test_the_key_of_a_disagreement_outlives_its_line_and_the_number_of_its_section(
    notice: BulletinData,
) -> None:
    (one,) = found(notice, ("市科技局、", ""))
    (moved,) = found(notice, ("市科技局、", ""), ("## 一、", "\n\n\n## 一、"))
    new = "## 二、存在的主要问题\n\n### 总的情况\n总体较好。"
    (renumbered,) = found(notice, ("市科技局、", ""), ("## 二、存在的主要问题", new))
    assert one.place != renumbered.place
    assert one.line != moved.line
    assert one.key == moved.key == renumbered.key


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("正文", "没有标题"),
        ("# 通报", "没有正文"),
        ("# 通报\n甲\n# 再", "第3行：标题“# …”只能有一个"),
        ("# 通报\n主送：甲\n主送：乙\n丙", "第3行：“主送”写了两次"),
    ],
)
def test_a_text_that_cannot_be_read_names_its_line(source: str, sentence: str) -> None:
    with pytest.raises(ManuscriptError, match=sentence):
        read_manuscript(source)


def test_claims_are_read_with_whom_they_are_said_of(notice: BulletinData) -> None:
    reader = ClaimReader(notice)
    text = "市水利局逾期办结２ 件、逾期未办结1件；临沂市未涉及，兰山区教育局不算，占96.5％。"
    claims = [(one.kind, one.value, one.unit, one.label) for one in reader.read(text)]
    assert claims == [
        (Kind.UNIT, "市水利局", "", ""),
        (Kind.NUMBER, "2", "市水利局", "逾期办结"),
        (Kind.NUMBER, "1", "市水利局", "逾期未办结"),
        (Kind.SHARE, "96.5", "市水利局", "占"),
    ]


def test_a_county_s_own_bureau_is_not_the_county(notice: BulletinData) -> None:
    assert ClaimReader(notice).units("蒙阴县教育局、蒙阴县政府和沂南县") == ["蒙阴县", "沂南县"]


def test_the_office_s_own_name_names_no_unit(notice: BulletinData) -> None:
    office = BulletinUnit("临沂市人民政府办公室", "市政府办", "市政府部门")
    data = replace(notice, units=(office, *notice.units))
    reader = ClaimReader(data)
    assert reader.units("市政府办公室会同市水利局") == ["市水利局"]
    assert reader.units("市政府办、市水利局未报送") == ["市政府办", "市水利局"]
    meeting = f"2018年2月3日，市政府办公室召开会议。{END}"
    assert blocking(data, (END, meeting)) == []


def test_a_stop_in_brackets_ends_no_sentence() -> None:
    assert sentences("甲（乙。丙）丁。“戊。”己。庚") == ["甲（乙。丙）丁。", "“戊。”己。", "庚"]


def test_an_impossible_or_foreign_year_is_no_day_of_the_data(notice: BulletinData) -> None:
    late = replace(notice, as_of=date(2018, 4, 18))
    assert blocking(late, (END, f"截至2019年3月31日情况良好。{END}"))
