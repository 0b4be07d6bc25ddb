"""Tables by noun: register, accounts, ledger, activities, run, bulletin and its life, job."""

from mingcha.web.models.account import Account
from mingcha.web.models.activity import Activity
from mingcha.web.models.bulletin import Bulletin, BulletinHeading, ScoreRow, UsedCalendar, UsedScheme
from mingcha.web.models.bulletin_life import BulletinStep, DocumentNumber, Explanation
from mingcha.web.models.job import JobRow, Reminder, Schedule
from mingcha.web.models.ledger import (
    Appeal,
    Confirmation,
    Exemption,
    Feedback,
    Merger,
    Message,
    OfflineFiling,
    Order,
    OrderAddressee,
    PersonFinding,
    Praise,
    Probe,
    Reply,
)
from mingcha.web.models.register import Site, SiteVersion, Unit, UnitVersion
from mingcha.web.models.run import FindingRow, Run, Sighting, SiteRun, VerdictRow

__all__ = [
    "Account",
    "Activity",
    "Appeal",
    "Bulletin",
    "BulletinHeading",
    "BulletinStep",
    "Confirmation",
    "DocumentNumber",
    "Exemption",
    "Explanation",
    "Feedback",
    "FindingRow",
    "JobRow",
    "Merger",
    "Message",
    "OfflineFiling",
    "Order",
    "OrderAddressee",
    "PersonFinding",
    "Praise",
    "Probe",
    "Reminder",
    "Reply",
    "Run",
    "Schedule",
    "ScoreRow",
    "Sighting",
    "Site",
    "SiteRun",
    "SiteVersion",
    "Unit",
    "UnitVersion",
    "UsedCalendar",
    "UsedScheme",
    "VerdictRow",
]
