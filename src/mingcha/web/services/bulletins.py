"""Bulletins as they were drafted: data frozen as text, the text to edit, files by their hashes."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from mingcha.core.codec import to_plain
from mingcha.core.publication import Action, Stage
from mingcha.jobs.bulletin_facts import Heading
from mingcha.reports.template import shipped_template
from mingcha.web.models import Bulletin, BulletinHeading, BulletinStep


@dataclass(frozen=True, slots=True)
class BulletinVersion:
    """Which bulletin was written: its id, period and version."""

    id: int
    period: str
    version: int


def save_bulletin(
    *,
    period: str,
    title: str,
    number: str,
    data: str,
    docx_sha256: str,
    pdf_sha256: str,
    at: datetime,
    as_of: datetime | None = None,
    text: str = "",
    template: Mapping[str, str] | None = None,
    person: str = "",
    reason: str = "",
    corrects: int | None = None,
) -> BulletinVersion:
    """Keep a draft as the next version of its period; `data` is the text that was rendered.

    `as_of` is the instant of its figures: asked for again, they come from `data`. `text` is the manuscript,
    "" for what the template makes of the data; `template` its files by name, else those of the shipped one:
    a later program writes as this one did.
    """
    with transaction.atomic():
        last = Bulletin.objects.filter(period=period).aggregate(last=Max("version"))["last"] or 0
        row = Bulletin.objects.create(
            period=period,
            version=last + 1,
            state=Stage.DRAFT.value,
            number=number,
            title=title,
            data=data,
            data_sha256=sha256(data),
            docx_sha256=docx_sha256,
            pdf_sha256=pdf_sha256,
            as_of=as_of,
            text=text,
            text_sha256=sha256(text),
            template=dict(template or shipped_template().sources),
            corrects_id=corrects,
            drafted=at,
        )
        BulletinStep.objects.create(
            bulletin=row,
            at=at,
            person=person,
            action=Action.DRAFT.value,
            state=Stage.DRAFT.value,
            reason=reason,
        )
    return BulletinVersion(row.id, period, row.version)


def record_heading(*, heading: Heading, at: datetime) -> None:
    """Keep what the office says of a period's bulletin; the latest by an instant holds."""
    data = to_plain(heading)
    last = BulletinHeading.objects.filter(period=heading.period).order_by("-at", "-id").first()
    if last is None or last.data != data:
        BulletinHeading.objects.create(period=heading.period, at=at, data=data)


def sha256(text: str) -> str:
    """The hash by which a stored text is sealed."""
    return hashlib.sha256(text.encode()).hexdigest()
