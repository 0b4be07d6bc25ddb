"""Bulletins as they were drafted and issued: data frozen as text, files by their hashes."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from mingcha.core.codec import to_plain
from mingcha.core.errors import UsageError
from mingcha.jobs.bulletin_facts import Heading
from mingcha.web.models import Bulletin, BulletinHeading


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
) -> BulletinVersion:
    """Keep a draft as the next version of its period; `data` is the text that was rendered.

    `as_of` is the instant of its figures: asked for again, they come from `data`.
    """
    with transaction.atomic():
        last = Bulletin.objects.filter(period=period).aggregate(last=Max("version"))["last"] or 0
        row = Bulletin.objects.create(
            period=period,
            version=last + 1,
            state="draft",
            number=number,
            title=title,
            data=data,
            data_sha256=hashlib.sha256(data.encode()).hexdigest(),
            docx_sha256=docx_sha256,
            pdf_sha256=pdf_sha256,
            as_of=as_of,
            drafted=at,
        )
    return BulletinVersion(row.id, period, row.version)


def record_heading(*, heading: Heading, at: datetime) -> None:
    """Keep what the office says of a period's bulletin; the latest by an instant holds."""
    data = to_plain(heading)
    last = BulletinHeading.objects.filter(period=heading.period).order_by("-at", "-id").first()
    if last is None or last.data != data:
        BulletinHeading.objects.create(period=heading.period, at=at, data=data)


def issue_bulletin(*, bulletin_id: int, at: datetime) -> BulletinVersion:
    """Issue a draft; the version issued before becomes "corrected". UsageError when it is no draft."""
    with transaction.atomic():
        row = Bulletin.objects.select_for_update().filter(id=bulletin_id).first()
        if row is None:
            raise UsageError(f"没有编号为 {bulletin_id} 的通报：请核对编号")
        if row.state != "draft":
            raise UsageError(f"通报 {bulletin_id}（{row.period} 第 {row.version} 版）不是草稿，不能再签发")
        Bulletin.objects.filter(period=row.period, state="issued").update(state="corrected")
        row.state, row.issued = "issued", at
        row.save(update_fields=["state", "issued"])
    return BulletinVersion(row.id, row.period, row.version)


def withdraw_bulletin(*, bulletin_id: int) -> BulletinVersion:
    """Withdraw an issued bulletin; it stays readable. UsageError when it is not in force."""
    with transaction.atomic():
        row = Bulletin.objects.select_for_update().filter(id=bulletin_id, state="issued").first()
        if row is None:
            raise UsageError(f"没有编号为 {bulletin_id} 的已签发通报：请核对编号")
        row.state = "withdrawn"
        row.save(update_fields=["state"])
    return BulletinVersion(row.id, row.period, row.version)
