"""The tables of an annual report since report year 2019, and whether they add up (regulations 6.3)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mingcha.core.page import Table

Numbers = tuple[int | None, ...]
"""A row's numbers; a blank, a dash or words are None."""

APPLICANTS = 7
"""Columns of the table of applications: natural persons, five kinds of organisations, the total."""
_RESULTS = (19, 21)
"""Rows of results in the forms of 2019 and 2021; another number may hold subtotals and is not summed."""
_APPEALS = ("行政复议", "未经复议直接起诉", "复议后起诉")
_SEVENTH = re.compile(r"[（(]七[）)]|^三.*总\s*计")


@dataclass(frozen=True, slots=True)
class Applications:
    """收到和处理政府信息公开申请情况: rows of seven numbers by applicant; `results` are those between."""

    names: tuple[str, ...]
    new: Numbers
    carried: Numbers
    results: tuple[Numbers, ...]
    done: Numbers
    left: Numbers


@dataclass(frozen=True, slots=True)
class Check:
    """One equation in words; `holds` is None where a blank leaves it open."""

    words: str
    holds: bool | None


def applications_of(tables: Sequence[Table]) -> Applications | None:
    """The table of applications, None where there is none in the form that is known."""
    for table in tables:
        found = _applications(table.rows)
        if found is not None:
            return found
    return None


def checks(tables: Sequence[Table], table: Applications) -> Iterator[Check]:
    """Every equation of one report's tables."""
    for k, name in enumerate(table.names):
        parts, whole = [table.new[k], table.carried[k]], [table.done[k], table.left[k]]
        yield _equal(f"“{name}”列：一＋二＝三（七）＋四", parts, whole)
        if len(table.results) in _RESULTS:
            yield _equal(
                f"“{name}”列：办理结果各项之和＝（七）总计", [r[k] for r in table.results], [table.done[k]]
            )
    rows = {
        "一、本年新收": table.new,
        "二、上年结转": table.carried,
        "（七）总计": table.done,
        "四、结转下年": table.left,
    }
    rows |= {f"办理结果第{k}行": row for k, row in enumerate(table.results, 1)}
    for name, row in rows.items():
        yield _equal(f"“{name}”：各类申请人之和＝总计", row[:-1], row[-1:])
    for kind, row in zip(_APPEALS, _appeals(tables), strict=False):
        yield _equal(f"“{kind}”：各项之和＝总计", row[:-1], row[-1:])


def carried_over(before: Applications, now: Applications) -> Iterator[Check]:
    """Whether what last year's report left over is what this year's took over."""
    for name, left, carried in zip(now.names, before.left, now.carried, strict=True):
        yield _equal(f"“{name}”列：上年年报的结转下年＝本年的上年结转", [left], [carried])


def _equal(words: str, one: Sequence[int | None], other: Sequence[int | None]) -> Check:
    """Blanks count as nothing; where the sides then differ, a blank leaves it open."""
    left, right = sum(n or 0 for n in one), sum(n or 0 for n in other)
    if left == right:
        return Check(words, True)
    return Check(f"{words}（{left}≠{right}）", None if None in (*one, *other) else False)


def _applications(rows: Sequence[tuple[str, ...]]) -> Applications | None:
    top = next((k for k, row in enumerate(rows) if any("新收" in cell for cell in row)), None)
    if top is None:
        return None
    heads = rows[:top]
    first = next((row.index("自然人") for row in heads if "自然人" in row), None)
    if first is None:
        return None
    end = first + APPLICANTS
    if not any(row[end - 1 : end] == ("总计",) for row in heads) or any(len(row) > end for row in heads):
        return None
    named: dict[str, Numbers] = {}
    results: list[Numbers] = []
    for row in rows[top:]:
        label = "".join(dict.fromkeys(row[:first]))
        numbers = tuple(_number(cell) for cell in row[first:end])
        kind = _kind(label)
        if len(numbers) != APPLICANTS or kind in named:
            return None
        if kind:
            named[kind] = numbers
        elif "left" not in named:
            results.append(numbers)
    if set(named) != {"new", "carried", "done", "left"}:
        return None
    names = tuple(heads[-1][first:end])
    return Applications(names, named["new"], named["carried"], tuple(results), named["done"], named["left"])


def _kind(label: str) -> str:
    words = "".join(label.split())
    if "新收" in words:
        return "new"
    if "结转下年" in words:
        return "left"
    if "上年" in words and "结转" in words:
        return "carried"
    return "done" if _SEVENTH.search(words) else ""


def _appeals(tables: Sequence[Table]) -> list[Numbers]:
    """The fifteen numbers of appeals and lawsuits, five to each kind; [] in another layout."""
    for table in tables:
        words = "".join(cell for row in table.rows for cell in row)
        if "复议" not in words or "诉讼" not in words or "新收" in words:
            continue
        for row in reversed(table.rows):
            numbers = tuple(_number(cell) for cell in row)
            if len(row) == 15 and sum(number is not None for number in numbers) >= 3:
                return [numbers[k : k + 5] for k in (0, 5, 10)]
    return []


def _number(cell: str) -> int | None:
    return int(cell) if cell.isascii() and cell.isdigit() and len(cell) < 12 else None
