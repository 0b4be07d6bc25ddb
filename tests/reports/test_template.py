"""Templates: an office's own words around the facts; what is broken is named with file and line."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from mingcha.reports.bulletin import BulletinData, LateUnit
from mingcha.reports.compose import compose, compose_text
from mingcha.reports.document import plain_text
from mingcha.reports.phrases import PhraseError, Scope, Value, parse_phrase
from mingcha.reports.queries import blank_scope
from mingcha.reports.template import TemplateError, load_template, shipped_template, template_of

ROOT = Path(__file__).resolve().parents[2]
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a template folder."""

    def written(main: str | None = None, requirements: str | None = None) -> Path:
        folder = tmp_path / "模板"
        folder.mkdir(exist_ok=True)
        for name, text in (("bulletin.md", main), ("requirements.md", requirements)):
            if text is not None:
                (folder / name).write_text(text, encoding="utf-8")
        return folder

    return written


def test_an_office_says_it_in_its_own_words_and_order(write: Write, notice: BulletinData) -> None:
    folder = write(
        "# {issuer}关于{period}情况的通报\n主送：各有关单位\n署名：市政府办\n\n"
        "## 问题\n\n### 年报\n截至{reports.due}，{reports.missing.units}没有公布，"
        "共{reports.missing.count}个单位。\n\n"
        "## 情况\n\n@each orders\n{order.number}：{order.praised?表扬{order.praised.counted}|无表扬}。\n"
    )
    text = plain_text(compose(notice, load_template(folder)))
    assert text.index("一、问题") < text.index("二、情况")
    assert (
        "（一）年报。截至3月31日，市科技局、市文广新局、市物价局、沂沭河水利管理局、市房产局没有公布，共5个单位。"
        in text
    )
    assert "临政办函〔2018〕83号：无表扬。" in text
    assert "\n市政府办\n2018年4月18日\n" in text


def test_only_the_requirements_may_be_adapted(write: Write, city: BulletinData) -> None:
    folder = write(requirements="@when rectify_by\n### 限期整改\n于{rectify_by}前报送。\n")
    text = plain_text(compose(city, load_template(folder)))
    assert "（一）限期整改。于2018年8月1日前报送。\n" in text
    assert "抓好问题整改" not in text
    assert "（二）栏目更新不及时。" in text


def test_the_office_s_own_requirements_go_before_the_template_s(write: Write, city: BulletinData) -> None:
    own = replace(city, requirements=("（一）认真整改。逐项落实。",))
    text = plain_text(compose(own, load_template(write(requirements="### 别的\n别的要求。\n"))))
    assert "（一）认真整改。逐项落实。" in text
    assert "别的要求" not in text


BROKEN = [
    ("没有标题", "正文。", "没有标题"),
    (
        "未知名称",
        "# 通报\n\n收到{mesages.received}件",
        "第3行：第3个字符起：不认识数据名称“mesages.received”",
    ),
    ("没有结束", "# 通报\n\n甲{reports.late?乙", "第3行：第2个字符起：“{reports.late”没有结束"),
    ("多余括号", "# 通报\n\n甲}乙", "第3行：第2个字符起：“}”前没有与之相配的“{”"),
    ("不是列表", "# 通报\n\n{issuer*甲|、}", "第3行：第1个字符起：“issuer”不是列表"),
    ("行外名称", "# 通报\n\n{unit}", "第3行：第1个字符起：不认识数据名称“unit”"),
    ("没有名称", "# 通报\n\n{}", "第3行：第1个字符起：“{}”：“{”后应写数据名称"),
    ("名称后的字", "# 通报\n\n{issuer，}", "第3行：第1个字符起：“{issuer”后应为“}”“?”或“*”"),
    ("未知指令", "# 通报\n\n@if reports\n甲", "第3行：不认识“@if reports”，可用的是@when"),
    ("未知列表", "# 通报\n\n@each messages.late\n甲", "第3行：@each 的“messages.late”不是列表"),
    ("未知条件", "# 通报\n\n@when anything\n甲", "第3行：@when 的“anything”不是数据名称"),
    ("没有段落", "# 通报\n\n甲\n\n@when reports\n", "第5行：@when 或 @each 之后没有段落"),
    ("两个标题", "# 通报\n\n甲\n# 通报", "第4行：标题“# …”只能有一个"),
    ("写死数字", "# 通报\n\n共有5个单位未公布。", "第3行：数字“5个单位”写死在模板里"),
    ("写死比例", "# 通报\n\n合格率98.5%。", "第3行：数字“98.5%”写死在模板里"),
]


@pytest.mark.parametrize(("source", "sentence"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_a_broken_template_says_which_file_and_line(write: Write, source: str, sentence: str) -> None:
    with pytest.raises(TemplateError) as error:
        load_template(write(source))
    assert re.search("|".join(map(re.escape, sentence.split("|"))), str(error.value))
    assert "模板/bulletin.md" in str(error.value)


def test_a_broken_requirement_names_its_own_file(write: Write) -> None:
    with pytest.raises(TemplateError, match=r"requirements\.md 第2行"):
        load_template(write(requirements="### 整改\n于{deadline}前报送。"))


def test_a_folder_that_is_no_template_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="不存在"):
        load_template(tmp_path / "无")
    with pytest.raises(TemplateError, match="请至少放入一个"):
        load_template(tmp_path)
    (tmp_path / "bulletin.md").write_bytes("# 通报\n\n甲".encode("gb18030"))
    with pytest.raises(TemplateError, match="第1行：不是 UTF-8"):
        load_template(tmp_path)


def test_a_template_kept_as_text_writes_the_same_again(city: BulletinData) -> None:
    again = template_of(dict(shipped_template().sources))
    assert compose_text(city, again) == compose_text(city)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("共{n}件", "共3件"),
        ("{n?有{n}件|没有}", "有3件"),
        ("{zero?有|没有}", "没有"),
        ("{!zero?没有}{!n?没有}", "没有"),
        ("{rows*{unit}（{n}）|、}", "甲（3）、乙（3）"),
        ("{rows*{unit}|；}{zero?{rows*{unit}}}", "甲；乙"),
        ("甲|乙", "甲|乙"),
    ],
)
def test_sentences_are_printed(source: str, text: str) -> None:
    rows = tuple(Scope({"unit": Value.words(name)}) for name in "甲乙")
    listed = Value("", True, rows, Scope({"unit": Value.words("")}))
    scope = Scope({"n": Value.count(3), "zero": Value.count(0), "rows": listed})
    phrase = parse_phrase(source)
    phrase.check(scope)
    assert "".join(piece.text for piece in phrase.pieces(scope)) == text
    assert [piece.query for piece in phrase.pieces(scope) if piece.text == "3"] == ["n"] * text.count("3")


def test_an_unknown_name_is_told_with_its_place() -> None:
    with pytest.raises(PhraseError, match="不认识") as error:
        parse_phrase("共{rows*{unit}|、}").check(Scope({}))
    assert error.value.offset == 1


def _names(scope: Scope) -> set[str]:
    found = set(scope.values)
    for value in scope.values.values():
        if value.model is not None:
            found |= _names(value.model)
    return found


def test_every_query_is_in_the_reference_and_nothing_else() -> None:
    page = (ROOT / "docs" / "reference" / "bulletin-queries.md").read_text(encoding="utf-8")
    told = set(re.findall(r"^\| `([a-z_.]+)`", page, re.MULTILINE))
    assert told == _names(blank_scope())


def test_the_names_are_there_in_every_quarter(
    city: BulletinData, notice: BulletinData, empty_quarter: BulletinData
) -> None:
    from mingcha.reports.queries import scope_of

    late = (LateUnit("市房产局", date(2018, 4, 2)),)
    assert notice.annual_report is not None
    some = replace(notice, annual_report=replace(notice.annual_report, late=late, missing=()))
    for data in (city, some, empty_quarter):
        assert _names(scope_of(data)) == _names(blank_scope())
