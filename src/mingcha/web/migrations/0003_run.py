from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("mingcha", "0002_ledger"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Run",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("epoch", models.IntegerField(default=0)),
                ("state", models.TextField(db_index=True, default="")),
                ("as_of", models.DateTimeField()),
                ("scheme", models.TextField(default="")),
                ("scheme_sha256", models.TextField(default="")),
                ("started", models.DateTimeField()),
                ("beat", models.DateTimeField()),
                ("finished", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="FindingRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("fingerprint", models.TextField(default="", unique=True)),
                ("rule", models.TextField(db_index=True, default="")),
                ("host", models.TextField(db_index=True, default="")),
                ("column", models.TextField(default="")),
                ("url", models.TextField(default="")),
                ("target", models.TextField(default="")),
                ("message", models.TextField(default="")),
                ("excerpt", models.TextField(default="")),
                ("suspect", models.BooleanField(default=False)),
                ("first_seen", models.DateTimeField()),
                ("last_seen", models.DateTimeField()),
                (
                    "unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mingcha.unit",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SiteRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("host", models.TextField(default="")),
                ("address_key", models.TextField(default="")),
                ("active", models.BooleanField(default=False)),
                ("saved", models.DateTimeField(null=True)),
                ("view", models.BinaryField(null=True)),
                ("view_sha256", models.TextField(default="")),
                ("outcomes", models.JSONField(default=dict)),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sites", to="mingcha.run"
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="runs", to="mingcha.site"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="VerdictRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rule", models.TextField(db_index=True, default="")),
                ("outcome", models.TextField(default="")),
                ("reason", models.TextField(null=True)),
                ("traceback", models.TextField(null=True)),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="verdicts", to="mingcha.run"
                    ),
                ),
                (
                    "site_run",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="verdicts",
                        to="mingcha.siterun",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mingcha.unit",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Sighting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("data", models.JSONField(default=dict)),
                (
                    "finding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sightings",
                        to="mingcha.findingrow",
                    ),
                ),
                (
                    "verdict",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sightings",
                        to="mingcha.verdictrow",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="siterun",
            constraint=models.UniqueConstraint(fields=("run", "site"), name="a_site_once_in_a_run"),
        ),
        migrations.AddConstraint(
            model_name="siterun",
            constraint=models.UniqueConstraint(
                condition=models.Q(("active", True)), fields=("site",), name="one_active_run_per_site"
            ),
        ),
    ]
