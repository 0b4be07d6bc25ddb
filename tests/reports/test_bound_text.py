"""Random quarters: every number and name of the text can be traced, and every false one is caught."""

from dataclasses import replace

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.reports.strategies import NAMES, quarters

from mingcha.reports.bulletin import BulletinData
from mingcha.reports.claims import COUNTED_MEASURES, Claim, ClaimReader, Kind
from mingcha.reports.compose import compose_text
from mingcha.reports.manuscript import Entry, Manuscript, read_manuscript, write_manuscript
from mingcha.reports.verify import disagreements

BOUND = (Kind.UNIT, Kind.SHARE, Kind.DAY, Kind.DOCUMENT)


def _bound_spans(entry: Entry) -> set[int]:
    """The places in an entry's text that came out of a query."""
    places, at = set(), 0
    for piece in entry.pieces:
        if piece.query:
            places |= set(range(at, at + len(piece.text)))
        at += len(piece.text)
    return places


def _figures(reader: ClaimReader, entry: Entry) -> list[Claim]:
    claims = reader.read(entry.text)
    return [one for one in claims if one.kind in BOUND or one.measure in COUNTED_MEASURES]


@settings(max_examples=40, deadline=None)
@given(quarters())
def test_every_number_name_and_date_comes_out_of_a_named_query(data: BulletinData) -> None:
    reader = ClaimReader(data)
    for entry in compose_text(data).entries:
        bound = _bound_spans(entry)
        assert entry.text == "".join(piece.text for piece in entry.pieces)
        for claim in _figures(reader, entry):
            assert claim.start in bound, (entry.text, claim)


@settings(max_examples=40, deadline=None)
@given(quarters())
def test_the_composed_text_agrees_with_its_data(data: BulletinData) -> None:
    composed = compose_text(data)
    assert disagreements(composed, composed, data) == []


@settings(max_examples=40, deadline=None)
@given(quarters())
def test_the_text_comes_back_from_its_file(data: BulletinData) -> None:
    composed = compose_text(data)
    again = read_manuscript(write_manuscript(composed))
    plain = [replace(entry, pieces=()) for entry in composed.entries]
    assert [replace(entry, line=0) for entry in again.entries] == plain
    assert (again.title, again.head) == (composed.title, composed.head)
    assert disagreements(again, composed, data) == []


def _places(data: BulletinData, text: Manuscript, kind: Kind) -> list[tuple[int, Claim]]:
    reader = ClaimReader(data)
    return [
        (number, claim)
        for number, entry in enumerate(text.entries)
        for claim in reader.read(entry.text)
        if claim.kind is kind and (kind is not Kind.NUMBER or claim.measure in COUNTED_MEASURES)
    ]


def _with(text: Manuscript, number: int, claim: Claim, written: str) -> Manuscript:
    entries = list(text.entries)
    old = entries[number].text
    new = old[: claim.start] + written + old[claim.start + len(claim.written) :]
    entries[number] = replace(
        entries[number], text=new.replace("、、", "、").replace("：、", "："), pieces=()
    )
    return replace(text, entries=tuple(entries))


def _blocking(data: BulletinData, edited: Manuscript, composed: Manuscript) -> list[str]:
    return [str(one) for one in disagreements(edited, composed, data) if one.blocks]


@settings(max_examples=40, deadline=None)
@given(quarters(), st.data())
def test_a_name_that_was_dropped_is_caught(data: BulletinData, draw: st.DataObject) -> None:
    composed = compose_text(data)
    places = _places(data, composed, Kind.UNIT)
    assume(places)
    number, claim = draw.draw(st.sampled_from(places))
    told = _blocking(data, _with(composed, number, claim, ""), composed)
    assert any(claim.value in one for one in told)


@settings(max_examples=40, deadline=None)
@given(quarters(), st.data())
def test_a_name_that_was_put_for_another_is_caught(data: BulletinData, draw: st.DataObject) -> None:
    composed = compose_text(data)
    places = _places(data, composed, Kind.UNIT)
    assume(places)
    number, claim = draw.draw(st.sampled_from(places))
    other = draw.draw(st.sampled_from([name for name in NAMES if name not in composed.entries[number].text]))
    told = _blocking(data, _with(composed, number, claim, other), composed)
    assert any(claim.value in one for one in told)
    assert any(f"有{other}" in one for one in told)


@settings(max_examples=40, deadline=None)
@given(quarters(), st.data(), st.sampled_from([-1, 1, 10]))
def test_a_count_off_by_one_is_caught(data: BulletinData, draw: st.DataObject, by: int) -> None:
    composed = compose_text(data)
    places = _places(data, composed, Kind.NUMBER)
    assume(places)
    number, claim = draw.draw(st.sampled_from(places))
    wrong = f"{float(claim.value) + by:g}{claim.measure}"
    assume(not wrong.startswith("-"))
    told = _blocking(data, _with(composed, number, claim, wrong), composed)
    assert any(wrong in one for one in told)


@settings(max_examples=40, deadline=None)
@given(quarters(), st.data(), st.sampled_from([-5, 0.1, 7]))
def test_a_wrong_share_is_caught(data: BulletinData, draw: st.DataObject, by: float) -> None:
    composed = compose_text(data)
    places = _places(data, composed, Kind.SHARE)
    assume(places)
    number, claim = draw.draw(st.sampled_from(places))
    wrong = f"{round(float(claim.value) + by, 1):g}%"
    assume(not wrong.startswith("-"))
    assert any(wrong in one for one in _blocking(data, _with(composed, number, claim, wrong), composed))


@settings(max_examples=40, deadline=None)
@given(quarters(), st.data(), st.sampled_from(["2月30日", "3月29日", "5月2日", "2019年3月31日"]))
def test_another_day_is_caught(data: BulletinData, draw: st.DataObject, wrong: str) -> None:
    composed = compose_text(data)
    places = _places(data, composed, Kind.DAY)
    assume(places)
    number, claim = draw.draw(st.sampled_from(places))
    assume(wrong != claim.written)
    assert any(wrong in one for one in _blocking(data, _with(composed, number, claim, wrong), composed))
