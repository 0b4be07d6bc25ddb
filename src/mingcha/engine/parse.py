"""A page as a flat list of boxes in document order: everything that looks at a page looks at this.

lexbor is fed with bytes and walked once; an ordinary page of 40 KB takes 0.3 ms, parsing included.
"""

import re
from collections.abc import Iterator
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from mingcha.engine.taming import tamed

_TEXT: Final = 2
_COMMENT: Final = 4
"""lexbor's tag ids of text and comment nodes."""

BLOCKS: Final = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "br", "center", "dd", "div", "dl", "dt",
        "fieldset", "figcaption", "figure", "footer", "form", "frame", "frameset",
        "h1", "h2", "h3", "h4", "h5", "h6",
        "header", "hr", "iframe", "li", "main", "marquee", "nav", "object", "ol", "option", "p", "pre",
        "section", "select", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "video",
    )
)  # fmt: skip
"""Tags at whose edges words end; `a` too, because titles and dates stand side by side."""
_SILENT: Final = frozenset(("script", "style", "title", "textarea", "noframes"))
_TAGS: Final = re.compile(r"<[^<>]*>")
_OPENED: Final = re.compile(
    r"(?:\bopen|location\.(?:assign|replace))\(\s*['\"](?P<url>[^'\"]+)['\"]\s*[,)]|"
    r"location(?:\.href)?\s*=\s*['\"](?P<there>[^'\"]+)['\"]\s*(?:[;\s]|$)"
)


_NO_WORDS: Final = "-"


def _edge_of(tag: str) -> str:
    """What the text gets at the edges of an element: line end, blank, nothing; or it has no words."""
    if tag in _SILENT:
        return _NO_WORDS
    if tag in ("a", "area"):
        return " "
    return "\n" if tag in BLOCKS else ""


class Box:
    """One element: its place in document order, and the pieces of text inside it.

    `boxes[at + 1:end]` of its document are its descendants, `texts[text_from:text_to]` its words.
    """

    __slots__ = ("at", "end", "node", "parent", "tag", "text_from", "text_to")
    end: int  # known when the walk leaves the box, as is text_to
    text_to: int

    def __init__(self, tag: str, node: LexborNode, parent: "Box | None", at: int, text_from: int) -> None:
        self.tag = tag
        self.node = node
        self.parent = parent
        self.at = at
        self.text_from = text_from

    def attr(self, name: str) -> str:
        """An attribute with entities decoded, "" when absent or without value."""
        return self.node.attrs.get(name) or ""

    @property
    def target(self) -> str:
        """Where a link leads: its href, or what a click on it opens where the href is "#" or a script."""
        attrs = self.node.attrs
        href = attrs.get("href") or ""
        if href and href[0] not in "#jJ":
            return href
        found = _OPENED.search(f"{href} {attrs.get('onclick') or ''}")
        return (found["url"] or found["there"]) if found else href

    @property
    def label(self) -> str:
        """Class and id in lower case, which is where templates say what a box is for."""
        attrs = self.node.attrs
        return f"{attrs.get('class') or ''} {attrs.get('id') or ''}".lower()

    def up(self) -> Iterator["Box"]:
        """The boxes around it, innermost first."""
        box = self.parent
        while box is not None:
            yield box
            box = box.parent


class Document:
    """One parsed document: boxes and texts in order, scripts, anchors and comments apart.

    `body` must be UTF-8. Comments are kept in `comments` and are no text; script, style and title are no
    text either.
    """

    __slots__ = (
        "_whole",
        "anchors",
        "boxes",
        "comments",
        "scripts",
        "tag_names",
        "text_owner",
        "texts",
        "tree",
    )

    def __init__(self, body: bytes) -> None:
        self.tree = LexborHTMLParser(tamed(body))
        self.boxes: list[Box] = []
        self.texts: list[str] = []
        self.text_owner: list[Box] = []
        self.anchors: list[Box] = []
        self.scripts: list[Box] = []
        self.comments: list[LexborNode] = []
        self.tag_names: frozenset[str] = frozenset()
        self._whole: str | None = None
        root = self.tree.root
        if root is not None:
            self._walk(root)

    def _walk(self, root: LexborNode) -> None:
        """One pass over the tree, names bound locally: this loop is a third of a page's cost."""
        boxes, texts, owners = self.boxes, self.texts, self.text_owner
        add_text, add_owner, add_box = texts.append, owners.append, boxes.append
        known: dict[int, tuple[str, str]] = {}
        node: LexborNode = root
        box: Box | None = None
        while True:
            kind = node.tag_id
            if kind == _TEXT:
                words = node.text_content
                if words and box is not None:
                    add_text(words)
                    add_owner(box)
            elif kind == _COMMENT:
                self.comments.append(node)
            else:
                seen = known.get(kind)
                if seen is None:
                    tag = node.tag or ""
                    seen = known[kind] = (tag, _edge_of(tag))
                tag, edge = seen
                inner = Box(tag, node, box, len(boxes), len(texts))
                add_box(inner)
                if edge == _NO_WORDS:
                    inner.end = inner.at + 1
                    inner.text_to = inner.text_from
                    if tag == "script":
                        self.scripts.append(inner)
                else:
                    if edge:
                        add_text(edge)
                        add_owner(inner)
                        if edge == " ":
                            self.anchors.append(inner)
                    below = node.first_child
                    if below is not None:
                        box = inner
                        node = below
                        continue
                    inner.end = inner.at + 1
                    inner.text_to = len(texts)
            while True:
                following = node.next
                if following is not None:
                    node = following
                    break
                if box is None:
                    self.tag_names = frozenset(tag for tag, _ in known.values())
                    return
                edge = known[box.node.tag_id][1]
                if edge:
                    add_text(edge)
                    add_owner(box)
                box.end = len(boxes)
                box.text_to = len(texts)
                node = box.node
                box = box.parent

    def text(self, box: Box | None = None) -> str:
        """The words of a box (of the page), blanks as they stand, a line end at every block edge."""
        if box is None:
            if self._whole is None:
                self._whole = "".join(self.texts)
            return self._whole
        return "".join(self.texts[box.text_from : box.text_to])

    def words(self, box: Box) -> str:
        """The words of a box in one line, runs of blanks made one."""
        return squeeze("".join(self.texts[box.text_from : box.text_to]))

    def inside(self, box: Box) -> list[Box]:
        """All boxes within a box, in order."""
        return self.boxes[box.at + 1 : box.end]

    def kids(self, box: Box) -> list[Box]:
        """The boxes directly within a box."""
        found = []
        at = box.at + 1
        while at < box.end:
            kid = self.boxes[at]
            found.append(kid)
            at = kid.end
        return found

    def has_more_kids(self, box: Box, count: int) -> bool:
        """Whether more than so many boxes stand directly within a box."""
        at = box.at + 1
        while at < box.end and count >= 0:
            count -= 1
            at = self.boxes[at].end
        return count < 0

    def script_text(self, script: Box) -> str:
        """The source of an inline script, "" of one loaded by address."""
        return script.node.text_content or script.node.text(deep=True) or ""

    def title(self) -> str:
        """The words of <title>, mark-up written into it removed."""
        node = self.tree.css_first("title")
        return squeeze(_TAGS.sub(" ", node.text())) if node is not None else ""


def squeeze(text: str) -> str:
    """Text in one line, every run of blanks (also no-break and ideographic ones) made one."""
    return " ".join(text.split())
