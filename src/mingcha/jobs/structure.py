"""Columns that are blank alike on many sites: the catalogue that the city's template makes for all units."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from mingcha.core.page import Column, ColumnKind, ListState
from mingcha.core.view import SiteView

_MANY = 3
"""So many sites at least, and half of those that have the node (own choice)."""
_OF_THE_CATALOGUE = ("公开", "目录", "政务")
_KEPT_UP = frozenset(map(ColumnKind, ("news", "notice", "policy", "explanation", "message", "annual_report")))
"""Kinds that every unit must fill, whatever stands beside them."""

Node = tuple[str, ...]


def with_common_structure(views: Sequence[SiteView]) -> tuple[SiteView, ...]:
    """The views with the blank nodes that their sites share marked as the catalogue's."""
    having: dict[Node, set[str]] = defaultdict(set)
    blank: dict[Node, set[str]] = defaultdict(set)
    for view in views:
        for column in view.columns:
            node = _node(column)
            if node and column.state is not ListState.UNREAD:
                having[node].add(view.site.host)
                if column.state is ListState.EMPTY:
                    blank[node].add(view.site.host)
    shared = {
        node: len(hosts)
        for node, hosts in blank.items()
        if len(hosts) >= _MANY and len(hosts) * 2 >= len(having[node])
    }
    return tuple(_marked(view, shared) for view in views) if shared else tuple(views)


def _node(column: Column) -> Node:
    """The column's place in the catalogue's tree, () for one outside it or one that every unit must fill."""
    if column.kind in _KEPT_UP or not any(
        word in name for name in column.trail for word in _OF_THE_CATALOGUE
    ):
        return ()
    return (*column.trail, column.name)


def _marked(view: SiteView, shared: dict[Node, int]) -> SiteView:
    def marked(column: Column) -> Column:
        many = shared.get(_node(column), 0)
        if column.state is not ListState.EMPTY or column.structure or not many:
            return column
        return replace(column, structure=f"{many}个网站的同一栏目都空白")

    return replace(view, columns=tuple(map(marked, view.columns)))
