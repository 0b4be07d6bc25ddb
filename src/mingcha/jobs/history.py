"""What an earlier inspection of a site says of the dates that it shows now."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from mingcha.core.clock import china_day
from mingcha.core.page import Column, ListState
from mingcha.core.view import Contradiction, SiteView

_GRACE = timedelta(days=3)
"""An entry may wait so long between its date and its appearance (review before publication; own choice)."""


def with_history(view: SiteView, earlier: SiteView | None) -> SiteView:
    """The view with what an earlier look at the same site contradicts; as it is where there was none."""
    if earlier is None:
        return view
    before = earlier.columns_by_url
    found = (
        row
        for column in view.columns
        if column.url in before
        for row in _contradictions(before[column.url], column)
    )
    return replace(view, contradictions=tuple(found))


def _contradictions(before: Column, now: Column) -> Iterator[Contradiction]:
    """Entries that are new and too old, where the list was read whole then, and those whose date moved on."""
    if before.seen_at is None or before.state not in (ListState.LISTED, ListState.EMPTY):
        return
    looked = china_day(before.seen_at)
    titles = {item.url: item.title for item in before.items}
    named = set(titles.values())
    for item in now.items:
        if item.date is None:
            continue
        if titles.get(item.url) == item.title:
            if item.date > looked:
                yield Contradiction(now.url, item, before.seen_at, known=True)
        elif before.complete and item.title not in named and item.date < looked - _GRACE:
            yield Contradiction(now.url, item, before.seen_at, known=False)
