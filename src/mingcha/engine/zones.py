"""What the parts of a page are for, by the names that templates give them and by what stands in them."""

import re
from enum import IntFlag
from typing import Final

from mingcha.engine.parse import BLOCKS, Box, Document


class Zone(IntFlag):
    """A part of a page; a box is in every zone of the boxes around it."""

    NONE = 0
    HEAD = 1
    NAV = 2
    CRUMB = 4
    PAGER = 8
    RAIL = 16
    FOOT = 32
    FRIENDS = 64
    SIDE = 128


OFF_MAIN: Final = Zone.HEAD | Zone.NAV | Zone.CRUMB | Zone.PAGER | Zone.FOOT | Zone.FRIENDS
"""Where the entries of a column's own list never stand."""

_NAMES: Final = (
    (
        Zone.FOOT,
        re.compile(r"foot|copy-?right|banquan|banquan|yejiao|dibu|(?<![a-z])(?:fot|ft|bottom|btm)(?![a-z])"),
    ),
    (
        Zone.CRUMB,
        re.compile(
            r"crumb|position|location|weizhi|(?<![a-z])(?:dqwz|path|wz|place|curr?ent-?pos\w*|bread|szwz|"
            r"seat)(?![a-z])"
        ),
    ),
    (
        Zone.PAGER,
        re.compile(
            r"pagination|fenye|fanye|pb_sys|pagebar|pagelist|(?<![\w-])(?:pages?|pager|g-page|page-?nav|"
            r"page-?num|paging|"
            r"page-?box|change-?page|turn-?page|fy|jspage|pagecon)(?![\w-])"
        ),
    ),
    (Zone.NAV, re.compile(r"nav|menu|daohang|(?<![a-z])(?:dh|mainnav)(?![a-z])")),
    (
        Zone.HEAD,
        re.compile(r"header|banner|(?<![a-z])(?:head|top|topbar|logo|toolbar|hd-top|site-?top)(?![a-z])"),
    ),
    (Zone.FRIENDS, re.compile(r"friend|yqlj|(?<![a-z])(?:links|flink|yqlink|linkbox)(?![a-z])")),
    (
        Zone.RAIL,
        re.compile(
            r"(?<![a-z])(?:hot|rank\w*|relat\w*|recommend\w*|tuijian|rdtj|xgxx|xgwz|xgyd|xglj|paihang|phb|"
            r"latest|slide\w*|"
            r"swiper\w*|scroll\w*|focus|jdt)(?![a-z])"
        ),
    ),
    (Zone.SIDE, re.compile(r"side|(?<![a-z])(?:aside|left|right|zuo|you|lm|lanmu|column-?list)(?![a-z])")),
)
_NO_DATES: Final = Zone.HEAD | Zone.NAV | Zone.CRUMB | Zone.PAGER | Zone.FRIENDS
_DAY: Final = re.compile(r"\s*[\[(（]?(?:\d{4}[-/.年])?\d{1,2}[-/.月]\d{1,2}日?[\])）]?\s*")
"""A day by itself: a box with several of them holds a list, whatever its name says."""
_TAGS: Final = {"footer": Zone.FOOT, "nav": Zone.NAV, "header": Zone.HEAD, "aside": Zone.SIDE}
_ANY: Final = re.compile(
    r"foot|right|banquan|yejiao|dibu|fot|ft|bottom|btm|crumb|position|location|weizhi|dqwz|path|wz|"
    r"place|bread|seat|"
    r"pag|fenye|fanye|pb_sys|fy|nav|menu|daohang|dh|head|banner|top|logo|tool|friend|yqlj|link|hot|"
    r"rank|relat|recomm|"
    r"tuijian|rdtj|xg|paihang|phb|latest|slide|swiper|scroll|focus|jdt|side|left|zuo|you|lm|lanmu|column"
)
_FOOT_WORDS: Final = re.compile(
    r"ICP\s*备|公网\s*安?备|网站标识码|版权所有|主办单位|网站地图|copyright", re.I
)
_CRUMB_WORDS: Final = re.compile(
    r"当前(?:所在)?(?:位置|的位置|页面)|您?(?:现在)?(?:所在)?的?位置|您现在的位置"
)
_HOME: Final = re.compile(r"(?:网站|本站|返回)?(?:首页|主页)")
_TURNING: Final = re.compile(r"[上下][一1]?页|[尾末]页|^\d+$")
_BARS: Final = " \t\r\n\u00a0\u3000|｜│┃┊‖·•"
_LINES: Final = BLOCKS - frozenset(("td", "th", "li", "dd", "dt", "br", "hr"))
_MENU, _NAME = 5, 10
"""Links that make a menu, and characters of a name in it."""
_MOST: Final = 0.6
"""A box that holds more than this share of the page's words is its frame, whatever its name says."""


def zones_of(document: Document) -> list[Zone]:
    """The zones of every box, by its index; computed in one pass."""
    boxes = document.boxes
    lengths = [0]
    for piece in document.texts:
        lengths.append(lengths[-1] + len(piece.strip()))
    days = [0]
    for piece in document.texts:
        days.append(days[-1] + (4 < len(piece) < 24 and _DAY.fullmatch(piece) is not None))
    most = lengths[-1] * _MOST
    zones: list[Zone] = []
    feet = False
    for box in boxes:
        zone = Zone.NONE if box.parent is None else zones[box.parent.at]
        own = _TAGS.get(box.tag, Zone.NONE)
        label = box.label if box.text_to > box.text_from else " "
        if len(label) > 1 and _ANY.search(label):
            for flag, shape in _NAMES:
                if shape.search(label):
                    own |= flag
                    break
        if own:
            size = lengths[box.text_to] - lengths[box.text_from]
            if own is Zone.FOOT:
                is_frame = (box.end - box.at) * 10 > len(boxes) * 7
            else:
                is_frame = size > most and box.tag not in _TAGS and not (own is Zone.NAV and size < 400)
            if is_frame:
                own = Zone.NONE
            if own & _NO_DATES and days[box.text_to] - days[box.text_from] >= 2:
                own = Zone.NONE
            if (own is Zone.PAGER and size > 300) or (own is Zone.CRUMB and size > 200):
                own = Zone.NONE
            if own is Zone.HEAD and box.tag == "header" and box.parent is not None and zones[box.parent.at]:
                own = Zone.NONE
            feet = feet or bool(own & Zone.FOOT)
        zones.append(zone | own)
    if not feet:
        _spread(document, zones, _foot(document, lengths), Zone.FOOT)
    _spread(document, zones, _crumb(document), Zone.CRUMB)
    for anchor in _menu(document, zones):
        _spread(document, zones, anchor, Zone.NAV)
    return zones


def _spread(document: Document, zones: list[Zone], box: Box | None, zone: Zone) -> None:
    if box is not None:
        for at in range(box.at, box.end):
            zones[at] |= zone


def _foot(document: Document, lengths: list[int]) -> Box | None:
    """The box around the last words that only a foot says, as large as it stays small."""
    texts = document.texts
    for place in range(len(texts) - 1, max(-1, len(texts) - 400), -1):
        if len(texts[place]) > 3 and _FOOT_WORDS.search(texts[place]):
            box = document.text_owner[place]
            limit = min(800, lengths[-1] * 0.5)
            while (
                box.parent is not None
                and box.parent.tag not in ("body", "html")
                and lengths[box.parent.text_to] - lengths[box.parent.text_from] < limit
            ):
                box = box.parent
            return box if lengths[box.text_to] - lengths[box.text_from] <= max(limit, 400) else None
    return None


def _menu(document: Document, zones: list[Zone]) -> list[Box]:
    """The links of menus that no name tells: 首页 and short names after it in a line, only bars between.

    Old pages write their menu so, into one paragraph or one row of a table.
    """
    found: list[Box] = []
    anchors, texts = document.anchors, document.texts
    for place, first in enumerate(anchors):
        words = "".join(texts[first.text_from : first.text_to]) if first.text_to - first.text_from < 6 else ""
        if len(words) > 16 or "页" not in words or _HOME.fullmatch("".join(words.split())) is None:
            continue
        if zones[first.at] & (Zone.NAV | Zone.FOOT | Zone.CRUMB | Zone.PAGER):
            continue
        line, run = _line(first), [first]
        for anchor in anchors[place + 1 :]:
            between = "".join(texts[run[-1].text_to : anchor.text_from])
            if between.strip(_BARS) or _line(anchor) is not line or len(document.words(anchor)) > _NAME:
                break
            run.append(anchor)
        if len(run) >= _MENU and not any(_TURNING.search(document.words(anchor)) for anchor in run):
            found += run
    return found


def _line(anchor: Box) -> Box | None:
    """The block that a link stands in, cells and entries not counted."""
    return next((box for box in anchor.up() if box.tag in _LINES), None)


def _crumb(document: Document) -> Box | None:
    """The smallest box that holds 当前位置 and what follows it."""
    for place, piece in enumerate(document.texts):
        found = _CRUMB_WORDS.search(piece) if len(piece) > 3 else None
        if found is None:
            continue
        box = document.text_owner[place]
        alone = len(piece[found.end() :].strip("：:∶ \t\r\n\u00a0\u3000")) < 2
        while alone and box.parent is not None and len(document.words(box)) < len(piece.strip()) + 2:
            box = box.parent
        return box if len(document.words(box)) <= 160 else None
    return None
