"""The catalogue: every module of a family package declares a rule; names that begin with _ are helpers."""

import pkgutil
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from types import MappingProxyType

from mingcha.core.rule import Rule


@cache
def catalogue() -> tuple[Rule, ...]:
    """All rules, by family, then by id."""
    return tuple(sorted(_declared(), key=lambda rule: (rule.family, rule.id)))


@cache
def by_id() -> MappingProxyType[str, Rule]:
    """All rules by id, in the order of the catalogue."""
    return MappingProxyType({rule.id: rule for rule in catalogue()})


def _declared() -> Iterator[Rule]:
    for family in pkgutil.iter_modules(__path__, f"{__name__}."):
        if not family.ispkg:
            continue
        for module in pkgutil.iter_modules(import_module(family.name).__path__, f"{family.name}."):
            if not module.name.rpartition(".")[2].startswith("_"):
                declared = import_module(module.name).check
                if not isinstance(declared, Rule):
                    raise TypeError(f"{module.name}.check is not declared with @rule")
                yield declared
