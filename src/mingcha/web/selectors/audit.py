"""Reads the audit log, and proves that nobody altered it."""

from mingcha.core.clock import CHINA
from mingcha.web.models import AuditEntry
from mingcha.web.services.audit import digest


def altered_audit() -> tuple[str, ...]:
    """A sentence for every entry that is not as it was written, or not preceded by what it followed."""
    wrong = []
    before = ""
    for entry in AuditEntry.objects.order_by("id").iterator(chunk_size=2_000):
        when = f"{entry.at.astimezone(CHINA):%Y-%m-%d %H:%M}"
        place = f"操作记录第 {entry.id} 条（{when} {entry.person or '系统'}）"
        if entry.previous != before:
            wrong.append(f"{place}之前有记录被删除或改动：请与备份核对")
        if entry.sha256 != digest(entry):
            wrong.append(f"{place}被改动过：请与备份核对")
        before = entry.sha256
    return tuple(wrong)


def audit_head() -> str:
    """The hash of the latest entry, which seals all before it; "" for an empty log."""
    return AuditEntry.objects.order_by("-id").values_list("sha256", flat=True).first() or ""
