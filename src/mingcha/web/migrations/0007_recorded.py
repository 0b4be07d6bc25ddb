from typing import ClassVar

from django.db import migrations, models

LEDGER = (
    *("appeal", "confirmation", "exemption", "feedback", "merger", "message", "offlinefiling", "order"),
    *("personfinding", "praise", "reply"),
)


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("mingcha", "0006_assessment"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="UsedCalendar",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sha256", models.TextField(default="", unique=True)),
                ("content", models.TextField(default="")),
            ],
        ),
        *(
            migrations.AddField(model_name=name, name="recorded", field=models.DateTimeField(null=True))
            for name in LEDGER
        ),
        migrations.AddField(model_name="personfinding", name="page", field=models.TextField(default="")),
        migrations.AddField(model_name="run", name="calendar", field=models.TextField(default="")),
        migrations.AddField(model_name="run", name="told", field=models.JSONField(default=dict)),
    ]
