"""Documents that a page draws in (same-site scripts, frames, includes), and where it leads on by itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from mingcha.core.page import MarkPlace
from mingcha.core.unit import host_of
from mingcha.engine.parse import Box, Document
from mingcha.engine.url import Resolver, site_of

_LIBRARY: Final = re.compile(
    r"(?:^|[/_.-])(?:jquery|bootstrap|swiper|vue|react|angular|zepto|layui|layer|superslide|"
    r"jqthumb|echarts|video|ckplayer|"
    r"ckeditor|ueditor|respond|html5shiv|html5|modernizr|lodash|underscore|moment|polyfill|require|"
    r"sea|angular|axios|"
    r"element-ui|elementui|qrcode|wow|animate|owl|slick|flexslider|fancybox|datepicker|my97|"
    r"wdatepicker|hm|analytics|"
    r"cnzz|stat|piwik|matomo|swfobject|pdfobject|pdf|md5|base64|crypto|sm2|sm3|jweixin|share|"
    r"bdshare|tongji|canvas|"
    r"scroll|slide|slider|marquee|carousel|accessibility|wza|barrierfree|canyou|toolbar|touch|"
    r"iscroll|lazyload|"
    r"masonry|isotope|pace|nprogress|dd_belatedpng|pngfix|css3-?mediaqueries|selectivizr|jiucuo|conac)",
    re.I,
)
_LOAD: Final = re.compile(
    r"""\.load\s*\(\s*["']([^"'\s]+)["']|(?:\$|jQuery)\.(?:get|post|ajax|"""
    r"""getScript)\s*\(\s*["']([^"'\s]+)["']|"""
    r"""\burl\s*:\s*["']([^"'\s]+)["']|\bfetch\s*\(\s*["'`]([^"'`\s]+)["'`]|"""
    r"""\.open\s*\(\s*["']GET["']\s*,\s*["']([^"'\s]+)["']|"""
    r"""<script[^>]{0,80}?\bsrc\s*=\s*\\?["']([^"'\\\s>]+)\\?["']|"""
    r"""<iframe[^>]{0,80}?\bsrc\s*=\s*\\?["']([^"'\\\s>]+)"""
)
_INCLUDED: Final = re.compile(r"\.(?:html?|shtml?|js|inc|txt|jsp|aspx?|php|json|do)(?:$|[?#\s])|/$", re.I)
_NOT_MARKS: Final = re.compile(
    r"hits?\b|count|click|visit|weather|tianqi|login|search|captcha|token|stat\b|\.json", re.I
)
_SSI: Final = re.compile(r"""#include\s+(?:virtual|file)\s*=\s*["']?([^"'\s>]+)""")
_MARK_SERVERS: Final = re.compile(
    r"conac\.cn|jiucuo|exposure|kaipuyun|hm\.baidu|cnzz|51\.la|google|bdstatic|baidu|tongji"
)
_REFRESH: Final = re.compile(
    r"^\s*(\d+)?(?:\.\d+)?\s*[;,]?\s*(?:url\s*=\s*)?[\"']?\s*([^\"']+?)\s*[\"']?\s*$", re.I
)
_JUMP: Final = re.compile(
    r"""(?:(?:window|self|top|parent|document)\s*\.\s*)*location(?:\s*\.\s*href)?\s*=\s*["']([^"']+)["']|"""
    r"""(?:(?:window|self|top|parent|document)\s*\.\s*)*location\s*\.\s*(?:replace|"""
    r"""assign)\s*\(\s*["']([^"']+)["']\s*\)|"""
    r"""window\s*\.\s*open\s*\(\s*["']([^"']+)["']\s*,\s*["']_(?:self|top|parent)["']"""
)
_CONDITIONAL: Final = re.compile(r"\b(?:function|if|setInterval|addEventListener|onclick|=>)\b|=>")
_TIMED: Final = re.compile(r"setTimeout\s*\(")
MAX_REFRESH_S: Final = 10
"""A meta refresh after more seconds is a reload of a page that people read, not an entry page."""
_ENTRY_WORDS: Final = 120
"""A page with more visible characters than this is a page of its own, whatever its scripts do."""
_FOOT_LABEL: Final = re.compile(r"foot|copyright|bottom|banquan|yejiao|dibu")


@dataclass(frozen=True, slots=True)
class Part:
    """A same-site document that may draw a piece of the page, and what it is."""

    url: str
    place: MarkPlace


def is_library(source: str) -> bool:
    """Whether a script is a well-known library, by its file name: it draws no foot and no list."""
    name = source.partition("?")[0].rpartition("/")[2]
    return _LIBRARY.search(name) is not None or (name.endswith(".min.js") and "foot" not in name)


def parts_of(document: Document, resolver: Resolver, url: str) -> tuple[Part, ...]:
    """Scripts, frames and includes of the same registrable domain worth reading for marks, in page order."""
    own = site_of(host_of(url))
    found: dict[str, MarkPlace] = {}
    for href, place in _candidates(document):
        target = resolver.resolve(href)
        if target is None or target == url or site_of(host_of(target)) != own:
            continue
        found.setdefault(target, place)
    return tuple(Part(target, place) for target, place in found.items())


def _candidates(document: Document) -> Iterator[tuple[str, MarkPlace]]:
    for box in document.boxes:
        if box.tag == "script":
            source = box.attr("src")
            if source:
                if not is_library(source):
                    yield source, MarkPlace.SCRIPT
            else:
                yield from _loaded(document.script_text(box))
        elif box.tag in ("iframe", "frame"):
            if box.attr("src"):
                yield box.attr("src"), MarkPlace.FRAME
        elif box.tag == "object" and "html" in box.attr("type"):
            yield box.attr("data"), MarkPlace.INCLUDE
        elif box.tag == "link" and box.attr("rel").lower() in ("import", "include"):
            yield box.attr("href"), MarkPlace.INCLUDE
        for name in ("data-include", "w3-include-html", "include"):
            if box.tag in ("div", "footer", "include", "section") and box.attr(name):
                yield box.attr(name), MarkPlace.INCLUDE
    for comment in document.comments:
        text = comment.comment_content or ""
        if "#include" in text:
            for match in _SSI.finditer(text):
                yield match[1], MarkPlace.INCLUDE


def _loaded(source: str) -> Iterator[tuple[str, MarkPlace]]:
    if not any(word in source for word in ("load", "get", "ajax", "fetch", "open", "src")):
        return
    for match in _LOAD.finditer(source):
        target = next(group for group in match.groups() if group)
        target = target.split()[0]
        if not _INCLUDED.search(target) or _NOT_MARKS.search(target):
            continue
        is_script = target.partition("?")[0].endswith(".js")
        if is_script and is_library(target):
            continue
        yield target, MarkPlace.SCRIPT if is_script else MarkPlace.INCLUDE


def refresh_of(document: Document, resolver: Resolver, url: str) -> str | None:
    """Where a mere entry page leads: meta refresh within ten seconds, or a plain script jump."""
    for box in document.boxes if "meta" in document.tag_names else ():
        if box.tag == "meta" and box.attr("http-equiv").lower() == "refresh":
            match = _REFRESH.match(box.attr("content"))
            if match and match[2] and not match[2].isdigit() and int(match[1] or 0) <= MAX_REFRESH_S:
                target = resolver.resolve(match[2])
                if target is not None and target != url:
                    return target
    if len(document.boxes) > 200 or not document.scripts or not _is_bare(document):
        return None
    for script in document.scripts:
        source = document.script_text(script)
        if "location" not in source and "open" not in source:
            continue
        found = _JUMP.search(source)
        if found is None or _is_guarded(source, found.start()):
            continue
        target = resolver.resolve(next(group for group in found.groups() if group))
        if target is not None and target != url:
            return target
    return None


def _is_bare(document: Document) -> bool:
    words = 0
    for piece in document.texts:
        words += len(piece.strip())
        if words > _ENTRY_WORDS:
            return False
    return True


def _is_guarded(source: str, jump: int) -> bool:
    """Whether a jump stands in a function, a handler or a condition (a short timer aside)."""
    before = source[:jump]
    depth = before.count("{") - before.count("}")
    if _TIMED.search(before) and depth <= 1 and not re.search(r"\bif\b", before):
        return False
    return depth > 0 or (_CONDITIONAL.search(before.rpartition(";")[2].rpartition("}")[2]) is not None)


def frames_of(document: Document, resolver: Resolver, url: str) -> tuple[str, ...]:
    """Frames of a frameset, or the iframes of a page that shows nothing else, of the same site."""
    boxes = [box for box in document.boxes if box.tag == "frame"]
    if not boxes:
        boxes = [box for box in document.boxes if box.tag == "iframe"]
        if not boxes or not _is_bare(document) or len(document.anchors) > 5:
            return ()
    own = site_of(host_of(url))
    targets = (resolver.resolve(box.attr("src")) for box in boxes if box.attr("src"))
    kept = dict.fromkeys(
        target for target in targets if target and target != url and site_of(host_of(target)) == own
    )
    return tuple(kept)


def foot_is_elsewhere(document: Document, url: str) -> bool:
    """Whether the foot is empty here or drawn by a foreign script, so that nothing can be called missing."""
    own = site_of(host_of(url))
    feet = [box for box in document.boxes if box.tag == "footer" or _is_foot(box)]
    if feet and all(len("".join(document.text(box).split())) < 8 for box in feet):
        return not all(any(kid.tag == "img" for kid in document.inside(box)) for box in feet)
    tail = document.scripts[-6:]
    for script in tail:
        source = script.attr("src")
        if not source or _MARK_SERVERS.search(source) or is_library(source):
            continue
        host = urlsplit(source if "//" in source else "").netloc.lower().partition(":")[0]
        if host and site_of(host) != own and re.search(r"foot|bottom|copyright|common|public", source, re.I):
            return True
    return any(_foreign_in(document, box, own) for box in feet)


def _is_foot(box: Box) -> bool:
    if box.tag not in ("div", "td", "table", "section", "ul", "p", "center"):
        return False
    return _FOOT_LABEL.search(box.label) is not None


def _foreign_in(document: Document, box: Box, own: str) -> bool:
    for kid in document.inside(box):
        if kid.tag in ("script", "iframe") and kid.attr("src"):
            source = kid.attr("src")
            host = urlsplit(source if "//" in source else "").netloc.lower().partition(":")[0]
            if host and site_of(host) != own and not _MARK_SERVERS.search(source) and not is_library(source):
                return True
    return False
