from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("mingcha", "0004_bulletin"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Account",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("platform", models.TextField(default="")),
                ("name", models.TextField(default="")),
                ("updated", models.DateField(null=True)),
                ("status", models.TextField(default="")),
                ("position", models.IntegerField(default=0)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="mingcha.unit"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["platform", "name", "at"], name="account_by_name_and_time")],
            },
        ),
    ]
