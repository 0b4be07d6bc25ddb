"""The calendar of a home: the shipped years, and those that were imported there."""

import csv
import io
import os
from pathlib import Path

from mingcha import calendars
from mingcha.core.clock import Calendar
from mingcha.core.errors import CannotDo, UsageError

_A_YEAR_HAS_AT_LEAST = 8
"""Days off on weekdays: 10 to 13 statutory days a year since 2000, a few of them on weekends."""


def home_calendar(home: Path) -> Calendar:
    """The shipped calendar with the years kept in the home laid over it.

    Raises UsageError when a kept table was changed by hand and cannot be read.
    """
    found = calendars.shipped()
    for file in sorted(_folder(home).glob("*.csv")):
        lines = file.read_text(encoding="utf-8-sig").splitlines()
        found = found.with_tables(calendars.read_table(lines, str(file)))
    return found


def keep_calendar(home: Path, table: Calendar) -> Path:
    """Keep an imported table in the home, one file a year, each written whole; the folder of the files.

    A year's table replaces the one before; UsageError when a full one would give way to a few days.
    """
    folder = _folder(home)
    known = home_calendar(home)
    for year in sorted(table.years & known.years):
        days, known_days = _days_off(table, year), _days_off(known, year)
        if days < _A_YEAR_HAS_AT_LEAST <= known_days:
            raise UsageError(
                f"{year} 年已有 {known_days} 天放假安排，此表该年只有 {days} 天，会把全年替换掉："
                f"请补全 {year} 年，或删去该年的行"
            )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for year in sorted(table.years):
            _keep_year(folder, year, table)
    except OSError as error:
        raise CannotDo(f"{folder} 写不进去（{error.strerror}）：请检查权限和磁盘空间") from error
    return folder


def _days_off(table: Calendar, year: int) -> int:
    return sum(day.year == year for day in table.off)


def _keep_year(folder: Path, year: int, table: Calendar) -> None:
    rows = [(day, "off", why) for day, why in table.off.items() if day.year == year]
    rows += [(day, "work", why) for day, why in table.work.items() if day.year == year]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("date", "kind", "reason"))
    writer.writerows((day.isoformat(), kind, why) for day, kind, why in sorted(rows))
    target = folder / f"{year}.csv"
    part = folder / f".{year}.{os.getpid()}.part"
    part.write_text(text.getvalue(), encoding="utf-8")
    os.replace(part, target)


def _folder(home: Path) -> Path:
    return home / "calendar"
