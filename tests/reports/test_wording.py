"""Official Chinese for dates, numbers, lists and titles."""

from datetime import date

import pytest

from mingcha.reports.wording import (
    Mentions,
    area_text,
    chinese_number,
    counted_units,
    date_text,
    enumeration,
    hexagonal,
    own_name,
    percentage,
    report_name,
    short_date_text,
    title_lines,
    titled,
)


def test_dates_have_arabic_digits_without_leading_zeros() -> None:
    assert date_text(date(2018, 4, 8)) == "2018年4月8日"
    assert short_date_text(date(2018, 3, 20), 2018) == "3月20日"
    assert short_date_text(date(2017, 12, 1), 2018) == "2017年12月1日"


@pytest.mark.parametrize(
    ("number", "text"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (34, "三十四"), (99, "九十九")]
)
def test_headings_count_in_chinese(number: int, text: str) -> None:
    assert chinese_number(number) == text


@pytest.mark.parametrize("number", [0, 100])
def test_headings_beyond_ninety_nine_are_refused(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        chinese_number(number)


def test_no_pause_mark_between_quoted_items() -> None:
    assert enumeration(("“部门年报”", "“县区年报”")) == "“部门年报”“县区年报”"
    assert enumeration(("《甲》", "《乙》")) == "《甲》《乙》"
    assert enumeration(("甲", "乙")) == "甲、乙"


def test_a_count_follows_only_a_longer_list() -> None:
    assert counted_units(("甲", "乙")) == "甲、乙"
    assert counted_units(("甲", "乙", "丙")) == "甲、乙、丙等3个单位"


@pytest.mark.parametrize(
    "wrong", ["临政办函[2018]72号", "临政办函（2018）72号", "临政办函【2018】072号", "临政办函〔2018〕第72号"]
)
def test_document_numbers_get_hexagonal_brackets_and_no_leading_zero(wrong: str) -> None:
    assert hexagonal(wrong) == "临政办函〔2018〕72号"


def test_titles_inside_titles_get_single_marks() -> None:
    assert titled("关于印发《办法》的通知") == "《关于印发〈办法〉的通知》"
    assert titled("《办法》") == "《办法》"


def test_a_document_is_cited_in_full_once() -> None:
    mentions = Mentions.of_day(date(2018, 4, 18))
    assert (
        mentions.cite("临政办函〔2018〕72号", "关于整改的通知")
        == "《关于整改的通知》（临政办函〔2018〕72号）"
    )
    assert mentions.cite("临政办函〔2018〕72号", "关于整改的通知") == "临政办函〔2018〕72号"
    first = mentions.expand("《中华人民共和国政府信息公开条例》第三十一条")
    assert first == "《中华人民共和国政府信息公开条例》（国务院令第492号）第三十一条"
    assert (
        mentions.expand("《中华人民共和国政府信息公开条例》第九条")
        == "《中华人民共和国政府信息公开条例》第九条"
    )


def test_a_number_is_left_out_where_the_document_was_cited_before() -> None:
    mentions = Mentions.of_day(date(2018, 4, 18))
    basis = "《中华人民共和国政府信息公开条例》（2007年国务院令第492号）第三十一条"
    assert mentions.expand(basis) == basis
    assert mentions.expand(basis) == "《中华人民共和国政府信息公开条例》第三十一条"
    guide = "《政府网站发展指引》（国办发〔2017〕47号）第五部分"
    assert mentions.expand(guide) == guide
    assert mentions.expand(guide) == "《政府网站发展指引》第五部分"


@pytest.mark.parametrize(
    ("issuer", "area", "name"),
    [
        ("临沂市人民政府办公室", "全市", "市政府办公室"),
        ("山东省人民政府办公厅", "全省", "省政府办公厅"),
        ("内蒙古自治区人民政府办公厅", "全区", "自治区政府办公厅"),
        ("沂南县人民政府办公室", "全县", "县政府办公室"),
        ("某某开发区管委会", "本地区", "某某开发区管委会"),
    ],
)
def test_the_issuer_tells_how_it_speaks_of_itself(issuer: str, area: str, name: str) -> None:
    assert (area_text(issuer), own_name(issuer)) == (area, name)


@pytest.mark.parametrize(
    ("about", "name"),
    [
        ("一季度网站整改", "一季度网站整改反馈情况"),
        ("整改反馈情况", "整改反馈情况"),
        ("整改报告", "整改报告"),
        ("", "落实情况"),
    ],
)
def test_what_an_order_asks_for_is_named_once(about: str, name: str) -> None:
    assert report_name(about) == name


def test_percentages_have_one_decimal_where_it_is_needed() -> None:
    assert percentage(46, 58) == "79.3%"
    assert percentage(1, 2) == "50%"


def test_a_long_title_breaks_after_the_issuer_and_within_no_word() -> None:
    issuer = "云州市人民政府办公室"
    lines = title_lines(
        f"{issuer}关于2018年第二季度全市政府网站和政务公开工作检查情况及整改落实情况的通报", issuer
    )
    assert lines == (issuer, "关于2018年第二季度全市政府网站和", "政务公开工作检查情况及整改落实情况的通报")


def test_a_short_title_is_one_line_and_given_breaks_are_kept() -> None:
    assert title_lines("关于一季度政务公开工作情况的通报") == ("关于一季度政务公开工作情况的通报",)
    assert title_lines("甲市政府\n关于 检查的\n通报\n") == ("甲市政府", "关于检查的", "通报")


def test_no_title_line_is_longer_than_twenty_characters_or_begins_with_a_closing_mark() -> None:
    title = (
        "云州市人民政府办公室关于贯彻落实《政府网站发展指引》、"
        "进一步加强全市各级政府网站和政务新媒体管理工作有关情况的通报"
    )
    lines = title_lines(title, "云州市人民政府办公室")
    assert "".join(lines) == title
    assert all(len(line) <= 20 and line[0] not in "》、的" for line in lines)
