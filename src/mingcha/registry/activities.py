"""The ledger of activities that people keep for the year tables: CSV or XLSX, one activity a row."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mingcha.core.activity import OF_SITES, Activity, ActivityKind
from mingcha.core.clock import china_day
from mingcha.core.unit import Register
from mingcha.registry import fields as f
from mingcha.registry.cells import folded
from mingcha.registry.fields import Reject, RowReader
from mingcha.registry.table import read_table

DAY, KIND = "日期", "类别"
UNIT, SITE_CODE, NAME, NUMBER, PEOPLE, NOTE = "单位", "网站标识码", "名称", "数量", "人次", "备注"
NEEDED = (DAY, KIND)
OPTIONAL = (UNIT, SITE_CODE, NAME, NUMBER, PEOPLE, NOTE)
_KIND = f.choice_of(ActivityKind)


@dataclass(frozen=True, slots=True)
class ActivityFile:
    """The activities of the good rows, and what is wrong with the others."""

    path: Path
    activities: tuple[Activity, ...]
    rejects: tuple[Reject, ...]


def read_activities(path: Path, register: Register, now: datetime) -> ActivityFile:
    """Read a file of activities; each unit and site must be registered.

    A row without 数量 is one activity; without 人次 nobody knows how many took part.
    Raises UsageError when the file cannot be read at all.
    """
    activities: list[Activity] = []
    rejects: list[Reject] = []
    for row in read_table(path, NEEDED, OPTIONAL).rows:
        reader = RowReader(row)
        activity = _activity(reader, register, now)
        rejects.extend(reader.rejects)
        if activity is not None and not reader.rejects:
            activities.append(activity)
    return ActivityFile(path, tuple(activities), tuple(rejects))


def _activity(reader: RowReader, register: Register, now: datetime) -> Activity | None:
    reader.needed(DAY, "2018-05-16")
    reader.needed(KIND, "人员培训")
    day = reader.read(DAY, lambda text: f.day(text), None)
    kind = reader.read(KIND, lambda text: _KIND(text), None)
    if day is not None and day > china_day(now):
        reader.reject(DAY, reader.row[DAY], f"不晚于今天（{china_day(now)}）的日期")
    unit_name, code = reader.text(UNIT), folded(reader.text(SITE_CODE))
    site = next((one for one in register.sites if code and one.site_code == code), None)
    unit = register.by_short_name.get(unit_name)
    if unit_name and unit is None:
        reader.reject(UNIT, unit_name, "登记中有的单位简称或全称")
    if code and site is None:
        reader.reject(SITE_CODE, code, "登记中有的网站标识码")
    if kind in OF_SITES and not unit_name and not code:
        reader.reject(UNIT, "", f"“{kind}”是哪个单位或网站的：请填单位或网站标识码")
    if unit is None and site is not None:
        unit = register.by_code.get(site.unit_code)
    number = reader.read(NUMBER, f.whole_number, 1)
    people: int | None = reader.read(PEOPLE, lambda text: f.whole_number(text), None)
    if day is None or kind is None:
        return None
    short = unit.short_name if unit else ""
    return Activity(day, kind, reader.text(NAME), short, code, number, people, reader.text(NOTE))
