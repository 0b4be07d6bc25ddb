"""Charts: what they show, in black and white, as vectors in both files."""

import io
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from mingcha.reports.annexes import annexes, charts, count_by_unit
from mingcha.reports.bulletin import BulletinData, BulletinSite
from mingcha.reports.charts import (
    ClassCount,
    HeatMap,
    PeriodRate,
    heat_maps,
    pass_rate_chart,
    problem_chart,
    shortened,
)
from mingcha.reports.compose import compose
from mingcha.reports.document import Document, Figure, Paragraph, Table
from mingcha.reports.docx import render_docx
from mingcha.reports.drawing import Anchor, Box, Drawing, Label, Stroke, hatch
from mingcha.reports.emf import render_emf
from mingcha.reports.fonts import MissingGlyphError, font_set
from mingcha.reports.layout import TEXT_HEIGHT_MM, TEXT_WIDTH_MM
from mingcha.reports.pdf import render_pdf

QUARTERS = (PeriodRate("2018年一季度", 40, 30), PeriodRate("2018年二季度", 50, 45))


def charted(city: BulletinData, *more: PeriodRate) -> Document:
    """The city's bulletin with a chart of the pass rate at its end."""
    document, figure = compose(city), pass_rate_chart((*QUARTERS, *more))
    assert figure is not None
    return replace(document, blocks=(*document.blocks, figure))


def words(figure: Figure | None) -> list[str]:
    assert figure is not None
    return [label.text for label in figure.drawing.labels]


def test_the_pass_rate_is_written_beside_each_point() -> None:
    shown = words(pass_rate_chart(QUARTERS))
    assert {"75%", "90%", "2018年一季度", "2018年二季度"} <= set(shown)


def test_a_period_without_checked_sites_has_no_point_and_one_point_is_no_line() -> None:
    assert pass_rate_chart((PeriodRate("2018年一季度", 0, 0), *QUARTERS[1:])) is None
    assert "0%" in words(pass_rate_chart((*QUARTERS, PeriodRate("2018年三季度", 10, 0))))


def test_higher_rates_stand_higher() -> None:
    figure = pass_rate_chart(QUARTERS)
    assert figure is not None
    low, high = [shape for shape in figure.drawing.shapes if isinstance(shape, Box)]
    assert high.y < low.y


def test_bars_stand_in_order_of_their_numbers_and_share_one_scale() -> None:
    figure = problem_chart((ClassCount("甲", 5, 2), ClassCount("乙", 10, 3), ClassCount("丙", 0, 0)))
    assert figure is not None
    bars = [shape for shape in figure.drawing.shapes if isinstance(shape, Box)]
    assert bars[0].width == pytest.approx(2 * bars[1].width)
    assert [text for text in words(figure) if "处" in text] == ["10处，3个单位", "5处，2个单位"]


def test_many_classes_become_twenty_bars_and_one_for_the_rest() -> None:
    shown = words(problem_chart([ClassCount(f"第{n}类", 100 - n, 1) for n in range(30)]))
    assert "其他10类" in shown
    assert f"{sum(100 - n for n in range(20, 30))}处" in shown


def test_every_cell_of_the_heat_map_bears_its_number() -> None:
    (figure,) = heat_maps(HeatMap(("甲局", "乙局"), ("死链", "空白"), ((1, 0), (3, 7))))
    assert {"甲局", "乙局", "1", "3", "7", "1 死链", "2 空白"} <= set(words(figure))
    filled = [
        shape.grey for shape in figure.drawing.shapes if isinstance(shape, Box) and shape.grey is not None
    ]
    assert sorted(filled, reverse=True) == filled
    white = [label.text for label in figure.drawing.labels if label.white]
    assert white == ["7"]


def test_a_heat_map_of_one_class_or_one_unit_is_none() -> None:
    assert heat_maps(HeatMap(("甲局",), ("死链", "空白"), ((1, 2),))) == []
    assert heat_maps(HeatMap(("甲局", "乙局"), ("死链",), ((1,), (2,)))) == []


def test_a_big_city_shows_its_heaviest_sixty_units_and_says_so() -> None:
    units = tuple(f"第{n}局" for n in range(200))
    figures = heat_maps(HeatMap(units, ("甲", "乙"), tuple((1, n) for n in range(200))))
    assert [figure.title for figure in figures] == [
        "各单位各类问题分布（问题最多的60个单位）（1/2）",
        "各单位各类问题分布（问题最多的60个单位）（2/2）",
    ]
    assert "第140局" in words(figures[0])
    assert "第139局" not in words(figures[0])


@pytest.mark.parametrize("classes", [2, 9, 40])
@pytest.mark.parametrize("units", [2, 30, 31, 60, 500])
def test_every_drawing_fits_on_a_page_and_into_its_frame(units: int, classes: int) -> None:
    names = tuple(f"云州市第{n}经济技术合作区管理委员会" for n in range(units))
    titles = tuple(
        f"第{n}类问题的名称写得很长很长很长很长很长很长很长很长很长很长很长" for n in range(classes)
    )
    counts = tuple(tuple((i + j) % 120 for j in range(classes)) for i in range(units))
    figures = heat_maps(HeatMap(names, titles, counts))
    bars = problem_chart([ClassCount(title, 1000 + n, units) for n, title in enumerate(titles)])
    line = pass_rate_chart([PeriodRate(f"{2000 + n}年一季度", 10, n % 11) for n in range(40)])
    for figure in (*figures, bars, line):
        assert figure is not None
        assert figure.drawing.height_mm < TEXT_HEIGHT_MM - 15
        assert list(_outside(figure.drawing)) == []


def _outside(drawing: Drawing) -> Iterator[object]:
    from mingcha.reports.drawing import text_width_mm

    for shape in drawing.shapes:
        match shape:
            case Stroke(x1, y1, x2, y2):
                corners = [(x1, y1), (x2, y2)]
            case Box(x, y, width, height):
                corners = [(x, y), (x + width, y + height)]
            case Label(x, y, text, anchor, size):
                width = text_width_mm(text, size)
                left = x - {Anchor.START: 0, Anchor.MIDDLE: width / 2, Anchor.END: width}[anchor]
                corners = [(left, y), (left + width, y)]
        if any(
            not (-0.6 <= x <= TEXT_WIDTH_MM + 0.6 and -0.6 <= y <= drawing.height_mm + 0.6)
            for x, y in corners
        ):
            yield shape


def test_hatches_stay_in_their_box() -> None:
    box = Box(10, 20, 7, 4)
    for rising in (True, False):
        lines = list(hatch(box, 1.2, rising=rising))
        assert len(lines) == 9
        for line in lines:
            assert all(10 <= x <= 17 for x in (line.x1, line.x2))
            assert all(20 <= y <= 24 + 1e-9 for y in (line.y1, line.y2))
            assert abs(line.x2 - line.x1) == pytest.approx(abs(line.y2 - line.y1))


def test_a_long_name_is_cut_with_dots() -> None:
    assert shortened("市局", 20) == "市局"
    assert shortened("市喆潍峄经济合作区管理委员会", 20) == "市喆潍峄经…"


def test_the_metafile_is_well_formed_and_names_its_size() -> None:
    content = render_emf(Drawing(100, 50, (Stroke(0, 0, 10, 10), Box(1, 1, 5, 5, 0.5), Label(9, 9, "𠀋a通"))))
    kind, size, *_ = struct.unpack_from("<II", content)
    assert (kind, size, content[40:44]) == (1, 88, b" EMF")
    assert struct.unpack_from("<4i", content, 24) == (0, 0, 10000, 5000)
    _, total, records = struct.unpack_from("<III", content, 44)
    assert total == len(content)
    kinds, place = [], 0
    while place < len(content):
        kind, size = struct.unpack_from("<II", content, place)
        assert size % 4 == 0
        kinds.append(kind)
        place += size
    assert (len(kinds), kinds[-1]) == (records, 14)
    assert {27, 54, 43, 84} <= set(kinds)


def test_the_word_file_holds_each_chart_as_a_vector_with_words_for_it(city: BulletinData) -> None:
    document = charted(city)
    content = render_docx(document)
    figures = [block for block in document.blocks if isinstance(block, Figure)]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if name.endswith(".emf")]
        assert len(names) == len(figures) == 4
        assert b'"image/x-emf"' in archive.read("[Content_Types].xml")
    drawn = list(docx.Document(io.BytesIO(content)).element.body.iter(qn("wp:docPr")))
    assert [one.get("descr") for one in drawn] == [figure.description for figure in figures]
    assert len({one.get("id") for one in drawn}) == len(drawn)


@pytest.mark.needs("fonts")
def test_the_pdf_holds_the_words_of_the_charts_as_text(city: BulletinData) -> None:
    pdf = render_pdf(charted(city), font_set())
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    assert "各期检查网站合格率" in text
    assert "12个单位" in text


@pytest.mark.needs("fonts")
def test_a_character_of_a_chart_without_glyph_is_an_error(city: BulletinData) -> None:
    with pytest.raises(MissingGlyphError, match=r"U\+E123"):
        render_pdf(charted(city, PeriodRate("\ue123季度", 40, 30)), font_set())


def test_no_chart_is_drawn_where_the_bulletin_prints_no_overall_figures(city: BulletinData) -> None:
    assert charts(replace(city, overall=None)) == ()


def test_the_sums_of_the_count_table_are_those_of_the_places(city: BulletinData) -> None:
    annex = next(one for one in annexes(city) if one.title == "各单位各类问题数量统计表")
    (table,) = annex.content
    assert isinstance(table, Table)
    assert table.rows[-1] == ("", "合计", "60", "78", "138")
    assert table.rows[0] == ("1", city.units[0].short_name, "1", "1", "2")
    assert sum(column.width_mm for column in table.columns) == pytest.approx(156)


def test_many_classes_are_counted_under_their_numbers_in_as_many_tables_as_needed(city: BulletinData) -> None:
    base = city.problems[0]
    many = tuple(replace(base, rule=f"r{n}", title=f"第{n + 1}类问题") for n in range(15))
    annex = next(one for one in annexes(replace(city, problems=many)) if one.title.startswith("各单位各类"))
    first_legend, first, second_legend, second = annex.content
    assert isinstance(first_legend, Paragraph)
    assert first_legend.text.startswith("表中问题类别：1为第1类问题；2为第2类问题；")
    assert isinstance(second_legend, Paragraph)
    assert second_legend.text == "表中问题类别：13为第13类问题；14为第14类问题；15为第15类问题。"
    assert isinstance(first, Table)
    assert isinstance(second, Table)
    assert [column.title for column in first.columns][2:] == [str(n) for n in range(1, 13)]
    assert second.rows[-1][-1] == str(15 * 60)


def test_failing_sites_are_listed_with_unit_code_address_and_reason(city: BulletinData) -> None:
    first, second = city.units[0].short_name, city.units[20].short_name
    sites = (
        BulletinSite(second, f"{second}网站", "3700000020", "http://site20.example.gov.cn/"),
        BulletinSite(first, f"{first}网站", "3700000001", "http://site0.example.gov.cn/"),
        BulletinSite(first, "没有问题的网站", "3700000002", "http://c.example.gov.cn/"),
    )
    assert city.overall is not None
    listed = replace(city, sites=sites, overall=replace(city.overall, failing=2))
    annex = next(one for one in annexes(listed) if one.title == "存在问题的网站名单")
    (table,) = annex.content
    assert isinstance(table, Table)
    assert [column.title for column in table.columns] == [
        "序号", "主管单位", "网站标识码", "网站名称", "网址", "原因",
    ]  # fmt: skip
    assert table.rows == (
        ("1", first, "3700000001", f"{first}网站", "http://site0.example.gov.cn/",
         "栏目更新不及时（1处）；存在不能打开的链接（1处）"),
        ("2", second, "3700000020", f"{second}网站", "http://site20.example.gov.cn/",
         "栏目更新不及时（1处）"),
    )  # fmt: skip


def test_units_are_counted_in_register_order(city: BulletinData) -> None:
    counts = count_by_unit(city)
    assert counts.units == tuple(unit.short_name for unit in city.units)
    assert counts.classes == ("栏目更新不及时", "存在不能打开的链接")
