"""A new-media account seems to be abandoned without having been cancelled.

What it checks: accounts that the list calls stopped or not cancelled, and accounts silent for months.
Why: an abandoned account still speaks in the unit's name, and may be taken over.
How to fix: cancel the account with the platform and in the register of accounts, or take it up again.
Known limits: as good as the imported list; why an account is silent, a person must find out.

查什么：账号清单中注明停更、关停未注销的，以及长期没有更新的新媒体账号。
为什么：“僵尸账号”仍以单位名义存在，容易被冒用。
怎么改：在平台和备案系统注销；需要保留的恢复更新。
局限：以导入的账号清单为准；是否确属弃用由人工认定。
"""

from collections.abc import Iterator
from dataclasses import dataclass

from mingcha.core.clock import parse_period
from mingcha.core.errors import CantTell
from mingcha.core.rule import Method, Subject, rule
from mingcha.core.verdict import Finding, Severity, Text
from mingcha.core.view import UnitView
from mingcha.rules._basis import indicators_2019, notice_2018
from mingcha.rules._units import first_url
from mingcha.rules._words import day_zh, some
from mingcha.rules.account._accounts import listed, living, named, stopped


@dataclass(frozen=True, slots=True)
class Params:
    """For how long an account may be silent before it looks abandoned (our own default)."""

    age: str = "3 months"


@rule(
    title=Text(zh="疑似“僵尸”新媒体账号", en="New-media account seems abandoned"),
    severity=Severity.MINOR,
    method=Method.SUSPECT,
    subject=Subject.UNIT,
    basis=(
        indicators_2019("政务新媒体：停更账号应当注销"),
        notice_2018("三（一）拓展公开渠道：统筹运用政务微博、微信"),
    ),
    params=Params,
)
def check(view: UnitView, p: Params) -> Iterator[Finding]:
    age = parse_period(p.age)
    limit = age.before(view.today)
    unknown: list[str] = []
    for account in living(view):
        silent = account.updated is not None and account.updated < limit
        if not silent and not stopped(account):
            unknown += [named(account)] if account.updated is None else []
            continue
        last = f"最近更新为{day_zh(account.updated)}" if account.updated else "最近更新时间不详"
        said = f"清单注明“{account.status}”" if stopped(account) else f"超过{age.zh}没有更新"
        text = Text(
            f"{named(account)}{last}，{said}，疑似弃用而未注销；请核实，不用的注销",
            f"seems abandoned, latest post {account.updated or 'unknown'}; cancel it or take it up again",
        )
        kind = "stopped" if stopped(account) else "silent"
        yield Finding(
            first_url(view), text, excerpt=listed(account), target=named(account), suspect=True, kind=kind
        )
    if unknown:
        raise CantTell(f"账号{some(unknown)}没有填写最近更新时间，请补充后重新导入")
