from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("mingcha", "0003_run"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Bulletin",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("period", models.TextField(default="")),
                ("version", models.IntegerField(default=0)),
                ("state", models.TextField(default="")),
                ("number", models.TextField(default="")),
                ("title", models.TextField(default="")),
                ("data", models.TextField(default="")),
                ("data_sha256", models.TextField(default="")),
                ("docx_sha256", models.TextField(default="")),
                ("pdf_sha256", models.TextField(default="")),
                ("drafted", models.DateTimeField()),
                ("issued", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("period", "version"), name="one_bulletin_per_version")
                ],
            },
        ),
        migrations.CreateModel(
            name="ScoreRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("scheme", models.TextField(default="")),
                ("total", models.FloatField()),
                ("data", models.JSONField(default=dict)),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="scores", to="mingcha.run"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="mingcha.unit"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("run", "scheme", "unit"), name="one_score_per_run_scheme_unit"
                    )
                ],
            },
        ),
    ]
