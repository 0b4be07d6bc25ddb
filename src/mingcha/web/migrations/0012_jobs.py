from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("mingcha", "0009_bulletin_life"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Schedule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.TextField(default="", unique=True)),
                ("every_s", models.IntegerField(default=0)),
                ("active", models.BooleanField(default=False)),
                ("due", models.DateTimeField()),
                ("handed_in", models.DateTimeField(null=True)),
                ("done", models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name="siterun",
            name="beat",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="siterun",
            name="epoch",
            field=models.IntegerField(default=0),
        ),
        migrations.AddField(
            model_name="siterun",
            name="shard",
            field=models.IntegerField(default=0),
        ),
        migrations.CreateModel(
            name="JobRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.TextField(default="")),
                ("queue", models.TextField(default="")),
                ("args", models.JSONField(default=dict)),
                ("key", models.TextField(default="")),
                ("state", models.TextField(db_index=True, default="")),
                ("since", models.DateTimeField()),
                ("not_before", models.DateTimeField(null=True)),
                ("epoch", models.IntegerField(default=0)),
                ("pulse", models.IntegerField(default=0)),
                ("attempts", models.IntegerField(default=0)),
                ("error", models.TextField(default="")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting"), models.Q(("key", ""), _negated=True)),
                        fields=("key",),
                        name="a_key_waits_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.TextField(default="", unique=True)),
                ("at", models.DateTimeField()),
                ("due", models.DateField(db_index=True, null=True)),
                ("overdue", models.BooleanField(default=False)),
                ("text", models.TextField(default="")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="mingcha.unit"
                    ),
                ),
            ],
        ),
    ]
