"""Bulletins that were drafted, and what the office says in them."""

import hashlib
from datetime import datetime

from mingcha.core.codec import from_plain
from mingcha.core.errors import CannotDo
from mingcha.jobs.bulletin_facts import Heading
from mingcha.web.models import Bulletin, BulletinHeading
from mingcha.web.services.bulletins import BulletinVersion


def heading_until(period: str, as_of: datetime) -> Heading | None:
    """What the office had said of a period's bulletin by an instant, None when nothing."""
    rows = BulletinHeading.objects.filter(period=period, at__lte=as_of).order_by("-at", "-id")
    data = rows.values_list("data", flat=True).first()
    return None if data is None else from_plain(Heading, data)


def last_issuer(as_of: datetime) -> str:
    """The office that issued the latest bulletin of any period by an instant, "" when none did."""
    rows = BulletinHeading.objects.filter(at__lte=as_of).order_by("-at", "-id")
    data = rows.values_list("data", flat=True).first()
    return "" if data is None else from_plain(Heading, data).issuer


def frozen_data(period: str, as_of: datetime) -> str | None:
    """The data of the bulletin that was drafted as of exactly this instant, None when there is none.

    CannotDo when the stored text is not what was sealed.
    """
    row = Bulletin.objects.filter(period=period, as_of=as_of).order_by("-version").first()
    if row is None:
        return None
    if hashlib.sha256(row.data.encode()).hexdigest() != row.data_sha256:
        raise CannotDo(f"{period} 第 {row.version} 版通报的数据与其校验值不符：请从备份恢复")
    return row.data


def version_of(period: str, data: str, as_of: datetime) -> BulletinVersion | None:
    """The version that holds these data: the one drafted as of this instant, or the last one as a draft."""
    rows = Bulletin.objects.filter(period=period).order_by("-version")
    last = rows.first()
    for row in (rows.filter(as_of=as_of).first(), last if last and last.state == "draft" else None):
        if row is not None and row.data == data:
            return BulletinVersion(row.id, row.period, row.version)
    return None
