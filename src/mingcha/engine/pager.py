"""The further pages of a list, in reading order, from whatever the page says about them."""

import re
from collections.abc import Iterator
from typing import Final

from mingcha.engine.columns import is_same_page
from mingcha.engine.parse import Document, squeeze
from mingcha.engine.turning import MAX_PAGES, scripted_pages
from mingcha.engine.url import Resolver

_NEXT: Final = re.compile(r"(?:下一?页|下1页|后一?页|next(?:\s*page)?)\s*[>›»→]{0,2}|[>›»]|&gt;", re.I)
_LAST: Final = re.compile(r"(?:尾|末|最后)一?页|最末页|last|[>›»]{2,}|»\|", re.I)
_TOTAL: Final = re.compile(
    r"共\s*(\d{1,4})\s*页|第?\s*\d{1,4}\s*页?\s*/\s*共?\s*(\d{1,4})\s*页|页次[:：]\s*\d+\s*/\s*(\d{1,4})"
)
_HERE: Final = re.compile(r"第\s*(\d{1,4})\s*页|页次[:：]\s*(\d+)\s*/|(\d{1,4})\s*/\s*\d{1,4}\s*页")
_SCRIPT_TOTAL: Final = re.compile(
    r"(?:totalPages?|pageCount|countPage|page_?total|allPage|totalpage|"
    r"nPages?)['\"]?\s*[:=]\s*['\"]?(\d{1,4})",
    re.I,
)
_NUMBER: Final = re.compile(r"\d+")


def next_pages(document: Document, resolver: Resolver, url: str) -> tuple[str, ...]:
    """Addresses of the pages that follow this one in its list, newest entries first.

    Reads numbered links, 下一页 and 尾页, selection boxes and what scripts say (`turning`); where the numbers
    in the addresses run evenly, up (index_2) or down (VSB's tzgg/25), the pages between are filled in.
    """
    scripted = scripted_pages(document, resolver, url)
    if scripted is not None:
        return scripted
    numbered, following, last = _links(document, resolver, url)
    total = total_pages(document)
    if following is None and not numbered:
        return ()
    current = _current(document, numbered, following, url)
    ahead = {number: target for number, target in numbered.items() if number > current and target != url}
    if following is not None and following != url:
        ahead.setdefault(current + 1, following)
    if not ahead:
        return ()
    return tuple(_filled(ahead, last if last != url else None, max(total, max(ahead)), current, url))


def _links(document: Document, resolver: Resolver, url: str) -> tuple[dict[int, str], str | None, str | None]:
    """Numbered page links, the next page and the last page."""
    numbered: dict[int, str] = {}
    following: str | None = None
    last: str | None = None
    runs: dict[int, tuple[int, str]] = {}
    for anchor in document.anchors:
        words = squeeze(document.text(anchor)) or anchor.attr("title")
        if not words or len(words) > 9:
            continue
        words = words.strip("[]【】()（） ")
        href = anchor.target
        if words.isascii() and words.isdigit() and len(words) <= 4:
            target = resolver.resolve(href)
            if target is not None and _is_twin(target, url):
                runs.setdefault(int(words), (anchor.at, target))
        elif following is None and (_NEXT.fullmatch(words) or "next" in anchor.label.split()):
            target = resolver.resolve(href)
            if target is not None and (_is_twin(target, url) or words[0] in "下后nN"):
                following = target
        elif _LAST.fullmatch(words):
            target = resolver.resolve(href)
            if target is not None and _is_twin(target, url):
                last = target
    numbered = {number: target for number, (_, target) in runs.items()}
    for number, target in _options(document, resolver):
        if _is_twin(target, url):
            numbered.setdefault(number, target)
    if following is None and len(numbered) == 1 and last is None and next(iter(numbered)) > 2:
        numbered = {}
    return numbered, following, last


def _options(document: Document, resolver: Resolver) -> Iterator[tuple[int, str]]:
    for box in document.boxes:
        if box.tag == "option":
            words = squeeze(document.text(box)).strip("第页 ")
            value = box.attr("value")
            if words.isascii() and words.isdigit() and len(words) <= 4 and re.search(r"[./?]", value):
                target = resolver.resolve(value)
                if target is not None:
                    yield int(words), target


def _is_twin(target: str, url: str) -> bool:
    """Whether two addresses differ by little more than a number: pages of one list.

    VSB keeps tzgg.htm beside tzgg/25.htm, others /list/ beside /list/2/.
    """
    if target == url:
        return True
    left, right = _shape(target), _shape(url)
    if left.startswith(right) or right.startswith(left):
        return True
    common = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        common += 1
    return common >= len(right.rpartition("/")[0])


def _shape(address: str) -> str:
    path, _, query = address.partition("?")
    stem = re.sub(r"\.[A-Za-z]{2,5}$", "", path)
    return _NUMBER.sub("", re.sub(r"(?:index|default|list|_|-)$", "", stem)).rstrip("_-/") + (
        "?" if query else ""
    )


def total_pages(document: Document) -> int:
    """How many pages the list has by its own words (共5页) or its script's; 0 where neither says."""
    text = "".join(document.texts[-400:])
    found = _TOTAL.search(text)
    if found:
        return int(next(group for group in found.groups() if group))
    for script in document.scripts:
        source = document.script_text(script)
        if "age" in source and len(source) < 20_000:
            match = _SCRIPT_TOTAL.search(source)
            if match:
                return int(match[1])
    return 0


def _current(document: Document, numbered: dict[int, str], following: str | None, url: str) -> int:
    """The number of this page: one less than the next page's, else the first without a link, else its own."""
    if following is not None:
        for number, target in numbered.items():
            if target == following:
                return number - 1
    said = current_page(document, 0)
    if said:
        return said
    number = 1
    while number in numbered:
        number += 1
    if number <= max(numbered, default=0):
        return number
    itself = next((shown for shown, target in numbered.items() if is_same_page(target, url)), 1)
    return number if _stands_bare(document, number) else itself


def _stands_bare(document: Document, number: int) -> bool:
    """Whether a page number stands without a link, as that of the page itself does."""
    places = range(max(0, len(document.texts) - 400), len(document.texts))
    return any(
        document.texts[place].strip("[]【】 \r\n\t") == str(number) and document.text_owner[place].tag != "a"
        for place in places
    )


def current_page(document: Document, otherwise: int = 1) -> int:
    """The number of this page by its own words (第2页), `otherwise` where it does not say."""
    found = _HERE.search("".join(document.texts[-400:]))
    return int(next(group for group in found.groups() if group)) if found else otherwise


def _filled(ahead: dict[int, str], last: str | None, total: int, current: int, url: str) -> Iterator[str]:
    """The pages ahead in order, those between two known ones filled in where their numbers run evenly."""
    template = _template(ahead, url, current)
    known = dict(ahead)
    if template is not None:
        prefix, suffix, offset, step = template
        if last is not None and last.startswith(prefix) and last.endswith(suffix):
            middle = last[len(prefix) : len(last) - len(suffix)] if suffix else last[len(prefix) :]
            if middle.isdigit():
                total = max(total, (int(middle) - offset) * step)
        for number in range(current + 1, min(total, MAX_PAGES) + 1):
            value = offset + step * number
            if value >= 1 or (step > 0 and value >= 0):
                known.setdefault(number, f"{prefix}{value}{suffix}")
    seen = {url}
    for number in sorted(known):
        if known[number] not in seen:
            seen.add(known[number])
            yield known[number]
    if last is not None and last not in seen:
        yield last


def _template(ahead: dict[int, str], url: str, current: int) -> tuple[str, str, int, int] | None:
    """How page numbers stand in addresses: prefix, suffix, and value = offset + step * number."""
    numbers = sorted(ahead)
    if len(numbers) >= 2:
        found = _varying(ahead[numbers[0]], ahead[numbers[1]])
        if found is not None:
            prefix, suffix, one, other = found
            step, rest = divmod(other - one, numbers[1] - numbers[0])
            if rest == 0 and step in (1, -1):
                return prefix, suffix, one - step * numbers[0], step
        return None
    number, target = numbers[0], ahead[numbers[0]]
    hits = list(_NUMBER.finditer(target, target.find("/", 8)))
    for hit in reversed(hits):
        value = int(hit[0])
        if value in (number, number - 1) and len(hit[0]) <= 4:
            return target[: hit.start()], target[hit.end() :], value - number, 1
    if (
        hits and number == current + 1 and len(hits[-1][0]) <= 4
    ):  # backwards: the next page has the highest number
        hit = hits[-1]
        return target[: hit.start()], target[hit.end() :], int(hit[0]) + number, -1
    return None


def _varying(one: str, other: str) -> tuple[str, str, int, int] | None:
    """The single number in which two addresses differ, with what stands around it."""
    left, right = list(_NUMBER.finditer(one)), list(_NUMBER.finditer(other))
    if len(left) != len(right):
        return None
    places = [place for place, (a, b) in enumerate(zip(left, right, strict=True)) if a[0] != b[0]]
    if len(places) != 1:
        return None
    a, b = left[places[0]], right[places[0]]
    if one[: a.start()] != other[: b.start()] or one[a.end() :] != other[b.end() :]:
        return None
    if a[0] != str(int(a[0])) or b[0] != str(int(b[0])):
        return None
    return one[: a.start()], one[a.end() :], int(a[0]), int(b[0])
