"""Addresses as browsers read them, in one normal form; cheap, because a page has hundreds of links."""

import re
from functools import lru_cache
from urllib.parse import unquote

from mingcha.engine.traps import TrapGuard

__all__ = [
    "Resolver",
    "TrapGuard",
    "ascii_host",
    "extension_of",
    "follow",
    "is_attachment",
    "is_media",
    "normalise",
    "site_of",
]

MAX_LENGTH = 8_000
"""Characters of a link; servers refuse longer request lines, and the cache is to stay small."""
_BARE = re.compile(r"(?:/[A-Za-z0-9_~-][A-Za-z0-9_.~-]*)+/?")
"""A root-relative path that is in normal form as it stands."""
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_ABSOLUTE = ("http://", "https://", "HTTP://", "HTTPS://")
_TWICE = re.compile(r"(?:https?:[/\\]*)+(?=https?:[/\\]{2})", re.I)
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_-])?")
_PORT = re.compile(r"\d{1,5}")
_JSESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?;]*", re.I)
_COOKIELESS = re.compile(r"/\([A-Z]\([A-Za-z0-9]{16,}\)\)(?=/)")
"""ASP.NET's session in the path: /(S(lit3py55t21z5v55vlm25s55))/."""
_SESSION_KEY = re.compile(r"(?:jsessionid|phpsessid|aspsessionid\w*|session_?id|sess_?id|cfid|cftoken)", re.I)
_MAYBE_SESSION_KEY = re.compile(r"(?:sid|s|session|token|ts?id)", re.I)
_TOKEN = re.compile(r"(?=.*\d)[A-Za-z0-9_-]{20,}")
_BAD_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_LOW_ESCAPE = re.compile(r"%(?:[0-9A-F][a-f]|[a-f][0-9A-Fa-f])")
_ESCAPED_DOT = re.compile(r"%2e", re.I)
_UNSAFE_PATH = re.compile(r"[^!$-;=@-Z\[\]_a-z|~%&\'()*+,\\]+")
_UNSAFE_QUERY = re.compile(r"[^!$-;=?-_a-z{-~`%&\\]+")
_CLEANED = str.maketrans("", "", "\t\r\n")
_EDGES = "".join(map(chr, range(0x21))) + "\u3000\u00a0\ufeff\u200b"
_DEFAULT_PORT = {"http": "80", "https": "443"}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_DOCUMENTS = _words(
    "pdf doc docx docm dot dotx xls xlsx xlsm xlsb et ett csv ppt pptx pps ppsx dps wps wpt ofd ceb "
    "cebx gd gw sep rtf txt odt ods odp epub caj zip rar 7z tar gz tgz bz2 xz iso exe msi apk ipa dmg "
    "deb rpm dwg dxf shp kml"
)
_MEDIA = _words(
    "jpg jpeg jpe png gif bmp tif tiff webp svg ico psd heic mp3 wav wma ogg m4a aac flac amr mp4 m4v "
    "avi wmv flv f4v swf mov mkv mpg mpeg rm rmvb 3gp webm asf m3u8 ts"
)
_EXTENSION = re.compile(r"\.([A-Za-z0-9]{1,5})$")
_NAMED_FILE = re.compile(r"[=/][^=&?/]*\.([A-Za-z0-9]{1,5})(?:&|$)")

# Suffixes under which names are registered one level deeper; source: CNNIC's rules for .cn and the public
# suffix list for the neighbours that government pages link to.
_CATEGORIES = _words("ac com edu gov mil net org")
_PROVINCES = _words(
    "ah bj cq fj gd gs gz gx ha hb he hi hl hn jl js jx ln nm nx qh sc sd sh sn sx tj xj xz yn zj hk mo tw"
)
_DEEPER = {
    "cn": _CATEGORIES | _PROVINCES,
    "hk": _words("com edu gov idv net org"),
    "tw": _words("com edu gov idv mil net org"),
    "mo": _words("com edu gov net org"),
    "uk": _words("ac co gov ltd me net org plc"),
    "jp": _words("ac ad co ed go gr lg ne or"),
    "kr": _words("ac co go ne or re"),
    "sg": _words("com edu gov net org"),
    "au": _words("com edu gov id net org"),
}


def normalise(url: str, base: str | None = None, encoding: str = "utf-8") -> str | None:
    """The absolute http(s) address in normal form, or None when there is none to fetch.

    None for mailto:, javascript:, tel:, data:, for empty and fragment-only references, and for what no
    browser could open. `base` must be absolute; `encoding` is the page's, in which its query strings are
    sent. Host in lower case and IDNA, default port, user name, fragment and session parameters dropped, dot
    segments resolved, what needs escaping escaped; existing escapes (also of GBK bytes) are kept.
    """
    return _resolve(base, url, encoding)


def follow(location: str, base: str) -> str | None:
    """Where a redirect leads: as `normalise`, but session parameters stay, since the server hands them out
    this way to visitors without cookies."""
    return _resolve(base, location, "utf-8", True) if len(location) <= MAX_LENGTH else None


class Resolver:
    """Resolves the links of one page. Results are cached across pages: for links that do not depend on
    the page's folder by host, for others by folder."""

    __slots__ = ("_encoding", "_folder", "_page", "_root")

    def __init__(self, base: str, encoding: str = "utf-8") -> None:
        self._page = base
        self._root = self._folder = base
        self._encoding = encoding
        pieces = base.split("/", 3)
        if len(pieces) >= 3 and pieces[0] in ("http:", "https:"):
            self._root = "/".join(pieces[:3]) + "/"
            self._folder = base.split("?", 1)[0].rsplit("/", 1)[0] + "/" if len(pieces) > 3 else self._root

    def resolve(self, href: str) -> str | None:
        """The absolute address of a link as written on the page, as `normalise` gives it; None when it is
        longer than any server takes."""
        if len(href) > MAX_LENGTH:
            return None
        first = href[:1]
        if first == "/" or href.startswith(_ABSOLUTE):
            return _resolve(self._root, href, self._encoding)
        if first == "?" or first in _EDGES:
            return _resolve(self._page, href, self._encoding)
        return _resolve(self._folder, href, self._encoding)


@lru_cache(maxsize=65_536)  # about 25 MB when full
def _resolve(base: str | None, href: str, encoding: str, sessions: bool = False) -> str | None:
    if base is not None and _BARE.fullmatch(href):
        found = _ORIGIN.match(base)
        if found and found[0] == base[:-1]:
            return found[0] + href
    href = href.strip(_EDGES).translate(_CLEANED).partition("#")[0]
    if not href:
        return None
    twice = _TWICE.match(href)
    if twice:
        href = href[twice.end() :]
    scheme, rest = _scheme(href)
    based = _split(base) if base is not None else None
    if scheme is None:
        if based is None:
            return None
        scheme, authority, path, query = based
        return _relative(rest, scheme, authority, path, query, encoding, sessions)
    if scheme not in _DEFAULT_PORT:
        return None
    rest = _slashes(rest)
    if not rest.startswith("//"):
        if (
            based is not None and based[0] == scheme
        ):  # http:/x and http:x are relative to a page of the same scheme
            return _relative(rest, *based, encoding, sessions)
        rest = "//" + rest.lstrip("/")
    return _absolute(scheme, rest, encoding, sessions)


_ORIGIN = re.compile(r"https?://[^/?#]+")


def _scheme(href: str) -> tuple[str | None, str]:
    found = _SCHEME.match(href)
    return (found[1].lower(), href[found.end() :]) if found else (None, href)


def _slashes(rest: str) -> str:
    """Backslashes of the path become slashes, as in every browser; the query keeps its own."""
    if "\\" not in rest:
        return rest
    path, mark, query = rest.partition("?")
    return path.replace("\\", "/") + mark + query


def _split(url: str) -> tuple[str, str, str, str] | None:
    """Scheme, authority, path, query of an absolute address; None when it is none."""
    scheme, rest = _scheme(url.strip(_EDGES).partition("#")[0])
    if scheme not in _DEFAULT_PORT or not rest.startswith("//"):
        return None
    before, _, query = rest[2:].partition("?")
    authority, slash, path = before.partition("/")
    return scheme, authority, slash + path or "/", query


def _relative(
    rest: str, scheme: str, authority: str, path: str, query: str, encoding: str, sessions: bool
) -> str | None:
    rest = _slashes(rest)
    if rest.startswith("//"):
        return _absolute(scheme, "//" + rest.lstrip("/"), encoding, sessions)
    if rest.startswith("?"):
        path, query = path, rest[1:]
    elif rest:
        before, _, query = rest.partition("?")
        path = before if before.startswith("/") else path.rsplit("/", 1)[0] + "/" + before
    return _finish(scheme, authority, path, query, encoding, sessions)


def _absolute(scheme: str, rest: str, encoding: str, sessions: bool) -> str | None:
    before, _, query = rest.lstrip("/").partition("?")
    authority, slash, path = before.partition("/")
    return _finish(scheme, authority, slash + path, query, encoding, sessions)


def _finish(scheme: str, authority: str, path: str, query: str, encoding: str, sessions: bool) -> str | None:
    place = _authority(scheme, authority)
    if place is None:
        return None
    path = _path(path or "/", sessions)
    query = _query(query, encoding, sessions) if query else ""
    return f"{scheme}://{place}{path}{'?' if query else ''}{query}"


@lru_cache(maxsize=4096)
def _authority(scheme: str, authority: str) -> str | None:
    """host or host:port in normal form; None when it is none."""
    authority = authority.rpartition("@")[2].strip()
    if authority.startswith("["):
        host, bracket, port = authority.partition("]")
        if not bracket or not re.fullmatch(r"\[[0-9A-Fa-f:.]+", host):
            return None
        host, port = host.lower() + "]", port.removeprefix(":")
    else:
        name, _, port = authority.partition(":")
        found = ascii_host(name)
        if found is None:
            return None
        host = found
    if port and (not _PORT.fullmatch(port) or int(port) > 65_535):
        return None
    port = str(int(port)) if port else ""
    return host if port in ("", _DEFAULT_PORT[scheme]) else f"{host}:{port}"


def ascii_host(name: str) -> str | None:
    """A host name in lower case and IDNA (2003, as Python has it), no final dot; None when malformed."""
    if "%" in name:
        name = unquote(name)
    try:
        host = name.strip().encode("idna").decode("ascii").lower() if not name.isascii() else name.lower()
    except UnicodeError:
        return None
    host = host.removesuffix(".")
    return host if _HOST.fullmatch(host) and ".." not in host and len(host) <= 253 else None


def _path(path: str, sessions: bool) -> str:
    if not sessions:
        path = _JSESSION.sub("", path) if ";" in path else path
        path = _COOKIELESS.sub("", path) if "/(" in path else path
    path = _escaped(path, _UNSAFE_PATH, "utf-8")
    if "%" in path:
        path = _ESCAPED_DOT.sub(".", path)
    if "/." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")[1:]
    for segment in segments:
        if segment == "..":
            if kept:
                kept.pop()
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)


def _query(query: str, encoding: str, sessions: bool) -> str:
    query = _escaped(query.replace("&amp;", "&"), _UNSAFE_QUERY, encoding)
    if sessions or "=" not in query:
        return query
    pairs = query.split("&")
    kept = [pair for pair in pairs if not _is_session(*pair.partition("=")[::2])]
    return query if len(kept) == len(pairs) else "&".join(kept)


def _is_session(key: str, value: str) -> bool:
    if _SESSION_KEY.fullmatch(key):
        return True
    return bool(_MAYBE_SESSION_KEY.fullmatch(key) and _TOKEN.fullmatch(value))


def _escaped(text: str, unsafe: re.Pattern[str], encoding: str) -> str:
    def escape(found: re.Match[str]) -> str:
        return "".join(f"%{byte:02X}" for byte in _bytes(found[0], encoding))

    text = unsafe.sub(escape, text)
    if "%" in text:
        text = _BAD_ESCAPE.sub("%25", text)
        text = _LOW_ESCAPE.sub(lambda found: found[0].upper(), text)
    return text


def _bytes(text: str, encoding: str) -> bytes:
    try:
        return text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return text.encode("utf-8", "surrogatepass")


def extension_of(url: str) -> str:
    """The file extension an address ends in, lower case: of its path, else of a file named in its query."""
    path, _, query = url.partition("#")[0].partition("?")
    found = _EXTENSION.search(path.rpartition("/")[2])
    name = found[1].lower() if found else ""
    if query and name not in _DOCUMENTS and name not in _MEDIA:
        named = _NAMED_FILE.search("=" + query)
        if named and named[1].lower() in _DOCUMENTS:
            return named[1].lower()
    return name


def is_attachment(url: str) -> bool:
    """Whether an address is, by its extension, a file to open and not a page (documents, archives, media)."""
    name = extension_of(url)
    return name in _DOCUMENTS or name in _MEDIA


def is_media(url: str) -> bool:
    """Whether an address is, by its extension, a picture, sound or film."""
    return extension_of(url) in _MEDIA


def site_of(host: str) -> str:
    """The registrable domain of a host (www.linyi.gov.cn → linyi.gov.cn); one made of numbers stays whole."""
    labels = host.lower().rstrip(".").split(".")
    if len(labels) <= 2 or labels[-1].isdigit() or ":" in host:
        return host.lower().rstrip(".")
    deeper = labels[-2] in _DEEPER.get(labels[-1], frozenset())
    return ".".join(labels[-3:] if deeper else labels[-2:])
