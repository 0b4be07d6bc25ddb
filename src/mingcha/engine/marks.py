"""The marks at the foot of a government page: code, filings, badge, sponsor, contact, error entry, site map.

Shapes counted on 116 real pages of 74 hosts: labels split by tags, ratio and full-width colons, blanks inside
numbers, a missing 号, numbers glued to the next mark, marks written by scripts.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final
from urllib.parse import unquote

from mingcha.core.page import Mark, MarkKind, MarkPlace
from mingcha.engine.decode import decode
from mingcha.engine.parse import Box, Document, squeeze
from mingcha.engine.scripts import written_by
from mingcha.engine.url import Resolver

_PROVINCES: Final = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川蜀贵黔云滇藏陕秦甘陇青宁新"
_C: Final = r"\s*(?:[:：∶﹕]|&#58;)?\s*"
_DIGITS: Final = r"\d(?:[ \u00a0\u3000]?\d)"
_SITE_CODE: Final = re.compile(
    rf"(?:政府)?网站(?:标[识志示]|识别)(?:编?码|号){_C}(?:为|"
    rf"是)?\s*(?P<code>(?:[bB][mM]\s?)?{_DIGITS}{{5,15}}|[bB][mM][0-9A-Za-z]+)(?![0-9])"
)
_BARE_CODE: Final = re.compile(rf"(?<!网站)标识码{_C}(?P<code>(?:[bB][mM]\s?)?{_DIGITS}{{5,15}})(?![0-9])")
_ICP: Final = re.compile(
    rf"(?P<province>[{_PROVINCES}])?\s*[IＩiｉ]\s?[CＣcｃ]\s?[PＰpｐ]\s*(?P<sort>备|"
    rf"证)\s*(?:案)?\s*(?:编?号)?{_C}(?:第)?\s*"
    rf"(?P<inner>[{_PROVINCES}]\s*[IiＩ][CcＣ][PpＰ]\s*备\s*)?(?P<number>{_DIGITS}{{5,11}})\s*(?P<early>-\s*\d{{1,3}}\s*)?(?:号)?"
    rf"(?:\s*[-－—–]\s*(?P<part>\d{{1,3}})(?!\d))?"
)
_POLICE: Final = re.compile(
    rf"(?P<province>[{_PROVINCES}])?\s*公\s*(?:网\s*安?|"
    rf"安)\s*(?:机关)?(?:联网)?\s*备\s*案?\s*(?:编?号)?{_C}(?:第)?\s*"
    rf"(?:[{_PROVINCES}]\s*公网安?备\s*)?(?P<number>{_DIGITS}{{7,17}})\s*号?"
)
_POLICE_LINK: Final = re.compile(r"beian\.(?:mps\.)?gov\.cn/.*?(?:recordcode|code)=(\d{6,18})", re.I)
_BADGE_SCRIPT: Final = re.compile(r"dcs\.conac\.cn/js/[\w/]*?/?(CA\w+)\.js", re.I)
_BADGE_LINK: Final = re.compile(
    r"bszs\.conac\.cn/(?:sitename|site)\b[^\"'<>\s]*?[?&](?:amp;)?id=([0-9A-Za-z]+)", re.I
)
_BADGE_PICTURE: Final = re.compile(
    r"(?:^|/)(?:dzjg|conac|dangzheng|dzjgbs|jgbz|bszs)\w*\.(?:png|gif|jpe?g|svg)|(?:bszs|"
    r"conac)[^\"']*?/(?:red|blue|green)(?:_error)?\.png|"
    r"(?:^|/)(?:red|blue)(?:_error)?\.png$",
    re.I,
)
_BADGE_WORDS: Final = re.compile(r"党政机关(?:网站)?(?:标识|标志)?|事业单位(?:网站)?标识|机关网站标识")
_ERROR_PICTURE: Final = re.compile(r"jiucuo\.(?:png|gif|jpe?g)(?:\?v=(\w+))?", re.I)
_ERROR_CODE: Final = re.compile(r"(?:site_?code|sitecode|v)=([0-9A-Za-z]{6,14})", re.I)
_ERROR_WORDS: Final = re.compile(r"(?:我为|为)?政府网站找错|网站找错|我要找错|找错平台")
_MARK_HREF: Final = re.compile(r"conac|beian|exposure|jiucuo|kaipuyun|zfwzgl")
_LINK_CODE: Final = re.compile(r"Link\(\s*['\"](\w+)['\"]\s*\)")
_SITEMAP: Final = re.compile(r"(?:网站|站点|本站)(?:地图|导航|导览)|site\s*map", re.I)
_SIGNAL: Final = re.compile("备|标[识志示]|(?<=网站)识别|证|找错|站点?[地导]|[Mm]ap|MAP")
_WORDED: Final = (
    ("找", _ERROR_WORDS, MarkKind.ERROR_ENTRY),
    ("站", _SITEMAP, MarkKind.SITEMAP),
    ("m", _SITEMAP, MarkKind.SITEMAP),
)
_SPONSOR: Final = re.compile(
    r"(?P<label>(?:网站)?主\s*办(?:\s*单\s*位|方|机构|部门)?|(?:网站)?主\s*管(?:\s*单\s*位|部门)?|"
    r"版\s*权\s*所\s*有)\s*(?P<mark>[:：∶]|(?=[\s\u00a0\u3000]))\s*(?:[©@]\s*)?"
    r"(?P<name>[一-鿿（）()、·]{3,40})"
)
_SPONSOR_AFTER: Final = re.compile(r"(?P<name>[一-鿿（）()]{4,30}?)\s*(?:版权所有|主办(?!单位|方|[:：]))")
_COPYRIGHT: Final = re.compile(
    r"(?:copyright|©|&copy;)[^一-鿿\n]{0,60}(?P<name>[一-鿿]{4,30}?)(?=\s|版权|all|主办|$|[,，.。|])", re.I
)
_NOT_NAME: Final = re.compile(
    r"(?:承办|协办|联系|地址|电话|技术|建议|备案|邮编|维护|网站标识码|版权|All|管理(?:员|单位)|主办|传真).*$"
)
_BODY: Final = re.compile(r"[一-鿿]{3}(?:政府|[局委办厅部院处会署社所站馆]|办公室|中心|公司)$")
_OTHER_ROLE: Final = re.compile(r"[承协]办")
_CONTACT: Final = re.compile(
    r"(?P<label>联系(?:电话|方式|我们|邮箱)|(?:咨询|办公|值班|服务|总机|传真|热线|网站|维护)?电\s*话|"
    r"电?子?邮[箱件]|"
    r"[Ee]-?[Mm]ail|E-?MAIL|T[Ee][Ll])\s*[:：∶]?\s*"
    r"(?P<value>[0-9（(][0-9()（）\-—－ ]{5,24}|[A-Za-z0-9._-]{2,40}[@＠#][A-Za-z0-9.-]{3,40})?"
)
_TRIGGERS: Final = re.compile(
    r"备|标识码|标志码|标示码|主\s*办|版\s*权|联系|电\s*话|邮箱|mail|copyright|©", re.I
)
_FOOT_SIGNAL: Final = re.compile(r"主\s*[办管]|版\s*权|联系|电\s*话|邮[箱件]|[Mm]ail|MAIL|T[Ee][Ll]")
_WINDOW: Final = 60
_FOOT_MOST: Final = 6000
_FOOT_LENGTH: Final = 1600
"""Sponsor and contact are looked for in so many last characters of the page, and in boxes called foot."""


def marks_in(text_or_html: bytes | str, place: MarkPlace, source: str) -> tuple[Mark, ...]:
    """The marks in a document that draws a piece of a page: mark-up, or a script that writes mark-up.

    `source` is the document's address. Marks in comments, of mark-up or of scripts, do not count.
    """
    if isinstance(text_or_html, bytes):
        text_or_html = decode(text_or_html)[0]
    if place is MarkPlace.SCRIPT:
        text_or_html = written_by(text_or_html)
    if not text_or_html:
        return ()
    document = Document(text_or_html.encode("utf-8", "replace"))
    return marks_of(document, place, source, whole=True)


def marks_of(document: Document, place: MarkPlace, source: str, whole: bool = False) -> tuple[Mark, ...]:
    """The marks of a parsed document. `whole` says that all of it is foot, as in an included part."""
    found: dict[tuple[MarkKind, str, str], Mark] = {}
    resolver = Resolver(source)
    for kind, value, text, link, where in _all(document, place, whole):
        link = (resolver.resolve(link) or link) if link else ""
        key = (kind, value, link)
        if key not in found:
            found[key] = Mark(kind, value, text, link, where, source)
    return _without_shadows(tuple(found.values()))


def _without_shadows(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """Drops what says less than another mark of its kind: a link without the number that stands beside it."""
    kept = []
    for mark in marks:
        twins = [other for other in marks if other is not mark and other.kind is mark.kind]
        if any(other.value == mark.value and not mark.link and other.link for other in twins):
            continue
        bare = mark.kind in (MarkKind.BADGE, MarkKind.ERROR_ENTRY) and not mark.value
        if bare and any(other.value for other in twins):
            continue
        kept.append(mark)
    return tuple(kept)


type_of_find = tuple[MarkKind, str, str, str, MarkPlace]


def _all(document: Document, place: MarkPlace, whole: bool) -> Iterator[type_of_find]:
    text = document.text()
    links = _Links(document)
    spots = _spots(text)
    yield from ((*mark, place) for mark in _numbers(text, spots, links))
    offset, foot = (0, text) if whole else _foot(document, text)
    if foot:
        yield from ((*mark, place) for mark in _names(foot, offset, links))
    yield from ((*mark, place) for mark in _linked(document))
    yield from ((*mark, place) for mark in _worded(document, text, spots, links))
    for box in document.scripts:
        yield from ((*mark, place) for mark in _script_tag(box))
        source = document.script_text(box)
        if "write" in source or "innerHTML" in source or "html(" in source or "append(" in source:
            written = written_by(source)
            if written and "<" in written:
                inner = Document(written.encode("utf-8", "replace"))
                yield from (
                    (kind, value, words, link, MarkPlace.SCRIPT)
                    for kind, value, words, link, _ in _all(inner, MarkPlace.SCRIPT, True)
                )


class _Links:
    """Which anchor stands at an offset of the page's text; computed when first asked."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._spans: list[tuple[int, int, Box]] | None = None
        self._starts: list[int] = []

    def at(self, start: int, end: int) -> str:
        """The address of the anchor that covers a part of start…end, "" when none does."""
        if self._spans is None:
            offsets = [0, *accumulate(map(len, self._document.texts))]
            self._spans = [
                (offsets[box.text_from], offsets[box.text_to], box) for box in self._document.anchors
            ]
            self._starts = [first for first, _, _ in self._spans]
        best, covering = 0, None
        for first, last, box in self._spans[max(0, bisect_right(self._starts, start) - 1) :]:
            if first >= end:
                break
            shared = min(last, end) - max(first, start)
            if shared > best:
                best, covering = shared, box
        return covering.attr("href") if covering is not None else ""


def _spots(text: str) -> dict[str, list[int]]:
    """Where the words stand around which marks are looked for, by their first sign; one scan of the prose."""
    found: dict[str, list[int]] = {}
    for match in _SIGNAL.finditer(text):
        found.setdefault(match[0][0].lower(), []).append(match.start())
    return found


def _numbers(
    text: str, spots: dict[str, list[int]], links: "_Links"
) -> Iterator[tuple[MarkKind, str, str, str]]:
    named = [*spots.get("标", ()), *spots.get("识", ())]
    codes = _found(_SITE_CODE, text, named) or _found(_BARE_CODE, text, spots.get("标"))
    for match in codes:
        code = "".join(match["code"].split())
        code = "bm" + code[2:] if code[:2].lower() == "bm" else code
        yield MarkKind.SITE_CODE, code, squeeze(match[0]), links.at(*match.span())
    for match in _found(_ICP, text, [*spots.get("备", ()), *spots.get("证", ())], "PpＰ"):
        yield MarkKind.ICP_NUMBER, _icp_value(match), squeeze(match[0]), links.at(*match.span())
    for match in _found(_POLICE, text, spots.get("备"), "网安"):
        value = "".join(match["number"].split())
        yield MarkKind.POLICE_FILING, value, squeeze(match[0]), links.at(*match.span())


def _found(
    shape: re.Pattern[str], text: str, places: Sequence[int] | None, before: str = ""
) -> list[re.Match[str]]:
    """Matches of a pattern around places, where one of the signs `before` stands just before the place."""
    found: dict[int, re.Match[str]] = {}
    for place in places or ():
        if before and not any(sign in text[max(0, place - 8) : place + 1] for sign in before):
            continue
        start = max(0, place - _WINDOW)
        while match := shape.search(text, start, place + _WINDOW + 40):
            if match.start() <= place < match.end():
                found.setdefault(match.start(), match)
            if match.end() > place:
                break
            start = match.end()
    return [found[start] for start in sorted(found)]


def _icp_value(match: re.Match[str]) -> str:
    province = match["province"] or (match["inner"] or "")[:1]
    number = "".join(match["number"].split())
    part = match["part"] or (match["early"] or "").strip("- ")
    return f"{province}ICP{match['sort']}{number}号" + (f"-{int(part)}" if part else "")


def _foot(document: Document, text: str) -> tuple[int, str]:
    """The words among which sponsor and contact stand, with their offset; "" when no word of them occurs.

    These are the page's last words, or those of the box called foot where much follows it.
    """
    start, end = max(0, len(text) - _FOOT_LENGTH), len(text)
    for box in document.boxes[-1:0:-1]:
        if (
            box.tag == "footer" or (box.tag == "div" and "foot" in box.label)
        ) and box.text_to > box.text_from:
            size = len("".join(document.texts[box.text_from :]))
            own = len(document.text(box))
            if size < _FOOT_MOST:
                start = len(text) - max(size, min(400, len(text)))
            elif own < _FOOT_MOST and _TRIGGERS.search(document.text(box)):
                start, end = len(text) - size, len(text) - size + own
            break
        if box.tag == "body":
            break
    foot = text[start:end]
    return start, foot if _TRIGGERS.search(foot) else ""


def _names(foot: str, offset: int, links: _Links) -> Iterator[tuple[MarkKind, str, str, str]]:
    named = False
    places = [(match[0][0], match.start()) for match in _FOOT_SIGNAL.finditer(foot)]
    owners = [place for sign, place in places if sign in "主版"]
    for match in _found(_SPONSOR, foot, owners):
        name = _NOT_NAME.sub("", match["name"]).strip("（）()、· ")
        if len(name) >= 3 and not _is_named_before(foot, match, name):
            named = True
            yield MarkKind.SPONSOR, name, squeeze(match[0]), ""
    if not named:
        for match in (*_found(_SPONSOR_AFTER, foot, owners), *_COPYRIGHT.finditer(foot)):
            if len(match["name"]) >= 4:
                yield MarkKind.SPONSOR, match["name"], squeeze(match[0]), ""
    for match in _found(_CONTACT, foot, [place for sign, place in places if sign not in "主版"]):
        value = squeeze(match["value"] or "").strip("（( -")
        link = links.at(offset + match.start(), offset + match.start() + len(match[0].rstrip()))
        if value or (link and "联系" in match["label"]):
            yield MarkKind.CONTACT, value or match["label"], squeeze(match[0]), link


def _is_named_before(foot: str, match: re.Match[str], name: str) -> bool:
    """Whether a label without colon belongs to the name before: 甲局主办 乙中心承办, 甲局 版权所有 热线."""
    if match["mark"] or (_BODY.search(name) and not _OTHER_ROLE.match(foot, match.start("name") + len(name))):
        return False
    return _BODY.search(foot[: match.start()].rpartition("\n")[2].rstrip()) is not None


def _linked(document: Document) -> Iterator[tuple[MarkKind, str, str, str]]:
    for anchor in document.anchors:
        href = anchor.node.attrs.get("href") or ""
        found = _MARK_HREF.search(href)
        if found is None:
            continue
        if found[0] == "conac":
            match = _BADGE_LINK.search(href)
            yield MarkKind.BADGE, match[1] if match else "", _words(document, anchor), href
        elif found[0] == "beian":
            match = _POLICE_LINK.search(href)
            if match and not _POLICE.search(document.text(anchor)):
                yield from _police_by_link(document, anchor, match[1], href)
        else:
            match = _ERROR_CODE.search(unquote(href))
            yield MarkKind.ERROR_ENTRY, match[1] if match else "", _words(document, anchor), href
    for image in document.tree.css("img"):
        attrs = image.attrs
        yield from _picture(attrs.get("src") or "", attrs.get("alt") or "", attrs.get("onclick") or "")


def _worded(
    document: Document, text: str, spots: dict[str, list[int]], links: "_Links"
) -> Iterator[tuple[MarkKind, str, str, str]]:
    """Error entry and site map by the words of their links, or by the title of a link without words."""
    for sign, shape, kind in _WORDED:
        for match in _found(shape, text, spots.get(sign)):
            href = links.at(*match.span())
            if href and not href.startswith("#"):
                yield kind, "", match[0], href
    for anchor in document.anchors:
        if anchor.text_to - anchor.text_from == 2:  # nothing but its edges: a picture
            words = _words(document, anchor)
            for _, shape, kind in _WORDED:
                if shape.search(words) and anchor.attr("href"):
                    yield kind, "", words, anchor.attr("href")


def _police_by_link(
    document: Document, anchor: Box, number: str, href: str
) -> Iterator[tuple[MarkKind, str, str, str]]:
    """A police link whose number stands nowhere in words, as behind a picture."""
    if number not in "".join(document.text().split()):
        yield MarkKind.POLICE_FILING, number, _words(document, anchor), href


def _words(document: Document, anchor: Box) -> str:
    words = document.words(anchor)
    if words:
        return words
    for box in document.inside(anchor):
        if box.tag == "img":
            return box.attr("alt") or box.attr("src")
    return anchor.attr("title")


def _picture(source: str, alt: str, onclick: str) -> Iterator[tuple[MarkKind, str, str, str]]:
    if "jiucuo" in source:
        match = _ERROR_PICTURE.search(source)
        code = _LINK_CODE.search(onclick)
        if match:
            yield MarkKind.ERROR_ENTRY, code[1] if code else match[1] or "", alt or source, source
    elif "找错" in alt and onclick:
        code = _LINK_CODE.search(onclick)
        yield MarkKind.ERROR_ENTRY, code[1] if code else "", alt, source
    elif source and (_BADGE_PICTURE.search(source) or (alt and _BADGE_WORDS.search(alt))):
        yield MarkKind.BADGE, "red_error" if "_error" in source else "", alt or source, source


def _script_tag(script: Box) -> Iterator[tuple[MarkKind, str, str, str]]:
    source = script.attr("src")
    if "conac" in source:
        match = _BADGE_SCRIPT.search(source)
        if match:
            yield MarkKind.BADGE, match[1], source, source
    elif script.attr("id").lower() == "_jiucuo_" or ("jiucuo" in source and script.attr("sitecode")):
        yield MarkKind.ERROR_ENTRY, script.attr("sitecode"), source, source
