"""Shuts the audit log against change, and fills in how stored verdicts and findings stand."""

from typing import Any, ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F, Max

_REFUSE = "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
_RAISE = "BEGIN RAISE EXCEPTION 'the audit log is append-only'; END"
_EACH_ROW = "ON mingcha_auditentry FOR EACH ROW"
_EACH_STATEMENT = "ON mingcha_auditentry FOR EACH STATEMENT"
_CALL = "EXECUTE FUNCTION audit_is_append_only()"
_SHUT = {
    "sqlite": (
        f"CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON mingcha_auditentry {_REFUSE}",
        f"CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON mingcha_auditentry {_REFUSE}",
    ),
    "postgresql": (
        f"CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ {_RAISE} $$",
        # By row: a statement that finds no entry (a new store being filled) harms nothing.
        f"CREATE TRIGGER audit_is_not_changed BEFORE UPDATE OR DELETE {_EACH_ROW} {_CALL}",
        f"CREATE TRIGGER audit_is_not_emptied BEFORE TRUNCATE {_EACH_STATEMENT} {_CALL}",
    ),
}
_OPEN = {
    "sqlite": ("DROP TRIGGER audit_is_not_changed", "DROP TRIGGER audit_is_not_deleted"),
    "postgresql": (
        "DROP TRIGGER audit_is_not_changed ON mingcha_auditentry",
        "DROP TRIGGER audit_is_not_emptied ON mingcha_auditentry",
        "DROP FUNCTION audit_is_append_only()",
    ),
}


def shut(_apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in _SHUT[editor.connection.vendor]:
        editor.execute(statement)


def open_again(_apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in _OPEN[editor.connection.vendor]:
        editor.execute(statement)


def fill_in(apps: Any, _editor: BaseDatabaseSchemaEditor) -> None:
    """The latest verdict of a rule on a subject is current; findings stand as they were last seen."""
    verdicts = apps.get_model("mingcha", "VerdictRow").objects
    of_sites = verdicts.exclude(site_run=None).values("site_run__site", "rule").annotate(last=Max("id"))
    of_units = verdicts.filter(site_run=None).values("unit", "rule").annotate(last=Max("id"))
    for latest in (of_sites, of_units):
        verdicts.filter(id__in=list(latest.values_list("last", flat=True))).update(current=True)
    findings = apps.get_model("mingcha", "FindingRow").objects
    findings.filter(suspect=True).update(standing="suspect")
    findings.filter(suspect=False).update(standing="fault")
    settled = apps.get_model("mingcha", "Sighting").objects.filter(
        finding__last_seen=F("verdict__run__as_of"), data__settled__isnull=False
    )
    for finding_id, data in settled.values_list("finding_id", "data"):
        said = data["settled"]
        standing = {"已豁": "exempt", "申诉": "upheld"}.get(said[:2], "false_alarm")
        findings.filter(id=finding_id).update(standing=standing)


def nothing(_apps: Any, _editor: BaseDatabaseSchemaEditor) -> None:
    """The columns go with the schema."""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("mingcha", "0015_console"),
    ]

    operations: ClassVar = [
        migrations.RunPython(shut, open_again),
        migrations.RunPython(fill_in, nothing),
    ]
