"""The accounts of a unit by how they stand, as the office words it."""

import re

from mingcha.core.errors import Inapplicable
from mingcha.core.unit import Account
from mingcha.core.view import UnitView

_STOPPED = re.compile(r"停|关|未注销|僵尸|不再|弃用|闲置")


def living(view: UnitView) -> tuple[Account, ...]:
    """The unit's accounts that were not cancelled; Inapplicable where none is listed."""
    kept = tuple(account for account in view.accounts if not _cancelled(account))
    if not kept:
        raise Inapplicable("账号清单中没有该单位在用的新媒体账号")
    return kept


def _cancelled(account: Account) -> bool:
    return "注销" in account.status and "未注销" not in account.status and "没有注销" not in account.status


def stopped(account: Account) -> bool:
    """Whether the office itself says that the account is not used any more."""
    return _STOPPED.search(account.status) is not None


def named(account: Account) -> str:
    """微信“云川水利”."""
    return f"{account.platform}“{account.name}”"


def listed(account: Account) -> str:
    """The row of the list, for a finding's excerpt."""
    updated = account.updated.isoformat() if account.updated else "未填"
    return f"{account.platform} {account.name} 最近更新：{updated} 状态：{account.status or '未填'}"
