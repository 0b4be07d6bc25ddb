"""The annexes: problems unit by unit, what could not be checked, and points where they are printed."""

from __future__ import annotations

from dataclasses import dataclass

from mingcha.reports.bulletin import BulletinData
from mingcha.reports.document import Align, Annex, Block, Table, TableColumn
from mingcha.reports.wording import date_text, enumeration, from_page, hexagonal, report_name, without_stop


@dataclass(frozen=True, slots=True)
class AnnexTable:
    """One annex: its place in the order, its title, its table."""

    number: int
    title: str
    table: Table

    def blocks(self, total: int) -> tuple[Block, Block]:
        """Head and table; the head has no number where there is one annex only."""
        return Annex(f"附件{self.number}" if total > 1 else "附件", self.title), self.table


def annexes(data: BulletinData) -> list[AnnexTable]:
    """The annexes that have rows, in the order in which the text counts them."""
    tables = [
        ("各单位问题清单", _problem_table(data)),
        ("未能完成检查的网站和事项", _unchecked_table(data)),
        ("各单位得分", _score_table(data)),
    ]
    filled = [(title, table) for title, table in tables if table.rows]
    return [AnnexTable(number, title, table) for number, (title, table) in enumerate(filled, 1)]


# Stands in the site column of a duty or an order.
NO_SITE = "—"
_NUMBER = TableColumn("序号", 12.0, Align.CENTER)


def _problem_table(data: BulletinData) -> Table:
    columns = (
        _NUMBER,
        TableColumn("单位", 24.0),
        TableColumn("网站", 28.0),
        TableColumn("问题", 34.0),
        TableColumn("数量", 12.0, Align.CENTER),
        TableColumn("位置", 46.0),
    )
    rows: dict[str, list[tuple[str, str, str, str]]] = {unit.short_name: [] for unit in data.units}
    _add_duties(data, rows)
    for problem in data.problems:
        for place in problem.places:
            where = "；".join(part for part in (from_page(place.column or ""), *place.examples[:1]) if part)
            row = (place.site or NO_SITE, without_stop(problem.title), str(place.count), where)
            rows[place.unit].append(row)
    for figures in data.messages:
        if figures.late or figures.overdue:
            where = f"逾期办结{figures.late}件，逾期未办结{figures.overdue}件"
            count = str(figures.late + figures.overdue)
            rows[figures.unit].append((NO_SITE, "未按期办理网民留言", count, where))
    flat = [(unit, *row) for unit, entries in rows.items() for row in entries]
    return Table(columns, tuple((str(number), *row) for number, row in enumerate(flat, 1)))


def _add_duties(data: BulletinData, rows: dict[str, list[tuple[str, str, str, str]]]) -> None:
    duty = data.annual_report
    if duty is not None:
        problem = f"未及时公布{duty.year}年政府信息公开年度报告"
        for item in duty.late:
            rows[item.unit].append((NO_SITE, problem, "1", f"{date_text(item.on)}公布"))
        for unit in duty.missing:
            rows[unit].append((NO_SITE, problem, "1", f"截至{date_text(duty.due)}未公布"))
    for order in data.orders:
        number = hexagonal(order.number)
        problem = f"未按时报送{report_name(order.about)}"
        for item in order.late:
            rows[item.unit].append((NO_SITE, problem, "1", f"{number}，{date_text(item.on)}报送"))
        for unit in order.missing:
            rows[unit].append((NO_SITE, problem, "1", f"{number}，截至{date_text(order.due)}未报送"))


def _unchecked_table(data: BulletinData) -> Table:
    """One row for each unit, site and reason; the subjects that share a reason stand in one cell."""
    columns = (
        _NUMBER,
        TableColumn("单位", 28.0),
        TableColumn("网站", 34.0),
        TableColumn("未能检查的内容", 41.0),
        TableColumn("原因", 41.0),
    )
    grouped: dict[tuple[str, str, str], list[str]] = {}
    for entry in data.not_checked:
        subjects = grouped.setdefault((entry.unit, entry.site, entry.reason), [])
        if entry.subject not in subjects:
            subjects.append(entry.subject)
    order = {unit.short_name: index for index, unit in enumerate(data.units)}
    keys = sorted(grouped, key=lambda key: order[key[0]])
    rows = [
        (unit, site or NO_SITE, from_page(enumeration(grouped[unit, site, reason])), from_page(reason))
        for unit, site, reason in keys
    ]
    return Table(columns, tuple((str(number), *row) for number, row in enumerate(rows, 1)))


def _score_table(data: BulletinData) -> Table:
    columns = (
        _NUMBER,
        TableColumn("单位", 54.0),
        TableColumn("得分", 24.0, Align.CENTER),
        TableColumn("单项否决情况", 66.0),
    )
    scores = {row.unit: row for row in data.scores or ()}
    rows = [
        (unit, f"{scores[unit].score:g}", enumeration(scores[unit].vetoes)) for unit in data.in_order(scores)
    ]
    return Table(columns, tuple((str(number), *row) for number, row in enumerate(rows, 1)))
