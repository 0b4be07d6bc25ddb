"""Which known site a row means: the one with its 网站标识码, else the one at its address."""

from collections.abc import Sequence

from mingcha.core.unit import Site
from mingcha.registry.fields import address_key


def match_sites(known: Sequence[Site], rows: Sequence[Site]) -> list[int | None]:
    """For every row the place of its site in `known`, None for a new site; no known site is taken twice."""
    by_code = {site.site_code: place for place, site in enumerate(known) if site.site_code}
    by_address = {address_key(site.home_url): place for place, site in enumerate(known)}
    found = [by_code.get(site.site_code) if site.site_code else None for site in rows]
    taken = set(found)
    for row, site in enumerate(rows):
        place = by_address.get(address_key(site.home_url))
        if found[row] is None and place not in taken:
            found[row] = place
            taken.add(place)
    return found
