"""Schemes as they were first used: from then on their file is never another."""

from datetime import datetime

from django.db import transaction

from mingcha import schemes
from mingcha.core.scheme import Scheme
from mingcha.web.models import UsedScheme
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
