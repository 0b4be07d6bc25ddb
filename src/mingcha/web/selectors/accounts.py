"""New-media accounts as they were known at an instant."""

from datetime import datetime

from mingcha.core import unit as core
from mingcha.web.models import Account


def accounts_until(as_of: datetime) -> tuple[core.Account, ...]:
    """What the latest list by an instant says of each account, in the order of first listing."""
    rows = Account.objects.filter(at__lte=as_of).order_by("at", "position", "id")
    found: dict[tuple[str, str], core.Account] = {}
    columns = rows.values_list("platform", "name", "unit__code", "updated", "status")
    for platform, name, code, updated, status in columns:
        found[platform, name] = core.Account(platform, name, code, updated, status)
    return tuple(found.values())
