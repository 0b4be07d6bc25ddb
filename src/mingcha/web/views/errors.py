"""Pages for what went wrong: what happened, and where to go on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The request could not be read: too large, or not what a form of ours sends."""
    return render(request, "bad_request.html", status=400)


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The role does not allow it."""
    return render(request, "refused.html", status=403)


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """There is no such thing, or none that this person may see: the two look alike on purpose."""
    return render(request, "missing.html", status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """Our own fault."""
    return render(request, "failed.html", status=500)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was opened before another sign-in, or that another site sent."""
    return render(request, "stale_form.html", status=403)
