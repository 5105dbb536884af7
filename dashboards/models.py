"""What everyone sees: finished figures and the reports made from them."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from core.models import Job, Stamped
from monitoring.models import Collection, PupilGroup, YearGroup
from schools.models import School


class Figure(models.Model):
    """A finished count: so many of so many pupils. No school means the whole trust.

    Percentages are made at the edge from these counts; counts are pooled, percentages never averaged.
    """

    school = models.ForeignKey(
        School, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="+")
    measure = models.CharField(max_length=40, help_text="e.g. reading_expected, rwm_higher")
    subject = models.CharField(max_length=20)
    cohort = models.CharField(max_length=2, choices=YearGroup)
    group = models.CharField(max_length=8, choices=PupilGroup)
    numerator = models.PositiveIntegerField()
    denominator = models.PositiveIntegerField()

    class Meta:
        indexes = [
            models.Index(
                fields=["collection", "cohort", "group", "measure", "school"],
                name="dashboards_figure_by_page",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(numerator__lte=F("denominator")),
                name="dashboards_figure_part_of_whole",
            ),
            models.UniqueConstraint(
                fields=["school", "collection", "measure", "cohort", "group"],
                condition=Q(school__isnull=False),
                name="dashboards_figure_once_per_school",
            ),
            # Null never equals null, so the trust's own rows need a constraint of their own.
            models.UniqueConstraint(
                fields=["collection", "measure", "cohort", "group"],
                condition=Q(school=None),
                name="dashboards_figure_once_for_trust",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.cohort} {self.group}: {self.numerator}/{self.denominator}"


class FigureState(models.Model):
    """Which submission a school's figures were made from, when, and up to which journal entry."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="+")
    submission_id = models.BigIntegerField(null=True, blank=True)
    last_entry = models.BigIntegerField(default=0)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "collection"], name="dashboards_figurestate_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.school}, {self.collection} at {self.made_at:%H:%M}"


class Report(Stamped):
    """A report somebody asked for: what it covers, what it was made from, and where the file is."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    job = models.OneToOneField(Job, on_delete=models.PROTECT, related_name="+")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    collection = models.ForeignKey(Collection, on_delete=models.PROTECT, related_name="+")
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    stored_as = models.CharField(max_length=100, blank=True, help_text="Path under MEDIA_ROOT.")
    made_from = models.JSONField(default=dict, blank=True)

    class Privacy:
        holds = {"stored_as"}
        keep_for = timedelta(days=365)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"Health check, {self.school}, {self.collection}"
