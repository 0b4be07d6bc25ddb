"""When a name on a page is that of a site: equal but for the words that mean no more than site."""

import re

from mingcha.core.unit import Unit

_SIGNS = re.compile(r"[^\w]|_")
_ENDS = re.compile(r"(?:政府)?(?:门户)?(?:官方)?(?:网站|网)?(?:首页|主页)?$")


def bare(name: str) -> str:
    """The name without signs and blanks, and without 门户网站 and the like at its end."""
    plain = _SIGNS.sub("", name)
    return _ENDS.sub("", plain) or plain


def same_name(seen: str, registered: str, unit: Unit | None) -> bool:
    """Whether a name says the registered site's name or its unit's, one within the other too."""
    shown = bare(seen)
    wanted = [bare(registered), *([bare(unit.name)] if unit else [])]
    return any(name and (name in shown or (len(shown) >= 4 and shown in name)) for name in wanted)
