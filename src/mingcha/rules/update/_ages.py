"""How fresh a list is: what its dates prove, and what they do not."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from mingcha.core.clock import Period, parse_period
from mingcha.core.errors import UsageError
from mingcha.core.page import Column, ColumnKind, Item, ListState
from mingcha.core.verdict import Finding, Text
from mingcha.core.view import SiteView
from mingcha.rules._words import some
from mingcha.text.columns import kind_by_words

HEAD = 5
"""So many newest items of a sorted list speak for the rest (own choice: more than are pinned on top)."""

_PROMISES = (
    ("1 day", re.compile(r"日报|每日")),
    ("7 days", re.compile(r"周报|周刊|每周|[一本]周(?!年)")),
    ("1 month", re.compile(r"月报|月刊|月度|每月|逐月|按月")),
    ("6 months", re.compile(r"半年")),
    ("3 months", re.compile(r"季报|季刊|季度|每季|按季")),
    ("1 year", re.compile(r"年报|年刊|(?<!半)年度|每年")),
)
_HISTORY = re.compile(r"历史|归档|存档|往期|旧版|历年|(?<!\d)(?:19|20)\d\d(?!\d)")


def promised(name: str) -> Period | None:
    """The period that a column's name promises; of several the longest, so that none is blamed early."""
    found = [parse_period(text) for text, words in _PROMISES if words.search(name)]
    return max(found, key=lambda period: (period.months, period.days), default=None)


STRUCTURAL = "structural"
"""The kind of a finding on a column that the catalogue's structure left so (notice S14): a suspect, whose way
is to settle it with the city office, and which a scheme may weigh by itself."""


def settled_by_office(column: Column, state: Text) -> Text:
    """What is said of such a column; `state` says how it stands, in both languages."""
    zh = f"“{column.name}”{state.zh}，可能因信息公开目录设置造成（{column.structure}）"
    return Text(
        f"{zh}；请与市政府办公室联系解决",
        f"{state.en}, maybe by the catalogue's structure; settle with the city office",
    )


def is_catalogue_node(column: Column) -> bool:
    """Whether the catalogue has the column, and neither its kind nor its name gives it a period."""
    nameless = column.kind in (ColumnKind.OTHER, ColumnKind.TOPIC) and promised(column.name) is None
    return bool(column.structure) and nameless


def is_history(column: Column) -> bool:
    """Whether the column is closed by its name: an archive, or one year's (explanation of 2015)."""
    return bool(_HISTORY.search(column.name))


_AGES = {
    "14 days": "news",
    "6 months": "notice policy",
    "1 year": "explanation personnel plan message statistics finance survey interview service topic other",
}  # census form 2015; "other": a year (regulations 3.6)


@dataclass(frozen=True, slots=True)
class Ages:
    """Age by kind of column; a kind without one is never stale. `grace` is added to a promised period.

    The age of the `first_level` kinds is asked of the topmost column of its kind only; those below it have
    the age of "other". From `warn_columns` stale columns on a warning is given, `veto_columns` fail the site.
    """

    ages: Mapping[str, str] = field(
        default_factory=lambda: {kind: age for age, kinds in _AGES.items() for kind in kinds.split()}
    )
    grace: str = "1 month"
    first_level: Sequence[str] = ()
    warn_columns: int = 8
    veto_columns: int = 10

    def __post_init__(self) -> None:
        for kind in (*self.ages, *self.first_level):
            if kind not in set(ColumnKind):
                raise UsageError(f"stale_column 的 ages 中没有“{kind}”这类栏目")
        for age in self.ages.values():
            parse_period(age)

    def limit(self, column: Column) -> Period | None:
        """How old the column's newest item may be; None where no age holds."""
        name = promised(column.name)
        if column.kind is ColumnKind.ANNUAL_REPORT or is_history(column):
            return None
        if name is not None:
            grace = parse_period(self.grace)
            return Period(name.days + grace.days, name.months + grace.months)
        below = column.kind in self.first_level and column.kind in map(kind_by_words, column.trail)
        age = self.ages.get(ColumnKind.OTHER if below else column.kind)
        return parse_period(age) if age else None


@dataclass(frozen=True, slots=True)
class Freshness:
    """What a list proves: `stale` True or False, None with the reason why it cannot be told."""

    stale: bool | None
    newest: Item | None = None
    reason: str = ""


def freshness(items: Sequence[Item], limit: date, today: date, complete: bool = True) -> Freshness:
    """Whether the newest item is older than `limit`.

    Undated items count as old (the census form's note). A date after `today` proves nothing: it may be an
    event's. Unread items at the head of a list, or a list that grows downwards and was not read to its end,
    leave it open.
    """
    past = [item for item in items if item.date is not None and item.date <= today]
    newest = max(past, key=lambda item: item.date or date.min, default=None)
    if newest is not None and newest.date is not None and newest.date >= limit:
        return Freshness(False, newest)
    if not items:
        return Freshness(None, None, "没有看到条目")
    if any(item.date is not None and item.date > today for item in items):
        return Freshness(None, newest, "有条目的日期晚于判定日")
    unread = [place for place, item in enumerate(items) if item.dated_by == "unread" and item.date is None]
    if unread and (unread[0] < HEAD or not _falls(items[: unread[0]])):
        return Freshness(None, newest, "条目的发布时间没有读到")
    if not complete and _rises(past):
        return Freshness(None, newest, "列表由旧到新排列且未读到末页")
    return Freshness(True, newest)


def _days(items: Sequence[Item]) -> list[date]:
    return [item.date for item in items if item.date is not None]


def _falls(items: Sequence[Item]) -> bool:
    return all(later >= earlier for later, earlier in pairwise(_days(items)))


def _rises(items: Sequence[Item]) -> bool:
    steps = list(pairwise(_days(items)))
    return sum(a < b for a, b in steps) > sum(a > b for a, b in steps)


def could_not_read(column: Column) -> bool:
    """Whether nothing can be said of the column's list."""
    return column.state in (ListState.REMOTE, ListState.UNREAD)


def why_not(column: Column) -> str:
    """Why a column's list could not be read, in Chinese."""
    default = "列表由远程脚本填充" if column.state is ListState.REMOTE else "未能读取"
    return f"{column.name}（{column.reason or default}）"


def near_the_line(site: SiteView, what: str, names: Sequence[str], veto: int) -> Finding:
    """The early warning that so many columns of a kind bring the site near to failing as a whole."""
    zh = f"{what}已有{len(names)}个，满{veto}个即单项否决；请尽快处理"
    text = Text(zh, f"{len(names)} of the {veto} columns that fail the site")
    url = site.home.url if site.home else site.site.home_url
    return Finding(url, text, excerpt=some(names, 10), count=len(names), warning=True)


def home_page_ages(site: SiteView, newest: Item, warn: Period, age: Period) -> Iterator[Finding]:
    """The early warning that the newest item of the home page nears the age that fails the site."""
    if newest.date is not None and newest.date <= warn.before(site.today):
        days = (site.today - newest.date).days
        text = Text(f"首页已{days}天未更新，超过{age.zh}即单项否决；请及时更新", f"no update for {days} days")
        url = site.home.url if site.home else site.site.home_url
        yield Finding(url, text, excerpt=f"{newest.date} {newest.title}", warning=True)
