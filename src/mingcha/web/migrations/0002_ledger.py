from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("mingcha", "0001_register"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Confirmation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("seal", models.TextField(default="", unique=True)),
                ("host", models.TextField(db_index=True, default="")),
                ("rule", models.TextField(default="")),
                ("url", models.TextField(default="")),
                ("decision", models.TextField(default="")),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["at"], name="mingcha_con_at_217808_idx")],
            },
        ),
        migrations.CreateModel(
            name="Merger",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("seal", models.TextField(default="", unique=True)),
                ("host", models.TextField(db_index=True, default="")),
                ("into", models.TextField(default="")),
                ("by", models.DateField(null=True)),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["at"], name="mingcha_mer_at_7ad81d_idx")],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("seal", models.TextField(default="", unique=True)),
                ("number", models.TextField(default="", unique=True)),
                ("site_code", models.TextField(db_index=True, default="")),
                ("url", models.TextField(default="")),
                ("text", models.TextField(default="")),
                ("about", models.TextField(default="")),
                ("complex", models.BooleanField(default=False)),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["at"], name="mingcha_mes_at_921666_idx")],
            },
        ),
        migrations.CreateModel(
            name="OfflineFiling",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("seal", models.TextField(default="", unique=True)),
                ("host", models.TextField(db_index=True, default="")),
                ("until", models.DateField(null=True)),
                ("reason", models.TextField(default="")),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["at"], name="mingcha_off_at_f7cf9d_idx")],
            },
        ),
        migrations.CreateModel(
            name="Order",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("seal", models.TextField(default="", unique=True)),
                ("number", models.TextField(default="", unique=True)),
                ("title", models.TextField(default="")),
                ("due", models.DateField()),
                ("about", models.TextField(default="")),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["at"], name="mingcha_ord_at_8166fc_idx")],
            },
        ),
        migrations.CreateModel(
            name="OrderAddressee",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("unit_name", models.TextField(default="")),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="addressees",
                        to="mingcha.order",
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
            name="Probe",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("host", models.TextField(default="")),
                ("ok", models.BooleanField(default=False)),
                ("seconds", models.FloatField(default=0.0)),
            ],
            options={
                "indexes": [models.Index(fields=["at"], name="mingcha_pro_at_bfedac_idx")],
                "constraints": [
                    models.UniqueConstraint(fields=("host", "at"), name="one_probe_per_host_and_time")
                ],
            },
        ),
        migrations.CreateModel(
            name="Reply",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("seal", models.TextField(default="", unique=True)),
                ("message_number", models.TextField(db_index=True, default="")),
                ("text", models.TextField(default="")),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["at"], name="mingcha_rep_at_8c32dd_idx")],
            },
        ),
        migrations.CreateModel(
            name="Appeal",
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
                ("url", models.TextField(default="")),
                ("reason", models.TextField(default="")),
                ("decision", models.TextField(default="")),
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
                "indexes": [models.Index(fields=["at"], name="mingcha_app_at_8a2c81_idx")],
            },
        ),
        migrations.CreateModel(
            name="Exemption",
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
                ("column", models.TextField(default="")),
                ("reason", models.TextField(default="")),
                ("until", models.DateField(null=True)),
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
                "indexes": [models.Index(fields=["at"], name="mingcha_exe_at_63afbd_idx")],
            },
        ),
        migrations.CreateModel(
            name="Feedback",
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
                ("order_number", models.TextField(db_index=True, default="")),
                ("text", models.TextField(default="")),
                ("quality", models.TextField(default="")),
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
                "indexes": [models.Index(fields=["at"], name="mingcha_fee_at_e461d1_idx")],
            },
        ),
        migrations.CreateModel(
            name="Praise",
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
                ("text", models.TextField(default="")),
                ("url", models.TextField(default="")),
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
                "indexes": [models.Index(fields=["at"], name="mingcha_pra_at_a6afe0_idx")],
            },
        ),
    ]
