"""The annexes: charts, failing sites, problems by unit, what could not be checked, and points where they are
printed."""

from __future__ import annotations

from dataclasses import dataclass

from mingcha.reports.bulletin import BulletinData, BulletinError
from mingcha.reports.charts import ClassCount, HeatMap, PeriodRate, heat_maps, pass_rate_chart, problem_chart
from mingcha.reports.document import Align, Annex, Block, Figure, Paragraph, Table, TableColumn
from mingcha.reports.wording import (
    date_text,
    enumeration,
    from_page,
    hexagonal,
    period_text,
    report_name,
    without_stop,
)


@dataclass(frozen=True, slots=True)
class AnnexTable:
    """One annex: its place in the order, its title, what stands in it."""

    number: int
    title: str
    content: tuple[Block, ...]

    def blocks(self, total: int) -> tuple[Block, ...]:
        """Head and content; the head has no number where there is one annex only."""
        return Annex(f"附件{self.number}" if total > 1 else "附件", self.title), *self.content


def annexes(data: BulletinData) -> list[AnnexTable]:
    """The annexes that have something in them, in the order in which the text counts them."""
    parts: list[tuple[str, tuple[Block, ...]]] = [
        ("有关情况图示", charts(data)),
        ("不合格网站名单", _filled(_unqualified_sites(data))),
        ("存在问题的网站名单", _filled(_faulty_sites(data))),
        ("各单位各类问题数量统计表", count_tables(count_by_unit(data))),
        ("各单位问题清单", _filled(_problem_table(data))),
        ("未能完成检查的网站和事项", _filled(_unchecked_table(data))),
        ("各单位得分", _filled(_score_table(data))),
    ]
    present = [(title, content) for title, content in parts if content]
    return [AnnexTable(number, title, content) for number, (title, content) in enumerate(present, 1)]


def _filled(table: Table) -> tuple[Block, ...]:
    return (table,) if table.rows else ()


def charts(data: BulletinData) -> tuple[Figure, ...]:
    """The charts for which there are enough figures; none where the bulletin prints no overall figures."""
    if data.overall is None:
        return ()
    counts = count_by_unit(data)
    classes = [
        ClassCount(
            title, sum(row[index] for row in counts.counts), sum(row[index] > 0 for row in counts.counts)
        )
        for index, title in enumerate(counts.classes)
    ]
    drawn = [pass_rate_chart(_rates(data)), problem_chart(classes), *heat_maps(counts)]
    return tuple(figure for figure in drawn if figure is not None)


def _rates(data: BulletinData) -> list[PeriodRate]:
    """The stored periods before this one, oldest first, and this one, as far as sites were graded in them."""
    assert data.overall is not None
    figures = [(row.period, row.checked, row.unqualified) for row in reversed(data.earlier)]
    figures.append((data.period, data.overall.checked, data.overall.unqualified))
    return [
        PeriodRate(_period(period), checked, checked - unqualified)
        for period, checked, unqualified in figures
        if unqualified is not None
    ]


def _period(period: str) -> str:
    year, _, quarter = period.partition("Q")
    return period_text(int(year), int(quarter) if quarter else None)


def count_by_unit(data: BulletinData) -> HeatMap:
    """Findings of sites by unit and class: units and classes with at least one, in their order."""
    classes = [problem for problem in data.problems if problem.places]
    units = data.in_order(place.unit for problem in classes for place in problem.places)
    table = {unit: [0] * len(classes) for unit in units}
    for index, problem in enumerate(classes):
        for place in problem.places:
            table[place.unit][index] += place.count
    titles = tuple(without_stop(problem.title) for problem in classes)
    return HeatMap(units, titles, tuple(tuple(table[unit]) for unit in units))


# So many classes stand beside each other, under their numbers; up to four are written out in the head.
_CLASSES_WIDE = 12
_CLASSES_NAMED = 4


def count_tables(counts: HeatMap) -> tuple[Block, ...]:
    """Units by classes with sums in the last column and row; more than twelve classes make further tables."""
    if not counts.classes:
        return ()
    blocks: list[Block] = []
    named = len(counts.classes) <= _CLASSES_NAMED
    for start in range(0, len(counts.classes), _CLASSES_WIDE):
        columns = range(start, min(start + _CLASSES_WIDE, len(counts.classes)))
        if not named:
            legend = "；".join(f"{index + 1}为{counts.classes[index]}" for index in columns)
            blocks.append(Paragraph(f"表中问题类别：{legend}。"))
        blocks.append(_count_table(counts, columns, named=named, last=columns[-1] + 1 == len(counts.classes)))
    return tuple(blocks)


def _count_table(counts: HeatMap, classes: range, *, named: bool, last: bool) -> Table:
    sum_mm = 14.0 if last else 0.0
    number_mm, unit_mm = 12.0, 40.0
    each_mm = (156.0 - number_mm - unit_mm - sum_mm) / len(classes)
    columns = [_NUMBER, TableColumn("单位", unit_mm)]
    for index in classes:
        title = counts.classes[index] if named else str(index + 1)
        columns.append(TableColumn(title, each_mm, Align.CENTER))
    sums = [sum(row[index] for row in counts.counts) for index in classes]
    rows = [
        (str(number), unit, *(str(row[index]) if row[index] else "" for index in classes))
        for number, (unit, row) in enumerate(zip(counts.units, counts.counts, strict=True), 1)
    ]
    rows.append(("", "合计", *(str(value) for value in sums)))
    if last:
        columns.append(TableColumn("合计", sum_mm, Align.CENTER))
        totals = [sum(row) for row in counts.counts]
        rows = [(*row, str(value)) for row, value in zip(rows, [*totals, sum(totals)], strict=True)]
    return Table(tuple(columns), tuple(rows))


def _unqualified_sites(data: BulletinData) -> Table:
    """A row for each site that the scheme fails, in register order of its unit, with the counted evidence."""
    order = {unit.short_name: place for place, unit in enumerate(data.units)}
    rows = [
        (str(number), site.unit, site.site_code, site.name, site.url, "；".join(site.reasons))
        for number, site in enumerate(sorted(data.failing_sites, key=lambda site: order[site.unit]), 1)
    ]
    return Table(_SITE_COLUMNS, tuple(rows))


def _faulty_sites(data: BulletinData) -> Table:
    """A row for each site with a confirmed problem, in register order: who answers for it, code, address,
    why. BulletinError where the text counts others."""
    reasons: dict[str, dict[str, int]] = {}
    for problem in data.problems:
        for place in problem.places:
            if place.url:
                counted = reasons.setdefault(place.url, {})
                title = without_stop(problem.title)
                counted[title] = counted.get(title, 0) + place.count
    rows = []
    for site in data.sites:
        found = reasons.get(site.url)
        if found:
            why = "；".join(f"{title}（{count}处）" for title, count in found.items())
            rows.append((site.unit, site.code or NO_SITE, site.name, site.url, why))
    if data.sites and data.overall and data.overall.failing != len(rows):
        raise BulletinError(f"正文说发现问题的网站{data.overall.failing}个，名单列出{len(rows)}个，请核对。")
    order = {unit.short_name: index for index, unit in enumerate(data.units)}
    rows.sort(key=lambda row: order[row[0]])
    return Table(_SITE_COLUMNS, tuple((str(number), *row) for number, row in enumerate(rows, 1)))


# Stands in the site column of a duty or an order.
NO_SITE = "—"
_NUMBER = TableColumn("序号", 12.0, Align.CENTER)
_SITE_COLUMNS = (
    _NUMBER,
    TableColumn("主管单位", 26.0),
    TableColumn("网站标识码", 26.0, Align.CENTER),
    TableColumn("网站名称", 28.0),
    TableColumn("网址", 30.0),
    TableColumn("原因", 34.0),
)


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
            due = duty.other_due if duty.other_due and unit in duty.other_units else duty.due
            rows[unit].append((NO_SITE, problem, "1", f"截至{date_text(due)}未公布"))
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
