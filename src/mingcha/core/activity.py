"""What an office and its sites did in a year and no machine sees: trainings, checks, drills."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ActivityKind(StrEnum):
    """类别 of the activity file."""

    TRAINING = "人员培训"
    ACCOUNTABILITY = "问责"
    SECURITY_INSPECTION = "安全检查"
    IMPOSTOR = "假冒网站处置"
    SECURITY_TEST = "安全检测"
    WEAKNESS_FOUND = "安全问题发现"
    WEAKNESS_MENDED = "安全问题整改"
    DRILL = "应急演练"
    TOPIC = "专题专栏"
    INTERVIEW = "在线访谈"
    SURVEY = "征集调查"


OF_SITES = frozenset(
    (
        ActivityKind.SECURITY_TEST,
        ActivityKind.WEAKNESS_FOUND,
        ActivityKind.WEAKNESS_MENDED,
        ActivityKind.DRILL,
        ActivityKind.TOPIC,
        ActivityKind.INTERVIEW,
        ActivityKind.SURVEY,
    )
)
"""Kinds that a site's own table counts; the others are the supervising office's."""


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity, or `number` of them, on a day. `unit` is a short name, "" for the office's own.

    `people` None: nobody said how many. `site_code` "": of the unit's only site, or of none.
    """

    day: date
    kind: ActivityKind
    name: str = ""
    unit: str = ""
    site_code: str = ""
    number: int = 1
    people: int | None = None
    note: str = ""
