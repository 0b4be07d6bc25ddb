"""Writes the audit log: entries are added, each continuing the hash of the one before."""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import IntegrityError, transaction

from mingcha.core.codec import to_plain
from mingcha.core.errors import CannotDo
from mingcha.web.models import AuditEntry

_TRIES = 8
"""How often an entry is tried anew where another writer continued the same one first."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a login name ("" for the program itself) from an address."""

    login: str = ""
    address: str = ""


PROGRAM = Actor()


def note(*, by: Actor, action: str, subject: str, at: datetime, data: Any = None) -> None:
    """Add an entry in the caller's transaction; `data` is plain or made of frozen values."""
    plain = to_plain(data if data is not None else {})
    for _ in range(_TRIES):
        last = AuditEntry.objects.order_by("-id").values_list("sha256", flat=True).first() or ""
        entry = AuditEntry(
            at=at,
            person=by.login,
            address=by.address,
            action=action,
            subject=subject,
            data=plain,
            previous=last,
        )
        entry.sha256 = digest(entry)
        try:
            with transaction.atomic():
                entry.save(force_insert=True)
        except IntegrityError:
            continue
        return
    raise CannotDo("操作记录写不进去：同时操作的人过多，请稍后再试")


def digest(entry: AuditEntry) -> str:
    """What seals an entry and all before it."""
    content = [
        entry.previous,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.person,
        entry.address,
        entry.action,
        entry.subject,
        entry.data,
    ]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
