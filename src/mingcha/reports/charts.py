"""Charts of a bulletin: pass rate over quarters, problems by class, units by classes.

Drawn in black, white and hatches with every value written beside its mark, so that a copy says the same as
the print.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from mingcha.reports.document import Figure
from mingcha.reports.drawing import Anchor, Box, Drawing, Label, Shape, Stroke, hatch, text_width_mm
from mingcha.reports.layout import TEXT_WIDTH_MM
from mingcha.reports.wording import percentage

_ROW_MM = 7.0
_LABEL_PT = 9.0
_SMALL_PT = 7.5


@dataclass(frozen=True, slots=True)
class PeriodRate:
    """Sites checked in one period and those among them without a fault; `label` as “2018年一季度”."""

    label: str
    checked: int
    passed: int

    @property
    def share(self) -> float:
        """Passed among checked, 0 to 1; nothing checked is no rate and must not be asked."""
        return self.passed / self.checked


@dataclass(frozen=True, slots=True)
class ClassCount:
    """Findings of one class, and the units that they concern."""

    title: str
    findings: int
    units: int


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Findings by unit and class; `counts[i][j]` is unit i's in class j."""

    units: tuple[str, ...]
    classes: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]


def pass_rate_chart(rates: Sequence[PeriodRate]) -> Figure | None:
    """A line over the periods in which something was checked; None with fewer than two."""
    known = [rate for rate in rates if rate.checked > 0][-12:]
    if len(known) < 2:
        return None
    left, top, width, height = 14.0, 6.0, TEXT_WIDTH_MM - 24.0, 48.0
    shapes: list[Shape] = []
    for percent in (0, 25, 50, 75, 100):
        y = top + height * (1 - percent / 100)
        shapes.append(Stroke(left, y, left + width, y, 0.3 if percent == 0 else 0.1))
        shapes.append(Label(left - 2, y, f"{percent}%", Anchor.END, _SMALL_PT))
    step = width / len(known)
    points = [
        (left + step * (index + 0.5), top + height * (1 - rate.share)) for index, rate in enumerate(known)
    ]
    for (x1, y1), (x2, y2) in pairwise(points):
        shapes.append(Stroke(x1, y1, x2, y2, 0.5))
    for rate, (x, y) in zip(known, points, strict=True):
        shapes.append(Box(x - 1, y - 1, 2, 2, 0.0, outlined=False))
        above = y - 3.2 if y > top + 5 else y + 3.6
        shapes.append(Label(x, above, percentage(rate.passed, rate.checked), Anchor.MIDDLE, _LABEL_PT))
        for line, words in enumerate(_period_lines(rate.label, step)):
            shapes.append(Label(x, top + height + 4 + 3.6 * line, words, Anchor.MIDDLE, _SMALL_PT))
    drawing = Drawing(TEXT_WIDTH_MM, top + height + 12, tuple(shapes))
    said = "；".join(f"{rate.label}{percentage(rate.passed, rate.checked)}" for rate in known)
    return Figure("各期检查网站合格率", drawing, f"折线图。各期检查网站合格率：{said}。")


def _period_lines(label: str, room_mm: float) -> list[str]:
    """“2018年一季度” on two lines where the columns are narrow."""
    if text_width_mm(label, _SMALL_PT) <= room_mm - 1 or "年" not in label[:-1]:
        return [label]
    year, _, rest = label.partition("年")
    return [f"{year}年", rest]


_MOST_BARS = 20


def problem_chart(classes: Sequence[ClassCount]) -> Figure | None:
    """A bar for each class, the most frequent first, those beyond the first twenty together; None with fewer
    than two classes."""
    rows = sorted((row for row in classes if row.findings), key=lambda row: -row.findings)
    if len(rows) < 2:
        return None
    drawn, others = rows[:_MOST_BARS], rows[_MOST_BARS:]
    left, right = 62.0, 34.0
    rest = sum(row.findings for row in others)
    scale = (TEXT_WIDTH_MM - left - right) / max(rest, drawn[0].findings)
    bars = [(row.title, row.findings, f"{row.findings}处，{row.units}个单位") for row in drawn]
    if others:
        bars.append((f"其他{len(others)}类", rest, f"{rest}处"))
    shapes: list[Shape] = []
    for index, (title, findings, words) in enumerate(bars):
        middle = _ROW_MM * (index + 0.5)
        shapes.append(Label(left - 2, middle, shortened(title, left - 4), Anchor.END, _LABEL_PT))
        bar = Box(left, middle - 2, max(findings * scale, 0.4), 4)
        shapes += [bar, *hatch(bar, 1.2)]
        shapes.append(Label(left + bar.width + 1.5, middle, words, Anchor.START, _LABEL_PT))
    shapes.append(Stroke(left, 0, left, _ROW_MM * len(bars), 0.3))
    said = "；".join(f"{row.title}{row.findings}处，涉及{row.units}个单位" for row in rows)
    drawing = Drawing(TEXT_WIDTH_MM, _ROW_MM * len(bars), tuple(shapes))
    return Figure("各类问题数量", drawing, f"条形图。各类问题数量：{said}。")


_HEAT_UNITS = 30
# More pictures than these would be pages that nobody looks at.
_HEAT_MOST_UNITS = 60
_HEAT_ROW_MM = 5.0
_HEAT_CLASSES = 16


def heat_maps(table: HeatMap) -> list[Figure]:
    """Units by classes, darker for more, each cell with its number; as many pictures as pages need.

    None with fewer than two units or classes. The sixty units and sixteen classes with the most findings are
    shown, in the order of the table; the title says if there are more.
    """
    if len(table.units) < 2 or len(table.classes) < 2:
        return []
    heaviest = sorted(range(len(table.units)), key=lambda i: -sum(table.counts[i]))[:_HEAT_MOST_UNITS]
    units = sorted(heaviest)
    cut = f"（问题最多的{len(units)}个单位）" if len(units) < len(table.units) else ""
    order = sorted(range(len(table.classes)), key=lambda j: -sum(row[j] for row in table.counts))
    shown = sorted(order[:_HEAT_CLASSES])
    figures = []
    parts = -(-len(units) // _HEAT_UNITS)
    size = -(-len(units) // parts)
    for part in range(parts):
        rows = units[part * size : (part + 1) * size]
        title = f"各单位各类问题分布{cut}" + (f"（{part + 1}/{parts}）" if parts > 1 else "")
        figures.append(Figure(title, _heat_drawing(table, rows, shown), _heat_words(table, shown)))
    return figures


def _heat_words(table: HeatMap, shown: Sequence[int]) -> str:
    classes = "、".join(table.classes[j] for j in shown)
    return f"方格图。行为单位，列为问题类别（{classes}），格中为问题数量，颜色越深数量越多，数字同统计表。"


def _heat_drawing(table: HeatMap, rows: Sequence[int], shown: Sequence[int]) -> Drawing:
    left = 42.0
    cell = min((TEXT_WIDTH_MM - left) / len(shown), 14.0)
    most = max((max(row) for row in table.counts), default=0)
    shapes: list[Shape] = []
    top = _HEAT_ROW_MM
    for place, _ in enumerate(shown):
        number = Label(left + cell * (place + 0.5), top / 2, str(place + 1), Anchor.MIDDLE, _LABEL_PT)
        shapes.append(number)
    for line, i in enumerate(rows):
        y = top + _HEAT_ROW_MM * line
        name = shortened(table.units[i], left - 3)
        shapes.append(Label(left - 2, y + _HEAT_ROW_MM / 2, name, Anchor.END, _LABEL_PT))
        for place, j in enumerate(shown):
            box = Box(left + cell * place, y, cell, _HEAT_ROW_MM)
            shapes += _heat_cell(box, table.counts[i][j], most)
    legend, height = _legend([table.classes[j] for j in shown], top + _HEAT_ROW_MM * len(rows) + 4)
    return Drawing(TEXT_WIDTH_MM, height, (*shapes, *legend))


def _heat_cell(box: Box, count: int, most: int) -> list[Shape]:
    if count == 0:
        return [box]
    # Five steps of grey; the two darkest carry white figures.
    step = min(5, 1 + int(5 * (count - 1) / max(most, 1)))
    filled = Box(box.x, box.y, box.width, box.height, 1 - 0.16 * step)
    middle = (box.x + box.width / 2, box.y + box.height / 2)
    return [filled, Label(*middle, str(count), Anchor.MIDDLE, _SMALL_PT, white=step >= 4)]


def _legend(names: Sequence[str], top_mm: float) -> tuple[list[Shape], float]:
    """“1 栏目更新不及时” in two columns below the map; the height reached."""
    half = TEXT_WIDTH_MM / 2
    shapes: list[Shape] = []
    for index, name in enumerate(names):
        y = top_mm + 4.2 * (index // 2)
        words = shortened(f"{index + 1} {name}", half - 2)
        shapes.append(Label(half * (index % 2), y, words, Anchor.START, _SMALL_PT))
    return shapes, top_mm + 4.2 * (-(-len(names) // 2)) - 1


def shortened(text: str, room_mm: float, size_pt: float = _LABEL_PT) -> str:
    """`text`, or as much of it as fits with “…” behind."""
    if text_width_mm(text, size_pt) <= room_mm:
        return text
    while text and text_width_mm(f"{text}…", size_pt) > room_mm:
        text = text[:-1]
    return f"{text}…"
