"""Records what a list of new-media accounts says; what was said before stays readable."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from mingcha.core.unit import Account
from mingcha.web import models
from mingcha.web.selectors.accounts import accounts_until

BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Listed:
    """How many accounts came in, and of how many something new was said."""

    accounts: int
    new: int


def record_accounts(*, accounts: Sequence[Account], at: datetime) -> Listed:
    """Record accounts in one transaction, all or nothing; what is known already is not written again.

    An account that a later list leaves out keeps its last row: lists come by platform, and one that was given
    up is to be listed as 已注销. Every unit code must be registered.
    """
    with transaction.atomic():
        known = {(row.platform, row.name): row for row in accounts_until(at)}
        fresh = [row for row in accounts if known.get((row.platform, row.name)) != row]
        ids = dict(models.Unit.objects.values_list("code", "id"))
        models.Account.objects.bulk_create(
            [
                models.Account(
                    at=at,
                    platform=row.platform,
                    name=row.name,
                    unit_id=ids[row.unit_code],
                    updated=row.updated,
                    status=row.status,
                    position=position,
                )
                for position, row in enumerate(fresh)
            ],
            batch_size=BATCH,
        )
    return Listed(len(accounts), len(fresh))
