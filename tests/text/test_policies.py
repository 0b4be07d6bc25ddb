"""Titles of documents and explanations: which explains which; document numbers."""

import pytest

from mingcha.text.policies import (
    document_number,
    explained_keys,
    explains,
    is_from_above,
    is_norm,
    labelled_number,
    policy_keys,
)

DOCUMENTS = (
    "云川市节水管理办法",
    "云川市节水管理办法（试行）",
    "云川市水利局关于印发《云川市节水管理办法》的通知",
    "关于印发云川市节水管理办法（试行）的通知",
    "《云川市节水管理办法》",
)
EXPLANATIONS = (
    "《云川市节水管理办法》解读",
    "关于《云川市节水管理办法》的政策解读",
    "云川市节水管理办法政策解读",
    "一图读懂《云川市节水管理办法（试行）》",
    "图解：云川市节水管理办法",
    "《关于印发云川市节水管理办法的通知》解读",
    "市水利局负责人就《云川市节水管理办法》答记者问",
)
OTHERS = ("云川市节水管理办法实施细则", "云川市取水管理办法", "关于召开节水会议的通知")
NORMS = (*DOCUMENTS, "云川市人民政府关于加强节水工作的实施意见", "云川市水利发展规划")


@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize("explanation", EXPLANATIONS)
def test_an_explanation_names_its_document_however_both_are_titled(document: str, explanation: str) -> None:
    assert explains(explanation)
    assert not explains(document)
    assert explained_keys(explanation) & policy_keys(document)


@pytest.mark.parametrize("other", OTHERS)
def test_another_document_is_not_named(other: str) -> None:
    assert not explained_keys(EXPLANATIONS[0]) & policy_keys(other)


@pytest.mark.parametrize("title", NORMS)
def test_a_document_that_lays_down_rules_is_told(title: str) -> None:
    assert is_norm(title)


@pytest.mark.parametrize(
    "title",
    [
        "关于召开全市水利工作会议的通知",
        "《云川市节水管理办法（征求意见稿）》公开征求意见",
        "关于废止部分规定的决定",
        "行政处罚审查意见",
        "水情通报",
    ],
)
def test_what_lays_down_no_rules_is_told(title: str) -> None:
    assert not is_norm(title)


@pytest.mark.parametrize("title", ["国务院关于取水的规定", "省水利厅实施细则", "山东省节水办法", "水利部令"])
def test_a_document_from_above_is_told(title: str) -> None:
    assert is_from_above(title)


def test_a_citys_own_document_is_not_from_above() -> None:
    assert not is_from_above("云川市节水管理办法")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("（云水发〔2018〕3号）", "云水发〔2018〕3号"),
        ("云水发[2018]003号", "云水发〔2018〕3号"),
        ("云水发【2018】 第3号", "云水发〔2018〕3号"),
        ("根据国办发〔2017〕47号", "国办发〔2017〕47号"),
        ("没有文号", ""),
    ],
)
def test_a_document_number_is_read_in_normal_form(text: str, number: str) -> None:
    assert document_number(text) == number


def test_a_number_after_its_label_is_told_from_a_cited_one() -> None:
    text = "根据国办发〔2017〕47号\n文 号：\n云水发〔2018〕3号"
    assert labelled_number(text) == "云水发〔2018〕3号"
    assert labelled_number("根据国办发〔2017〕47号") == ""
