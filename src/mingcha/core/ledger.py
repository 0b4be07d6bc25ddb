"""The ledger: what was ordered, reported, asked, answered, praised and filed, each with its time.

Every figure counts entries with `at` ≤ as_of, whatever the period (contract, section 4).
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Order:
    """交办: a document asking units for feedback by the end of `due`; `to` holds short names, or ("*",)."""

    at: datetime
    number: str
    title: str
    to: tuple[str, ...]
    due: date
    about: str = ""


@dataclass(frozen=True, slots=True)
class Feedback:
    """整改反馈 of a unit on an order; `quality` is the clerk's grade: "detailed" or "plain"."""

    at: datetime
    order: str
    unit: str
    text: str = ""
    quality: str = "plain"


@dataclass(frozen=True, slots=True)
class Message:
    """网民留言: an error report or a consultation that a site received."""

    at: datetime
    id: str
    site_code: str
    url: str = ""
    text: str = ""
    about: str = "error_report"
    complex: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """答复 to a message, by the message's id."""

    at: datetime
    message: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Praise:
    """表扬: good practice of a unit, with where it can be seen."""

    at: datetime
    unit: str
    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class ProbeEvent:
    """One availability visit to a host."""

    at: datetime
    host: str
    ok: bool
    seconds: float


@dataclass(frozen=True, slots=True)
class Exemption:
    """豁免: a finding of a rule (in a column, or everywhere when it is "") excused until the end of a day."""

    at: datetime
    unit: str
    rule: str
    column: str
    reason: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Appeal:
    """申诉 against findings of a rule at an address; `decision` is "upheld", "rejected" or "" while open."""

    at: datetime
    unit: str
    rule: str
    url: str
    reason: str
    decision: str = ""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A reviewer's decision on a finding: "confirmed" or "false_alarm"."""

    at: datetime
    host: str
    rule: str
    url: str
    decision: str


@dataclass(frozen=True, slots=True)
class OfflineFiling:
    """临时下线备案: the host is excused from `at` until the end of a day."""

    at: datetime
    host: str
    until: date | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Merger:
    """整合计划: the host is to be merged into another by the end of a day."""

    at: datetime
    host: str
    into: str
    by: date | None = None


@dataclass(frozen=True, slots=True)
class PersonFinding:
    """人工发现 under a rule or a row of the scheme, for a period: what a person saw, where, in which words.

    `picture` and `page` are stored pieces of evidence ("sha256:…"), "" for none; `points` are given only
    under rows that leave them open; `kind` is a class of the rule's with a price of its own; `host` is the
    site's, "" where it is the unit's own matter.
    """

    at: datetime
    unit: str
    rule: str
    period: str
    url: str = ""
    words: str = ""
    title: str = ""
    host: str = ""
    column: str = ""
    picture: str = ""
    points: float | None = None
    by: str = ""
    page: str = ""
    kind: str = ""


Entry = (
    Order
    | Feedback
    | Message
    | Reply
    | Praise
    | ProbeEvent
    | Exemption
    | Appeal
    | Confirmation
    | OfflineFiling
    | Merger
    | PersonFinding
)


@dataclass(frozen=True, slots=True)
class Ledger:
    """All entries by kind, each in the order of their times."""

    orders: tuple[Order, ...] = ()
    feedbacks: tuple[Feedback, ...] = ()
    messages: tuple[Message, ...] = ()
    replies: tuple[Reply, ...] = ()
    praises: tuple[Praise, ...] = ()
    probes: tuple[ProbeEvent, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    appeals: tuple[Appeal, ...] = ()
    confirmations: tuple[Confirmation, ...] = ()
    offline_filings: tuple[OfflineFiling, ...] = ()
    mergers: tuple[Merger, ...] = ()
    person_findings: tuple[PersonFinding, ...] = ()

    def until(self, as_of: datetime) -> "Ledger":
        """Only what was recorded by an instant; cheap, since every rule asks and probes are many."""
        kept = {}
        for entry in fields(self):
            rows = getattr(self, entry.name)
            kept[entry.name] = rows[: bisect_right(rows, as_of, key=lambda row: row.at)]
        return replace(self, **kept)


_FIELD_OF: dict[type, str] = {
    Order: "orders",
    Feedback: "feedbacks",
    Message: "messages",
    Reply: "replies",
    Praise: "praises",
    ProbeEvent: "probes",
    Exemption: "exemptions",
    Appeal: "appeals",
    Confirmation: "confirmations",
    OfflineFiling: "offline_filings",
    Merger: "mergers",
    PersonFinding: "person_findings",
}


def ledger_of(entries: Iterable[Entry]) -> Ledger:
    """Sort entries into a ledger; within a kind they stand by time, then as given."""
    rows: dict[str, list[Entry]] = {name: [] for name in _FIELD_OF.values()}
    for entry in entries:
        rows[_FIELD_OF[type(entry)]].append(entry)
    kept = {name: tuple(sorted(of_kind, key=lambda row: row.at)) for name, of_kind in rows.items()}
    return replace(Ledger(), **kept)  # type: ignore[arg-type]
