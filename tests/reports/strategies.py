"""Random quarters: any facts that the types allow."""

from datetime import date, timedelta

from hypothesis import strategies as st

from mingcha.reports.bulletin import (
    AnnualReportDuty,
    BulletinData,
    BulletinUnit,
    FailingSite,
    LateUnit,
    MessageFigures,
    NotChecked,
    OrderFacts,
    Overall,
    PeriodFigures,
    Place,
    ProblemClass,
)

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
def _overall(draw: st.DrawFn) -> tuple[Overall | None, tuple[FailingSite, ...]]:
    failing = tuple(
        FailingSite(name, f"37130000{number:02d}", f"{name}网站", f"http://{number}.gov.cn/", ("首页不更新",))
        for number, name in enumerate(draw(st.lists(st.sampled_from(NAMES), max_size=3, unique=True)))
    )
    faulty = len(failing) + draw(st.integers(0, 3))
    checked = faulty + draw(st.integers(0, 40))
    missed = draw(st.integers(0, 2))
    graded = draw(st.booleans())
    overall = Overall(
        checked + missed,
        checked,
        missed,
        faulty,
        draw(st.integers(0, 2)),
        draw(st.none() | st.integers(0, 2)),
        len(failing) if graded else None,
    )
    return draw(st.sampled_from([None, overall])), failing if graded else ()


@st.composite
def _earlier(draw: st.DrawFn) -> tuple[PeriodFigures, ...]:
    periods = ["2017Q4", "2017Q3", "2017Q2"][: draw(st.integers(0, 3))]
    return tuple(PeriodFigures(period, 30, 28, 4, draw(st.integers(0, 2))) for period in periods)


@st.composite
def quarters(draw: st.DrawFn) -> BulletinData:
    faulty = draw(st.lists(st.sampled_from(NAMES), max_size=8, unique=True))
    columns = st.one_of(st.none(), st.sampled_from(["新闻", "公告"]))
    places = tuple(Place(name, f"{name}网站", draw(columns), draw(st.integers(1, 3))) for name in faulty)
    figures = st.tuples(*[st.integers(0, 2)] * 4)
    messages = draw(st.dictionaries(st.sampled_from(NAMES), figures, max_size=5))
    unknown = draw(st.lists(st.sampled_from(NAMES), max_size=3))
    overall, failing = draw(_overall())
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
        overall=overall,
        failing_sites=failing if overall else (),
        earlier=draw(_earlier()),
        rectify_by=draw(st.none() | st.just(date(2018, 5, 15))),
    )
