"""The register as it stands, and as it stood on a day."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q

from mingcha.core.codec import from_plain
from mingcha.core.unit import Register, Site, Unit, UnitKind
from mingcha.registry import Lifetime
from mingcha.web.models import SiteVersion, UnitVersion

_CURRENT = Q(until=None)


@dataclass(frozen=True, slots=True)
class StoredRegister:
    """The whole register with the rows that hold it, in list order.

    `unit_ids` and `site_ids` are identities beside `register.units` and `register.sites`.
    """

    register: Register
    lifetimes: dict[str, Lifetime]
    unit_ids: tuple[int, ...]
    site_ids: tuple[int, ...]


def current_register() -> StoredRegister:
    """The register as last written, with what is no longer valid or not yet."""
    return _read(_CURRENT)


def register_on(day: date) -> Register:
    """The register as it was written on a day, with only the units and sites valid on it."""
    stored = stored_register_on(day)
    living = {
        unit.code
        for unit in stored.register.units
        if _lives(stored.lifetimes.get(unit.code, Lifetime()), day)
    }
    return Register(
        tuple(unit for unit in stored.register.units if unit.code in living),
        tuple(site for site in stored.register.sites if site.unit_code in living and site.valid_on(day)),
    )


def stored_register_on(day: date) -> StoredRegister:
    """All that was written on a day, valid or not."""
    return _read((Q(since=None) | Q(since__lte=day)) & (Q(until=None) | Q(until__gt=day)))


def short_names_on(day: date) -> dict[int, str]:
    """Short names by unit id on a day; a unit that came later has its first name."""
    names: dict[int, str] = {}
    in_time = UnitVersion.objects.order_by(F("since").asc(nulls_first=True), "id")
    for unit_id, short_name, since in in_time.values_list("unit_id", "short_name", "since"):
        if unit_id not in names or since is None or since <= day:
            names[unit_id] = short_name
    return names


def unit_ids_by_name() -> dict[str, int]:
    """Unit ids by every code, name and short name that they ever had; a present name wins."""
    rows = UnitVersion.objects.values_list("unit_id", "unit__code", "name", "short_name", "until")
    past: dict[str, int] = {}
    present: dict[str, int] = {}
    for unit_id, code, name, short_name, until in rows:
        names = present if until is None else past
        names.update({code: unit_id, name: unit_id, short_name: unit_id})
    return past | present


def _lives(life: Lifetime, day: date) -> bool:
    return (life.start is None or life.start <= day) and (life.end is None or day <= life.end)


def _read(held: Q) -> StoredRegister:
    versions = list(
        UnitVersion.objects.filter(held).select_related("unit", "parent").order_by("order", "position", "id")
    )
    place = {version.unit_id: number for number, version in enumerate(versions)}
    found = SiteVersion.objects.filter(held).order_by("position", "id")
    sites = [row for row in found.values_list("site_id", "unit_id", "details") if row[1] in place]
    sites.sort(key=lambda row: place[row[1]])
    return StoredRegister(
        register=Register(
            tuple(unit_of(version) for version in versions),
            tuple(from_plain(Site, details) for _, _, details in sites),
        ),
        lifetimes={
            version.unit.code: Lifetime(version.valid_from, version.valid_to)
            for version in versions
            if version.valid_from or version.valid_to
        },
        unit_ids=tuple(version.unit_id for version in versions),
        site_ids=tuple(site_id for site_id, _, _ in sites),
    )


def unit_of(version: UnitVersion) -> Unit:
    """The unit as a version has it; its unit and parent are loaded."""
    return Unit(
        code=version.unit.code,
        name=version.name,
        short_name=version.short_name,
        kind=UnitKind(version.kind),
        parent=version.parent.code if version.parent else None,
        order=version.order,
    )
