from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies: ClassVar = []

    operations: ClassVar = [
        migrations.CreateModel(
            name="Site",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.TextField(default="", unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="SiteVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("home_url", models.TextField(default="")),
                ("address_key", models.TextField(default="")),
                ("host", models.TextField(db_index=True, default="")),
                ("site_code", models.TextField(db_index=True, default="")),
                ("name", models.TextField(default="")),
                ("status", models.TextField(default="")),
                ("details", models.JSONField(default=dict)),
                ("position", models.IntegerField(default=0)),
                ("since", models.DateField(null=True)),
                ("until", models.DateField(db_index=True, null=True)),
                ("recorded", models.DateField(null=True)),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="mingcha.site",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="site_versions",
                        to="mingcha.unit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)),
                        fields=("site",),
                        name="one_current_version_per_site",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)),
                        fields=("address_key",),
                        name="one_current_site_per_address",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until", None), models.Q(("site_code", ""), _negated=True)),
                        fields=("site_code",),
                        name="one_current_site_per_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("since", None),
                            ("until", None),
                            ("until__gte", models.F("since")),
                            _connector="OR",
                        ),
                        name="site_version_ends_after_it_began",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UnitVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.TextField(default="")),
                ("short_name", models.TextField(db_index=True, default="")),
                ("kind", models.TextField(default="")),
                ("order", models.IntegerField(default=0)),
                ("position", models.IntegerField(default=0)),
                ("valid_from", models.DateField(null=True)),
                ("valid_to", models.DateField(null=True)),
                ("since", models.DateField(null=True)),
                ("until", models.DateField(db_index=True, null=True)),
                ("recorded", models.DateField(null=True)),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="child_versions",
                        to="mingcha.unit",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="mingcha.unit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)),
                        fields=("unit",),
                        name="one_current_version_per_unit",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("since", None),
                            ("until", None),
                            ("until__gte", models.F("since")),
                            _connector="OR",
                        ),
                        name="unit_version_ends_after_it_began",
                    ),
                ],
            },
        ),
    ]
