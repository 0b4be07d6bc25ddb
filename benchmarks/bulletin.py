"""The bulletin as .docx and .pdf and the slips, for 60 and for 500 units, with annexes and charts."""

import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from mingcha.reports.bulletin import BulletinData, BulletinSite, BulletinUnit, Overall, Place, ProblemClass
from mingcha.reports.check import check_file
from mingcha.reports.compose import compose
from mingcha.reports.docx import write_docx
from mingcha.reports.fonts import font_set
from mingcha.reports.pdf import write_pdf
from mingcha.reports.slip_facts import SlipData, SlipFinding, UnitSlip
from mingcha.reports.slips import write_slips

SIZES = (60, 500)
ISSUER = "云州市人民政府办公室"
CLASSES = (
    *(
        "栏目更新不及时",
        "存在不能打开的链接",
        "存在空白栏目",
        "首页更新不及时",
        "缺少网站标识码",
        "缺少联系方式",
    ),
    *("缺少“我为政府网站找错”入口", "信息没有发布时间", "办事指南要素不全", "附件不能下载"),
)


def city(count: int) -> BulletinData:
    """A fictional city in which every unit's site has faults of three classes."""
    units = tuple(
        BulletinUnit(f"云州市第{i + 1}单位", f"市第{i + 1}单位", "市政府部门") for i in range(count)
    )
    sites = tuple(
        BulletinSite(
            unit.short_name, f"{unit.short_name}网站", f"{3700000000 + i}", f"http://u{i}.example.gov.cn/"
        )
        for i, unit in enumerate(units)
    )
    problems = tuple(
        ProblemClass(
            f"rule_{j}",
            title,
            "国办发〔2017〕47号附件",
            tuple(
                Place(
                    site.unit,
                    site.name,
                    "通知公告",
                    1 + (i + j) % 4,
                    (f"{site.url}tzgg/list_{i}.html",),
                    url=site.url,
                )
                for i, site in enumerate(sites)
                if (i - j) % len(CLASSES) < 3
            ),
        )
        for j, title in enumerate(CLASSES)
    )
    return BulletinData(
        issuer=ISSUER,
        period="2018Q2",
        as_of=date(2018, 7, 9),
        issued_on=date(2018, 7, 10),
        units=units,
        number="云政办字〔2018〕8号",
        overall=Overall(sites=count, checked=count, not_checked=0, failing=count),
        problems=problems,
        sites=sites,
    )


def slips_of(data: BulletinData) -> SlipData:
    """A slip for each unit of `data`."""
    places: dict[str, list[SlipFinding]] = {}
    for problem in data.problems:
        for place in problem.places:
            finding = SlipFinding(
                problem.title, problem.title, place.examples[0], place.site, basis=problem.basis
            )
            places.setdefault(place.unit, []).append(finding)
    units = tuple(
        UnitSlip(unit.name, unit.short_name, tuple(places.get(unit.short_name, ()))) for unit in data.units
    )
    return SlipData(data.issuer, data.period, data.as_of, data.issued_on, units)


def measure(runs: int) -> tuple[list[tuple[str, str]], dict[str, object]]:
    """Seconds of the wall, for the .docx the median over `runs` runs; fonts are read beforehand."""
    figures: dict[str, object] = {}
    font_set()
    with tempfile.TemporaryDirectory() as name:
        for count in SIZES:
            for key, value in _measure_city(city(count), runs, Path(name)).items():
                figures[f"units_{count}_{key}"] = value
    return [(key.replace("_", " "), str(value)) for key, value in figures.items()], figures


def _measure_city(data: BulletinData, runs: int, folder: Path) -> dict[str, object]:
    document = compose(data)
    docx, pdf = folder / "bulletin.docx", folder / "bulletin.pdf"
    docx_s = _median(runs, lambda: write_docx(document, docx))
    # Once: typst remembers what it has set, so a second run would be faster than any command's.
    pdf_s = _median(1, lambda: write_pdf(document, pdf))
    slips_s = _median(1, lambda: write_slips(slips_of(data), folder))
    report = check_file(pdf)
    return {
        "docx_s": docx_s,
        "pdf_s": pdf_s,
        "pages": report.pages,
        "deviations": len(report.deviations),
        "slips_s": slips_s,
    }


def _median(runs: int, work: Callable[[], object]) -> float:
    seconds = []
    for _ in range(runs):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return round(statistics.median(seconds), 2)
