from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("mingcha", "0005_account"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="BulletinHeading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("period", models.TextField(db_index=True, default="")),
                ("at", models.DateTimeField()),
                ("data", models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name="UsedScheme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("scheme", models.TextField(default="", unique=True)),
                ("sha256", models.TextField(default="")),
                ("content", models.TextField(default="")),
                ("used", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="bulletin",
            name="as_of",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="run",
            name="evidence_head",
            field=models.TextField(default=""),
        ),
        migrations.AddField(
            model_name="run",
            name="period",
            field=models.TextField(db_index=True, default=""),
        ),
        migrations.AddField(
            model_name="run",
            name="portal_host",
            field=models.TextField(default=""),
        ),
        migrations.AddField(
            model_name="run",
            name="report_year",
            field=models.IntegerField(null=True),
        ),
        migrations.CreateModel(
            name="PersonFinding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("seal", models.TextField(default="", unique=True)),
                ("unit_name", models.TextField(default="")),
                ("rule", models.TextField(default="")),
                ("period", models.TextField(db_index=True, default="")),
                ("host", models.TextField(default="")),
                ("title", models.TextField(default="")),
                ("url", models.TextField(default="")),
                ("column", models.TextField(default="")),
                ("words", models.TextField(default="")),
                ("picture", models.TextField(default="")),
                ("points", models.FloatField(null=True)),
                ("by", models.TextField(default="")),
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
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["at"], name="mingcha_per_at_76c64f_idx")],
            },
        ),
    ]
