"""Finds units in text by their names: full names, short names, and short names without the city's 市."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

_PREFIX: Final = re.compile(r"^[一-鿿]{2,4}?市(?=[一-鿿]{2,})")
_CHINESE: Final = re.compile(r"[一-鿿]")
_GOVERNMENT: Final = re.compile(r"人民政府(?:办公室|办公厅)?$")
_FOREIGN_BEFORE: Final = re.compile(r"(?:省|县|区|州|盟|旗|镇|乡|街道|国家|总|[一-鿿]市)$")
_ORGAN_AFTER: Final = re.compile(r"(?!人民政府|政府)[一-鿿]{2,9}?(?:局|委员会|委|镇|乡|街道|中心|院|学校)")
"""An organ or place below a county: 蒙阴县科技局 does not name 蒙阴县."""
_LEAST: Final = 3


@dataclass(frozen=True, slots=True)
class _Form:
    """One way to write a name; `bare` ones leave out the city: no other region may precede them."""

    words: str
    key: str
    bare: bool


def variants(names: Iterable[str]) -> tuple[tuple[str, bool], ...]:
    """Every way in which names are written, and whether it leaves out the city.

    临沂市科学技术局: also 市科学技术局, 科学技术局; 市科技局: also 科技局;
    蒙阴县人民政府: also 蒙阴县政府, 蒙阴县.
    """
    found: dict[str, bool] = {}
    for name in names:
        name = "".join(name.split())
        if not name:
            continue
        found[name] = False
        rest = _PREFIX.sub("", name)
        if rest != name:
            found.setdefault("市" + rest, False)
        elif name.startswith("市"):
            rest = name[1:]
        if rest != name and len(rest) >= _LEAST:
            found.setdefault(rest, True)
        if _GOVERNMENT.search(name) and len(short := _GOVERNMENT.sub("", name)) >= _LEAST:
            found.setdefault(short, False)
            found.setdefault(short + "政府", False)
    return tuple(found.items())


class UnitNames:
    """Names of all units, by key; where names overlap in a text, the longest wins."""

    def __init__(self, names: Mapping[str, Sequence[str]]) -> None:
        forms: dict[str, _Form] = {}
        self._cities = {
            found[0][:-1]
            for own in names.values()
            for name in own
            if (found := _PREFIX.match("".join(name.split())))
        }
        for key, own in names.items():
            for words, bare in (*variants(own), *self._with_city(own)):
                known = forms.get(words)
                if known is None or (known.bare and not bare):
                    forms[words] = _Form(words, key, bare)
        self._forms = forms
        longest_first = sorted(forms, key=len, reverse=True)
        self._shape = re.compile("|".join(map(re.escape, longest_first))) if forms else None

    def _with_city(self, names: Sequence[str]) -> list[tuple[str, bool]]:
        """Short names with the city before them, as titles write them: 临沂市科技局, 临沂科技局."""
        return [
            (words, False)
            for name in names
            if name.startswith("市") and len(name) > _LEAST
            for city in self._cities
            for words in (city + name, city + name[1:])
        ]

    def mentioned(self, text: str) -> tuple[str, ...]:
        """Keys of the units that a text names, in order of first mention."""
        if self._shape is None:
            return ()
        text = "".join(text.split())
        found: dict[str, None] = {}
        for match in self._shape.finditer(text):
            form = self._forms[match[0]]
            if form.bare and _FOREIGN_BEFORE.search(text[max(0, match.start() - 3) : match.start()]):
                continue
            if (
                match.start()
                and form.words[0] == "市"
                and self._cities
                and _is_other_city(text, match.start())
            ):
                continue
            if form.words[-1] in "县区市" and _ORGAN_AFTER.match(text, match.end()):
                continue
            found.setdefault(form.key)
        return tuple(found)


def _is_other_city(text: str, start: int) -> bool:
    """Whether 市 belongs to a name before it that is not ours (济南市科技局 is not 市科技局)."""
    return (
        _CHINESE.match(text[start - 1]) is not None
        and text[start - 1] not in "和与及、，由经向对在被将的于为是各至报"
    )


def mentions(text: str, names: Sequence[str], others: Sequence[str] = ()) -> bool:
    """Whether a text names the unit of these names; `others` are other units' names that may contain one."""
    known = UnitNames(
        {"": tuple(names), **{f"other {number}": (name,) for number, name in enumerate(others)}}
    )
    return "" in known.mentioned(text)
