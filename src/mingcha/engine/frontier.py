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


@dataclass(frozen=True, slots=True)
class Visit:
    """One address to read and the column (its address) that led to it; `is_list`: a page of that column."""

    url: str
    rank: Rank
    column: str | None = None
    is_list: bool = False


class Frontier:
    """Addresses still to read. An address is given out once, by the best rank it was added with."""

    def __init__(self) -> None:
        self._heap: list[tuple[int, int, int, Visit]] = []
        self._best: dict[str, Rank] = {}
        self._given: set[str] = set()
        self._order = 0

    def __len__(self) -> int:
        return len(self._best) - len(self._given)

    def __contains__(self, url: str) -> bool:
        return url in self._best

    def add(self, visit: Visit, day: date | None = None) -> None:
        """Queue a visit; one already given out, or queued by as good a rank, stays as it is."""
        if visit.url in self._given or self._best.get(visit.url, Rank.OTHER + 1) <= visit.rank:
            return
        self._best[visit.url] = visit.rank
        self._order += 1
        heapq.heappush(self._heap, (visit.rank, -day.toordinal() if day else 0, self._order, visit))

    def next(self) -> Visit | None:
        """The next visit, None when nothing is queued."""
        while self._heap:
            visit = heapq.heappop(self._heap)[3]
            if visit.url not in self._given:
                self._given.add(visit.url)
                return visit
        return None
