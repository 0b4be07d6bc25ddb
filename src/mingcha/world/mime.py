"""Content types of the replay server (contract section 4), the same on every machine."""

from __future__ import annotations

import mimetypes

_PAGES = frozenset({"", "html", "htm", "shtml", "asp", "aspx", "jsp", "php", "do", "action", "jhtml"})
"""Endings served as text/html: the contract's list, and the three of the same family that real sites use."""

_DOCUMENTS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "js": "application/javascript",
    "rar": "application/vnd.rar",
    "ofd": "application/ofd",
    "wps": "application/vnd.ms-works",
    "et": "application/vnd.ms-excel",
    "ico": "image/x-icon",
    "webp": "image/webp",
    "woff2": "font/woff2",
    "woff": "font/woff",
    "xml": "text/xml",
    "md": "text/markdown",
}
"""Types that Python's built-in table lacks, or writes differently from version to version."""

_builtin = mimetypes.MimeTypes(filenames=())  # the module's own table: the machine's mime.types are not read


def content_type(path: str) -> str:
    """The type of a path by its ending, the query left out; an unknown ending is application/octet-stream."""
    name = path.partition("?")[0].rpartition("/")[2]
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if ending in _PAGES:
        return "text/html"
    known = _DOCUMENTS.get(ending) or _builtin.types_map[True].get(f".{ending}")
    return known or "application/octet-stream"
