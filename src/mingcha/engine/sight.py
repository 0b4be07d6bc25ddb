"""What a page knows of itself when its list is read."""

from dataclasses import dataclass
from datetime import date

from mingcha.engine.parse import Document
from mingcha.engine.url import Resolver
from mingcha.engine.zones import Zone


@dataclass(frozen=True, slots=True)
class Sight:
    """What a page knows of itself when its list is read; `hrefs` are resolved addresses by box index."""

    document: Document
    zones: list[Zone]
    hrefs: dict[int, str]
    resolver: Resolver
    url: str
    body: bytes
    today: date
    subcolumns: int
