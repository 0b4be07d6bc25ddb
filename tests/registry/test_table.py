"""A file that is no table is refused whole, with one sentence: where, what, what to do."""

import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.registry.sheets import ALL_COLUMNS, OFFICE, csv_file, csv_text, xlsx_file, xlsx_line

from mingcha.core.errors import UsageError
from mingcha.registry import read_register


def refusal(path: Path) -> str:
    with pytest.raises(UsageError) as refused:
        read_register(path)
    sentence = str(refused.value)
    assert str(path) in sentence
    assert "：" in sentence
    return sentence


def written(folder: Path, data: bytes, name: str = "r.csv") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("column", ALL_COLUMNS[:16])
def test_each_of_the_sixteen_columns_is_needed(tmp_path: Path, column: str) -> None:
    columns = [name for name in ALL_COLUMNS if name != column]
    assert f"缺少列 {column}：" in refusal(csv_file(tmp_path, OFFICE, columns=columns))


def test_a_column_twice_is_refused(tmp_path: Path) -> None:
    assert "重复的列 排序" in refusal(csv_file(tmp_path, OFFICE, columns=(*ALL_COLUMNS, "排序")))


def test_the_header_forgives_blanks_and_full_width_letters(tmp_path: Path) -> None:
    columns = [
        " 单位编码\u3000",
        "单位 名称",
        "\ufeff单位简称",
        "ＩＣＰ备案号",
        "忽略ＲＯＢＯＴＳ".replace("ＲＯＢＯＴＳ", "ｒｏｂｏｔｓ"),
    ]
    names = ["单位编码", "单位名称", "单位简称", "ICP备案号", "忽略robots"]
    text = csv_text(OFFICE | {"忽略robots": "是"})
    for name, odd in zip(names, columns, strict=True):
        text = text.replace(name, odd, 1)
    file = read_register(written(tmp_path, text.encode()))
    assert file.rejects == ()
    assert file.register.sites[0].ignore_robots


def test_a_title_above_the_header_is_named(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path, ["云川市政府网站登记表"], [], ALL_COLUMNS, xlsx_line(OFFICE))
    assert "现在第 3 行：请删去它上面的 2 行" in refusal(path)


def test_no_header_at_all_is_named(tmp_path: Path) -> None:
    path = written(tmp_path, csv_text(OFFICE).split("\r\n", 1)[1].encode())
    assert "第一行不是表头" in refusal(path)


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    assert "读不出来" in refusal(tmp_path / "nothing.csv")
    assert "读不出来" in refusal(tmp_path)


@pytest.mark.parametrize("data", [b"", b"  \r\n\r\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_named(tmp_path: Path, data: bytes) -> None:
    assert "空" in refusal(written(tmp_path, data))


def test_an_empty_workbook_is_named(tmp_path: Path) -> None:
    assert "空的" in refusal(xlsx_file(tmp_path))


def test_other_encodings_are_refused(tmp_path: Path) -> None:
    text = csv_text(OFFICE)
    assert "UTF-16" in refusal(written(tmp_path, text.encode("utf-16")))
    assert "既不是 UTF-8 也不是 GB18030" in refusal(written(tmp_path, text.encode() + b"\xff\xff\xff"))
    assert "不是文本文件" in refusal(written(tmp_path, b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"))


def test_an_old_workbook_is_refused_with_the_remedy(tmp_path: Path) -> None:
    path = written(tmp_path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "r.xls")
    assert "另存为 .xlsx" in refusal(path)


@pytest.mark.parametrize("cut", [10, 500, -200])
def test_a_damaged_workbook_is_refused(tmp_path: Path, cut: int) -> None:
    whole = xlsx_file(tmp_path, ALL_COLUMNS, xlsx_line(OFFICE)).read_bytes()
    assert "不是可读的 XLSX" in refusal(written(tmp_path, whole[:cut], "cut.xlsx"))


def test_a_csv_named_xlsx_is_refused(tmp_path: Path) -> None:
    assert "不是 XLSX" in refusal(written(tmp_path, csv_text(OFFICE).encode(), "r.xlsx"))


def test_the_first_visible_sheet_is_read(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path, ["填表说明"])
    book = load_workbook(path)
    book.worksheets[0].sheet_state = "hidden"
    sheet = book.create_sheet("登记")
    for line in (ALL_COLUMNS, xlsx_line(OFFICE)):
        sheet.append(list(line))
    book.active = 1
    book.save(path)
    assert len(read_register(path).register.units) == 1


def test_a_workbook_named_csv_is_read(tmp_path: Path) -> None:
    whole = xlsx_file(tmp_path, ALL_COLUMNS, xlsx_line(OFFICE)).read_bytes()
    assert read_register(written(tmp_path, whole, "r.csv")).rejects == ()


@pytest.mark.parametrize("sign", ["\t", ";"])
def test_other_delimiters_are_understood(tmp_path: Path, sign: str) -> None:
    path = written(tmp_path, csv_text(OFFICE).replace(",", sign).encode())
    assert read_register(path).rejects == ()


def test_an_open_quote_that_swallows_the_file_is_no_silent_loss(tmp_path: Path) -> None:
    text = csv_text(OFFICE).replace("市政府办", '"市政府办', 1) + "x" * 200_000
    assert "引号" in refusal(written(tmp_path, text.encode()))


def test_a_workbook_that_unfolds_without_end_is_refused(tmp_path: Path) -> None:
    whole = xlsx_file(tmp_path, ALL_COLUMNS, xlsx_line(OFFICE))
    nested = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(whole) as good, zipfile.ZipFile(path, "w") as bad:
        for name in good.namelist():
            body = good.read(name)
            if name == "xl/worksheets/sheet1.xml":
                body = f'<!DOCTYPE worksheet [<!ENTITY a0 "AAAAAAAAAA">{nested}]>'.encode() + body
                assert b"3713000001" in body
                body = body.replace(b"3713000001", b"&a9;")
            bad.writestr(name, body)
    assert "不是可读的 XLSX" in refusal(path)


def test_a_workbook_that_would_fill_the_memory_is_refused(tmp_path: Path) -> None:
    whole = xlsx_file(tmp_path, ALL_COLUMNS, xlsx_line(OFFICE))
    with zipfile.ZipFile(whole, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/media/zeros.bin", bytes(257_000_000))
    assert "解开后有 257 MB" in refusal(whole)
