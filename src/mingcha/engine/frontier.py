"""The order in which a site is read: home, columns, newest lists, then articles by budget."""

import heapq
from dataclasses import dataclass
from datetime import date
from enum import IntEnum


class Rank(IntEnum):
    """What is read first; within a rank the newest, then the order of discovery."""

    HOME = 0
    COLUMN = 1
    SUBCOLUMN = 2
    KEY = 3
    FRESH = 4
    LIST = 5
    ARTICLE = 6
    OTHER = 7


_GIVEN = -1
"""Better than every rank: an address given out is not queued again."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One address to read and the column (its address) that led to it; `is_list`: a page of that column."""

    url: str
    rank: Rank
    column: str | None = None
    is_list: bool = False


class Frontier:
    """Addresses still to read. An address is given out once, by the best rank it was added with.

    Memory: some 350 bytes an address while it waits, 100 afterwards.
    """

    def __init__(self) -> None:
        self._heap: list[tuple[int, int, int, str, str | None, bool]] = []
        self._best: dict[str, int] = {}
        self._waiting = 0
        self._order = 0

    def __len__(self) -> int:
        return self._waiting

    def __contains__(self, url: str) -> bool:
        return url in self._best

    def add(self, visit: Visit, day: date | None = None) -> None:
        """Queue a visit; one already given out, or queued by as good a rank, stays as it is."""
        best = self._best.get(visit.url)
        if best is not None and best <= visit.rank:
            return
        self._waiting += best is None
        self._best[visit.url] = int(visit.rank)
        self._order += 1
        since = -day.toordinal() if day else 0
        row = (int(visit.rank), since, self._order, visit.url, visit.column, visit.is_list)
        heapq.heappush(self._heap, row)

    def next(self) -> Visit | None:
        """The next visit, None when nothing is queued."""
        while self._heap:
            rank, _, _, url, column, is_list = heapq.heappop(self._heap)
            if self._best[url] != _GIVEN:
                self._best[url] = _GIVEN
                self._waiting -= 1
                return Visit(url, Rank(rank), column, is_list)
        return None
