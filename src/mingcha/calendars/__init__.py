"""Holidays and make-up working days of 2004-2026 as data; later years come from the yearly notice.

`workdays.csv` lists each day that differs from a plain week: date, "off" or "work", reason. Source: the
yearly notices of the State Council's General Office, cross-checked with the public table of the
chinesecalendar project.
"""

import csv
from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib.resources import files

from mingcha.core.clock import Calendar, calendar_of
from mingcha.core.errors import UsageError

FIRST_YEAR, LAST_YEAR = 2004, 2026


@cache
def shipped() -> Calendar:
    """The calendar that comes with mingcha, 2004-2026."""
    text = files(__name__).joinpath("workdays.csv").read_text(encoding="utf-8")
    return calendar_of(range(FIRST_YEAR, LAST_YEAR + 1), _rows(text.splitlines(), "workdays.csv"))


def read_table(lines: Iterable[str], name: str) -> Calendar:
    """A calendar from CSV lines headed date,kind,reason (or 日期,类别,说明); it covers every year in them.

    A bad line is refused with UsageError naming its number, so that nothing is half imported.
    """
    rows = list(_rows(lines, name))
    if not rows:
        raise UsageError(f"{name} 没有任何日期，应每行写明日期、类别（off 放假 / work 调休上班）、说明")
    return calendar_of({day.year for day, _, _ in rows}, rows)


_KINDS = {"off": "off", "work": "work", "放假": "off", "休息": "off", "上班": "work", "调休上班": "work"}


def _rows(lines: Iterable[str], name: str) -> Iterable[tuple[date, str, str]]:
    reader = csv.DictReader(lines)
    header = reader.fieldnames or []
    keys = ("date", "kind", "reason") if "date" in header else ("日期", "类别", "说明")
    if not {keys[0], keys[1]} <= set(header):
        raise UsageError(
            f"{name} 首行应为 date,kind,reason 或 日期,类别,说明，现为 {','.join(header) or '空'}"
        )
    for row in reader:
        try:
            yield (
                date.fromisoformat(row[keys[0]].strip()),
                _KINDS[row[keys[1]].strip()],
                row.get(keys[2]) or "",
            )
        except (ValueError, KeyError, AttributeError):
            where = f"{name} 第 {reader.line_num} 行"
            raise UsageError(
                f"{where}“{','.join(str(v) for v in row.values())}”无法识别，应如 2027-01-01,off,元旦"
            ) from None
