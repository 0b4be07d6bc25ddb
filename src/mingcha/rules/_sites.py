"""What of a view belongs to the site itself."""

from mingcha.core.errors import CantTell
from mingcha.core.page import Column
from mingcha.core.unit import host_of
from mingcha.core.view import SiteView


def own_hosts(view: SiteView) -> frozenset[str]:
    """The registered hosts, and the one on which the home page was found."""
    landed = host_of(view.home.url) if view.home else ""
    return view.site.hosts | ({landed} if landed else frozenset())


def own_columns(view: SiteView) -> tuple[Column, ...]:
    """Columns on the site's own hosts, each address once; links to other sites' columns are theirs."""
    hosts = own_hosts(view)
    kept: dict[str, Column] = {}
    for column in view.columns:
        if host_of(column.url) in hosts:
            kept.setdefault(column.url, column)
    return tuple(kept.values())


def seen_columns(view: SiteView) -> tuple[Column, ...]:
    """The site's own columns; CantTell where none was made out, since silence would prove nothing."""
    columns = own_columns(view)
    if not columns:
        raise CantTell("没有认出任何栏目，请人工查看")
    return columns
