"""The fictional city 澜江市 in 2022: its numbers, its reports of 2021, and what its portal shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from tools.sample_world.model import Column, Item, Marks, Site
from tools.sample_world.reports_2021 import GIVEN, NONE, PARTLY, Figures, quiet, report_2021
from tools.sample_world.sample_build import City, Fault, Plan, make_site, report_item
from tools.sample_world.usual import CONSULT_FORM, reply
from tools.sample_world.writer import Probing

AS_OF = date(2022, 4, 20)
ZONE = "lanjiang.gov.cn"
OFFICE = "澜江市人民政府办公室"

FIGURES: Mapping[tuple[str, int], Figures] = {
    # Five applications came in, four are settled, none is left.
    ("澜江市教育局", 2021): Figures((4, 1, 0, 0, 0, 0), NONE, {GIVEN: (3, 1, 0, 0, 0, 0)}),
    # Every column holds, but the total of a row is not the sum of its cells.
    ("澜江市商务局", 2021): Figures(
        (6, 2, 0, 0, 0, 0), NONE, {GIVEN: (6, 2, 0, 0, 0, 0)}, totals={"一、本年新收政府信息公开申请数量": 9}
    ),
    # Two were left over in 2020, none was carried over into 2021.
    ("澜江市人力资源和社会保障局", 2020): quiet(3, left=2),
    ("澜江市人力资源和社会保障局", 2021): quiet(5),
    # What was left over is carried over, and noughts are left blank.
    ("澜江市自然资源和规划局", 2020): quiet(2, left=2),
    ("澜江市自然资源和规划局", 2021): Figures(
        (7, 2, 0, 0, 1, 0),
        (2, 0, 0, 0, 0, 0),
        {GIVEN: (6, 1, 0, 0, 1, 0), PARTLY: (2, 1, 0, 0, 0, 0)},
        (1, 0, 0, 0, 0, 0),
        reviews=(1, 0, 0, 1, 2),
        blank=True,
    ),
    # A quiet year: noughts everywhere.
    ("澜江市水利局", 2021): Figures(NONE),
}


def report(name: str, year: int) -> str:
    """The report of a unit for a year."""
    return report_2021(name, year, FIGURES.get((name, year)) or quiet(len(name) + year))


_NOTE = "澜江市为虚构城市，本页内容纯属演示"
LANJIANG = City(
    AS_OF,
    2021,
    "429900",
    "鄂ICP备20{:06d}号",
    "鄂公网安备 42990202{}号",
    "0710-5500",
    _NOTE,
    date(2021, 1, 14),
    report,
    (
        Marks(),
        Marks(badge="link", code="政府网站标识码：{}", error="link", sponsor="主办：{}"),
        Marks(badge="write", code="网站标识码{}", icp="备案序号：{}", phone="联系方式：{}", place="script"),
        Marks(code="网站标识码: {}", police="<b>{}</b>", error="link", place="iframe"),
    ),
)


def site(short: str, name: str, number: int, host: str, layout: str, **more: Any) -> Site:
    """A site of the city."""
    return make_site(short, name, number, host, layout, city=LANJIANG, **more)


def department(
    short: str,
    name: str,
    number: int,
    host: str,
    layout: str,
    *faults: Fault,
    reported: date | None,
    mirrored: bool = True,
    status: str = "on_time",
    suspects: Sequence[Fault] = (),
    not_checked: tuple[str, ...] = (),
    either: tuple[str, ...] = (),
    probing: Probing | None = None,
    row: Mapping[str, str] | None = None,
    **more: Any,
) -> Plan:
    """A department with one site."""
    return Plan(
        short,
        name,
        "市政府部门",
        (site(short, name, number, host, layout, report=reported, **more),),
        reported,
        reported if mirrored else None,
        status,
        faults,
        tuple(suspects),
        not_checked,
        either,
        probing,
        row or {},
    )


def portal_columns(plans: Sequence[Plan]) -> tuple[Column, ...]:
    """The report of the city, those of its units, and the mayor's mailbox."""
    copies: dict[bool, list[Item]] = {True: [], False: []}
    for n, plan in enumerate(plans):
        if plan.copy is not None:
            item = report_item(plan.name, plan.copy, 2021, n, text=report(plan.name, 2021))
            copies[plan.kind == "县区"].append(item)
    own = report_item("澜江市人民政府", date(2022, 3, 25), 2021, text=report("澜江市人民政府", 2021))
    links = '<p><a href="{col:gknb/bmnb}">部门年报</a> <a href="{col:gknb/xqnb}">县区年报</a></p>\n'
    letters = tuple(
        reply(OFFICE, n, AS_OF - timedelta(days=age + 2), AS_OF - timedelta(days=age))
        for n, age in enumerate((8, 25, 44))
    )

    def newest(items: list[Item]) -> tuple[Item, ...]:
        return tuple(sorted(items, key=lambda item: item.day, reverse=True))

    return (
        Column("公开年报", "gknb", "信息公开年报", (own,), intro=links),
        Column("部门年报", "gknb/bmnb", "信息公开年报", newest(copies[False]), in_nav=False),
        Column("县区年报", "gknb/xqnb", "信息公开年报", newest(copies[True]), in_nav=False),
        Column("市长信箱", "szxx", "互动交流", letters, intro=CONSULT_FORM),
    )
