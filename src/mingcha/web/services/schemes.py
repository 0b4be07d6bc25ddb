"""Schemes and working days as they were first used: from then on they are never others."""

import hashlib
import json
from datetime import datetime

from django.db import transaction

from mingcha import schemes
from mingcha.core.clock import Calendar
from mingcha.core.codec import to_plain
from mingcha.core.scheme import Scheme
from mingcha.web.models import UsedCalendar, UsedScheme
from mingcha.web.selectors.schemes import edited


def keep_scheme(*, scheme: Scheme, at: datetime) -> None:
    """Keep a scheme's file at its first use; UsageError when it was used before with other contents."""
    if scheme.id not in schemes.ids():
        return  # a scheme of a test or a trial has no file
    content = schemes.content(scheme.id)
    with transaction.atomic():
        row, _ = UsedScheme.objects.get_or_create(
            scheme=scheme.id, defaults={"sha256": scheme.sha256, "content": content, "used": at}
        )
        if row.sha256 != scheme.sha256:
            raise edited(row)


def keep_calendar(*, calendar: Calendar) -> str:
    """Keep the working days that a run counts by, once for all that have the same; returns their seal."""
    content = json.dumps(to_plain(calendar), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    seal = hashlib.sha256(content.encode()).hexdigest()
    UsedCalendar.objects.get_or_create(sha256=seal, defaults={"content": content})
    return seal
