"""What a school gives, version by version."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.models import Stamped
from core.workflow import Workflow
from monitoring.models.codes import PupilGroup, YearGroup
from monitoring.models.collections import Collection
from schools.models import School


class SubmissionState(models.TextChoices):
    DRAFT = "draft", "Being prepared"
    SUBMITTED = "submitted", "Submitted"
    ACCEPTED = "accepted", "Accepted"
    RETURNED = "returned", "Returned"
    SUPERSEDED = "superseded", "Replaced by a later version"
    WITHDRAWN = "withdrawn", "Taken back by the school"


SUBMISSION = Workflow(
    name="submission",
    moves={
        SubmissionState.DRAFT: frozenset({SubmissionState.SUBMITTED}),
        SubmissionState.SUBMITTED: frozenset(
            {
                SubmissionState.ACCEPTED,
                SubmissionState.RETURNED,
                SubmissionState.SUPERSEDED,
                SubmissionState.WITHDRAWN,
            }
        ),
        SubmissionState.ACCEPTED: frozenset({SubmissionState.RETURNED, SubmissionState.SUPERSEDED}),
        SubmissionState.RETURNED: frozenset({SubmissionState.SUPERSEDED}),
        # What replaced it was taken back, so it stands as it stood.
        SubmissionState.SUPERSEDED: frozenset(
            {SubmissionState.SUBMITTED, SubmissionState.ACCEPTED, SubmissionState.RETURNED}
        ),
    },
)


class Way(models.TextChoices):
    UPLOAD = "upload", "Pupils, from a file"
    GRID = "grid", "Counts, typed in"


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def counting(self) -> "SubmissionQuerySet":
        """The versions figures are made from: given, and neither returned nor replaced."""
        return self.filter(state__in=[SubmissionState.SUBMITTED, SubmissionState.ACCEPTED])

    def sent(self) -> "SubmissionQuerySet":
        """Every version that ever reached the trust."""
        return self.exclude(state=SubmissionState.DRAFT)

    def standing(self) -> "SubmissionQuerySet":
        """Sent, and not taken back: the newest of them says where a school stands."""
        return self.exclude(state__in=[SubmissionState.DRAFT, SubmissionState.WITHDRAWN])


class Submission(Stamped):
    """One version of what a school gives. A later version supersedes it; none is changed."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    collection = models.ForeignKey(Collection, on_delete=models.PROTECT, related_name="submissions")
    version = models.PositiveSmallIntegerField()
    way = models.CharField(max_length=6, choices=Way)
    state = models.CharField(max_length=10, choices=SubmissionState, default=SubmissionState.DRAFT)
    receipt = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    content_hash = models.CharField(max_length=64, blank=True)
    pupils = models.PositiveIntegerField(default=0)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    return_reason = models.TextField(blank=True)
    return_cells = models.JSONField(
        default=list, blank=True, help_text="Reasons by cell: year_group, subject and words each."
    )
    withdrawn_because = models.CharField(
        max_length=300, blank=True, help_text="The school's words for taking it back."
    )
    pupils_deleted_on = models.DateField(
        null=True, blank=True, help_text="Since when only counts are kept of it."
    )
    explanations = models.JSONField(
        default=dict, blank=True, help_text="The school's words for differences it was asked about."
    )
    differences = models.JSONField(
        default=list, blank=True, help_text="What was unlike last time: a code and a sentence each."
    )
    typed = models.JSONField(
        default=dict, blank=True, help_text="The grid as it was typed, finished or not."
    )
    summary = models.JSONField(
        default=dict, blank=True, help_text="Counts by year group, as shown before it was sent."
    )

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        ordering = ["school", "collection", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "collection", "version"], name="monitoring_submission_version"
            ),
            models.UniqueConstraint(
                fields=["school", "collection"],
                condition=Q(state="draft"),
                name="monitoring_submission_one_draft",
            ),
            models.UniqueConstraint(
                fields=["school", "collection"],
                condition=Q(state__in=["submitted", "accepted"]),
                name="monitoring_submission_one_counts",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_at=None, reviewed_by=None)
                | Q(reviewed_at__isnull=False, reviewed_by__isnull=False),
                name="monitoring_submission_review_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(submitted_at=None, submitted_by=None) | Q(submitted_at__isnull=False),
                name="monitoring_submission_submitted_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", submitted_at=None)
                | (~Q(state="draft") & Q(submitted_at__isnull=False)),
                name="monitoring_submission_given_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state="withdrawn") ^ Q(withdrawn_because=""),
                name="monitoring_submission_withdrawn_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school}, {self.collection}, version {self.version}"

    @property
    def stood_as(self) -> str:
        """The state it was in before a later version replaced it, from what was said of it."""
        if self.return_reason or self.return_cells:
            return SubmissionState.RETURNED
        return SubmissionState.ACCEPTED if self.reviewed_at else SubmissionState.SUBMITTED

    @property
    def stood_as_words(self) -> str:
        return str(SubmissionState(self.stood_as).label)


class GridCount(models.Model):
    """Counts a school typed: pupils assessed, at or above expected, at the higher standard."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="grid_counts")
    subject = models.CharField(max_length=20, help_text="A subject code, or rwm for all three.")
    year_group = models.CharField(max_length=2, choices=YearGroup)
    group = models.CharField(max_length=8, choices=PupilGroup, default=PupilGroup.ALL)
    pupils = models.PositiveSmallIntegerField()
    expected = models.PositiveSmallIntegerField()
    higher = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "subject", "year_group", "group"],
                name="monitoring_gridcount_once",
            ),
            models.CheckConstraint(
                condition=Q(higher__lte=models.F("expected")) & Q(expected__lte=models.F("pupils")),
                name="monitoring_gridcount_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.year_group} {self.group}: {self.expected} of {self.pupils}"
