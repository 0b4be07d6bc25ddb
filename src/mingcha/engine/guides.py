"""What a service guide shows: classes of its elements, and forms that it names without offering them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from mingcha.engine.page import Page
from mingcha.engine.parse import Document
from mingcha.engine.zones import Zone, zones_of
from mingcha.text.guides import elements_in, forms_in, offers

_OFF: Final = Zone.HEAD | Zone.NAV | Zone.CRUMB | Zone.RAIL | Zone.FOOT | Zone.FRIENDS | Zone.PAGER
_LEAST: Final = 4
"""Classes, the title's among them, by which a page in the place of a list is one guide."""


@dataclass(frozen=True, slots=True)
class Guide:
    """`elements` is empty for a page that is no guide; one that was looked at has at least its name."""

    elements: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()


NO_GUIDE: Final = Guide()


def may_be_guide(title: str) -> bool:
    """Whether a page calls itself a guide to a service, wherever it stands."""
    return ("指南" in title or "须知" in title) and "公开" not in title


def guide_of(page: Page, *, is_list: bool) -> Guide:
    """What a page of a service column shows of a guide; its title names the matter."""
    document = page.document
    zones = zones_of(document)
    text = inner_text(document, zones)
    found = elements_in(text)
    elements = tuple(dict.fromkeys(("事项名称", *found)))
    if is_list and len(elements) < _LEAST:
        return NO_GUIDE
    forms = forms_in(text)
    if forms:
        inside = [anchor for anchor in document.anchors if not zones[anchor.at] & _OFF]
        words = [f"{document.words(anchor)} {anchor.attr('title')}" for anchor in inside]
        pictured = any(box.tag == "img" and not zones[box.at] & _OFF for box in document.boxes)
        forms = () if pictured else tuple(form for form in forms if not offers(words, form))
    return Guide(elements, forms)


def inner_text(document: Document, zones: Sequence[Zone]) -> str:
    """The words of the page without head, menus, rail and foot, a line end at every block edge."""
    owners = document.text_owner
    pieces = (piece for n, piece in enumerate(document.texts) if not zones[owners[n].at] & _OFF)
    return "\n".join(" ".join(line.split()) for line in "".join(pieces).split("\n"))
