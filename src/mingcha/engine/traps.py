"""Crawl traps: addresses that a server would go on making up for ever."""

import re
from collections import Counter

_NUMBER = re.compile(r"\d+")
_CALENDAR_KEY = re.compile(r"(?:year|month|day|date|nian|yue|ri|y|m|d|week|curdate|ym|ymd)", re.I)
_CALENDAR_PATH = re.compile(r"/(?:calendar|rili|cal|events?/(?:day|month|week))(?:/|$|\.)", re.I)
_SORTING_KEY = re.compile(
    r"(?:sort\w*|order\w*|dir|view|style|layout|lang|print|asc|desc|columns?order)", re.I
)


class TrapGuard:
    """Says of each new address of one site whether to go there. Bounded memory: counters per path.

    Bounds: an address of 2,000 characters (what old browsers take), 16 folders, 10 parameters; of one
    path 60 calendar leaves (five years of months), 20 orders of sorting, 500 combinations of three and more
    parameters, 20,000 of one or two (a whole site may be `show.asp?id=N`).
    """

    max_length = 2_000
    max_folders = 16
    max_parameters = 10
    max_calendar_leaves = 60
    max_sortings = 20
    max_combinations = 500
    max_ids = 20_000
    max_paths = 50_000

    def __init__(self) -> None:
        self._seen: Counter[tuple[str, str]] = Counter()

    def admit(self, url: str) -> bool:
        """Whether an address in normal form may be fetched; each admitted call counts as one variation."""
        if len(url) > self.max_length:
            return False
        path, _, query = url.partition("?")
        folders = path.split("/")[3:-1]
        if len(folders) > self.max_folders or _goes_round(folders):
            return False
        if _CALENDAR_PATH.search(path) and not self._room(
            (_NUMBER.sub("0", path), "/"), self.max_calendar_leaves
        ):
            return False
        return not query or self._admit_query(path, query)

    def _admit_query(self, path: str, query: str) -> bool:
        keys = sorted({pair.partition("=")[0] for pair in query.split("&")})
        if len(keys) > self.max_parameters:
            return False
        calendar = [key for key in keys if _CALENDAR_KEY.fullmatch(key)]
        if len(calendar) >= 2 or (calendar and len(calendar[0]) > 2):
            bound = self.max_calendar_leaves
        elif any(_SORTING_KEY.fullmatch(key) for key in keys):
            bound = self.max_sortings
        else:
            bound = self.max_combinations if len(keys) > 2 else self.max_ids
        return self._room((path, "&".join(keys)), bound)

    def _room(self, place: tuple[str, str], bound: int) -> bool:
        if place not in self._seen and len(self._seen) >= self.max_paths:
            return False
        self._seen[place] += 1
        return self._seen[place] <= bound


def _goes_round(folders: list[str]) -> bool:
    """Whether folders repeat themselves as wrong relative links make them.

    a/b/a/b, a/a/a, or one name four times. Numbers may repeat: /art/2018/1/1/.
    """
    names = [name for name in folders if not name.isdigit()]
    if len(names) > 3 and max(Counter(names).values()) > 3:
        return True
    for size in range(1, len(folders) // 2 + 1):
        times = 3 if size == 1 else 2
        for start in range(len(folders) - size * times + 1):
            block = folders[start : start + size]
            if all(name.isdigit() for name in block):
                continue
            if folders[start : start + size * times] == block * times:
                return True
    return False
