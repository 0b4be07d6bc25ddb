"""Units and sites by the names of the present register, for the console's lists."""

from dataclasses import dataclass
from functools import cached_property

from mingcha.web.models import Person, SiteVersion, UnitVersion


@dataclass(frozen=True, slots=True)
class UnitName:
    """How a unit is called, and where it stands in every list."""

    id: int
    code: str
    name: str
    short_name: str
    kind: str
    place: int


@dataclass(frozen=True, slots=True)
class SiteName:
    """A site by its id, host, name and unit."""

    id: int
    host: str
    name: str
    unit_id: int


class Names:
    """The names of one request: each table is read at most once, and only when it is asked."""

    @cached_property
    def units(self) -> dict[int, UnitName]:
        """Units by id in register order; one that was taken out of the register keeps its last name."""
        rows = UnitVersion.objects.select_related("unit").order_by("order", "position", "id")
        found: dict[int, UnitName] = {}
        for place, row in enumerate(rows):
            if row.until is None or row.unit_id not in found:
                found[row.unit_id] = UnitName(
                    row.unit_id, row.unit.code, row.name, row.short_name, row.kind, place
                )
        return found

    @cached_property
    def sites(self) -> dict[str, SiteName]:
        """Sites by host."""
        rows = SiteVersion.objects.filter(until=None).order_by("-position")
        return {
            host: SiteName(site_id, host, name, unit_id)
            for site_id, host, name, unit_id in rows.values_list("site_id", "host", "name", "unit_id")
        }

    @cached_property
    def people(self) -> dict[str, str]:
        """People's names by login."""
        return dict(Person.objects.values_list("login", "full_name"))

    def person(self, login: str) -> str:
        """How a person is called; the login name where there is no other, or none of ours has it."""
        return self.people.get(login) or login if login else ""

    def short(self, unit_id: int | None) -> str:
        """A unit's short name, "" for none."""
        unit = self.units.get(unit_id or 0)
        return unit.short_name if unit else ""

    def site_id(self, host: str) -> int | None:
        """The present site of a host."""
        site = self.sites.get(host)
        return site.id if site else None
