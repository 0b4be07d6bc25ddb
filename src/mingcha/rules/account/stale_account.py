"""A new-media account that is in use was not updated within two weeks.

What it checks: the day of the latest post, as the imported list of accounts has it, of every account in use.
Why: an account that says nothing for two weeks fails the inspection of new media by itself.
How to fix: publish; cancel an account that is not needed, or merge it into another.
Known limits: as good as the list and its day; an account whose latest post nobody entered is left open.

查什么：账号清单中在用的新媒体账号，最近更新是否在两周以内。
为什么：监测时间点前两周内无更新，单项否决。
怎么改：及时发布；不需要的账号注销或者归并。
局限：以导入的账号清单为准；没有填写最近更新时间的不作判定；已停更、已注销的不在此判定。
"""

from collections.abc import Iterator
from dataclasses import dataclass

from mingcha.core.clock import parse_period
from mingcha.core.errors import CantTell
from mingcha.core.rule import Subject, rule
from mingcha.core.verdict import Finding, Severity, Text
from mingcha.core.view import UnitView
from mingcha.rules._basis import indicators_2019, notice_2018
from mingcha.rules._units import first_url
from mingcha.rules._words import day_zh, some
from mingcha.rules.account._accounts import listed, living, named, stopped


@dataclass(frozen=True, slots=True)
class Params:
    """How old the latest post may be (indicators of 2019: two weeks)."""

    age: str = "14 days"


@rule(
    title=Text(zh="新媒体账号两周内没有更新", en="New-media account not updated within two weeks"),
    severity=Severity.MAJOR,
    subject=Subject.UNIT,
    basis=(
        indicators_2019("政务新媒体单项否决：内容不更新"),
        notice_2018("三（一）拓展公开渠道：统筹运用政务微博、微信"),
    ),
    params=Params,
)
def check(view: UnitView, p: Params) -> Iterator[Finding]:
    age = parse_period(p.age)
    limit = age.before(view.today)
    unknown: list[str] = []
    for account in living(view):
        if stopped(account):
            continue
        if account.updated is None:
            unknown.append(named(account))
        elif account.updated < limit:
            text = Text(
                f"{named(account)}最近更新为{day_zh(account.updated)}，超过{age.zh}没有更新；请更新，不用的请注销",
                f"latest post of {account.updated}, older than {age.en}; publish, or cancel the account",
            )
            yield Finding(first_url(view), text, excerpt=listed(account), target=named(account))
    if unknown:
        raise CantTell(f"账号{some(unknown)}没有填写最近更新时间，请补充后重新导入")
