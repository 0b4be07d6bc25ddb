"""What importing a register file does to a known register; computed, not written.

What the file does not name stays as it is: a file of corrected rows, or of one county, closes nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Generic, TypeVar

from mingcha.core.codec import to_plain
from mingcha.core.unit import Register, Site, SiteStatus, Unit
from mingcha.registry import columns as c
from mingcha.registry.matching import match_sites
from mingcha.registry.reading import Lifetime, RegisterFile

T = TypeVar("T", Unit, Site)
_EVER = Lifetime()


@dataclass(frozen=True, slots=True)
class Pair(Generic[T]):
    """A unit or site of the file beside the known one; `place` is the known one's in its register."""

    row: int
    new: T
    old: T | None = None
    place: int | None = None
    life: Lifetime = _EVER
    old_life: Lifetime = _EVER

    @property
    def differs(self) -> bool:
        """Whether there is anything to write."""
        return self.old != self.new or self.life != self.old_life


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """Every unit and site of a file with what is known of it, in register order."""

    units: tuple[Pair[Unit], ...]
    sites: tuple[Pair[Site], ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a unit or site that an import changes; values as text, "" when empty."""

    row: int
    name: str
    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or would do. Names are of units and sites, in register order.

    `closed` are sites that become 永久下线 or end (有效止) by it. `absent_units`, `absent_sites` count what
    the register has and the file does not name; nothing happens to it.
    """

    new_units: tuple[str, ...] = ()
    new_sites: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    closed: tuple[str, ...] = ()
    unchanged: int = 0
    absent_units: int = 0
    absent_sites: int = 0


def plan_import(
    register_file: RegisterFile, known: Register, lifetimes: Mapping[str, Lifetime] | None = None
) -> ImportPlan:
    """Set the good rows of a file beside the known register and its units' lifetimes."""
    places = {unit.code: place for place, unit in enumerate(known.units)}
    lives, old_lives = register_file.lifetimes or {}, lifetimes or {}
    units = []
    for row, unit in zip(register_file.unit_rows, register_file.register.units, strict=True):
        place = places.get(unit.code)
        old = None if place is None else known.units[place]
        life, old_life = lives.get(unit.code, _EVER), old_lives.get(unit.code, _EVER)
        units.append(Pair(row, unit, old, place, life, old_life))
    new_sites = register_file.register.sites
    matches = match_sites(known.sites, new_sites)
    sites = [
        Pair(row, site, None if place is None else known.sites[place], place)
        for row, site, place in zip(register_file.site_rows, new_sites, matches, strict=True)
    ]
    return ImportPlan(tuple(units), tuple(sites))


def report_of(plan: ImportPlan, known: Register, today: date) -> ImportReport:
    """What a plan does, for people."""
    pairs: tuple[Pair[Any], ...] = (*plan.units, *plan.sites)
    return ImportReport(
        new_units=tuple(pair.new.short_name for pair in plan.units if pair.old is None),
        new_sites=tuple(_name(pair.new) for pair in plan.sites if pair.old is None),
        changes=tuple(change for pair in pairs if pair.old is not None for change in _changes(pair)),
        closed=tuple(_name(pair.new) for pair in plan.sites if _closes(pair, today)),
        unchanged=sum(not pair.differs for pair in pairs),
        absent_units=len(known.units) - sum(pair.place is not None for pair in plan.units),
        absent_sites=len(known.sites) - sum(pair.place is not None for pair in plan.sites),
    )


_COLUMN_OF = {
    "code": c.UNIT_CODE,
    "name": c.UNIT_NAME,
    "short_name": c.SHORT_NAME,
    "kind": c.UNIT_KIND,
    "parent": c.PARENT,
    "order": c.ORDER,
    "valid_from": c.VALID_FROM,
    "valid_to": c.VALID_TO,
}
_SITE_COLUMN_OF = {
    "unit_code": c.UNIT_CODE,
    "home_url": c.HOME_URL,
    "name": c.SITE_NAME,
    "site_code": c.SITE_CODE,
    "kind": c.SITE_KIND,
    "icp_number": c.ICP_NUMBER,
    "police_number": c.POLICE_NUMBER,
    "status": c.STATUS,
    "contact": c.CONTACT,
    "alias_hosts": c.ALIASES,
    "allow_private": c.ALLOW_PRIVATE,
    "ignore_robots": c.IGNORE_ROBOTS,
    "offline_from": c.OFFLINE_FROM,
    "offline_to": c.OFFLINE_TO,
    "merge_by": c.MERGE_BY,
    "valid_from": c.VALID_FROM,
    "valid_to": c.VALID_TO,
}


def _name(site: Site) -> str:
    return site.name or site.home_url


def _changes(pair: Pair[Any]) -> Iterator[Change]:
    is_unit = isinstance(pair.new, Unit)
    name = pair.new.short_name if is_unit else _name(pair.new)
    column_of = _COLUMN_OF if is_unit else _SITE_COLUMN_OF
    found = [
        (entry.name, getattr(pair.old, entry.name), getattr(pair.new, entry.name))
        for entry in fields(pair.new)
    ]
    found += [
        ("valid_from", pair.old_life.start, pair.life.start),
        ("valid_to", pair.old_life.end, pair.life.end),
    ]
    for field, old, new in found:
        if old != new:
            yield Change(pair.row, name, column_of[field], _words(old), _words(new))


def _words(value: Any) -> str:
    """A field's value as the register file has it."""
    if value is None or value == c.UNORDERED:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple):
        return "、".join(value)
    plain = to_plain(value)
    return " ".join(map(str, plain.values())) if isinstance(plain, dict) else str(plain)


def _closes(pair: Pair[Site], today: date) -> bool:
    return _over(pair.new, today) and (pair.old is None or not _over(pair.old, today))


def _over(site: Site, today: date) -> bool:
    return site.status is SiteStatus.CLOSED or (site.valid_to is not None and site.valid_to < today)
