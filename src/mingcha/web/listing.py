"""Lists: filtered, sorted, paged by key, and exported with exactly the columns and rows that are asked for.

A list is declared once, as columns and filters over a query that is already limited to what a person may see;
the page and both exports come from the same declaration.
"""

import base64
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import F, Q, QuerySet
from django.utils.functional import Promise

SIZES = (50, 20, 100, 200)
"""Rows a page; the first is the usual one."""

Words = str | Promise


def _no_link(_row: Any) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what a row says in it, where it leads, and the field it sorts by ("" = none)."""

    key: str
    title: Words
    text: Callable[[Any], str | int | float]
    href: Callable[[Any], str] = _no_link
    sort: str = ""
    mark: Callable[[Any], str] = _no_link
    number: bool = False
    short: bool = False

    @property
    def looks(self) -> str:
        """The classes of its cells: figures stand right, what is short is not broken."""
        return "number" if self.number else "short" if self.short else ""


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter: a choice among values, or free words where there are no choices.

    `apply` limits the query; what is no choice is not applied. `usual` holds where nothing was chosen.
    """

    key: str
    title: Words
    apply: Callable[[Any, str], Any]
    choices: Sequence[tuple[str, Words]] = ()
    usual: str = ""

    def value(self, asked: Mapping[str, str]) -> str:
        """What is chosen."""
        value = asked.get(self.key, self.usual).strip()[:200]
        if self.choices and value not in {known for known, _ in self.choices}:
            return self.usual
        return value


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one column of one row."""

    title: Words
    text: str | int | float
    href: str
    mark: str
    looks: str


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a column, with the query that sorts by it ("" = not sortable) and how it is sorted now."""

    title: Words
    query: str
    sorted: str
    looks: str


@dataclass(frozen=True, slots=True)
class Field:
    """A filter as the form shows it."""

    key: str
    title: Words
    value: str
    choices: Sequence[tuple[str, Words]]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list, ready for the template."""

    headings: tuple[Heading, ...]
    rows: tuple[tuple[Cell, ...], ...]
    fields: tuple[Field, ...]
    count: int
    narrowed: bool
    first: str
    previous: str
    next: str
    csv: str
    xlsx: str
    hidden: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list by its columns and filters, sorted by the column whose key is `order` ("-" before it: falling).

    `prefix` keeps the query strings of two lists on a page apart; `fixed` are pairs that all of them carry.
    """

    name: str
    columns: tuple[Column, ...]
    filters: tuple[Filter, ...] = ()
    order: str = ""
    prefix: str = ""
    fixed: Mapping[str, str] = field(default_factory=dict)

    def page(self, rows: QuerySet[Any], asked: Mapping[str, str]) -> Page:
        """The page that a query string asks for."""
        found = self._filtered(rows, asked)
        column, falling = self._sorting(asked)
        size = self._size(asked)
        before = asked.get(self._key("before"), "")
        token = before or asked.get(self._key("after"), "")
        start = _read(token, found, column.sort)
        backwards = bool(before) and start is not None
        some = _cut(found, column.sort, falling=falling != backwards, start=start)[: size + 1]
        shown = list(some)
        more = len(shown) > size
        shown = shown[:size]
        if backwards:
            shown.reverse()
        has_next = bool(shown) and (backwards or more)
        has_previous = bool(shown) and (more if backwards else start is not None)
        keep = self._kept(asked)
        return Page(
            headings=tuple(self._headings(asked, column, falling=falling)),
            rows=tuple(tuple(_cells(self.columns, row)) for row in shown),
            fields=tuple(
                Field(self._key(one.key), one.title, self._value(one, asked), one.choices)
                for one in self.filters
            ),
            count=found.count(),
            narrowed=any(self._value(one, asked) != one.usual for one in self.filters),
            first=self._query(keep) if start is not None else "",
            previous=self._query(keep, before=_token(shown[0], column.sort)) if has_previous else "",
            next=self._query(keep, after=_token(shown[-1], column.sort)) if has_next else "",
            csv=self._query(keep, export="csv"),
            xlsx=self._query(keep, export="xlsx"),
            hidden=tuple((key, value) for key, value in keep.items() if not self._is_filter(key)),
        )

    def asks_export(self, asked: Mapping[str, str]) -> str:
        """ "csv", "xlsx" or "": what a query string asks for instead of a page."""
        kind = asked.get(self._key("export"), "")
        return kind if kind in ("csv", "xlsx") else ""

    def table(self, rows: QuerySet[Any], asked: Mapping[str, str]) -> Iterator[list[str | int | float]]:
        """Every row of the filter in the sequence on screen, the heads first; read in pieces."""
        column, falling = self._sorting(asked)
        yield [str(one.title) for one in self.columns]
        found = _cut(self._filtered(rows, asked), column.sort, falling=falling, start=None)
        for row in found.iterator(chunk_size=2_000):
            yield [one.text(row) for one in self.columns]

    def _filtered(self, rows: Any, asked: Mapping[str, str]) -> Any:
        for one in self.filters:
            value = self._value(one, asked)
            if value:
                rows = one.apply(rows, value)
        return rows

    def _value(self, one: Filter, asked: Mapping[str, str]) -> str:
        own = {one.key: asked[self._key(one.key)]} if self._key(one.key) in asked else {}
        return one.value(own)

    def _sorting(self, asked: Mapping[str, str]) -> tuple[Column, bool]:
        sortable = {one.key: one for one in self.columns if one.sort}
        wanted = asked.get(self._key("sort"), "") or self.order
        if wanted.removeprefix("-") not in sortable:
            wanted = self.order
        return sortable[wanted.removeprefix("-")], wanted.startswith("-")

    def _headings(self, asked: Mapping[str, str], by: Column, *, falling: bool) -> Iterator[Heading]:
        keep = {key: value for key, value in self._kept(asked).items() if key != self._key("sort")}
        for one in self.columns:
            current = one.key == by.key
            other = f"-{one.key}" if current and not falling else one.key
            query = self._query(keep, sort=other) if one.sort else ""
            state = ("descending" if falling else "ascending") if current else ""
            yield Heading(one.title, query, state, one.looks)

    def _kept(self, asked: Mapping[str, str]) -> dict[str, str]:
        """What links and forms carry on: filters, sorting and size, not the place in the list."""
        keys = [*(self._key(one.key) for one in self.filters), self._key("sort"), self._key("size")]
        kept = {key: asked[key] for key in keys if key in asked}
        return dict(self.fixed) | kept

    def _is_filter(self, key: str) -> bool:
        return key in {self._key(one.key) for one in self.filters}

    def _size(self, asked: Mapping[str, str]) -> int:
        wanted = asked.get(self._key("size"), "")
        return int(wanted) if wanted in map(str, SIZES) else SIZES[0]

    def _key(self, key: str) -> str:
        return f"{self.prefix}{key}"

    def _query(self, keep: Mapping[str, str], **more: str) -> str:
        own = {self._key(key): value for key, value in more.items()}
        return "?" + urlencode({**keep, **own})


def _cells(columns: Sequence[Column], row: Any) -> Iterator[Cell]:
    for one in columns:
        yield Cell(one.title, one.text(row), one.href(row), one.mark(row), one.looks)


def _cut(rows: Any, sort: str, *, falling: bool, start: tuple[Any, int] | None) -> Any:
    """The rows from a place on, by a field and then by id."""
    sign = "-" if falling else ""
    if start is not None:
        rows = rows.filter(_beyond(sort, *start, falling=falling, null=_may_be_null(rows, sort)))
    if sort == "id":
        return rows.order_by(f"{sign}id")
    if _may_be_null(rows, sort):  # databases disagree where these stand: they are the least
        by = F(sort).desc(nulls_last=True) if falling else F(sort).asc(nulls_first=True)
        return rows.order_by(by, f"{sign}id")
    return rows.order_by(f"{sign}{sort}", f"{sign}id")


def _beyond(sort: str, value: Any, row_id: int, *, falling: bool, null: bool) -> Q:
    """What comes after a place. Written so that an index on the field is entered there."""
    way = "lt" if falling else "gt"
    later = Q(**{f"id__{way}": row_id})
    if sort == "id":
        return later
    lacking = Q(**{f"{sort}__isnull": True})
    if value is None:
        return lacking & later if falling else (lacking & later) | ~lacking
    beyond = Q(**{f"{sort}__{way}e": value}) & (Q(**{f"{sort}__{way}": value}) | later)
    return beyond | lacking if falling and null else beyond


def _may_be_null(rows: Any, sort: str) -> bool:
    """Whether rows may lack the field."""
    try:
        return bool(rows.model._meta.get_field(sort.removesuffix("_id")).null)
    except FieldDoesNotExist:
        return False


def _token(row: Any, sort: str) -> str:
    value = getattr(row, sort)
    plain = value.isoformat() if isinstance(value, (datetime, date)) else value
    return base64.urlsafe_b64encode(json.dumps([plain, row.id]).encode()).decode().rstrip("=")


def _read(token: str, rows: Any, sort: str) -> tuple[Any, int] | None:
    """The place that a token names; None for none, or for one that is not ours: the list begins anew."""
    if not token:
        return None
    try:
        value, row_id = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
        if isinstance(value, (list, dict)) or not isinstance(row_id, int):
            return None
        if value is None:
            return (None, row_id) if _may_be_null(rows, sort) else None
        return _field_value(rows, sort, value), row_id
    except (ValueError, TypeError, ValidationError):
        return None


def _field_value(rows: Any, sort: str, value: Any) -> Any:
    try:
        return rows.model._meta.get_field(sort.removesuffix("_id")).to_python(value)
    except FieldDoesNotExist:  # counted in the query
        return float(value)
