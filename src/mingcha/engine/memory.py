"""What earlier runs learnt of pages, so that a page that did not change is neither sent nor parsed again.

Only the body decides: what was read of it is kept by its SHA-256, the address and the code that read it. A
server's word that nothing changed (an entity tag) is taken only from hosts that were never caught lying, and
a share of the pages is read anew in every run; dates are never believed.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import sys
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

from mingcha.core.codec import from_plain, to_plain
from mingcha.core.errors import CannotDo
from mingcha.core.fetch import FetchFailure, Response
from mingcha.core.page import DateReading, Link, PageFacts, PageKind
from mingcha.core.unit import host_of
from mingcha.engine.archive import Archive
from mingcha.engine.classify import as_page
from mingcha.engine.decode import as_utf8
from mingcha.engine.page import ColumnLink, Listing, Page
from mingcha.engine.source import Validator

SAMPLE = 20
"""One page in so many is read anew in every run, whatever the server says."""
_BATCH = 500
_SCHEMA = """
CREATE TABLE IF NOT EXISTS page (
    url TEXT PRIMARY KEY, host TEXT NOT NULL, etag TEXT NOT NULL, evidence TEXT NOT NULL,
    headers TEXT NOT NULL, code TEXT NOT NULL, today TEXT NOT NULL, notes TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS page_by_tag ON page (host, etag, evidence);
CREATE TABLE IF NOT EXISTS liar (host TEXT PRIMARY KEY) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class _Row:
    etag: str
    evidence: str
    headers: tuple[tuple[str, str], ...]
    code: str
    today: str
    notes: str


class Memory:
    """Opens or makes `memory.sqlite` in a folder; `run` draws the sample. A lost file costs only time."""

    def __init__(self, folder: Path, archive: Archive, run: str) -> None:
        self._archive = archive
        self._run = run
        self._trusted: dict[str, bool] = {}
        self._pending: dict[str, tuple[str, ...]] = {}
        self._asked: dict[str, _Row] = {}
        try:
            self._rows = sqlite3.connect(folder / "memory.sqlite", timeout=30, isolation_level=None)
            self._rows.execute("PRAGMA journal_mode=WAL")
            self._rows.execute("PRAGMA synchronous=OFF")
            self._rows.executescript(_SCHEMA)
        except sqlite3.Error as error:
            raise CannotDo(
                f"检查记忆 {folder / 'memory.sqlite'} 无法打开（{error}）："
                "请删除该文件后重新运行，只是多费些时间"
            ) from error

    def validator(self, url: str) -> Validator | None:
        """What to ask a server with whether a page is unchanged; None where it is to be read anew."""
        row = self._row(url)
        if row is None or not row.etag or zlib.crc32(f"{self._run} {url}".encode()) % SAMPLE == 0:
            return None
        if not self.trusts(host_of(url)):
            return None
        self._asked[url] = row
        return Validator(row.etag, row.evidence, row.headers)

    def trusts(self, host: str) -> bool:
        """Whether the host's tags tell bodies apart, and it never gave one tag to two bodies of a page."""
        known = self._trusted.get(host)
        if known is None:
            lied = self._rows.execute("SELECT 1 FROM liar WHERE host = ?", (host,)).fetchone()
            shared = self._rows.execute(
                "SELECT 1 FROM page WHERE host = ? AND etag <> '' GROUP BY etag "
                "HAVING count(DISTINCT evidence) > 1 LIMIT 1",
                (host,),
            ).fetchone()
            known = self._trusted[host] = lied is None and shared is None
        return known

    def page(self, answer: Response, today: date) -> Page | FetchFailure:
        """The page of an answer, as remembered where its body is the same; a failure where it is no page."""
        row = self._asked.pop(answer.url, None) or self._row(answer.url)
        if row is not None and not answer.redirects and answer.status == 200:
            if row.evidence == answer.evidence:
                if _is_readable(row, answer, today):
                    return RememberedPage(answer, today, row, self._body)
            elif row.etag and row.etag == _tag(answer):
                self._distrust(host_of(answer.url))
        if answer.unchanged:
            answer = replace(answer, body=self._body(answer), unchanged=False)
        found = as_page(answer)
        return found if isinstance(found, FetchFailure) else Page(found, today)

    def keep(self, page: Page) -> None:
        """Remember what was read of a page; call it when all that is needed has been read."""
        answer = page.response
        if answer.redirects or answer.evidence is None or answer.url != answer.final_url:
            return
        if isinstance(page, RememberedPage) and not page.has_learnt and page.etag == _tag(answer):
            return
        notes = json.dumps(_notes(page), ensure_ascii=False) if page.is_settled else ""
        headers = json.dumps(answer.headers, ensure_ascii=False)
        self._pending[answer.url] = (
            answer.url, host_of(answer.url), _tag(answer), answer.evidence, headers, code_version(),
            page.today.isoformat(), notes,
        )  # fmt: skip
        if len(self._pending) >= _BATCH:
            self.flush()

    def flush(self) -> None:
        """Bring what is pending to the file."""
        rows, self._pending = list(self._pending.values()), {}
        try:
            self._rows.execute("BEGIN IMMEDIATE")
            self._rows.executemany("INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
            self._rows.execute("COMMIT")
        except sqlite3.Error as error:
            raise CannotDo(
                f"检查记忆无法写入（{error}）：请腾出磁盘空间或检查写权限后重新运行；已存的证据未受影响"
            ) from error

    def close(self) -> None:
        """Flush, and let go of the file."""
        try:
            self.flush()
        finally:
            self._rows.close()

    def _row(self, url: str) -> _Row | None:
        found = self._pending.get(url)
        if found is None:
            query = "SELECT * FROM page WHERE url = ?"
            found = self._rows.execute(query, (url,)).fetchone()
        if found is None:
            return None
        _, _, etag, evidence, headers, code, today, notes = found
        pairs = tuple((name, value) for name, value in json.loads(headers))
        return _Row(etag, evidence, pairs, code, today, notes)

    def _distrust(self, host: str) -> None:
        self._trusted[host] = False
        self._rows.execute("INSERT OR IGNORE INTO liar VALUES (?)", (host,))

    def _body(self, answer: Response) -> bytes:
        assert answer.evidence is not None
        return self._archive.body(answer.evidence) if answer.unchanged else answer.body


def _is_readable(row: _Row, answer: Response, today: date) -> bool:
    """Whether notes hold for this answer: same code, a day no earlier, the same declared type."""
    if not row.notes or row.code != code_version() or row.today > today.isoformat():
        return False
    return _declared(row.headers) == answer.header("content-type")


def _declared(headers: tuple[tuple[str, str], ...]) -> str:
    return next((value for name, value in reversed(headers) if name.lower() == "content-type"), "")


def _tag(answer: Response) -> str:
    """The entity tag of an answer, "" where there is none or it is no printable text of common length."""
    tag = answer.header("etag")
    return tag if tag.isascii() and tag.isprintable() and len(tag) <= 200 else ""


class RememberedPage(Page):
    """A page whose body was read before: what was noted then is at hand, anything else reads it again."""

    def __init__(self, response: Response, today: date, row: _Row, load: Callable[[Response], bytes]) -> None:
        notes = json.loads(row.notes)
        self.etag = row.etag
        self.response = response
        self.today = today
        self.url = sys.intern(response.final_url)
        self.encoding = notes["encoding"]
        self.listings = {name: from_plain(Listing, held) for name, held in notes["listings"].items()}
        self.facts = {asked: from_plain(PageFacts, held) for asked, held in notes["facts"].items()}
        self._load = load
        self._known = (len(self.listings), len(self.facts), len(notes["seen"]))
        for name, held in notes["seen"].items():
            self.__dict__[name] = _READ[name](held)

    @property
    def has_learnt(self) -> bool:
        """Whether something was read that had not been noted."""
        seen = sum(name in self.__dict__ for name in _READ)
        return self._known != (len(self.listings), len(self.facts), seen)

    @cached_property
    def _body(self) -> bytes:  # type: ignore[override]  # read only when something new is asked
        body, self.encoding = as_utf8(self._load(self.response), self.response.header("content-type"))
        return body


def _read_date(held: Any) -> DateReading | None:
    return None if held is None else from_plain(DateReading, held)


_READ: dict[str, Callable[[Any], Any]] = {
    "refresh": lambda held: held,
    "title": lambda held: held,
    "text_length": lambda held: held,
    "tags": lambda held: held,
    "trail": tuple,
    "looks_like": PageKind,
    "date": _read_date,
    "links": lambda held: tuple(Link(url, text) for url, text in held),
    "subcolumns": lambda held: tuple(from_plain(ColumnLink, one) for one in held),
}
"""What of a page is noted where it was asked for, and how it is read back."""


def _notes(page: Page) -> dict[str, Any]:
    seen = {name: to_plain(page.__dict__[name]) for name in _READ if name in page.__dict__}
    if "links" in seen:
        seen["links"] = [(link.url, link.text) for link in page.links]
    return {
        "encoding": page.encoding,
        "listings": {name: to_plain(listing) for name, listing in page.listings.items()},
        "facts": {asked: to_plain(facts) for asked, facts in page.facts.items()},
        "seen": seen,
    }


@cache
def code_version() -> str:
    """A name of the code that reads pages: another code reads every body anew."""
    package = Path(__file__).parent.parent
    digest = hashlib.sha256(version("selectolax").encode())
    for room in ("core", "text", "engine"):
        for path in sorted((package / room).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.name.encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
