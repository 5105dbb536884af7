"""What everyone sees: finished figures and the reports made from them."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from core.models import Job, JobState, Stamped
from monitoring.models import COHORTS, Collection, PupilGroup
from schools.models import School

REPORT_TONES = {
    JobState.QUEUED: "neutral",
    JobState.RUNNING: "calm",
    JobState.DONE: "good",
    JobState.FAILED: "urgent",
}


class Figure(models.Model):
    """Finished counts of one subject for one group: so many pupils, so many at or above each
    standard.

    No school means the whole trust. Percentages are made at the edge from these counts; counts
    are pooled, percentages never averaged. Both measures of a subject share `pupils`, so they
    cannot differ. A subject somebody was assessed in has a row for every group, also the empty
    ones. Of a mean or a rate (ADR 0011) `pupils` are those it is of, nobody is at a standard, and
    `total` and `base` are shown where the pupils are. The `hides_…` flags say what may not be shown
    beyond the school (ADR 0005).
    """

    # Each is first in an index below, and tens of thousands of rows are written at a time.
    school = models.ForeignKey(
        School, null=True, blank=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    collection = models.ForeignKey(
        Collection, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    subject = models.CharField(
        max_length=20, help_text="A subject code, rwm for all three, or a line of a kind."
    )
    cohort = models.CharField(max_length=2, choices=COHORTS)
    group = models.CharField(max_length=8, choices=PupilGroup)
    pupils = models.PositiveIntegerField()
    expected = models.PositiveIntegerField()
    higher = models.PositiveIntegerField()
    hides_expected = models.BooleanField(default=False)
    hides_higher = models.BooleanField(default=False)
    total = models.BigIntegerField(
        default=0, help_text="Of a mean or a rate: what is added up, in millionths."
    )
    base = models.BigIntegerField(default=0, help_text="What the total is divided by.")

    class Meta:
        indexes = [
            models.Index(
                fields=["collection", "cohort", "group", "subject", "pupils"],
                name="dashboards_figure_by_page",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(higher__lte=F("expected")) & Q(expected__lte=F("pupils")),
                name="dashboards_figure_in_order",
            ),
            models.UniqueConstraint(
                fields=["school", "collection", "cohort", "subject", "group"],
                condition=Q(school__isnull=False),
                name="dashboards_figure_once_per_school",
            ),
            # Null never equals null, so the trust's own rows need a constraint of their own.
            models.UniqueConstraint(
                fields=["collection", "cohort", "subject", "group"],
                condition=Q(school=None),
                name="dashboards_figure_once_for_trust",
            ),
        ]

    def __str__(self) -> str:
        counts = f"{self.expected} and {self.higher} of {self.pupils}"
        return f"{self.subject}, year {self.cohort}, {self.group}: {counts}"


class Withholding(models.Model):
    """What a cohort's schools hide, added up, so that one new return need not read every school
    again.

    `crowd` counts the schools that hide for their own sake by kind, and adds their pupils up;
    `partners` are the schools that hide only to protect another. Both are made by
    `dashboards.figures` and mean nothing elsewhere (ADR 0005).
    """

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="+")
    cohort = models.CharField(max_length=2, choices=COHORTS)
    smallest = models.PositiveSmallIntegerField(help_text="The trust's smallest group at the time.")
    crowd = models.JSONField(default=dict, blank=True)
    partners = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["collection", "cohort"], name="dashboards_withholding_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.collection}, year {self.cohort}"


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

    @property
    def tone(self) -> str:
        return REPORT_TONES[JobState(self.job.state)]


class Digest(models.Model):
    """A morning letter to one person: that it was written, and a hash of what it said."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    on = models.DateField()
    content_hash = models.CharField(max_length=64)
    posted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "on"], name="dashboards_digest_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.on}"
