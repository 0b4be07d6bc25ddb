"""Tables by noun: register, accounts, ledger, run, bulletin, people, casework, audit."""

from mingcha.web.models.account import Account
from mingcha.web.models.audit import AuditEntry
from mingcha.web.models.bulletin import Bulletin, BulletinHeading, ScoreRow, UsedScheme
from mingcha.web.models.casework import Task, TaskEvent, TaskFinding
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
from mingcha.web.models.people import FailedSignIn, Person, SignInLink
from mingcha.web.models.register import Site, SiteVersion, Unit, UnitVersion
from mingcha.web.models.run import FindingRow, Run, Sighting, SiteRun, VerdictRow

__all__ = [
    "Account",
    "Appeal",
    "AuditEntry",
    "Bulletin",
    "BulletinHeading",
    "Confirmation",
    "Exemption",
    "FailedSignIn",
    "Feedback",
    "FindingRow",
    "Merger",
    "Message",
    "OfflineFiling",
    "Order",
    "OrderAddressee",
    "Person",
    "PersonFinding",
    "Praise",
    "Probe",
    "Reply",
    "Run",
    "ScoreRow",
    "Sighting",
    "SignInLink",
    "Site",
    "SiteRun",
    "SiteVersion",
    "Task",
    "TaskEvent",
    "TaskFinding",
    "Unit",
    "UnitVersion",
    "UsedScheme",
    "VerdictRow",
]
