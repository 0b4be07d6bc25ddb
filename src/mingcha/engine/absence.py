"""Evidence that a page shows no list: it says so, its list is empty, a script draws it, or it is a text."""

import re
from collections.abc import Iterator
from typing import Final

from mingcha.engine.parse import Box, Document
from mingcha.engine.parts import is_library
from mingcha.engine.sight import Sight
from mingcha.engine.zones import OFF_MAIN, Zone

_EMPTY_WORDS: Final = re.compile(
    r"(?:暂无|没有|未找到|无)(?:任何|符合条件的?|相关|满足条件的?|更多)?(?:信息|数据|内容|记录|"
    r"文章|文件|公告|资料|结果|列表)|暂无(?![一-鿿])|"
    r"(?:栏目|页面|网页|内容)?(?:正在)?(?:建设|整理|更新|完善|筹备)中|共\s*0\s*条|"
    r"总数[:：]\s*0(?!\d)|no\s+(?:data|records?)",
    re.I,
)
_TEMPLATE_WORDS: Final = re.compile(r"\{\{[^{}]{1,80}\}\}|<%=|\$\{[\w.]+\}|\{#\w+\}")
_TEMPLATE_ATTRS: Final = ("v-for", "v-html", "v-text", "ng-repeat", "ng-bind", "data-bind", ":key", "wx:for")
_CALL: Final = re.compile(
    r"(?:\$|jQuery|axios|layui\.\$|Ajax|http|request)\.(?:ajax|get|post|getJSON|request|"
    r"Request)\s*\(|\bfetch\s*\(|XMLHttpRequest|\.load\s*\(|"
    r"\bajax\s*\(|axios\s*\(|jsonp|new\s+Vue\b|createApp\s*\("
)
_LOOP: Final = re.compile(r"\bfor\s*\(|\bwhile\s*\(|\.(?:forEach|map|each)\s*\(")
_WRITES: Final = re.compile(
    r"document\.write|innerHTML|insertAdjacentHTML|createElement|\.(?:html|append|appendTo)\s*\("
)
_ANCHOR: Final = re.compile(r"<a\b|\bhref\b|createElement\(\s*['\"]a['\"]", re.I)
_SIDE_CALL: Final = re.compile(
    r"hits?\b|hitcount|count|click|visit|dianji|foot|header|top\b|weather|stat\b|search|login|"
    r"liulan|pv\b|views?\b|share|"
    r"conac|jiucuo|token|captcha|nav|menu|bottom|tongji|tianqi|copyright",
    re.I,
)
_FILLS: Final = re.compile(
    r"list|ajax|data|column|channel|render|load|content|article|news|query|page(?!r?_?style)", re.I
)
_LISTY: Final = re.compile(
    r"list|liebiao|lb(?![a-z])|(?<![a-z])(?:main|con|content|box|news|right|zw|info|wrap|body|"
    r"cont)(?![a-z])|wzlb|xxlb"
)


def _file_name(address: str) -> str:
    return address.partition("?")[0].rpartition("/")[2]


def remote_reason(sight: Sight) -> str:
    """Why the list is drawn by a script that is not run here, "" when nothing says so."""
    document = sight.document
    if any(_TEMPLATE_WORDS.search(piece) for piece in document.texts if "{" in piece or "<%" in piece):
        return "列表由页面模板在浏览器中生成，本程序不执行脚本，条目未能读取，请人工查看"
    for box in document.boxes:
        attrs = box.node.attrs
        if box.tag in ("div", "ul", "li", "tr", "a", "span", "dl", "p") and any(
            name in attrs for name in _TEMPLATE_ATTRS
        ):
            return "列表由页面模板在浏览器中生成，本程序不执行脚本，条目未能读取，请人工查看"
    for script in document.scripts:
        source = script.attr("src")
        if source:
            name = _file_name(source)
            in_main = script.parent is not None and script.parent.tag not in ("head", "body", "html")
            in_main = in_main and not sight.zones[script.at] & OFF_MAIN
            if (
                not is_library(source)
                and "conac" not in source
                and not _SIDE_CALL.search(name)
                and (in_main or _FILLS.search(name))
            ):
                return f"列表可能由脚本 {name} 填充，本程序不执行脚本，条目未能读取，请人工查看"
            continue
        if _draws(document.script_text(script)) and not sight.zones[script.at] & OFF_MAIN:
            return "列表由页面脚本生成，本程序不执行脚本，条目未能读取，请人工查看"
        if _fetches(document.script_text(script)):
            return "列表由页面脚本另行取数填充，本程序不执行脚本，条目未能读取，请人工查看"
    for box in document.boxes:
        framed = box.attr("src") if box.tag == "iframe" else ""
        if framed and not sight.zones[box.at] & OFF_MAIN and not _SIDE_CALL.search(_file_name(framed)):
            return "列表可能在嵌入的页面中，条目未能读取，请人工查看"
    return ""


def _draws(source: str) -> bool:
    """Whether an inline script writes links in a loop, as from a list that it holds."""
    return bool(_LOOP.search(source) and _WRITES.search(source) and _ANCHOR.search(source))


def _fetches(source: str) -> bool:
    """Whether a script loads something that may be the list (not a counter, a foot or the weather)."""
    for call in _CALL.finditer(source):
        around = source[call.start() : call.start() + 200]
        named = re.findall(r"""["'`]([^"'`\n]{2,160})["'`]""", around)
        if not (named and _SIDE_CALL.search(" ".join(named[:2]))):
            return True
    return False


def empty_words(sight: Sight) -> str:
    document = sight.document
    for place, piece in enumerate(document.texts):
        if len(piece) > 1 and (found := _EMPTY_WORDS.search(piece)):
            owner = document.text_owner[place]
            if len(piece.strip()) > 40 or sight.zones[owner.at] & (OFF_MAIN | Zone.RAIL) & ~Zone.PAGER:
                continue
            if not is_hidden(owner):
                return found[0]
    return ""


_BY_STRUCTURE: Final = re.compile(
    r"(?:按照?|根据|依据|因|由于|为)?[^。；\n]{0,12}?(?:统一[^。；\n]{0,10}目录|目录[^。；\n]{0,14}统一)[^。；\n]{0,6}(?:设置|设立|编排|要求)"
    r"|目录(?:结构|体系|设置)[^。；\n]{0,6}(?:要求|需要|统一|原因)"
)


def structure_words(text: str) -> str:
    """The words of a blank page by which the catalogue has put it there, "" when there are none."""
    found = _BY_STRUCTURE.search(text) if "目录" in text else None
    return " ".join(found[0].split()) if found else ""


def is_hidden(box: Box) -> bool:
    """Whether a style on a box, or on one around it, hides it."""
    return any(re.search(r"display\s*:\s*none", each.attr("style"), re.I) for each in (box, *box.up()))


_SENTENCE: Final = re.compile(r"[。，；、：,;]")


def prose_length(sight: Sight) -> int:
    """How many characters of sentences stand in the main part outside links."""
    off = OFF_MAIN | Zone.RAIL
    inside = 0
    count = 0
    for place, piece in enumerate(sight.document.texts):
        if place < inside or len(piece) < 2:
            continue
        owner = sight.document.text_owner[place]
        if owner.tag == "a":
            inside = owner.text_to
            continue
        size = len(piece.strip())
        if size >= 12 and not sight.zones[owner.at] & off and (size >= 30 or _SENTENCE.search(piece)):
            count += size
    return count


def shows_something(sight: Sight) -> bool:
    """Whether the main part holds a picture, a player, a form or a filled table."""
    for box in sight.document.boxes:
        if box.tag in ("video", "embed", "object", "form", "textarea", "img", "map") and not sight.zones[
            box.at
        ] & (OFF_MAIN | Zone.RAIL | Zone.SIDE):
            if box.tag == "img" and any(up.tag == "a" for up in box.up()):
                continue
            if box.tag == "form" and len(sight.document.words(box)) < 10:
                continue
            return True
    return False


def empty_containers(sight: Sight) -> Iterator[Box]:
    """Boxes made for a list in the main part that hold no words, picture or link, or only a head row."""
    document = sight.document
    for box in document.boxes:
        if sight.zones[box.at] & (OFF_MAIN | Zone.RAIL):
            continue
        listy = box.tag in ("ul", "ol", "dl") or (
            box.tag in ("div", "td", "section", "table", "tbody") and _LISTY.search(box.label)
        )
        if box.tag == "table" and _has_head_only(document, box):
            listy = True
        elif not listy or document.text(box).strip(" \t\r\n\u3000\u00a0"):
            continue
        if any(kid.tag in _HOLDERS for kid in document.inside(box)):
            continue
        name = box.attr("id")
        inline = (document.script_text(script) for script in document.scripts if not script.attr("src"))
        if not (name and any(name in source for source in inline)):
            yield box


def may_be_filled(sight: Sight, container: Box) -> bool:
    """Whether an unread script may fill a container: it has a name, and a script of no known use is there."""
    near = [
        container,
        *sight.document.inside(container),
        *(() if container.parent is None else (container.parent,)),
    ]
    if not any(box.attr("id") for box in near):
        return False
    for script in sight.document.scripts:
        source = script.attr("src")
        name = source.partition("?")[0].rpartition("/")[2]
        if source and not is_library(source) and "conac" not in source and not _STATIC.match(name):
            return True
    return False


_STATIC: Final = re.compile(
    r"(?:common|main|style|nav|menu|public|base|global|index|func|tool|search|site|top|foot|head|"
    r"bottom|comm|util|font|"
    r"skin|tab|float|focus|weather|date|time|count|hit|jiucuo)",
    re.I,
)
"""Scripts that draw menus and effects on every page of a site; what they leave empty is empty."""
_HOLDERS: Final = frozenset(("img", "iframe", "video", "embed", "object", "input", "a"))


def _has_head_only(document: Document, table: Box) -> bool:
    """Whether a table has a row of heads and no other row."""
    rows = [box for box in document.inside(table) if box.tag == "tr"]
    return (
        len(rows) == 1
        and len(cells := document.kids(rows[0])) > 1
        and all(cell.tag == "th" for cell in cells)
    )
