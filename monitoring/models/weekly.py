"""What a school says of one week."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from core.models import Stamped
from core.units import percent
from monitoring.models.codes import YearGroup
from schools.models import School


class WeeklyQuerySet(models.QuerySet["WeeklyRecord"]):
    def standing(self) -> "WeeklyQuerySet":
        return self.filter(superseded_at=None)


class WeeklyRecord(Stamped):
    """One version of a school's week. A correction supersedes it; what it said is kept."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    monday = models.DateField(help_text="The first day of the week.")
    possible = models.PositiveIntegerField(help_text="Sessions possible, of all pupils together.")
    missed = models.PositiveIntegerField(help_text="Sessions missed, of all pupils together.")
    joiners = models.PositiveSmallIntegerField()
    leavers = models.PositiveSmallIntegerField()
    note = models.CharField(max_length=300, blank=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    superseded_at = models.DateTimeField(null=True, blank=True)
    superseded_because = models.CharField(max_length=300, blank=True)

    objects = WeeklyQuerySet.as_manager()

    class Meta:
        ordering = ["-monday", "-created_at"]
        indexes = [models.Index(fields=["monday", "school"], name="monitoring_weekly_by_week")]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "monday"],
                condition=Q(superseded_at=None),
                name="monitoring_weekly_one_stands",
            ),
            models.CheckConstraint(
                condition=Q(missed__lte=F("possible")), name="monitoring_weekly_missed_of_possible"
            ),
            models.CheckConstraint(
                condition=Q(superseded_at=None, superseded_because="")
                | (Q(superseded_at__isnull=False) & ~Q(superseded_because="")),
                name="monitoring_weekly_correction_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school}, week of {self.monday:%-d %b %Y}"

    @property
    def attendance(self) -> Any:
        """In percent with one decimal; None when there was no session."""
        return percent(self.possible - self.missed, self.possible, places=1)


class WeeklyCohort(models.Model):
    """One year group in a week: on track, and predicted to be at expected in July."""

    record = models.ForeignKey(WeeklyRecord, on_delete=models.CASCADE, related_name="cohorts")
    year_group = models.CharField(max_length=2, choices=YearGroup)
    pupils = models.PositiveSmallIntegerField()
    on_track = models.PositiveSmallIntegerField()
    predicted = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["record", "year_group"], name="monitoring_weeklycohort_once"
            ),
            models.CheckConstraint(
                condition=Q(on_track__lte=F("pupils")) & Q(predicted__lte=F("pupils")),
                name="monitoring_weeklycohort_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_year_group_display()}: {self.on_track} of {self.pupils} on track"
