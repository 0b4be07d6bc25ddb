"""Schemes beside their files: as they were first used, and whether they may be used again."""

import json

from mingcha import calendars, rules, schemes
from mingcha.core.clock import Calendar, china_day
from mingcha.core.codec import from_plain
from mingcha.core.errors import UsageError
from mingcha.core.scheme import Scheme
from mingcha.web.models import UsedCalendar, UsedScheme


def open_scheme(scheme_id: str) -> Scheme:
    """A scheme to judge by from now on; UsageError when its file was edited after its first use."""
    scheme = schemes.load(scheme_id, rules.by_id())
    row = UsedScheme.objects.filter(scheme=scheme_id).first()
    if row is not None and row.sha256 != scheme.sha256:
        raise edited(row)
    return scheme


def scheme_as_used(scheme_id: str) -> Scheme:
    """The scheme as it was when a run used it, whatever its file and the rules say today.

    The file where no run used it.
    """
    row = UsedScheme.objects.filter(scheme=scheme_id).first()
    if row is None:
        return schemes.load(scheme_id, rules.by_id())
    return schemes.parse(row.content, None)


def calendar_as_used(seal: str) -> Calendar:
    """The working days that a run counted by; the shipped ones for a run that kept none."""
    row = UsedCalendar.objects.filter(sha256=seal).first()
    return from_plain(Calendar, json.loads(row.content)) if row else calendars.shipped()


def edited(row: UsedScheme) -> UsageError:
    """What is said of a scheme whose file is not the one that was used."""
    return UsageError(
        f"考核方案 {row.scheme} 已于 {china_day(row.used)} 起使用，之后文件被改动"
        f"（使用时 sha256 {row.sha256[:12]}…）：请恢复原文件；要改分值，另立一个新方案"
    )
