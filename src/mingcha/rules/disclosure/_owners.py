"""Whose report a title speaks of: units are known by their names, short names and the usual cuts of both."""

import re
from enum import Enum, auto

from mingcha.core.unit import Register, Unit, UnitKind

_GOVERNMENT = (
    "人民政府办公室",
    "人民政府",
    "政府办公室",
    "政府办",
    "政府",
    "管理委员会",
    "管委会",
    "党政办公室",
    "网",
    "",
)
_END = re.compile(r"(?:19|20)\d\d|二[〇○零]|政府信息|信息公开|关于|年度|年报|[^一-鿿]|$")
_ORGAN = re.compile(r"(?:局|委|委员会|办公室|中心|镇|乡|街道|办事处|院|所|处|站|公司|队|学校|医院)$")
_CITY = re.compile(r"^[一-鿿]{2,4}?市(?=[一-鿿]{2})")


class Owner(Enum):
    """Whether a title speaks of the unit, of another, of nobody, or of an organ that cannot be placed."""

    UNIT = auto()
    OTHER = auto()
    NOBODY = auto()
    UNCLEAR = auto()


def owner(title: str, unit: Unit, register: Register) -> Owner:
    """Who a report's title names, seen from `unit`."""
    if names_unit(title, unit):
        return Owner.UNIT
    if any(names_unit(title, other) for other in register.units if other.code != unit.code):
        return Owner.OTHER
    organ = title[: _END.search(title).start()]  # type: ignore[union-attr]  # the pattern matches the end
    if not _ORGAN.search(organ):
        return Owner.NOBODY
    governs = unit.kind in (UnitKind.COUNTY, UnitKind.ZONE) or unit.name.endswith("政府办公室")
    below = any(alias in organ for alias in (unit.name, unit.short_name) if alias)
    return Owner.UNCLEAR if governs or below else Owner.NOBODY


def names_unit(title: str, unit: Unit) -> bool:
    """Whether the title names exactly this unit, not an organ below it that begins with its name."""
    return any(_stands(title, alias, cut) for alias, cut in _aliases(unit))


def _aliases(unit: Unit) -> list[tuple[str, bool]]:
    """Names of a unit; the second value says that it is a cut name, which must not follow a character."""
    names = {unit.name, unit.short_name} - {""}
    names |= {name.removesuffix("办公室") for name in names if name.endswith("政府办公室")}
    cut = {_CITY.sub("", name) for name in names} | {name.removeprefix("市") for name in names}
    cut = {name for name in cut if len(name) >= 3}
    return [(name, False) for name in sorted(names)] + [(name, True) for name in sorted(cut - names)]


def _stands(title: str, alias: str, cut: bool) -> bool:
    start = title.find(alias)
    while start >= 0:
        before = title[:start]
        tail = title[start + len(alias) :]
        rest = tail[: _END.search(tail).start()]  # type: ignore[union-attr]  # the pattern matches the end
        free = not cut or not before or not re.search(r"[一-鿿]$", before) or before.endswith(("年", "年度"))
        if free and (rest in _GOVERNMENT):
            return True
        start = title.find(alias, start + 1)
    return False
