"""Lists that stand in the page as data: 大汉 records, objects in inline scripts."""

import html
import re
from datetime import datetime
from typing import Final

from mingcha.core.clock import CHINA
from mingcha.engine.entries import Entry, date_of, main_anchor
from mingcha.engine.parse import Document, squeeze
from mingcha.engine.url import Resolver
from mingcha.text.dates import Spotted, dates_in, only_date

_OPEN: Final = re.compile(rb"<record\b[^<>]{0,100}>", re.I)
_CLOSE: Final = re.compile(rb"</record>", re.I)
_CDATA: Final = re.compile(rb"\s*<!\[CDATA\[(.*)\]\]>\s*", re.S)
_OBJECT: Final = re.compile(r"\{[^{}]{10,2000}\}")
_PAIR: Final = re.compile(
    r"""["']?(?P<key>[A-Za-z_][\w-]{0,30})["']?\s*:\s*(?:"(?P<d>(?:\\.|[^"\\])*)"|'(?P<s>(?:\\.|"""
    r"""[^'\\])*)'|(?P<n>\d{10,13}))"""
)
_ESCAPE: Final = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.S)
_CONTROLS: Final = {"n": "\n", "t": "\t", "r": "\r", "b": "", "f": ""}
_TITLE_KEYS: Final = (
    "title",
    "doctitle",
    "articletitle",
    "bt",
    "name",
    "subject",
    "tit",
    "infotitle",
    "headline",
)
_URL_KEYS: Final = (
    "url",
    "link",
    "href",
    "docpuburl",
    "puburl",
    "linkurl",
    "articleurl",
    "src_url",
    "path",
    "infourl",
)
_DATE_KEYS: Final = (
    "date", "pubdate", "time", "pubtime", "publishdate", "publishtime", "docreltime", "docpubtime",
    "createtime", "rq", "fbsj", "releasedate", "adddate", "showdate", "publishedtime", "published_time",
    "pub_date", "publish_time", "create_time", "displaydate",
)  # fmt: skip
_STRING: Final = re.compile(r"\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'")
_CELL: Final = r"(?:\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|-?\d[\d.]*|null|true|false)"
_ARRAY: Final = re.compile(rf"\[\s*({_CELL}(?:\s*,\s*{_CELL}){{2,11}})\s*\]")
_ADDRESS: Final = re.compile(r"(?:https?:/)?/\S+|[\w./-]+\.(?:s?html?|jsp|aspx?|php|do)(?:\?\S*)?", re.I)
_TAGS: Final = re.compile(r"<[^<>]*>")


def records_in(body: bytes, resolver: Resolver) -> list[Entry]:
    """Entries of a 大汉 datastore, wherever it stands (script, comment, bare mark-up); body is UTF-8."""
    if b"<record" not in body and b"<RECORD" not in body:
        return []
    entries: list[Entry] = []
    place = 0
    while (opening := _OPEN.search(body, place)) and (closing := _CLOSE.search(body, opening.end())):
        place = closing.end()
        piece = body[opening.end() : closing.start()]
        inner = _CDATA.fullmatch(piece)
        piece = inner[1] if inner else piece
        if b"&lt;" in piece and b"<a" not in piece:
            piece = html.unescape(piece.decode("utf-8", "replace")).encode()
        entries.extend(_fragment_entry(piece, resolver))
    return entries


def _fragment_entry(piece: bytes, resolver: Resolver) -> list[Entry]:
    document = Document(b"<body>" + _row(piece))
    named = main_anchor(document, [anchor for anchor in document.anchors if anchor.target])
    if named is None:
        return []
    anchor, title = named
    url = resolver.resolve(anchor.target)
    if url is None:
        return []
    return [Entry(title, url, date_of(document, 0, len(document.texts), anchor, None), 0)]


def _row(piece: bytes) -> bytes:
    """A table row needs its table, or the parser drops its cells."""
    head = piece.lstrip()[:4].lower()
    if head.startswith((b"<tr", b"<td")):
        return b"<table>" + piece + b"</table>"
    return piece


def objects_in(script: str, resolver: Resolver) -> list[Entry]:
    """Entries of a list of objects in a script: each needs a title and an address, not a date."""
    if "title" not in script.lower() and '"name"' not in script and "bt" not in script:
        return []
    entries: list[Entry] = []
    for found in _OBJECT.finditer(script):
        fields: dict[str, str] = {}
        for pair in _PAIR.finditer(found[0]):
            raw = pair["d"] if pair["d"] is not None else pair["s"] if pair["s"] is not None else pair["n"]
            fields.setdefault(pair["key"].lower(), raw or "")
        title = squeeze(_TAGS.sub("", html.unescape(plain(_first(fields, _TITLE_KEYS)))))
        href = plain(_first(fields, _URL_KEYS))
        if len(title) < 4 or not href or "{" in title or "'+" in href or "${" in href:
            continue
        url = resolver.resolve(href)
        if url is None:
            continue
        day = plain(_first(fields, _DATE_KEYS))
        entries.append(Entry(title, url, _spot(day), 0))
    return entries if len(entries) > 1 or any(entry.spot for entry in entries) else []


def rows_in(script: str, resolver: Resolver) -> list[Entry]:
    """Entries of a list of arrays in a script, ["title", "address", "2018-04-10"]: each needs all three."""
    entries: list[Entry] = []
    for found in _ARRAY.finditer(script):
        cells = [plain(cell[0][1:-1]) for cell in _STRING.finditer(found[1])]
        href = next((cell for cell in cells if _ADDRESS.fullmatch(cell)), "")
        spot = next((spot for cell in cells if cell != href and (spot := only_date(cell))), None)
        titles = [cell for cell in cells if cell != href and only_date(cell) is None]
        title = squeeze(_TAGS.sub("", html.unescape(max(titles, key=len, default=""))))
        url = resolver.resolve(href) if href else None
        if url is not None and spot is not None and len(title) >= 4:
            entries.append(Entry(title, url, spot, 0))
    return entries


def _spot(words: str) -> Spotted | None:
    """A date in words, or in seconds or milliseconds since 1970."""
    if words.isdigit() and len(words) in (10, 13):
        day = datetime.fromtimestamp(int(words[:10]), CHINA).date()
        return Spotted(day.year, day.month, day.day, 0, 0)
    spots = dates_in(words)
    return spots[0] if spots else only_date(words)


def _first(fields: dict[str, str], keys: tuple[str, ...]) -> str:
    return next((fields[key] for key in keys if fields.get(key)), "")


def plain(literal: str) -> str:
    """What a script's string literal stands for: \\uXXXX, \\xXX, \\/ and the like undone."""
    if "\\" not in literal:
        return literal

    def undo(found: re.Match[str]) -> str:
        code = found[1] or found[2]
        return chr(int(code, 16)) if code else _CONTROLS.get(found[3], found[3])

    return _ESCAPE.sub(undo, literal)
