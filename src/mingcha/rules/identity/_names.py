"""When a name on a page is that of a site: equal but for the words that mean no more than site."""

import re
from collections.abc import Iterable

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


_CITY = re.compile(r"^(?:[一-鿿]{2,4}?市(?=[一-鿿]{2})|市)")
_ORGAN = re.compile(r"(?:监督管理|管理|事务|工作)?(?:局|委员会|委|办公室|办|中心|厅|部|处|站|所|院)$")
_PLAIN_END = r"(?:政府|政务|公众|公共|信息|门户)*(?:网|网站)?"


def region_and_duty(words: str, names: Iterable[str]) -> bool:
    """Whether words are a place and the duty of an organ so named, as 云川水利网 is of 云川市水利局."""
    duties = {_ORGAN.sub("", _CITY.sub("", name)) for name in names}
    plain = _SIGNS.sub("", words)
    return any(
        re.fullmatch(rf"[一-鿿]{{2,4}}{re.escape(duty)}{_PLAIN_END}", plain)
        for duty in duties
        if len(duty) >= 2
    )
