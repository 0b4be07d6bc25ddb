"""Stored pages. They are hostile: shown in a sandbox with scripts off, or handed out as plain bytes."""

import html
import re
from urllib.parse import urljoin

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from mingcha.core.verdict import Finding
from mingcha.web import clock
from mingcha.web.access import ConsoleRequest, actor
from mingcha.web.security import PAGE_COPY
from mingcha.web.selectors.findings import evidence_of
from mingcha.web.selectors.pieces import Piece, piece
from mingcha.web.services.audit import note

_MARK = "outline:4px solid #c00;background:#ff0;color:#000"
_HREF = re.compile(r"""(<a\b[^>]*?\bhref\s*=\s*)(["']?)([^"'\s>]+)\2""", re.I)
_LONGEST_EXCERPT = 200


@require_safe
@xframe_options_exempt
def copy(request: ConsoleRequest, finding_id: int) -> HttpResponse:
    """The stored page with the place of the finding marked."""
    finding, stored = _stored(request, finding_id)
    if not stored.is_page:
        raise Http404
    text, marked = mark(stored.text(), finding)
    said = _("红框为问题所在") if marked else _("未能在页面中自动标出位置，请对照问题说明查看")
    note(by=actor(request), action="evidence.open", subject=f"finding {finding_id}", at=clock.now())
    banner = (
        f'<p style="margin:0;padding:6px 10px;background:#fff3cd;color:#000;font:14px sans-serif">{said}</p>'
    )
    response = HttpResponse(banner + text, content_type="text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = PAGE_COPY
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@require_safe
def raw(request: ConsoleRequest, finding_id: int) -> HttpResponse:
    """The stored bytes as they were received, for a person's own tools."""
    _finding, stored = _stored(request, finding_id)
    note(by=actor(request), action="evidence.download", subject=f"finding {finding_id}", at=clock.now())
    body = stored.stored.body if stored.stored else b""
    response = HttpResponse(body, content_type="application/octet-stream")
    name = stored.evidence.removeprefix("sha256:")[:16]
    response.headers["Content-Disposition"] = f'attachment; filename="evidence-{name}.bin"'
    response.headers["Content-Security-Policy"] = PAGE_COPY
    return response


def _stored(request: ConsoleRequest, finding_id: int) -> tuple[Finding, Piece]:
    found = evidence_of(request.scope, finding_id)
    if found is None or not found[1].evidence:
        raise Http404
    known = piece(found[1].evidence)
    if known.stored is None:
        raise Http404
    return found[1], known


def mark(page: str, finding: Finding) -> tuple[str, bool]:
    """A page's text with the finding's link or words framed; False where they were not found in it."""
    if finding.target:
        marked = _HREF.sub(lambda found: _framed(found, finding), page)
        if marked != page:
            return marked, True
    for words in (finding.excerpt.strip()[:_LONGEST_EXCERPT], finding.column or ""):
        for wanted in dict.fromkeys((words, html.escape(words))):
            place = _outside_tags(page, wanted) if len(wanted) >= 2 else -1
            if place >= 0:
                end = place + len(wanted)
                framed = f'<mark style="{_MARK}">{page[place:end]}</mark>'
                return page[:place] + framed + page[end:], True
    return page, False


def _framed(found: re.Match[str], finding: Finding) -> str:
    target = html.unescape(found[3])
    try:
        same = urljoin(finding.url, target).partition("#")[0] == (finding.target or "").partition("#")[0]
    except ValueError:
        same = False
    return f'<a style="{_MARK}" {found[0][2:].lstrip()}' if same else found[0]


def _outside_tags(page: str, words: str) -> int:
    """Where words stand in a page's body outside of any tag, script and style; -1 when nowhere."""
    begin = max(page.lower().find("<body"), 0)
    place = page.find(words, begin)
    while place >= 0:
        before = page[begin:place]
        in_tag = before.rfind("<") > before.rfind(">")
        low = before.lower()
        in_script = any(low.rfind(f"<{name}") > low.rfind(f"</{name}") for name in ("script", "style"))
        if not in_tag and not in_script:
            return place
        place = page.find(words, place + 1)
    return -1
