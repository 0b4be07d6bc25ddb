"""Hosts of the entry 我为政府网站找错, each with the days on which it served."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class EntryHost:
    """A host that served the entry from `since` to `until`, both included."""

    host: str
    since: date
    until: date

    def serves(self, day: date) -> bool:
        """Whether the entry was in service there on a day."""
        return self.since <= day <= self.until


@cache
def entry_hosts() -> dict[str, EntryHost]:
    """The known hosts by name."""
    table = files("mingcha.rules.interaction").joinpath("error_entry_hosts.csv").read_text("utf-8")
    return {
        row["host"]: EntryHost(row["host"], _day(row["since"], date.min), _day(row["until"], date.max))
        for row in csv.DictReader(table.splitlines())
    }


def _day(text: str, default: date) -> date:
    return date.fromisoformat(text) if text else default
