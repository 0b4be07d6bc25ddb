"""The list of bulletins, and their files rendered from the data that were frozen."""

import tempfile
from pathlib import Path
from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from mingcha.core.errors import CannotDo
from mingcha.reports.files import write_bulletin
from mingcha.reports.fonts import FontError
from mingcha.web import clock
from mingcha.web.access import ConsoleRequest, actor
from mingcha.web.listing import Column, Filter, Listing, Words
from mingcha.web.models import Bulletin
from mingcha.web.selectors.bulletin_life import StoredBulletin
from mingcha.web.selectors.bulletin_life import bulletin as stored_bulletin
from mingcha.web.services.audit import note
from mingcha.web.templatetags.mingcha import minute
from mingcha.web.views.lists import list_page

STATES: dict[str, Words] = {
    "draft": _("草稿"),
    "reviewed": _("已核"),
    "approved": _("已批"),
    "issued": _("已印发"),
    "corrected": _("已被更正"),
    "withdrawn": _("已撤回"),
}
_PUBLIC = ("issued", "corrected", "withdrawn")
_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "json": "application/json",
}


def _shown(request: ConsoleRequest) -> Any:
    """The city's people see drafts too; the others what was issued."""
    rows = Bulletin.objects.defer("data")
    return rows if request.allowed.see_runs else rows.filter(state__in=_PUBLIC)


@require_safe
def bulletins(request: ConsoleRequest) -> HttpResponseBase:
    """All bulletins, each with its files."""
    listing = Listing(
        "bulletins",
        (
            Column("period", _("时段"), lambda row: row.period, sort="period"),
            Column("version", _("版本"), lambda row: row.version, number=True),
            Column("title", _("标题"), lambda row: row.title),
            Column("number", _("发文字号"), lambda row: row.number, sort="number"),
            Column(
                "state",
                _("状态"),
                lambda row: str(STATES.get(row.state, row.state)),
                sort="state",
                mark=lambda row: row.state,
            ),
            Column("drafted", _("起草"), lambda row: minute(row.drafted), sort="drafted"),
            Column("issued", _("印发"), lambda row: minute(row.issued)),
            *(
                Column(
                    kind,
                    title,
                    lambda row: str(_("下载")),
                    href=lambda row, kind=kind: reverse("bulletin-file", args=[row.id, kind]),  # type: ignore[misc]
                )
                for kind, title in (("docx", "Word"), ("pdf", "PDF"))
            ),
        ),
        (
            Filter(
                "state",
                _("状态"),
                lambda rows, value: rows.filter(state=value),
                [("", _("全部")), *STATES.items()],
            ),
        ),
        order="-drafted",
    )
    return list_page(request, "bulletins.html", listing, _shown(request))


@require_safe
def file(request: ConsoleRequest, bulletin_id: int, kind: str) -> HttpResponse:
    """A bulletin's file, rendered anew from its frozen data."""
    row = _shown(request).filter(id=bulletin_id).first()
    if row is None or kind not in _TYPES:
        raise Http404
    name = f"bulletin-{row.period}-{row.version}.{kind}"
    try:
        content = row.data.encode() if kind == "json" else _rendered(stored_bulletin(row.id), kind)
    except (FontError, CannotDo) as error:
        return render(request, "cannot.html", {"reason": str(error)}, status=503)
    subject = f"bulletin {row.period} {row.version}"
    note(by=actor(request), action="bulletin.download", subject=subject, at=clock.now(), data={"file": kind})
    response = HttpResponse(content, content_type=_TYPES[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _rendered(stored: StoredBulletin, kind: str) -> bytes:
    """The file by the data, the text and the template that were kept with the version."""
    with tempfile.TemporaryDirectory() as folder:
        files = write_bulletin(
            stored.data, Path(folder), template=stored.template, manuscript=stored.manuscript
        )
        return (files.docx if kind == "docx" else files.pdf).read_bytes()
