"""Random quarters: exactly those are named who have a fact, and every count is the length of its list."""

import io
import re
from datetime import date, timedelta

import docx
from hypothesis import given, settings
from hypothesis import strategies as st

from mingcha.reports.bulletin import (
    AnnualReportDuty,
    BulletinData,
    BulletinUnit,
    LateUnit,
    MessageFigures,
    NotChecked,
    OrderFacts,
    Place,
    ProblemClass,
)
from mingcha.reports.compose import compose
from mingcha.reports.document import plain_text
from mingcha.reports.docx import render_docx

# No name is part of another or of the bulletin's own words.
NAMES = [f"{first}{second}局" for first in "甲乙丙丁戊" for second in "喆镕垚潍峄"]
AS_OF = date(2018, 4, 18)
DUE = date(2018, 3, 31)

answers = st.dictionaries(
    st.sampled_from(NAMES), st.sampled_from(["on_time", "praised", "late", "missing", "cant_tell", "none"])
)


def _of(answer: dict[str, str], *states: str) -> tuple[str, ...]:
    return tuple(name for name, state in answer.items() if state in states)


def _late(answer: dict[str, str]) -> tuple[LateUnit, ...]:
    return tuple(LateUnit(name, DUE + timedelta(days=1 + len(name))) for name in _of(answer, "late"))


def _annual(answer: dict[str, str]) -> AnnualReportDuty:
    done = _of(answer, "on_time", "praised")
    unknown = _of(answer, "cant_tell")
    return AnnualReportDuty(2017, DUE, "", done, _late(answer), _of(answer, "missing"), unknown)


def _order(number: int, answer: dict[str, str]) -> OrderFacts:
    return OrderFacts(
        number=f"某政办函〔2018〕{number}号",
        title="关于做好有关工作的通知",
        about="整改",
        due=DUE,
        on_time=_of(answer, "on_time", "praised"),
        late=_late(answer),
        missing=_of(answer, "missing"),
        praised=_of(answer, "praised"),
        cant_tell=_of(answer, "cant_tell"),
    )


@st.composite
def quarters(draw: st.DrawFn) -> BulletinData:
    faulty = draw(st.lists(st.sampled_from(NAMES), max_size=8, unique=True))
    columns = st.one_of(st.none(), st.sampled_from(["新闻", "公告"]))
    places = tuple(Place(name, f"{name}网站", draw(columns), draw(st.integers(1, 3))) for name in faulty)
    figures = st.tuples(*[st.integers(0, 2)] * 4)
    messages = draw(st.dictionaries(st.sampled_from(NAMES), figures, max_size=5))
    unknown = draw(st.lists(st.sampled_from(NAMES), max_size=3))
    return BulletinData(
        issuer="某市人民政府办公室",
        period="2018Q1",
        as_of=AS_OF,
        issued_on=AS_OF,
        units=tuple(BulletinUnit(name, name, "其他") for name in NAMES),
        annual_report=draw(st.one_of(st.none(), answers.map(_annual))),
        orders=tuple(
            _order(number, answer) for number, answer in enumerate(draw(st.lists(answers, max_size=2)), 1)
        ),
        problems=(ProblemClass("stale_column", "栏目更新不及时", "", places),),
        messages=tuple(MessageFigures(name, sum(row), *row) for name, row in messages.items()),
        not_checked=tuple(NotChecked(name, "", "链接", "不能访问") for name in unknown),
    )


def _failed_duties(data: BulletinData) -> set[str]:
    """Units named in a duty, an order or the messages: what can conflict with praise."""
    duties = [*data.orders, *([data.annual_report] if data.annual_report else [])]
    named = {row.unit for row in data.messages if row.late or row.overdue}
    return named.union(*({*duty.missing, *(late.unit for late in duty.late)} for duty in duties))


def _named(data: BulletinData) -> set[str]:
    return _failed_duties(data) | {place.unit for problem in data.problems for place in problem.places}


def _between(text: str, start: str, end: str) -> str:
    return text[text.index(start) : text.index(end, text.index(start))]


@settings(max_examples=150, deadline=None)
@given(quarters())
def test_exactly_the_units_with_a_fact_are_named(data: BulletinData) -> None:
    text = plain_text(compose(data))
    problems = _between(text, "二、存在的主要问题", "三、下一步工作要求")
    assert {name for name in NAMES if name in problems} == _named(data)
    situation = _between(text, "一、基本情况", "二、存在的主要问题")
    praised = {name for order in data.orders for name in order.praised}
    assert {name for name in NAMES if name in situation} == praised
    requirements = _between(text, "三、下一步工作要求", "\n某市人民政府办公室\n")
    assert not [name for name in NAMES if name in requirements]


@settings(max_examples=150, deadline=None)
@given(quarters())
def test_every_count_of_units_is_the_length_of_the_list_before_or_behind_it(data: BulletinData) -> None:
    text = plain_text(compose(data))
    for listed, count in re.findall(r"其中，([^，。；]*?)等(\d+)个单位", text):
        assert len(listed.split("、")) == int(count)
    for count, listed in re.findall(r"涉及(\d+)个单位的网站：([^。]*)。", text):
        assert sum(name in listed for name in NAMES) == int(count)
    headings = re.findall(r"^（([一二三四五六七八九])）", _between(text, "二、存", "三、下"), re.MULTILINE)
    assert headings == list("一二三四五六七八九"[: len(headings)])


@settings(max_examples=150, deadline=None)
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


@settings(max_examples=150, deadline=None)
@given(quarters())
def test_conflicts_are_the_units_both_praised_and_named(data: BulletinData) -> None:
    praised = {name for order in data.orders for name in order.praised}
    assert {conflict.unit for conflict in data.conflicts} == _failed_duties(data) & praised
