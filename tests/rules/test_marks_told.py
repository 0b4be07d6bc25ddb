"""How a rule about a missing mark tells the marks that it saw."""

from tests.rules.facts import Facts

from mingcha.core.rule import judge
from mingcha.rules import by_id


def excerpt(facts: str) -> str:
    rule = by_id()["missing_badge"]
    (finding,) = judge(rule, Facts(facts).view(rule)).findings
    return finding.excerpt


def test_a_mark_that_the_page_labels_is_not_labelled_twice() -> None:
    said = excerpt(
        "标识 site_code | 3713000002 | | 网站标识码：3713000002\n"
        "标识 sponsor | 云川市水利局 | | 主办：云川市水利局\n"
    )
    assert said == "首页所见：网站标识码：3713000002；主办：云川市水利局"


def test_a_mark_without_a_label_is_told_under_its_name() -> None:
    said = excerpt("标识 site_code | 3713000002\n标识 sponsor | 云川市水利局 | | 云川市水利局\n")
    assert said == "首页所见：网站标识码：3713000002；主办单位：云川市水利局"
