"""One replayed host: which bytes answer which path at the simulated time."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mingcha.world.mime import content_type
from mingcha.world.tables import EVERY_PATH, TABLE_FILE, PathTable, decoded_paths, read_tables

_NOTHING = PathTable()


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes over the wire: wait `delay_s`, then close without a word if `drop`, else head and body."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    delay_s: float = 0.0
    drop: bool = False


class ReplayedSite:
    """The files and tables of one `sites/<host>` folder.

    All files are listed once at the start, so a request can name only a file found inside the folder:
    there is no path to build and none to escape by. Links that lead out of the folder are not listed.
    """

    def __init__(self, folder: Path, moment: datetime) -> None:
        self._files = _files(folder)
        self._bodies: dict[str, bytes] = {}
        tables = {p: t for p, t in read_tables(folder / TABLE_FILE).items() if t.applies_at(moment)}
        self._every = tables.pop(EVERY_PATH, None)
        self._tables = tables

    def answer(self, target: str, agent: str = "", referrer: str = "") -> Answer:
        """The answer to one request target, `/path` with its query string as sent."""
        names = _names(target)
        own = next((self._tables[n] for n in names if n in self._tables), None)
        table = own.over(self._every or _NOTHING) if own else self._every or _NOTHING
        body = self._body(names, table, agent, referrer)
        if table.status is not None:
            status = table.status
        elif table.location is not None:
            status = 302
        else:
            status = 200 if body is not None or own else 404
        head = self._headers(names[-1], table, status)
        return Answer(status, head, body or b"", table.delay_s or 0.0, bool(table.drop))

    def _body(self, names: tuple[str, ...], table: PathTable, agent: str, referrer: str) -> bytes | None:
        for variant in table.variants:
            if variant.serves(agent, referrer):
                found = self._file("/" + variant.file.lstrip("/"))
                if found is not None:
                    return found
        for name in names:
            found = self._file(name)
            if found is not None:
                return found
        return None

    def _file(self, name: str) -> bytes | None:
        path = self._files.get(name)
        if path is None:
            return None
        body = self._bodies.get(name)
        if body is None:
            body = path.read_bytes()
            if len(body) <= _CACHED_BODY_BYTES:
                self._bodies[name] = body
        return body

    def _headers(self, name: str, table: PathTable, status: int) -> tuple[tuple[str, str], ...]:
        given = {key.lower() for key, _ in table.headers}
        headers = list(table.headers)
        if "content-type" not in given and status not in (204, 304):
            kind = content_type(name)
            headers.append(("Content-Type", f"{kind}; charset={table.charset}" if table.charset else kind))
        if table.location is not None and "location" not in given:
            headers.append(("Location", table.location))
        return tuple(headers)


_CACHED_BODY_BYTES = 64 * 1024
"""Pages are kept in memory once read; a larger file (a deliberate 50 MB body) is read again each time."""


def _files(folder: Path) -> dict[str, Path]:
    root = folder.resolve()
    found: dict[str, Path] = {}
    for place, _, names in os.walk(folder):
        for name in names:
            path = Path(place, name)
            if not path.resolve().is_relative_to(root):
                continue
            relative = path.relative_to(folder).as_posix()
            if relative != TABLE_FILE:
                found["/" + relative] = path
    return found


def _names(target: str) -> tuple[str, ...]:
    """The names under which a request may stand in tables and files, the most literal first."""
    path, mark, query = target.partition("?")
    names: list[str] = []
    for where in (path, *decoded_paths(path)):
        for what in (query, *decoded_paths(query)):
            names.append(where + mark + what)
            if where.endswith("/"):
                names.append(where + "index.html" + mark + what)
    return tuple(dict.fromkeys(names))
