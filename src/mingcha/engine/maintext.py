"""Where the main text of a page stands."""

import re
from typing import Final

from mingcha.engine.parse import Box, Document

_NAMES: Final = re.compile(
    r"trs_editor|trs_ueditor|vsb_?content|v_news_content|ucap-?content|pages_content|"
    r"(?<![a-z])(?:zoom|zoomcon|fontzoom|articlecontent|"
    r"article-?con\w*|article_?body|news_?content|con_?text|content_?text|detail_?content|"
    r"art_?con\w*|xxgk_?content|txt_?con)(?![a-z])"
)
_PARAGRAPHS: Final = frozenset(
    ("p", "span", "font", "strong", "b", "em", "u", "i", "br", "h2", "h3", "section", "o:p", "st1:chsdate")
)
_FOOT: Final = re.compile(r"foot|copyright|(?<![a-z])(?:bottom|ft)(?![a-z])")
_FOOT_WORDS: Final = re.compile(r"ICP备\s*\d|公网安备\s*\d|网站标识码")
_LEAST: Final = 40


def _is_foot(document: Document, box: Box) -> bool:
    """Whether a box is the foot of the page, by its name or by what only a foot says."""
    around: Box | None = box
    for _ in range(5):
        if around is None or around.tag in ("body", "html"):
            break
        if around.tag == "footer" or _FOOT.search(around.label):
            return True
        around = around.parent
    words = document.text(box)
    return len(words) < 1500 and _FOOT_WORDS.search(words) is not None


def _table_of_short_cells(document: Document, weights: dict[int, int], best: int) -> Box | None:
    """The table whose own cells say twice what any box outside says: a guide of ten rows has no long one."""
    sizes: dict[int, int] = {}
    for at, size in weights.items():
        box = document.boxes[at]
        if box.tag in ("td", "th"):
            table = next((up for up in box.up() if up.tag == "table"), None)
            if table is not None:
                sizes[table.at] = sizes.get(table.at, 0) + size
    most = max(sizes, key=lambda at: sizes[at], default=None)
    if most is None or sizes[most] <= max(_LEAST, 2 * weights[best]):
        return None
    table = document.boxes[most]
    return None if _is_foot(document, table) or document.boxes[best] in table.up() else table


def _weights(document: Document) -> dict[int, int]:
    """Words outside links by the index of the box whose paragraphs they fill."""
    weights: dict[int, int] = {}
    inside = 0
    for place, (piece, owner) in enumerate(zip(document.texts, document.text_owner, strict=True)):
        if len(piece) < 2 or place < inside:
            continue
        if owner.tag == "a":
            inside = owner.text_to
            continue
        size = len(piece.strip())
        if size < 2:
            continue
        box = owner
        while box.tag in _PARAGRAPHS and box.parent is not None:
            box = box.parent
        weights[box.at] = weights.get(box.at, 0) + size
    return weights


def main_box(document: Document) -> Box | None:
    """The box of the main text: one that is named so, else the one with most words outside links."""
    boxes = document.boxes
    weights = _weights(document)
    if not weights:
        return None
    best = max(weights, key=lambda at: weights[at])
    if _is_foot(document, boxes[best]):
        weights = {at: size for at, size in weights.items() if not _is_foot(document, boxes[at])}
        if not weights:
            return None
        best = max(weights, key=lambda at: weights[at])
    rows = _table_of_short_cells(document, weights, best)
    box = boxes[best] if rows is None else rows
    around: Box | None = box
    for _ in range(4):
        if around is None or around.tag in ("body", "html"):
            break
        if _NAMES.search(around.label):
            return around
        around = around.parent
    if rows is not None:
        return rows
    if weights[best] < _LEAST:
        return None
    if box.tag in ("td", "li", "dd", "th") and box.parent is not None:
        table = next((up for up in box.up() if up.tag in ("table", "ul", "ol", "dl")), box)
        return (
            table.parent if table.parent is not None and table.parent.tag not in ("body", "html") else table
        )
    parent = box.parent
    if parent is not None and parent.tag not in ("body", "html"):
        siblings = sum(weights.get(kid.at, 0) for kid in document.kids(parent))
        if siblings > 2 * weights[best]:  # the text is cut into boxes side by side
            return parent
    return box
