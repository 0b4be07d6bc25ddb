"""Rows set against each other and against the register that is known."""

from pathlib import Path

from tests.registry.sheets import ARCHIVES, OFFICE, SCIENCE, Cells, csv_file

from mingcha.registry import RegisterFile, read_register


def read(folder: Path, *rows: Cells) -> RegisterFile:
    return read_register(csv_file(folder, *rows))


def wrong(file: RegisterFile) -> list[tuple[int, str]]:
    return [(reject.row, reject.field) for reject in file.rejects]


def test_the_same_address_twice_is_rejected_at_the_later_row(tmp_path: Path) -> None:
    again = SCIENCE | {"首页网址": "HTTPS://WWW.yunchuan.gov.cn"}
    assert wrong(read(tmp_path, OFFICE, again)) == [(3, "首页网址")]


def test_two_paths_of_one_host_are_two_sites(tmp_path: Path) -> None:
    below = SCIENCE | {"首页网址": "http://www.yunchuan.gov.cn/kjj/"}
    assert wrong(read(tmp_path, OFFICE, below)) == []


def test_the_same_site_code_twice_is_rejected_at_the_later_row(tmp_path: Path) -> None:
    assert wrong(read(tmp_path, OFFICE, SCIENCE | {"网站标识码": "3713000001"})) == [(3, "网站标识码")]


def test_a_unit_code_with_another_name_is_rejected(tmp_path: Path) -> None:
    assert wrong(read(tmp_path, OFFICE, SCIENCE | {"单位编码": "371300", "上级单位": ""})) == [
        (3, "单位名称"),
        (3, "单位简称"),
    ]


def test_a_unit_on_two_rows_has_one_kind(tmp_path: Path) -> None:
    second = SCIENCE | {"首页网址": "http://b.cn/", "网站标识码": "", "单位类别": "其他", "单位简称": ""}
    assert wrong(read(tmp_path, OFFICE, SCIENCE, second)) == [(4, "单位类别")]


def test_two_units_never_share_a_short_name(tmp_path: Path) -> None:
    assert wrong(read(tmp_path, OFFICE, SCIENCE, ARCHIVES | {"单位简称": "市科技局"})) == [(4, "单位简称")]


def test_a_parent_may_stand_below(tmp_path: Path) -> None:
    assert wrong(read(tmp_path, SCIENCE, OFFICE)) == []


def test_a_child_of_a_bad_row_waits_for_it_and_so_do_its_children(tmp_path: Path) -> None:
    file = read(tmp_path, OFFICE | {"状态": "?"}, SCIENCE, ARCHIVES | {"上级单位": "371300005"})
    assert wrong(file) == [(2, "状态"), (3, "上级单位"), (4, "上级单位")]
    assert "第 2 行" in file.rejects[1].right
    assert file.register.units == ()


def test_units_in_a_circle_are_rejected(tmp_path: Path) -> None:
    file = read(tmp_path, OFFICE | {"上级单位": "371300009"}, ARCHIVES)
    assert wrong(file) == [(2, "上级单位"), (3, "上级单位")]


def test_a_known_unit_may_be_a_parent_and_a_name(tmp_path: Path) -> None:
    known = read(tmp_path, OFFICE, ARCHIVES).register
    path = csv_file(tmp_path, SCIENCE)
    assert wrong(read_register(path)) == [(2, "上级单位")]
    assert wrong(read_register(path, known)) == []
    path = csv_file(tmp_path, SCIENCE | {"单位简称": "市档案局"})
    assert wrong(read_register(path, known)) == [(2, "单位简称")]


def test_a_circle_through_a_known_unit_is_rejected(tmp_path: Path) -> None:
    known = read(tmp_path, OFFICE, SCIENCE).register
    path = csv_file(tmp_path, OFFICE | {"上级单位": "371300005"})
    assert wrong(read_register(path, known)) == [(2, "上级单位")]


def test_the_address_of_another_known_site_is_rejected(tmp_path: Path) -> None:
    known = read(tmp_path, OFFICE, SCIENCE).register
    taken = SCIENCE | {"首页网址": OFFICE["首页网址"]}
    assert wrong(read_register(csv_file(tmp_path, taken), known)) == [(2, "首页网址")]
    moved = OFFICE | {"首页网址": "http://new.yunchuan.gov.cn/"}
    assert wrong(read_register(csv_file(tmp_path, taken, moved), known)) == []


def test_a_known_site_may_get_another_code_or_address(tmp_path: Path) -> None:
    known = read(tmp_path, OFFICE, SCIENCE).register
    assert wrong(read_register(csv_file(tmp_path, OFFICE | {"网站标识码": "3713000088"}), known)) == []
    assert wrong(read_register(csv_file(tmp_path, OFFICE | {"首页网址": "http://x.cn/"}), known)) == []
