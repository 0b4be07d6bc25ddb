"""What an inspection says in each of its forms besides faults: early warnings, and the class of a finding."""

import io
import json
from datetime import date, timedelta

import openpyxl
import pytest

from mingcha import rules
from mingcha.core.clock import end_of_day
from mingcha.core.page import Column, ColumnKind, ListState, PageFacts, PageKind
from mingcha.core.rule import judge
from mingcha.core.unit import Site
from mingcha.core.view import Probe, SiteView
from mingcha.reports.inspection import InspectionReport, SiteReport, inspection_json, inspection_text
from mingcha.reports.inspection_tables import inspection_html, inspection_xlsx

AT = end_of_day(date(2018, 4, 18))
HOME = "http://slj.yunchuan.gov.cn/"
WARNED = ("（4.3%），接近5%的否决线", "空白栏目已有2个，满5个即单项否决")


@pytest.fixture
def report() -> InspectionReport:
    """A site that is down in 6 of 140 visits, two columns blank by neglect and one by the catalogue."""
    blank = [
        Column(name, f"{HOME}{name}/", ColumnKind.TOPIC, ListState.EMPTY, structure=structure)
        for name, structure in (("甲", ""), ("乙", ""), ("规章", "在“信息公开目录”之下"))
    ]
    start = AT - timedelta(days=7, hours=23)
    probes = tuple(Probe(start + timedelta(hours=1.2 * n), n % 20 != 7 or n > 120, 0.5) for n in range(140))
    view = SiteView(
        Site("", HOME), AT, home=PageFacts(HOME, PageKind.HOME, "水利局"), columns=tuple(blank), probes=probes
    )
    verdicts = [judge(rules.by_id()[name], view) for name in ("unreachable_site", "empty_column")]
    return InspectionReport(AT, "linyi-2018", (SiteReport(view, tuple(verdicts)),))


def test_the_json_has_early_warnings_and_the_class_of_a_finding(report: InspectionReport) -> None:
    verdicts = inspection_json(report)["sites"][0]["verdicts"]
    said = json.dumps([row["warnings"] for row in verdicts], ensure_ascii=False)
    assert all(words in said for words in WARNED)
    assert [row.get("kind") for row in verdicts[1]["findings"]] == [None, None, "structural"]


def test_the_terminal_shows_early_warnings_apart_from_faults(report: InspectionReport) -> None:
    lines = inspection_text(report, rules.catalogue()).splitlines()
    place = next(n for n, line in enumerate(lines) if "! 预警：网站无法访问" in line)
    assert WARNED[0] in lines[place + 1]


def test_the_workbook_and_the_page_show_early_warnings_as_such(report: InspectionReport) -> None:
    book = openpyxl.load_workbook(io.BytesIO(inspection_xlsx(report, rules.catalogue())))
    rows = [[str(cell.value or "") for cell in row] for row in book.worksheets[0].iter_rows()]
    warned = [row for row in rows if row[4] == "预警"]
    assert len(warned) == 2
    assert all(any(words in row[6] for row in warned) for words in WARNED)
    html = inspection_html(report, rules.catalogue()).decode()
    assert html.count("<td class='预警'>预警</td>") == 2
