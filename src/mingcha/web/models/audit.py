"""操作记录: who did, saw or took out what; every entry holds the hash of the one before."""

from __future__ import annotations

from django.db import models

from mingcha.web.models import fields as f


class AuditEntry(models.Model):
    """One act. `person` is a login name, "" for the program itself; `data` says what was before and after.

    `previous` is the hash of the entry before, "" for the first: being unique, it lets two writers never
    continue the same entry. The database refuses changes and deletions (a trigger of the migration).
    """

    id: int
    at = f.instant()
    person = f.text(index=True)
    address = f.text()
    action = f.text(index=True)
    subject = f.text(index=True)
    data = f.data()
    previous = f.text(unique=True)
    sha256 = f.text()
