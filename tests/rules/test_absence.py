"""The proof that a report is nowhere: where was looked, when, under which seals."""

from tests.rules.facts import Facts

from mingcha.core.rule import judge
from mingcha.core.verdict import Outcome
from mingcha.rules import by_id

UNITS = """
单位 市水利局 | 云川市水利局 | 市政府部门
单位 市政府办公室 | 云川市人民政府办公室 | 市政府部门
年报年度 2017
网站 http://slj.yunchuan.gov.cn/
"""
OWN = """
栏目 信息公开年报 | annual_report | empty | /nb/
"""
PORTAL = """
门户 http://www.yunchuan.gov.cn/ | 单位 市政府办公室
栏目 部门年报 | annual_report | listed | /bmnb/
  2018-03-01 云川市林业局2017年政府信息公开工作年度报告
"""
NEWS = """
栏目 工作动态 | news
  2018-04-01 动态
"""


def trail(facts: str) -> tuple[str, str | None]:
    rule = by_id()["late_annual_report"]
    (finding,) = judge(rule, Facts(facts).view(rule)).findings
    assert finding.kind == "missing"
    return finding.excerpt, finding.evidence


def test_an_absence_names_the_columns_the_site_and_the_portals_columns_with_their_seals() -> None:
    said, evidence = trail(UNITS + OWN + PORTAL)
    assert "“信息公开年报” http://slj.yunchuan.gov.cn/nb/ 共0条（sha256:column）" in said
    assert "slj.yunchuan.gov.cn 全站0页、1个栏目（sha256:home）" in said
    assert "门户网站“部门年报” http://www.yunchuan.gov.cn/bmnb/ 共1条（sha256:column）" in said
    assert evidence == "sha256:column"


def test_a_site_that_was_not_read_to_its_end_is_not_named_as_a_whole() -> None:
    said, _ = trail(UNITS + OWN + "网站没有读完\n")
    assert "全站" not in said


def test_an_absence_on_a_site_without_a_report_column_rests_on_its_home_page() -> None:
    said, evidence = trail(
        UNITS + "网站 http://slj.yunchuan.gov.cn/\n栏目 工作动态 | news\n  2018-04-01 动态\n"
    )
    assert said == "已查看：slj.yunchuan.gov.cn 全站0页、1个栏目（sha256:home）"
    assert evidence == "sha256:home"


SEARCH = "搜索 找到\n"


def test_a_search_that_was_asked_is_named_with_its_words_and_its_seal() -> None:
    said, _ = trail(UNITS + OWN + SEARCH + "搜索答复 2017年政府信息公开 | 市水利局信息公开指南 /zn.html\n")
    assert "站内搜索“2017年政府信息公开” http://slj.yunchuan.gov.cn/search.jsp?q" in said
    assert "sha256:search" in said


def test_a_search_that_was_not_asked_is_not_named() -> None:
    said, _ = trail(UNITS + OWN + SEARCH)
    assert "站内搜索" not in said


def test_a_report_that_only_the_search_shows_and_nobody_read_is_not_missing() -> None:
    rule = by_id()["late_annual_report"]
    hit = "搜索答复 2017年政府信息公开 | 云川市水利局2017年政府信息公开工作年度报告 /x/9.html\n"
    verdict = judge(rule, Facts(UNITS + OWN + SEARCH + hit).view(rule))
    assert verdict.outcome is Outcome.CANT_TELL
    assert "站内搜索列出的" in (verdict.reason or "")
