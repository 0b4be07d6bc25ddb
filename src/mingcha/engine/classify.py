"""What an answer is: a page, a fault, or a wall in front of us. Precision first: in doubt it is a page."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from mingcha.core.fetch import FailureKind, FetchFailure, Response
from mingcha.engine.decode import decode
from mingcha.engine.taming import MAX_TAGS, has_too_many_tags
from mingcha.engine.url import site_of

_SMALL = 16 * 1024
"""Bytes. Error and challenge pages without the site's frame are smaller; real pages seldom are."""
_HEAD = 8 * 1024

_HTML_TYPES = frozenset(("text/html", "application/xhtml+xml", "application/vnd.wap.xhtml+xml"))
_MAYBE_HTML_TYPES = frozenset(("", "text/plain", "text/xml", "application/xml", "application/octet-stream"))
_OPENS_AS_HTML = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta|script|frameset)", re.I | re.S
)
_MAGIC = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"Rar!\x1a\x07",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")

_TITLE = re.compile(r"<title[^>]*>(.{0,300}?)</title", re.I | re.S)
_INVISIBLE = re.compile(r"<(script|style|noscript|title)\b.*?</\1\s*>|<!--.*?-->", re.I | re.S)
_TAG = re.compile(r"<[^>]*>|&[a-z]+;|&#\d+;|\s+", re.I)
_GONE = (
    r"(?:页面|网页|文章|文件|信息|内容|资源|栏目|稿件|链接|地址|数据|新闻)"
    r"(?:已经?|可能|或)*"
    r"(?:不存在|找不到|未找到|没有找到|无法找到|没找到|被?删除|被?移除|走丢了|失效)"
)
_NOT_FOUND_WORDS = re.compile(
    _GONE + r"|(?:找不到|未找到|没有找到|无法找到)(?:您|你|要|所|请求|访问|查看|浏览|的|该|此|相关){0,6}"
    r"(?:页面?|网页|文章|文件|信息|内容|资源|栏目|网址)|not\s*found|无此(?:页面|文章|信息|栏目)",
    re.I,
)
_NOT_FOUND_TITLE = re.compile(
    r"(?:http\s*)?(?:错误|error|status)?[\s:：]*404[\s.。!！~]*"
    r"(?:错误|页面?|提示|error|页面错误|错误页面|出错了|(?:page\s+|file\s+)?not\s*found)?[!！。.]*"
    r"|(?:page|file|the\s+page\s+is|the\s+resource)?\s*(?:not|cannot\s+be)\s+found"
    r"|(?:404\D{0,4})?(?:对不起|抱歉|很抱歉|温馨提示|提示|错误)?[，,：:!！\s]*(?:您|你)?(?:所|要)?(?:访问|查找|请求|浏览|查看)?的?"
    + _GONE
    + r"[^。]{0,12}[!！。.]*"
    r"|(?:404\D{0,4})?(?:无法找到|找不到)(?:该|此|您?要?访问的)?(?:页面?|网页|文件)[!！。.]*",
    re.I,
)
_TITLE_PARTS = re.compile(r"\s*[-_|—–·]+\s*|\s{2,}")
_ERROR_FILE = re.compile(
    r"/(?:[a-z_-]*404(?:[a-z_-]\w*)?|not[_-]?found|page[_-]?not[_-]?found)(?:\.\w{2,5}|/)?$", re.I
)
_ERROR_NAME = re.compile(r"/(?:[\w-]*err(?:or)?[\w-]*)(?:\.\w{2,5}|/)?$", re.I)
_HOME_PATH = re.compile(r"/?(?:(?:index|default|main|home)\.\w{2,5})?", re.I)
_ARTICLE_PATH = re.compile(
    r"/(?!index|default|main|home)[^/]*\d{4}[^/]*\.(?:s?html?|jsp|aspx?|php|do)$", re.I
)
_ALERT = re.compile(r"alert\s*\(\s*['\"]([^'\"]{1,80})['\"]", re.I)

_WALL_MARKS = (
    b"acw_sc__v2", b"jsl_clearance", b"_cf_chl_opt", b"cf-browser-verification", b"aliyun_waf",
    b"$_ts=window", b"__tst_status", b"EO_Bot_Ssid", b"safedog", b"cdn-cgi/challenge",
)  # fmt: skip
_WALL_WORDS = re.compile(
    r"安全验证|访问验证|人机验证|滑动验证|验证您?是否?(?:是|为)?真人"
    r"|访问(?:已)?被(?:拦截|拒绝|阻断|禁止)|请求(?:已)?被(?:拦截|拒绝|阻断)"
    r"|疑似(?:黑客)?攻击|(?:访问|请求)[^。]{0,20}安全威胁|访问过于频繁|网站防火墙|创宇盾|云防护"
    r"|您的(?:IP|ip)(?:地址)?[^。]{0,12}(?:禁止|限制|封)"
    r"|just a moment|checking your browser|access denied|request (?:has been )?blocked|attention required",
    re.I,
)  # fmt: skip
_SCRIPTED_COOKIE = re.compile(rb"document\s*\.\s*cookie\s*=", re.I)
_SCRIPTED_RETURN = re.compile(
    rb"reload\s*\(|location(?:\.href)?\s*=\s*(?:window\.|document\.|self\.)?location|replace\s*\(\s*(?:\w+\.)?location",
    re.I,
)
"""A script that goes elsewhere is a redirect and no wall; a wall comes back to the same address."""


@dataclass(frozen=True, slots=True)
class _Judged:
    kind: FailureKind
    detail: str


def as_answer(response: Response) -> Response | FetchFailure:
    """The response itself when it answers the question, else the failure that it is.

    Looks at the status, at the title and at the text of small bodies; idempotent. Any content type will do.
    """
    judged = _by_status(response) if response.status != 200 else _by_body(response)
    return response if judged is None else _failure(response, judged)


def as_page(response: Response) -> Response | FetchFailure:
    """`as_answer`, and a failure of kind not_html where the answer is no web page, of kind too_large where it
    has more tags than are read."""
    answered = as_answer(response)
    if isinstance(answered, FetchFailure):
        return answered
    if is_html(response):
        return _failure(response, _INTRICATE) if has_too_many_tags(response.body) else answered
    name = response.header("content-type").partition(";")[0].strip() or "未说明类型"
    return _failure(response, _Judged(FailureKind.NOT_HTML, f"返回的不是网页（{name}）"))


def is_html(response: Response) -> bool:
    """Whether a response is a web page: what the bytes are counts before what the header says."""
    body = response.body
    if body.startswith(_MAGIC):
        return False
    name = response.header("content-type").partition(";")[0].strip().lower()
    if name in _HTML_TYPES:
        return True
    if name not in _MAYBE_HTML_TYPES:
        return False
    head = body[:1024]
    if head.startswith(_UTF16) or b"\0" in head[:64]:
        head = decode(head)[0].encode()
    return bool(_OPENS_AS_HTML.match(head.removeprefix(b"\xef\xbb\xbf")))


def _failure(response: Response, judged: _Judged) -> FetchFailure:
    return FetchFailure(
        url=response.url,
        kind=judged.kind,
        detail=judged.detail,
        seen_at=response.seen_at,
        status=response.status,
        seconds=response.seconds,
        evidence=response.evidence,
    )


_LIMITED = _Judged(
    FailureKind.RATE_LIMITED, "网站限制访问频率，退让之后仍不答复：请稍后再查，或请网站放行本系统"
)
_INTRICATE = _Judged(
    FailureKind.TOO_LARGE, f"网页的标签超过 {MAX_TAGS // 10_000} 万个，未分析：请人工查看，或请网站分页"
)
_WALL = "网站的防护拦下了本次访问（{}）：请网站把本系统的地址或标识加入白名单"


def _by_status(response: Response) -> _Judged | None:
    status = response.status
    if 200 <= status < 300:
        return _by_body(response)
    if status == 429 or (status == 503 and response.header("retry-after")):
        return _LIMITED
    if _is_wall(response):
        return _Judged(FailureKind.BLOCKED, _WALL.format(f"HTTP {status}，验证页面"))
    if status in (404, 410):
        return _Judged(FailureKind.NOT_FOUND, f"页面不存在（HTTP {status}）")
    if status == 401:
        return _Judged(FailureKind.BLOCKED, "需要登录才能访问（HTTP 401）")
    if 400 <= status < 500 or status >= 600:  # 999 is how some walls say no
        return _Judged(FailureKind.BLOCKED, f"网站拒绝了本次访问（HTTP {status}），不能据此认定页面不存在")
    if status >= 500:
        return _Judged(FailureKind.SERVER_ERROR, f"服务器出错（HTTP {status}）")
    if 300 <= status < 400:
        return _Judged(FailureKind.BAD_HTTP, f"跳转没有给出可用的目标（HTTP {status}）")
    return _Judged(FailureKind.BAD_HTTP, f"状态码无效（{status}）")


def _by_body(response: Response) -> _Judged | None:
    if response.redirects and _leads_to_error(response):
        return _Judged(FailureKind.SOFT_404, f"跳转到了出错页面 {response.final_url}")
    body = response.body
    if not body or not is_html(response):
        return None
    if _is_wall(response):
        return _Judged(FailureKind.BLOCKED, _WALL.format("验证页面"))
    title = _title(body)
    if title and _says_not_found(title):
        return _Judged(FailureKind.SOFT_404, f"状态码为 200，但页面标题是“{title[:40]}”")
    if len(body) <= _SMALL:
        words = _words_of_loss(response)
        if words:
            return _Judged(FailureKind.SOFT_404, f"状态码为 200，但页面只说“{words[:40]}”")
    if _fell_back_home(response):
        return _Judged(FailureKind.SOFT_404, f"文章地址被转到首页 {response.final_url}，原内容已打不开")
    return None


def _leads_to_error(response: Response) -> bool:
    """Whether a redirect ended at a file called 404 or not-found that nobody had asked for."""
    asked, came = urlsplit(response.url).path, urlsplit(response.final_url).path
    return bool(_ERROR_FILE.search(came)) and not _ERROR_FILE.search(asked)


def _title(body: bytes) -> str:
    """The title in the first 8 KB, blanks joined; "" when there is none."""
    at = body.find(b"<title", 0, _HEAD)
    if at < 0:
        at = body.find(b"<TITLE", 0, _HEAD)
    if at < 0:
        return ""
    found = _TITLE.match(decode(body[at : at + 1200])[0])
    return " ".join(_TAG.sub(" ", found[1]).split()) if found else ""


def _says_not_found(title: str) -> bool:
    """Whether the title, or one part of it between dashes, says so and nothing else.

    A page about 404 pages has more words in its title, and a site's name in the other part is no witness.
    """
    if len(title) > 80 or not ("404" in title or "ound" in title or _NOT_FOUND_WORDS.search(title)):
        return False
    parts = [part for part in _TITLE_PARTS.split(title) if part]
    return any(_NOT_FOUND_TITLE.fullmatch(part.strip()) for part in (title, *parts[:1], *parts[-1:]))


def _visible(body: bytes) -> str:
    text = _INVISIBLE.sub(" ", decode(body)[0])
    return _TAG.sub("", text)


def _words_of_loss(response: Response) -> str:
    """The words by which a page that says little else owns up to having nothing; "" when it does not."""
    text = _visible(response.body)
    sent_to_error = response.redirects and _ERROR_NAME.search(urlsplit(response.final_url).path)
    bound = 500 if sent_to_error else 120
    if len(text) <= bound:
        found = _NOT_FOUND_WORDS.search(text)
        if found:
            return text[max(0, found.start() - 10) : found.end() + 10]
    if len(text) <= 20:
        told = _ALERT.search(decode(response.body)[0])
        if told and _NOT_FOUND_WORDS.search(told[1]):
            return told[1]
    return ""


def _fell_back_home(response: Response) -> bool:
    if not response.redirects:
        return False
    asked, came = urlsplit(response.url), urlsplit(response.final_url)
    return (
        bool(_ARTICLE_PATH.search(asked.path))
        and bool(_HOME_PATH.fullmatch(came.path))
        and not came.query
        and site_of(asked.hostname or "") == site_of(came.hostname or "")
    )


def _is_wall(response: Response) -> bool:
    """Whether a small body is a challenge: known marks, words of a wall, or a script that only sets a cookie
    and comes back."""
    body = response.body
    if not body or len(body) > _SMALL:
        return False
    marked = any(mark in body for mark in _WALL_MARKS)
    scripted = bool(_SCRIPTED_COOKIE.search(body) and _SCRIPTED_RETURN.search(body))
    text = _visible(body)
    if len(text) > 400:
        return False
    if marked or (scripted and len(text) <= 60):
        return True
    words = _WALL_WORDS.search(text) or _WALL_WORDS.search(_title(body))
    return bool(words) and len(text) <= 200
