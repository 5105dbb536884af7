"""Somebody of one school helps another: what was agreed first, what was done, what it changed."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models import RoleAssignment
from banding.models import OfferLine
from core.models import Stamped
from core.workflow import Workflow
from monitoring.models import PupilGroup, YearGroup
from people.models import Area, KeyStage, Person
from planning.models import Impact
from schools.models import School
from support.models.requests import SupportRequest


class DeploymentState(models.TextChoices):
    PROPOSED = "proposed", "Waiting for the schools"
    AGREED = "agreed", "Agreed"
    RUNNING = "running", "Running"
    ENDED = "ended", "Waiting for its review"
    REVIEWED = "reviewed", "Reviewed"
    DECLINED = "declined", "Not agreed"


DEPLOYMENT = Workflow(
    name="deployment",
    moves={
        DeploymentState.PROPOSED: frozenset({DeploymentState.AGREED, DeploymentState.DECLINED}),
        DeploymentState.AGREED: frozenset({DeploymentState.RUNNING, DeploymentState.ENDED}),
        DeploymentState.RUNNING: frozenset({DeploymentState.ENDED}),
        DeploymentState.ENDED: frozenset({DeploymentState.REVIEWED}),
        DeploymentState.REVIEWED: frozenset(),
        DeploymentState.DECLINED: frozenset(),
    },
)
LIVE = frozenset({DeploymentState.PROPOSED, DeploymentState.AGREED, DeploymentState.RUNNING})


class DeploymentQuerySet(models.QuerySet["Deployment"]):
    def live(self) -> "DeploymentQuerySet":
        return self.filter(state__in=sorted(LIVE))

    def for_listing(self) -> "DeploymentQuerySet":
        parts = ("school", "home", "person", "area", "request__priority", "request__visit")
        return self.select_related(*parts, "proposed_by").order_by("-starts_on", "-pk")


class Deployment(Stamped):
    """Purpose, measures, days and dates are agreed before it begins; so is what is shown.

    The measure is a figure (as a priority of a plan names one) or words, or both. The figure is
    read for its reader each time: nothing of it is copied. `home` is empty for the central team.
    """

    request = models.ForeignKey(
        SupportRequest, null=True, blank=True, on_delete=models.PROTECT, related_name="deployments"
    )
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    home = models.ForeignKey(
        School, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    key_stage = models.CharField(max_length=4, choices=KeyStage, blank=True)
    purpose = models.CharField(max_length=300)
    offer_line = models.ForeignKey(
        OfferLine, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="The activity of the model's offer that its days count for.",
    )  # fmt: skip
    quarter_days = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField(help_text="The last day.")
    measure = models.CharField(max_length=40, blank=True)
    cohort = models.CharField(max_length=2, choices=YearGroup, blank=True)
    group = models.CharField(max_length=8, choices=PupilGroup, default=PupilGroup.ALL)
    baseline_year = models.PositiveSmallIntegerField(null=True, blank=True)
    baseline_term = models.PositiveSmallIntegerField(null=True, blank=True)
    target_percent = models.PositiveSmallIntegerField(null=True, blank=True)
    worded_measure = models.CharField(max_length=300, blank=True)
    shows_figures = models.BooleanField(default=False)
    shows_priority = models.BooleanField(default=False)
    shows_visit = models.BooleanField(default=False)
    override_reason = models.CharField(
        max_length=300, blank=True, help_text="Why not the first of the ranking."
    )
    capacity_reason = models.CharField(
        max_length=300, blank=True, help_text="Why more days are booked than were released."
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(
        max_length=8, choices=DeploymentState, default=DeploymentState.PROPOSED
    )
    lent_at = models.DateTimeField(null=True, blank=True)
    lent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    hosted_at = models.DateTimeField(null=True, blank=True)
    hosted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(max_length=300, blank=True, help_text="Why not, or why so early.")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    access = models.ForeignKey(
        RoleAssignment, null=True, blank=True, editable=False, on_delete=models.SET_NULL,
        related_name="+", help_text="What lets the specialist in, between the dates.",
    )  # fmt: skip
    notes_access = models.ForeignKey(
        RoleAssignment, null=True, blank=True, editable=False, on_delete=models.SET_NULL,
        related_name="+", help_text="What lets the specialist read own notes for a while after.",
    )  # fmt: skip

    objects = DeploymentQuerySet.as_manager()

    class Privacy:
        holds = {"purpose", "reason", "override_reason", "capacity_reason"}
        keep_for = timedelta(days=365 * 6)

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="support_deployment_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(quarter_days__gte=1), name="support_deployment_takes_time"
            ),
            models.CheckConstraint(
                condition=Q(measure="", cohort="") | (~Q(measure="") & ~Q(cohort="")),
                name="support_deployment_measure_is_of_a_cohort",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "declined"])
                | ~Q(measure="")
                | ~Q(worded_measure=""),
                name="support_deployment_measure_is_agreed_first",
            ),
            models.CheckConstraint(
                condition=Q(baseline_year=None, baseline_term=None)
                | Q(baseline_year__isnull=False, baseline_term__range=(1, 3)),
                name="support_deployment_baseline_names_a_term",
            ),
            models.CheckConstraint(
                condition=Q(target_percent=None) | Q(target_percent__lte=100),
                name="support_deployment_target_is_a_percentage",
            ),
            models.CheckConstraint(
                condition=Q(lent_at=None, lent_by=None)
                | Q(lent_at__isnull=False, lent_by__isnull=False),
                name="support_deployment_lent_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(hosted_at=None, hosted_by=None)
                | Q(hosted_at__isnull=False, hosted_by__isnull=False),
                name="support_deployment_hosted_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "declined"]) | Q(hosted_at__isnull=False),
                name="support_deployment_agreed_by_its_host",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="support_deployment_ended_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(reason=""),
                name="support_deployment_declined_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} at {self.school}"

    @property
    def what(self) -> str:
        return f"{self.area} {self.key_stage}".strip()


class DeploymentDay(Stamped):
    """A day (or part of one) of a deployment: planned, then recorded with what was done."""

    deployment = models.ForeignKey(Deployment, on_delete=models.CASCADE, related_name="days")
    on = models.DateField()
    quarter_days = models.PositiveSmallIntegerField()
    done = models.TextField(blank=True)
    next_step = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Privacy:
        holds = {"done", "next_step"}
        keep_for = timedelta(days=365 * 6)

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["deployment", "on"], name="support_deployment_day_counts_once"
            ),
            models.CheckConstraint(
                condition=Q(quarter_days__range=(1, 4)), name="support_deployment_day_is_one_day"
            ),
            models.CheckConstraint(
                condition=Q(recorded_at=None, recorded_by=None, done="")
                | (Q(recorded_at__isnull=False, recorded_by__isnull=False) & ~Q(done="")),
                name="support_deployment_day_recorded_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deployment}, {self.on.day} {self.on:%b %Y}"


class DeploymentReview(Stamped):
    """What it changed, against what was agreed first. `after` names the term the figure is of."""

    deployment = models.OneToOneField(Deployment, on_delete=models.CASCADE, related_name="review")
    after_year = models.PositiveSmallIntegerField(null=True, blank=True)
    after_term = models.PositiveSmallIntegerField(null=True, blank=True)
    measured = models.CharField(max_length=300, blank=True, help_text="Of the worded measure.")
    impact = models.CharField(max_length=9, choices=Impact)
    words = models.TextField()
    would_again = models.BooleanField()
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Privacy:
        holds = {"measured", "words"}
        keep_for = timedelta(days=365 * 6)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(after_year=None, after_term=None)
                | Q(after_year__isnull=False, after_term__range=(1, 3)),
                name="support_deployment_review_names_a_term",
            )
        ]

    def __str__(self) -> str:
        return f"Review of {self.deployment}"
