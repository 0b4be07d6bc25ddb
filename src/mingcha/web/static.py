"""The one style sheet, under a name that changes with its content, so that it is kept for ever."""

import hashlib
from functools import cache
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

_STYLE = Path(__file__).parent / "static" / "console.css"


@cache
def _style() -> tuple[bytes, str]:
    content = _STYLE.read_bytes()
    return content, hashlib.sha256(content).hexdigest()[:16]


def style_address() -> str:
    """Where the style sheet is."""
    return reverse("style", args=[_style()[1]])


def style(request: HttpRequest, digest: str) -> HttpResponse:
    """The style sheet; an old name is not found."""
    content, current = _style()
    if digest != current:
        raise Http404
    response = HttpResponse(content, content_type="text/css; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
