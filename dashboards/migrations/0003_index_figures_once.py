"""The keys of a figure are first in its other indexes; indexes of their own only slow writing."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dashboards", "0002_count_by_subject_and_remember_what_is_withheld")]

    operations = [
        migrations.AlterField(
            model_name="figure",
            name="school",
            field=models.ForeignKey(
                blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE,
                related_name="+", to="schools.school",
            ),
        ),
        migrations.AlterField(
            model_name="figure",
            name="collection",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+",
                to="monitoring.collection",
            ),
        ),
    ]  # fmt: skip
