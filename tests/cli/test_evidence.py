"""`mingcha evidence`: an altered, missing or added byte is found, with the findings that rest on it."""

import json
import os
import zlib
from pathlib import Path

import pytest
from tests.cli.conftest import Said
from tests.support.quarters import WATER

from mingcha.engine.chain import CHAIN, INDEX

pytestmark = pytest.mark.needs("fonts")


def only_file(city: Path) -> Path:
    (path,) = (city / "evidence").glob("*.warc.gz")
    return path


def verified(said: Said, city: Path, code: int) -> dict[str, object]:
    found: dict[str, object] = json.loads(
        said("evidence", "verify", "--home", str(city), "--format", "json", code=code)
    )
    return found


def piece_of_a_finding(city: Path) -> tuple[str, int, int]:
    """The evidence of the dead links of the water bureau in the first run, and its place in the file."""
    from mingcha.engine.archive import Archive
    from mingcha.web.models import Sighting

    data = Sighting.objects.filter(verdict__rule="dead_link", verdict__run_id=1).first()
    assert data is not None
    piece = str(data.data["evidence"])
    archive = Archive(city / "evidence")
    place = archive._body_place(bytes.fromhex(piece.removeprefix("sha256:")))
    archive.close()
    assert place is not None
    return piece, place.offset, place.length


def test_evidence_that_nobody_touched_is_whole(city: Path, said: Said) -> None:
    told = verified(said, city, 0)
    assert (told["whole"], told["problems"], told["findings"]) == (True, [], [])
    assert "完好" in said("evidence", "verify", "--home", str(city))


def test_an_altered_byte_is_found_with_the_findings_that_rest_on_it(city: Path, said: Said) -> None:
    piece, offset, length = piece_of_a_finding(city)
    path = only_file(city)
    data = bytearray(path.read_bytes())
    data[offset + length // 2] ^= 1
    path.write_bytes(data)
    told = verified(said, city, 1)
    assert told["damaged"] == [piece]
    rows = told["findings"]
    assert isinstance(rows, list)
    assert {(row["run"], row["unit"]) for row in rows} == {(1, "市水利局")}
    assert "dead_link" in {row["rule"] for row in rows}
    assert "受影响的问题：第1次检查 市水利局" in said("evidence", "verify", "--home", str(city), code=1)


def test_a_missing_byte_is_found(city: Path, said: Said) -> None:
    path = only_file(city)
    os.truncate(path, path.stat().st_size - 1)
    told = verified(said, city, 1)
    assert path.name in str(told["problems"])


def test_an_added_byte_is_found(city: Path, said: Said) -> None:
    with only_file(city).open("ab") as stream:
        stream.write(b"\0")
    assert "末尾多出 1 字节" in str(verified(said, city, 1)["problems"])


def test_a_chain_that_was_cut_back_lacks_what_the_runs_kept(city: Path, said: Said) -> None:
    chain = city / "evidence" / CHAIN
    chain.write_bytes(b"".join(chain.read_bytes().splitlines(keepends=True)[:1]))
    assert "没有第3次检查所记的链值" in str(verified(said, city, 1)["problems"])


def test_evidence_that_a_finding_needs_and_nobody_has_is_told(city: Path, said: Said) -> None:
    """As where somebody puts an empty store in place of the old one."""
    for path in (city / "evidence").iterdir():
        path.unlink()
    from tests.engine.test_archive import response

    from mingcha.engine.archive import Archive

    archive = Archive(city / "evidence")
    archive.store("run", response())
    archive.close()
    told = verified(said, city, 1)
    assert "不在证据库中" in str(told["problems"])
    assert told["findings"]


def test_an_altered_view_in_the_database_is_told(city: Path, said: Said) -> None:
    from mingcha.web.models import SiteRun

    row = SiteRun.objects.filter(run_id=2, host=WATER).get()
    row.view = zlib.compress(zlib.decompress(bytes(row.view or b"")).replace(b"gone", b"here"))
    row.save()
    assert verified(said, city, 1)["problems"] == [f"数据库：第2次检查中 {WATER} 的记录被改动"]


def test_a_piece_is_shown_with_request_headers_time_and_the_place_of_the_excerpt(
    city: Path, said: Said
) -> None:
    piece, _, _ = piece_of_a_finding(city)
    shown = said("evidence", "show", piece.removeprefix("sha256:")[:10], "--home", str(city))
    assert f"请求 GET http://{WATER}/" in shown
    assert "时间 2018-04-18T23:59:59+08:00" in shown
    assert "Content-Type: text/html" in shown
    assert "摘录“一直打不开的专题”在第 1 行第" in shown
    told = json.loads(said("evidence", "show", piece, "--home", str(city), "--format", "json"))
    places = [row["place"] for row in told["findings"] if row["excerpt"] == "一直打不开的专题"]
    assert places
    assert all(place["around"].find("一直打不开的专题") >= 0 for place in places)


@pytest.mark.parametrize("name", ["sha256:00000000", "12", "zz"])
def test_a_piece_that_is_not_there_is_told(city: Path, said: Said, name: str) -> None:
    assert "没有这一件" in said("evidence", "show", name, "--home", str(city), code=3)


def test_a_folder_without_evidence_is_refused(tmp_path: Path, said: Said) -> None:
    assert "没有证据目录" in said("evidence", "verify", "--home", str(tmp_path), code=2)


def test_evidence_of_an_inspection_without_a_store_is_verified_by_itself(city: Path, said: Said) -> None:
    folder = str(city / "evidence")
    assert "完好" in said("evidence", "verify", "--folder", folder)
    (city / "evidence" / INDEX).unlink()
    assert "缺失" in said("evidence", "verify", "--folder", folder, code=1)


def test_what_is_past_its_period_is_listed_first_and_goes_only_when_told_so(city: Path, said: Said) -> None:
    home = ("--home", str(city))
    words = ("evidence", "prune", *home, "--format", "json")
    figures = ("score", "2018Q3", "--as-of", "2018-10-09", *home)
    before = said(*figures)
    (city / "retention.toml").write_text('failure = "1 day"\nlink_check = "1 day"\npage = "1 day"\n')
    listed = json.loads(said(*words))
    assert not listed["applied"]
    assert listed["going"]["failure"] > 0
    assert listed["kept_beyond"] > 0
    assert json.loads(said(*words)) == listed
    done = json.loads(said(*words, "--apply"))
    assert (done["applied"], done["going"]) == (True, listed["going"])
    assert json.loads(said(*words))["going"] == {"page": 0, "failure": 0, "link_check": 0, "person": 0}
    assert verified(said, city, 0)["whole"]
    assert said(*figures) == before
    piece, _, _ = piece_of_a_finding(city)
    assert "一直打不开的专题" in said("evidence", "show", piece, *home)


def test_damaged_evidence_is_not_tidied_away(city: Path, said: Said) -> None:
    with only_file(city).open("ab") as stream:
        stream.write(b"x")
    assert "证据库核对不符" in said("evidence", "prune", "--apply", "--home", str(city), code=2)


def test_evidence_without_a_store_is_not_pruned(city: Path, said: Said) -> None:
    assert "没有数据库" in said("evidence", "prune", "--folder", str(city / "evidence"), code=2)
