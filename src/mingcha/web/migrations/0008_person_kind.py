from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("mingcha", "0007_recorded"),
    ]

    operations: ClassVar = [
        migrations.AddField(model_name="personfinding", name="kind", field=models.TextField(default="")),
    ]
