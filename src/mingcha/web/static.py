"""Style sheet and icon, under names that change with their contents, so that browsers keep them for ever."""

import hashlib
from functools import cache
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

_FOLDER = Path(__file__).parent / "static"
_TYPES = {"console.css": "text/css; charset=utf-8", "icon.svg": "image/svg+xml"}


@cache
def _file(name: str) -> tuple[bytes, str]:
    content = (_FOLDER / name).read_bytes()
    return content, hashlib.sha256(content).hexdigest()[:16]


def static_address(name: str) -> str:
    """Where a file of ours is."""
    return reverse("static", args=[_file(name)[1], name])


def static(request: HttpRequest, digest: str, name: str) -> HttpResponse:
    """A file of ours; under the name of other contents it is not found."""
    if name not in _TYPES or digest != _file(name)[1]:
        raise Http404
    response = HttpResponse(_file(name)[0], content_type=_TYPES[name])
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
