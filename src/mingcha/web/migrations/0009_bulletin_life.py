from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("mingcha", "0008_person_kind"),
    ]

    operations: ClassVar = [
        migrations.AddField(
            model_name="bulletin",
            name="corrects",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="corrections",
                to="mingcha.bulletin",
            ),
        ),
        migrations.AddField(
            model_name="bulletin",
            name="template",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="bulletin",
            name="text",
            field=models.TextField(default=""),
        ),
        migrations.AddField(
            model_name="bulletin",
            name="text_sha256",
            field=models.TextField(default=""),
        ),
        migrations.CreateModel(
            name="BulletinStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("person", models.TextField(default="")),
                ("action", models.TextField(default="")),
                ("state", models.TextField(default="")),
                ("reason", models.TextField(default="")),
                (
                    "bulletin",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="mingcha.bulletin",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Activity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("recorded", models.DateTimeField(null=True)),
                ("seal", models.TextField(default="", unique=True)),
                ("unit_name", models.TextField(default="")),
                ("day", models.DateField(db_index=True)),
                ("kind", models.TextField(default="")),
                ("name", models.TextField(default="")),
                ("site_code", models.TextField(default="")),
                ("number", models.IntegerField(null=True)),
                ("people", models.IntegerField(null=True)),
                ("note", models.TextField(default="")),
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
                "indexes": [models.Index(fields=["at"], name="mingcha_act_at_9ce78c_idx")],
            },
        ),
        migrations.CreateModel(
            name="DocumentNumber",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("word", models.TextField(default="")),
                ("year", models.IntegerField(default=0)),
                ("sequence", models.IntegerField(default=0)),
                ("at", models.DateTimeField()),
                ("reason", models.TextField(default="")),
                (
                    "bulletin",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="numbers",
                        to="mingcha.bulletin",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("word", "year", "sequence"), name="a_number_once"),
                    models.UniqueConstraint(fields=("bulletin",), name="one_number_per_bulletin"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Explanation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.TextField(default="")),
                ("words", models.TextField(default="")),
                ("at", models.DateTimeField()),
                ("person", models.TextField(default="")),
                ("reason", models.TextField(default="")),
                (
                    "bulletin",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="explanations",
                        to="mingcha.bulletin",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("bulletin", "key"), name="one_explanation_per_disagreement"
                    )
                ],
            },
        ),
    ]
