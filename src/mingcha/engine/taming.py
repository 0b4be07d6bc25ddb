"""Pages built to choke a parser, made fit for one: what a reader sees stays, what only costs goes.

An HTML parser is quadratic in nesting depth and in attributes of one tag, and 28 KB of unclosed <b> and <p>
become 1.4 GB of nodes (measured). Ordinary pages pass after one look at how many tags they have.
"""

import re
from typing import Final

MAX_TAGS: Final = 1_000_000
"""Of a page that is read: 100,000 list entries have 600,000, and take 0.5 GB as boxes."""
MAX_DEPTH: Final = 512
"""Elements within one another; Chrome's bound too."""
_FEW_TAGS: Final = 1_000
"""Up to here the worst page is parsed in 0.3 s and 100 MB."""
_LONG_TAG: Final = 32 * 1024
"""Bytes of one tag, beyond which its attributes may be ten thousand."""
_MANY_BLANKS: Final = 4_000
_MAX_REOPENED: Final = 1_000_000
"""Elements that a parser may have to open anew in every block."""
_STYLES: Final = rb"b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u"
_STYLE: Final = re.compile(rb"<(?:" + _STYLES + rb")[\s/][^<>]*>", re.I)
_TAG: Final = re.compile(rb"<(/?)([a-z][a-z0-9:]*)[^<>]*>", re.I)
_NEVER_DEEP: Final = frozenset(
    b"a area base body br col dd dt embed frame head hr html img input li link meta option p param source "
    b"tbody td textarea tfoot th thead title tr track wbr".split()
)
"""Void elements, and those that the next of their kind closes."""


def has_too_many_tags(body: bytes) -> bool:
    """Whether a page has more tags than are read."""
    return len(body) > MAX_TAGS and body.count(b"<") > MAX_TAGS


def tamed(body: bytes) -> bytes:
    """The body as it may be parsed: tags beyond the bounds left out, words and links kept.

    An ordinary body comes back as the same object.
    """
    tags = body.count(b"<")
    if len(body) > _LONG_TAG:
        body = _without_long_tags(body)
    if tags <= _FEW_TAGS:
        return body
    if tags > MAX_TAGS:
        body = b"<".join(body.split(b"<", MAX_TAGS)[:MAX_TAGS])
    if len(set(_STYLE.findall(body))) * tags > _MAX_REOPENED:
        body = _STYLE.sub(b"", body)
    return _flattened(body) if tags > 2 * MAX_DEPTH else body


def _without_long_tags(body: bytes) -> bytes:
    """The body with the tail of every tag of thousands of attributes cut off."""
    end = 0
    while len(body) - end > _LONG_TAG:  # ordinary pages close some tag in every stretch
        end = body.rfind(b">", end, end + _LONG_TAG) + 1
        if not end:
            break
    else:
        return body
    return b">".join(_shortened(piece) if len(piece) > _LONG_TAG else piece for piece in body.split(b">"))


def _shortened(piece: bytes) -> bytes:
    start = piece.rfind(b"<")
    is_tag = start >= 0 and piece[start + 1 : start + 2].isalpha()
    tag = piece[start:]
    if not is_tag or len(tag) <= _LONG_TAG or len(tag.split(None, _MANY_BLANKS)) <= _MANY_BLANKS:
        return piece
    return piece[: start + _LONG_TAG]


def _flattened(body: bytes) -> bytes:
    """The body without the tags of elements that stand deeper than any real page nests them."""
    kept: list[bytes] = []
    depth = copied = 0
    for found in _TAG.finditer(body):
        closing, name = found.groups()
        if name.lower() in _NEVER_DEEP:
            continue
        if closing:
            depth = max(0, depth - 1)
            too_deep = depth >= MAX_DEPTH
        else:
            too_deep = depth >= MAX_DEPTH
            depth += 1
        if too_deep:
            kept.append(body[copied : found.start()])
            copied = found.end()
    return b"".join((*kept, body[copied:])) if kept else body
