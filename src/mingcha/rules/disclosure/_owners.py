"""Whose report a title speaks of, by the names of all units in the register."""

import re
from collections.abc import Iterable
from enum import Enum, auto
from functools import lru_cache

from mingcha.core.unit import Register, Unit, UnitKind
from mingcha.text.names import UnitNames, variants

_YEAR_FIRST = re.compile(r"^(?:19|20)\d\d年?度?")
_END = re.compile(
    r"(?:19|20)\d\d|二[〇○零]|政府信息|(?:信息|政务)公开(?!办|科|处|领导|中心)|关于|年度|年报|[^一-鿿]"
)
_ORGAN = re.compile(r"(?:局|委|委员会|办|办公室|中心|镇|乡|街道|办事处|院|所|处|站|公司|队|学校|医院)$")
_OFFICE = re.compile(r"(?:办|办公室|管委|管理委员会)$")
_COMMITTEE = re.compile(r"(?:管理委员会|管委会)$")
_CITY = re.compile(r"([一-鿿]{2,4}?)市(?=[一-鿿]{2})")
_ITSELF = re.compile(r"(?:人民)?(?:政府)?(?:办公室|办)?|管理委员会|管委会|党政办公室|机关|网")


class Owner(Enum):
    """Whether a title speaks of the unit, of another, of nobody, or of an organ that cannot be placed."""

    UNIT = auto()
    OTHER = auto()
    NOBODY = auto()
    UNCLEAR = auto()


def owner(title: str, unit: Unit, register: Register) -> Owner:
    """Who a report's title names, seen from `unit`.

    An organ that the register does not have is, on the site of a government, a part of it (its 办公室 may
    speak for the whole), on a department's site the department under another name.
    """
    named = named_units(title, register)
    if names_unit(title, unit, register):
        return Owner.UNIT
    if named - {unit.code}:
        return Owner.OTHER
    organ = _organ(title)
    if unit.kind in (UnitKind.COUNTY, UnitKind.ZONE) or unit.name.endswith("政府办公室"):
        if not _ORGAN.search(organ):
            return Owner.NOBODY
        return Owner.UNCLEAR if _OFFICE.search(organ) else Owner.OTHER
    return Owner.UNCLEAR if named else Owner.NOBODY


def names_unit(title: str, unit: Unit, register: Register) -> bool:
    """Whether the title names this unit, not an organ below it that begins with its name."""
    return unit.code in _mentioned(title, register) and not _speaks_of_a_part(title, unit)


def named_units(title: str, register: Register) -> frozenset[str]:
    """Codes of the units that a title names."""
    return frozenset(_mentioned(title, register))


class _Units:
    """The units of a register, compared by identity: hashing hundreds of them costs more than a match."""

    __slots__ = ("units",)

    def __init__(self, units: tuple[Unit, ...]) -> None:
        self.units = units

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Units) and other.units is self.units

    def __hash__(self) -> int:
        return id(self.units)


def _mentioned(title: str, register: Register) -> tuple[str, ...]:
    return _matched(title, _Units(register.units))


@lru_cache(maxsize=20_000)
def _matched(title: str, of: _Units) -> tuple[str, ...]:
    return _names(of).mentioned(title)


@lru_cache(maxsize=4)
def _names(of: _Units) -> UnitNames:
    stems = {found[1] for unit in of.units if (found := _CITY.match(unit.name))}
    return UnitNames({unit.code: _written(unit, stems) for unit in of.units})


def _written(unit: Unit, stems: Iterable[str] = ()) -> tuple[str, ...]:
    """Names of a unit, with those that titles use for governments: a zone without its committee, 市政府."""
    names = {unit.name, unit.short_name}
    if unit.name.endswith("市人民政府办公室"):
        names.add("市政府")
    names |= {_COMMITTEE.sub("", name) for name in names}
    if unit.kind is UnitKind.ZONE:
        names |= {name.removeprefix(stem) for name in names for stem in stems}
    return tuple(sorted(name for name in names if len(name) >= 3))


def _organ(title: str) -> str:
    """The organ that a title begins with: 市水利局 of 市水利局2017年……."""
    rest = _YEAR_FIRST.sub("", title.strip())
    end = _END.search(rest)
    return rest[: end.start()] if end else rest


def _speaks_of_a_part(title: str, unit: Unit) -> bool:
    organ = _organ(title)
    words = [form for form, _ in variants(_written(unit)) if form in organ]
    tails = [organ[organ.rfind(form) + len(form) :] for form in words]
    return bool(tails) and not any(map(_ITSELF.fullmatch, tails)) and bool(_ORGAN.search(organ))
