"""Hypothesis strategies for core's values: any view that the types allow, likely or not."""

from datetime import date, datetime, time, timedelta, timezone

from hypothesis import strategies as st

from mingcha.core.fetch import FailureKind, FetchFailure
from mingcha.core.page import (
    Advert,
    Column,
    ColumnKind,
    DateReading,
    Item,
    ListState,
    Mark,
    MarkKind,
    MarkPlace,
    PageFacts,
    PageKind,
)
from mingcha.core.unit import Site, SiteStatus, Unit, UnitKind
from mingcha.core.view import BrokenLink, Contradiction, HomeFace, Outbound, Probe, SiteView

CHINA = timezone(timedelta(hours=8))
HOME = "http://slj.yunchuan.gov.cn/"

words = st.text(max_size=12) | st.sampled_from(
    [
        "通知公告",
        "水情月报",
        "视频新闻",
        "云川市水利局2017年政府信息公开工作年度报告",
        "2017",
        "",
        "%",
        "\x00",
    ]
)
urls = st.sampled_from([HOME, f"{HOME}a/", f"{HOME}a/1.html", "http://other.cn/", "http://[bad", ""])
days = st.dates(date(2012, 1, 1), date(2027, 12, 31))
moments = st.datetimes(datetime(2014, 1, 1), datetime(2028, 1, 1), timezones=st.just(CHINA))  # noqa: DTZ001
counts = st.integers(0, 10**6)
evidence = st.none() | st.just("sha256:ab")

items = st.builds(Item, words, urls, st.none() | days, st.sampled_from(["list", "article", "none", "unread"]))
columns = st.builds(
    Column,
    words,
    urls,
    st.sampled_from(ColumnKind),
    st.sampled_from(ListState),
    st.lists(items, max_size=4).map(tuple),
    st.lists(words, max_size=2).map(tuple),
    counts,
    st.booleans(),
    words,
    words,
    evidence,
    st.none() | moments,
)
marks = st.builds(Mark, st.sampled_from(MarkKind), words, words, words, st.sampled_from(MarkPlace), words)
pages = st.builds(
    PageFacts,
    urls,
    st.sampled_from(PageKind),
    words,
    st.lists(st.tuples(words, words), max_size=3).map(tuple),
    st.none() | st.builds(DateReading, days, words, words, st.floats(0, 1)),
    st.lists(marks, max_size=2).map(tuple),
    counts,
    counts,
    counts,
    st.none() | words,
    words,
    evidence,
    st.none() | moments,
    modified=st.none() | moments,
    adverts=st.lists(st.builds(Advert, urls, words, words), max_size=2).map(tuple),
)
failures = st.builds(
    FetchFailure,
    urls,
    st.sampled_from(FailureKind),
    words,
    moments,
    st.none() | st.integers(100, 599),
    st.floats(0, 60),
    st.integers(1, 3),
    evidence,
)
units = st.builds(
    Unit, st.just("U1"), st.just("云川市水利局"), st.just("市水利局"), st.sampled_from(UnitKind)
)
sites = st.builds(
    Site,
    st.just("U1"),
    st.sampled_from([HOME, "http://www.slj.com/", "not a url", "http://10.0.0.1:8080/x"]),
    site_code=st.sampled_from(["", "3713000001", "bm07000001", "?"]),
    alias_hosts=st.lists(words, max_size=2).map(tuple),
    status=st.sampled_from(SiteStatus),
    offline_from=st.none() | days,
    offline_to=st.none() | days,
    merge_by=st.none() | days,
)
broken_links = st.builds(
    BrokenLink,
    urls,
    words,
    urls,
    st.booleans(),
    counts,
    st.sampled_from(["page", "exit"]),
    failures,
    evidence,
)
faces = st.builds(HomeFace, words, st.lists(words, max_size=1).map(tuple), words, st.booleans(), words)
outbound = st.builds(Outbound, urls, words, urls, st.none() | st.booleans(), words)
contradictions = st.builds(Contradiction, urls, items, moments, st.booleans())


@st.composite
def views(draw: st.DrawFn) -> SiteView:
    """A site as it might be seen; probes fall on days around the day of judging."""
    as_of = draw(moments)
    ago = st.integers(-1, 9).map(lambda n: timedelta(days=n))
    noon = datetime.combine(as_of.date(), time(12), CHINA)
    probes = st.builds(Probe, ago.map(lambda delta: noon - delta), st.booleans(), st.floats(0, 60))
    return SiteView(
        site=draw(sites),
        as_of=as_of,
        home=draw(st.none() | pages),
        home_failure=draw(st.none() | failures),
        doorway=draw(st.booleans()),
        marks=draw(st.lists(marks, max_size=3).map(tuple)),
        unread_parts=draw(st.lists(urls, max_size=2).map(tuple)),
        columns=draw(st.lists(columns, max_size=4).map(tuple)),
        home_columns=draw(st.lists(columns, max_size=2).map(tuple)),
        pages=draw(st.lists(pages, max_size=4).map(tuple)),
        broken_links=draw(st.lists(broken_links, max_size=3).map(tuple)),
        probes=draw(st.lists(probes, max_size=3).map(lambda some: tuple(some) * 60)),
        unit=draw(st.none() | units),
        complete=draw(st.booleans()),
        face=draw(st.none() | faces),
        outbound=draw(st.lists(outbound, max_size=2).map(tuple)),
        contradictions=draw(st.lists(contradictions, max_size=6).map(tuple)),
    )
