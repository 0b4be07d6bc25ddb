"""Random quarters: exactly those are named who have a fact, and every count is the length of its list."""

import io
import re

import docx
from hypothesis import given, settings
from tests.reports.strategies import NAMES, quarters

from mingcha.reports.bulletin import BulletinData
from mingcha.reports.compose import compose
from mingcha.reports.document import plain_text
from mingcha.reports.docx import render_docx


def _failed_duties(data: BulletinData) -> set[str]:
    """Units named in a duty, an order or the messages: what can conflict with praise."""
    duties = [*data.orders, *([data.annual_report] if data.annual_report else [])]
    named = {row.unit for row in data.messages if row.late or row.overdue}
    return named.union(*({*duty.missing, *(late.unit for late in duty.late)} for duty in duties))


def _named(data: BulletinData) -> set[str]:
    return _failed_duties(data) | {place.unit for problem in data.problems for place in problem.places}


def _between(text: str, start: str, end: str) -> str:
    return text[text.index(start) : text.index(end, text.index(start))]


@settings(max_examples=60, deadline=None)
@given(quarters())
def test_exactly_the_units_with_a_fact_are_named(data: BulletinData) -> None:
    text = plain_text(compose(data))
    problems = _between(text, "二、存在的主要问题", "三、下一步工作要求")
    assert {name for name in NAMES if name in problems} == _named(data)
    situation = _between(text, "一、基本情况", "二、存在的主要问题")
    praised = {name for order in data.orders for name in order.praised}
    failing = {site.unit for site in data.failing_sites}
    assert {name for name in NAMES if name in situation} == praised | failing
    requirements = _between(text, "三、下一步工作要求", "\n某市人民政府办公室\n")
    assert not [name for name in NAMES if name in requirements]


@settings(max_examples=60, deadline=None)
@given(quarters())
def test_every_count_of_units_is_the_length_of_the_list_before_or_behind_it(data: BulletinData) -> None:
    text = plain_text(compose(data))
    for listed, count in re.findall(r"其中，([^，。；]*?)等(\d+)个单位", text):
        assert len(listed.split("、")) == int(count)
    for count, listed in re.findall(r"涉及(\d+)个单位的网站：([^。]*)。", text):
        assert sum(name in listed for name in NAMES) == int(count)
    headings = re.findall(r"^（([一二三四五六七八九])）", _between(text, "二、存", "三、下"), re.MULTILINE)
    assert headings == list("一二三四五六七八九"[: len(headings)])


@settings(max_examples=60, deadline=None)
@given(quarters())
def test_json_brings_back_every_quarter(data: BulletinData) -> None:
    assert BulletinData.from_json(data.to_json()) == data


@settings(max_examples=20, deadline=None)
@given(quarters())
def test_word_holds_every_quarter_word_for_word(data: BulletinData) -> None:
    document = compose(data)
    word = docx.Document(io.BytesIO(render_docx(document)))
    shown = [line for paragraph in word.paragraphs for line in paragraph.text.split("\n") if line]
    assert shown == [line for line in plain_text(document).splitlines() if "\t" not in line]


@settings(max_examples=60, deadline=None)
@given(quarters())
def test_conflicts_are_the_units_both_praised_and_named(data: BulletinData) -> None:
    praised = {name for order in data.orders for name in order.praised}
    assert {conflict.unit for conflict in data.conflicts} == _failed_duties(data) & praised
