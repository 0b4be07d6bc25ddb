"""What a visitor meets first on a home page: the words of its head, and whether it says that it is closed."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from mingcha.core.unit import host_of
from mingcha.core.view import HomeFace
from mingcha.engine.absence import is_hidden
from mingcha.engine.page import Page
from mingcha.engine.parse import Box, squeeze
from mingcha.engine.zones import Zone

_HEAD_LONGEST: Final = 400
"""Characters before the navigation that may belong to the head."""
_NAMED: Final = re.compile(r"logo|banner|site-?name|site-?title|web-?name|wz-?mc|biaozhi")
_SAYS_NOTHING: Final = re.compile(r"|(?:logo|banner|图片|标志|首页|\W|\w{1,3}\.(?:png|jpg|gif))+", re.I)
_TOOLS: Final = re.compile(
    r"(?:(?:请输入\S{0,8}|全站|站内|本站|高级|智能|热门|信息)*(?:搜索|检索|查询|关键[词字])[词：:\s]*|设为首页|(?:加入)?收藏(?:本站)?"
    r"|(?:用户)?(?:登录|注册)|无障碍(?:浏览|阅读)?|[简繁]體?体?(?:中文)?|English|[\s|/·])+",
    re.I,
)
"""Words of the tools that stand in heads: search, favourites, log-in, languages; no part of a name."""
_SITE: Final = r"(?:本网站|本站|我站|此网站|该网站|原网站|网站|站点)"
_CLOSED: Final = re.compile(
    _SITE + r"[^。！!\n]{0,40}?(?:停止(?:运行|运营|服务|更新|访问|使用)|停运|关停|下线|停用|注销|"
    r"(?:已|现|将|予以|正式|暂时|永久)[^。！!\n]{0,8}?(?:关闭|撤销|合并|整合|归并|迁移)|(?:迁移|搬迁|整合|迁)[至到入]|并入)"
)
_MAINTAINED: Final = re.compile(
    _SITE
    + r"[^。！!\n]{0,30}?(?:升级|维护|改版|建设|调试|整改|检修|调整)(?:中|期间|[，。！,!]|$|[^。！!\n]{0,30}?"
    r"(?:暂停|无法访问|不能访问|谅解|关闭))"
)
_LONGEST_NOTICE: Final = 600
"""Characters of a page that holds nothing but a notice, foot included (own choice)."""
_LINKS_OF_NOTICE: Final = 3
_LEADS_ON: Final = frozenset(("form", "iframe", "frame", "object", "embed", "map"))
"""What may hold a site although no link is seen."""
_DEFAULT: Final = re.compile(
    r"It works!?|Welcome to (?:nginx|OpenResty|tengine|Caddy|CentOS)\b.*|Apache.*\b(?:Default|Test) Page\b.*|"
    r".*\bTest Page for the\b.*|Apache Tomcat(?:/[\d.]+)?|IIS ?\d[\d.]*|IIS Windows.*|Index of /.*|"
    r"恭喜[，,]?\s*(?:您的)?(?:站点|网站)(?:创建|开通)成功[！!]?|没有找到站点",
    re.I,
)
"""Title or heading of the pages that web servers and hosting panels show before a site is put there."""


def face_of(documents: Sequence[Page]) -> HomeFace:
    """The face of a home page and its frames."""
    heads = [_Head(page) for page in documents]
    said = dict.fromkeys(words for head in heads for words in head.words())
    bare = _is_bare(documents)
    return HomeFace(
        head=" ".join(said),
        wordless=tuple(dict.fromkeys(source for head in heads for source in head.wordless(bool(said)))),
        notice=_notice(documents, bare),
        bare=bare,
        placeholder=_placeholder(documents, bare),
    )


class _Head:
    """The head of one document: what stands before the navigation, and what is called logo or head."""

    def __init__(self, page: Page) -> None:
        self._document = page.document
        self._zones = page.zones
        self._boxes = list(self._parts())

    def words(self) -> Iterator[str]:
        """The words of the head, those of pictures too, piece by piece."""
        for box in self._boxes:
            if box.tag in ("img", "input", "area"):
                words = box.attr("alt") or box.attr("title")
            else:
                words = self._own_words(box) or box.attr("title")
            if squeeze(words) and not _TOOLS.fullmatch(squeeze(words)):
                yield squeeze(words)[:_HEAD_LONGEST]

    def _own_words(self, box: Box) -> str:
        """The words that stand in a box itself, not in a box within it."""
        own = range(box.text_from, box.text_to)
        return "".join(self._document.texts[n] for n in own if self._document.text_owner[n] is box).strip()

    def wordless(self, said: bool) -> Iterator[str]:
        """Pictures and films in the head whose words are unknown, boxes called logo that a style fills.

        A head that says nothing at all (`said` is False) is drawn by a style or a script.
        """
        for box in self._boxes:
            if box.tag in ("img", "input") and box.attr("src"):
                if _SAYS_NOTHING.fullmatch(squeeze(box.attr("alt") or box.attr("title"))):
                    yield box.attr("src")[:200]
            elif box.tag in ("object", "embed", "canvas", "svg", "iframe"):
                yield box.tag
            elif _NAMED.search(box.label) and self._is_empty(box) and not box.attr("title"):
                yield box.label.strip()[:40]
            elif "url(" in box.attr("style"):
                yield box.attr("style")[:200]
        if not said:
            yield "抬头没有文字"

    def _is_empty(self, box: Box) -> bool:
        pictures = any(inner.tag == "img" for inner in self._document.inside(box))
        return not pictures and not self._document.words(box)

    def _parts(self) -> Iterator[Box]:
        """Boxes of the head: all before the navigation, and later those named as heads are."""
        length, before = 0, True
        for box in self._document.boxes:
            zone = self._zones[box.at]
            if box.tag in ("html", "head", "body", "meta", "link", "title", "script", "style"):
                continue
            if before and (zone & Zone.NAV or length > _HEAD_LONGEST):
                before = False
            if zone & (Zone.NAV | Zone.FOOT | Zone.CRUMB | Zone.FRIENDS):
                continue
            if before or zone & Zone.HEAD or box.tag == "h1" or self._is_named(box):
                yield box
                length += len(self._own_words(box))

    def _is_named(self, box: Box) -> bool:
        near = (box, *(up for up, _ in zip(box.up(), range(3), strict=False)))
        return any(_NAMED.search(one.label) for one in near)


def _is_bare(documents: Sequence[Page]) -> bool:
    """Whether a home page holds next to nothing: few words, hardly a link to a page of its own.

    A shell that scripts fill in the browser is not bare: what it will hold is not known.
    """
    if any(_is_shell(page) for page in documents):
        return False
    words = sum(len("".join(page.document.text().split())) for page in documents)
    inner = {
        link.url
        for page in documents
        for link in page.links
        if host_of(link.url) == host_of(page.url) and link.url not in {one.url for one in documents}
    }
    return words <= _LONGEST_NOTICE and len(inner) <= _LINKS_OF_NOTICE


def _placeholder(documents: Sequence[Page], bare: bool) -> str:
    """The words of a page that is no site: a server's own page, or few words and nothing to follow."""
    for page in documents:
        heads = (box for box in page.document.boxes if box.tag == "h1")
        for words in (page.title, *map(page.document.text, heads)):
            if _DEFAULT.fullmatch(squeeze(words)):
                return squeeze(words)[:60]
    leads_on = any(page.links or page.document.tag_names & _LEADS_ON for page in documents)
    if not bare or leads_on:
        return ""
    return squeeze(" ".join(page.document.text() for page in documents))[:60] or "空白页"


def _is_shell(page: Page) -> bool:
    """Whether an empty box waits for scripts to fill it."""
    document = page.document
    return bool(document.scripts) and any(
        box.tag == "div" and box.attr("id") and not document.words(box) and not document.inside(box)
        for box in document.boxes
    )


def _notice(documents: Sequence[Page], bare: bool) -> str:
    """The sentence that says that the site is closed, moved or under maintenance, "" when none does.

    On a page that holds more, links are not read: they are titles of articles.
    """
    for page in documents:
        document = page.document
        anchors = {place for box in document.anchors for place in range(box.text_from, box.text_to)}
        owned = zip(document.texts, document.text_owner, strict=True)
        text = "".join(
            piece
            for place, (piece, owner) in enumerate(owned)
            if (bare or place not in anchors) and not is_hidden(owner)
        )
        found = _CLOSED.search(text) or (_MAINTAINED.search(text) if bare else None)
        if found is not None:
            start = max(text.rfind(mark, 0, found.start()) for mark in "。！!\n") + 1
            end = min(
                at for mark in "。！!\n" if (at := text.find(mark, found.end())) >= 0 or (at := len(text))
            )
            return squeeze(text[start : end + 1])[:120]
    return ""
