from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("mingcha", "0012_jobs"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("login", models.CharField(max_length=60, unique=True)),
                ("full_name", models.TextField(default="")),
                ("role", models.TextField(default="")),
                ("phone", models.TextField(default="")),
                ("is_active", models.BooleanField(default=True)),
                ("must_change", models.BooleanField(default=False)),
                ("since", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("person", models.TextField(db_index=True, default="")),
                ("address", models.TextField(default="")),
                ("action", models.TextField(db_index=True, default="")),
                ("subject", models.TextField(db_index=True, default="")),
                ("data", models.JSONField(default=dict)),
                ("previous", models.TextField(default="", unique=True)),
                ("sha256", models.TextField(default="")),
            ],
        ),
        migrations.CreateModel(
            name="FailedSignIn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("login", models.TextField(default="")),
                ("address", models.TextField(default="")),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="SignInLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token_sha256", models.TextField(default="", unique=True)),
                ("until", models.DateTimeField()),
                ("used", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Task",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("state", models.TextField(db_index=True, default="")),
                ("due", models.DateField(db_index=True)),
                ("changed", models.DateTimeField()),
                ("recheck", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="TaskEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("action", models.TextField(default="")),
                ("state", models.TextField(default="")),
                ("person", models.TextField(default="")),
                ("text", models.TextField(default="")),
                ("until", models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="TaskFinding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="appeal",
            name="by",
            field=models.TextField(default=""),
        ),
        migrations.AddField(
            model_name="appeal",
            name="column",
            field=models.TextField(default=""),
        ),
        migrations.AddField(
            model_name="appeal",
            name="target",
            field=models.TextField(default=""),
        ),
        migrations.AddField(
            model_name="confirmation",
            name="by",
            field=models.TextField(default=""),
        ),
        migrations.AddField(
            model_name="confirmation",
            name="column",
            field=models.TextField(default=""),
        ),
        migrations.AddField(
            model_name="confirmation",
            name="reason",
            field=models.TextField(default=""),
        ),
        migrations.AddField(
            model_name="confirmation",
            name="target",
            field=models.TextField(default=""),
        ),
        migrations.AddField(
            model_name="confirmation",
            name="unit",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="mingcha.unit"
            ),
        ),
        migrations.AddField(
            model_name="confirmation",
            name="unit_name",
            field=models.TextField(default=""),
        ),
        migrations.AddField(
            model_name="exemption",
            name="by",
            field=models.TextField(default=""),
        ),
        migrations.AddField(
            model_name="exemption",
            name="target",
            field=models.TextField(default=""),
        ),
        migrations.AddField(
            model_name="exemption",
            name="url",
            field=models.TextField(default=""),
        ),
        migrations.AddField(
            model_name="findingrow",
            name="gone",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="findingrow",
            name="returned",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="findingrow",
            name="standing",
            field=models.TextField(default=""),
        ),
        migrations.AddField(
            model_name="findingrow",
            name="standing_until",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="verdictrow",
            name="current",
            field=models.BooleanField(default=False),
        ),
        migrations.AddIndex(
            model_name="findingrow",
            index=models.Index(fields=["standing", "last_seen", "id"], name="findings_by_standing"),
        ),
        migrations.AddIndex(
            model_name="findingrow",
            index=models.Index(fields=["last_seen", "id"], name="findings_by_time"),
        ),
        migrations.AddIndex(
            model_name="findingrow",
            index=models.Index(fields=["unit", "standing", "last_seen", "id"], name="findings_of_units"),
        ),
        migrations.AddIndex(
            model_name="findingrow",
            index=models.Index(fields=["host", "standing", "last_seen", "id"], name="findings_of_sites"),
        ),
        migrations.AddIndex(
            model_name="findingrow",
            index=models.Index(fields=["rule", "standing", "last_seen", "id"], name="findings_of_rules"),
        ),
        migrations.AddIndex(
            model_name="findingrow",
            index=models.Index(fields=["standing", "unit", "rule"], name="findings_to_count"),
        ),
        migrations.AddIndex(
            model_name="findingrow",
            index=models.Index(
                condition=models.Q(("target", ""), _negated=True),
                fields=["target"],
                name="findings_by_target",
            ),
        ),
        migrations.AddIndex(
            model_name="verdictrow",
            index=models.Index(
                condition=models.Q(("current", True)), fields=["outcome", "unit"], name="current_verdicts"
            ),
        ),
        migrations.AddIndex(
            model_name="verdictrow",
            index=models.Index(
                condition=models.Q(("site_run", None)), fields=["unit", "rule"], name="verdicts_of_units"
            ),
        ),
        migrations.AddField(
            model_name="person",
            name="unit",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="mingcha.unit"
            ),
        ),
        migrations.AddIndex(
            model_name="failedsignin",
            index=models.Index(fields=["login", "at"], name="failed_by_login"),
        ),
        migrations.AddIndex(
            model_name="failedsignin",
            index=models.Index(fields=["address", "at"], name="failed_by_address"),
        ),
        migrations.AddField(
            model_name="signinlink",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="order",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="tasks", to="mingcha.order"
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="tasks", to="mingcha.unit"
            ),
        ),
        migrations.AddField(
            model_name="taskevent",
            name="run",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="mingcha.run"
            ),
        ),
        migrations.AddField(
            model_name="taskevent",
            name="task",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="events", to="mingcha.task"
            ),
        ),
        migrations.AddField(
            model_name="taskfinding",
            name="finding",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="tasks", to="mingcha.findingrow"
            ),
        ),
        migrations.AddField(
            model_name="taskfinding",
            name="task",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="findings", to="mingcha.task"
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.UniqueConstraint(fields=("order", "unit"), name="one_task_per_order_and_unit"),
        ),
        migrations.AddConstraint(
            model_name="taskfinding",
            constraint=models.UniqueConstraint(fields=("task", "finding"), name="a_finding_once_in_a_task"),
        ),
    ]
