"""How every page with a list answers: as a page, or as the file that exports it."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from mingcha.web import clock, exports
from mingcha.web.access import actor
from mingcha.web.listing import Listing
from mingcha.web.services.audit import note


def list_page(
    request: HttpRequest,
    template: str,
    listing: Listing,
    rows: Any,
    context: Mapping[str, Any] | None = None,
) -> HttpResponseBase:
    """The page of a list, or its export, which the audit log names."""
    asked = {key: value for key, value in request.GET.items() if isinstance(value, str)}
    kind = listing.asks_export(asked)
    if kind:
        note(
            by=actor(request),
            action="export",
            subject=listing.name,
            at=clock.now(),
            data={"file": kind, "asked": asked},
        )
        return exports.answer(kind, f"mingcha-{listing.name}", listing.table(rows, asked))
    page = listing.page(rows, asked)
    return render(request, template, {**(context or {}), "list": page})
