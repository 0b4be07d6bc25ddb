"""The search of a site: where its form stands, and whether it finds a title that the site shows."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final
from urllib.parse import quote

from mingcha.core.page import Item, ListState
from mingcha.core.view import SearchBox
from mingcha.engine.page import Page
from mingcha.engine.parse import Box, Document
from mingcha.engine.scripts import written_by
from mingcha.engine.url import Resolver, normalise

_HINT: Final = re.compile(
    r"search|query|key_?words?|jiansuo|sousuo|(?<![a-z])(?:q|wd|kw|ss|so|sw|key|jsearch)(?![a-z])|"
    r"搜索|检索|搜一搜|站内搜|关键[字词]|全文|查找",
    re.I,
)
_WEAK: Final = re.compile(r"查询|请输入|输入内容", re.I)
_NO_SEARCH: Final = re.compile(
    r"用户名|账号|帐号|密码|验证码|邮箱|登[录陆]|手机号|身份证|证件|编号|信件|办件|受理号|查询码|天气|公交|"
    r"password|passwd|captcha|username|user_?name|login|e?mail",
    re.I,
)
_LINK: Final = re.compile(
    r"(?:站内|全站|全文|高级|智能|信息|内容)?(?:搜索|检索|搜一搜|智搜)(?:服务|引擎|中心)?"
)
_LINK_ADDRESS: Final = re.compile(r"/(?:j?search|sousuo|jiansuo|so|searchs?web)(?:[/.?]|$)", re.I)
_NOTHING: Final = re.compile(
    r"(?:没有|未能?|暂未)(?:找到|检索到|搜索到|查询到|查到|搜到)|(?:暂无|没有|无)(?:相关|符合|匹配|任何)|"
    r"(?:共|找到|检索到|搜索到)(?:相关)?(?:记录|结果|信息)?[约为]?0[条个项篇]|0[条个]?(?:结果|记录)"
)
_CLEAN: Final = re.compile(r"[^0-9A-Za-z一-鿿]")
_OLD_ENOUGH: Final = timedelta(days=7)
"""A title is asked for when its page had so long to get into the index (own choice)."""
_LONGEST_TITLE: Final = 40


@dataclass(frozen=True, slots=True)
class SearchForm:
    """A search as it stands on a page. `name` is its field; "" where it cannot be asked by an address."""

    box: SearchBox
    name: str = ""
    others: tuple[tuple[str, str], ...] = ()
    encoding: str = "utf-8"

    def address(self, words: str) -> str | None:
        """The address that the form asks for some words, None where a script or a POST would do it."""
        if not self.name:
            return None
        pairs = [*self.others, (self.name, words)]
        query = "&".join(f"{self._coded(name)}={self._coded(value)}" for name, value in pairs)
        return normalise(f"{self.box.action.partition('?')[0]}?{query}")

    def _coded(self, text: str) -> str:
        return quote(text, safe="", encoding=self.encoding, errors="replace")


def search_of(page: Page) -> SearchForm | None:
    """The search that a page shows or writes by its inline scripts; None when there is none."""
    found = _in_document(page.document, page.url, page.encoding)
    if found is not None:
        return found
    scripts = (page.document.script_text(box) for box in page.document.scripts)
    return next(filter(None, (search_in(text, page, script=True) for text in scripts)), None)


def search_in(text: str, page: Page, *, script: bool) -> SearchForm | None:
    """The search that a part of the page draws: mark-up, or a script that writes mark-up."""
    markup = written_by(text) if script else text
    if "<" not in markup:
        return None
    return _in_document(Document(markup.encode("utf-8", "replace")), page.url, page.encoding)


def _in_document(document: Document, url: str, encoding: str) -> SearchForm | None:
    """A form that can be asked goes before one that cannot, and any before a mere link."""
    forms = list(_forms(document, url, encoding))
    best = next((form for form in forms if form.name), None)
    return best or next(iter(forms), None) or next(_links(document, url), None)


def _forms(document: Document, url: str, encoding: str) -> Iterator[SearchForm]:
    for box in document.boxes:
        if box.tag != "input" or box.attr("type").lower() not in ("", "text", "search"):
            continue
        form = next((up for up in box.up() if up.tag == "form"), None)
        around = form or next((up for up, _ in zip(box.up(), range(3), strict=False)), box)
        if _is_search(document, box, around, form):
            yield _read(document, box, form, url, encoding)


def _is_search(document: Document, field: Box, around: Box, form: Box | None) -> bool:
    own = " ".join(field.attr(name) for name in ("name", "id", "class", "placeholder", "value", "title"))
    if _NO_SEARCH.search(own) or "none" in field.attr("style").replace(" ", "").partition("display:")[2][:5]:
        return False
    if field.attr("type").lower() == "search" or _HINT.search(own):
        return True
    inside = document.inside(around)
    if form is not None and any(box.tag == "input" and box.attr("type") == "password" for box in inside):
        return False
    buttons = (_said(document, box) for box in inside if box.tag in ("input", "button", "a", "img"))
    said = " ".join((around.label, around.attr("action"), around.attr("name"), *buttons))
    if _HINT.search(said) and not _NO_SEARCH.search(said):
        return True
    return _WEAK.search(own) is not None and "查询" in said and _NO_SEARCH.search(said) is None


def _said(document: Document, box: Box) -> str:
    if box.tag == "input" and box.attr("type").lower() not in ("submit", "button", "image"):
        return ""
    words = "" if box.tag == "input" else document.words(box)
    return " ".join(
        (words, *(box.attr(name) for name in ("value", "alt", "title", "id", "class", "onclick")))
    )


def _read(document: Document, field: Box, form: Box | None, url: str, encoding: str) -> SearchForm:
    if form is None:
        return SearchForm(SearchBox(url, "", reason="搜索由脚本提交，没有试搜"))
    action = Resolver(url, encoding).resolve(form.attr("action")) or url
    box = SearchBox(url, action)
    if form.attr("method").lower() == "post":
        return SearchForm(replace(box, reason="搜索以 POST 提交，没有试搜"))
    scripted = form.attr("onsubmit") or any(
        inner.attr("onclick") for inner in document.inside(form) if inner.tag in ("input", "button", "a")
    )
    if scripted or not field.attr("name") or form.attr("action").lower().startswith("javascript"):
        return SearchForm(replace(box, reason="搜索由脚本提交，没有试搜"))
    others = tuple(
        (inner.attr("name"), inner.attr("value"))
        for inner in document.inside(form)
        if inner.tag == "input" and inner.attr("type").lower() == "hidden" and inner.attr("name")
    )
    wanted = form.attr("accept-charset").strip().lower() or encoding
    return SearchForm(box, field.attr("name"), others, "gb18030" if wanted.startswith("gb") else "utf-8")


def _links(document: Document, url: str) -> Iterator[SearchForm]:
    resolver = Resolver(url)
    for anchor in document.anchors:
        words = "".join(document.words(anchor).split()) or anchor.attr("title").strip()
        target = resolver.resolve(anchor.attr("href"))
        named = _LINK.fullmatch(words) is not None
        if target is not None and (named or (not words and _LINK_ADDRESS.search(target))):
            yield SearchForm(SearchBox(url, target, reason="搜索在另一页面，没有试搜"))


def title_to_try(items: Sequence[Item], today: date) -> Item | None:
    """An entry whose whole title is known and whose page is not of these days, None when there is none."""
    fit = [item for item in items if 8 <= len(item.title) <= _LONGEST_TITLE and "…" not in item.title]
    fit = [item for item in fit if not item.title.endswith("..")]
    old = [item for item in fit if item.date is not None and item.date <= today - _OLD_ENOUGH]
    return next(iter(old), None)


def judge_answer(box: SearchBox, page: Page, item: Item) -> SearchBox:
    """The search with what its answer shows: the title in a link, nothing found, or no telling."""
    wanted = _CLEAN.sub("", item.title)
    links = page.links
    if any(wanted in _CLEAN.sub("", link.text) or link.url == item.url for link in links):
        return replace(box, works=True)
    said = _NOTHING.search("".join(page.document.text().split()))
    state = page.listing("搜索结果").state
    if said is not None or state in (ListState.EMPTY, ListState.LISTED):
        how = f"页面提示“{said[0]}”" if said is not None else "结果第一页没有这条信息"
        return replace(box, works=False, reason=f"试搜本站标题“{item.title}”，{how}")
    return replace(box, reason="试搜的结果页面无法识别")
