"""Who there is to sign in."""

from mingcha.core.unit import UnitKind
from mingcha.web.access import Scope
from mingcha.web.models import Person
from mingcha.web.selectors.findings import findings_in, present_counts
from mingcha.web.selectors.names import Names, UnitName


def needs_first_person() -> bool:
    """Whether nobody can sign in yet, or only somebody who never set a password."""
    return not any(person.has_usable_password() for person in Person.objects.filter(is_active=True))


def units_for_show() -> dict[str, UnitName]:
    """Whom the county office and the liaison of a demonstration answer for: those with most to see."""
    counts = present_counts(findings_in(Scope())).of_units
    units = sorted(Names().units.values(), key=lambda unit: (-sum(counts.get(unit.id, (0, 0))), unit.place))
    found: dict[str, UnitName] = {}
    for unit in units:
        found.setdefault("county" if unit.kind == UnitKind.COUNTY.value else "liaison", unit)
    return found
