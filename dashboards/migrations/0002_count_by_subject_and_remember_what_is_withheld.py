"""Both measures of a subject share one row, and what may not be shown is kept with the counts.

Figures are derived: `compute_figures` makes them again, so the old table is dropped, not converted.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q


YEAR_GROUPS = [
    ("N1", "Nursery 1"), ("N2", "Nursery 2"), ("R", "Reception"),
    *[(str(year), f"Year {year}") for year in range(1, 15)],
    ("X", "Year group not followed"),
]  # fmt: skip
GROUPS = [
    ("ALL", "All pupils"), ("DIS", "Disadvantaged"), ("NOT_DIS", "Not disadvantaged"),
    ("SEN_N", "No SEN"), ("SEN_K", "SEN support"), ("SEN_E", "EHC plan"),
    ("EAL", "English as an additional language"), ("NOT_EAL", "English first language"),
    ("F", "Girls"), ("M", "Boys"),
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("dashboards", "0001_initial"),
        ("monitoring", "0001_initial"),
        ("schools", "0001_initial"),
    ]

    operations = [
        migrations.DeleteModel("Figure"),
        migrations.CreateModel(
            name="Figure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.CharField(max_length=20, help_text="A subject code, or rwm for all three.")),
                ("cohort", models.CharField(max_length=2, choices=YEAR_GROUPS)),
                ("group", models.CharField(max_length=8, choices=GROUPS)),
                ("pupils", models.PositiveIntegerField()),
                ("expected", models.PositiveIntegerField()),
                ("higher", models.PositiveIntegerField()),
                ("hides_expected", models.BooleanField(default=False)),
                ("hides_higher", models.BooleanField(default=False)),
                ("collection", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="monitoring.collection")),
                ("school", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="schools.school")),
            ],
            options={
                "indexes": [
                    models.Index(fields=["collection", "cohort", "group", "subject", "pupils"], name="dashboards_figure_by_page")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(higher__lte=F("expected")) & Q(expected__lte=F("pupils")),
                        name="dashboards_figure_in_order",
                    ),
                    models.UniqueConstraint(
                        fields=["school", "collection", "cohort", "subject", "group"],
                        condition=Q(school__isnull=False),
                        name="dashboards_figure_once_per_school",
                    ),
                    models.UniqueConstraint(
                        fields=["collection", "cohort", "subject", "group"],
                        condition=Q(school=None),
                        name="dashboards_figure_once_for_trust",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Withholding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("cohort", models.CharField(max_length=2, choices=YEAR_GROUPS)),
                ("smallest", models.PositiveSmallIntegerField(help_text="The trust's smallest group at the time.")),
                ("crowd", models.JSONField(blank=True, default=dict)),
                ("partners", models.JSONField(blank=True, default=dict)),
                ("collection", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="monitoring.collection")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["collection", "cohort"], name="dashboards_withholding_once")
                ],
            },
        ),
    ]
