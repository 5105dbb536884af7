"""A plan of a school: what every kind of it shares, and the versions that were put to somebody."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from core.models import Stamped
from core.workflow import Workflow
from core.years import AcademicYear
from schools.models import InspectionFramework, School


class PlanKind(models.TextChoices):
    SIP = "sip", "Improvement plan"
    SEF = "sef", "Self-evaluation"
    RAP = "rap", "Rapid action plan"
    POST_INSPECTION = "post_inspection", "Post-inspection action plan"
    PUPIL_PREMIUM = "pupil_premium", "Pupil premium strategy"


ONE_AFTER_ANOTHER = frozenset({PlanKind.RAP, PlanKind.POST_INSPECTION})
WITH_PRIORITIES = frozenset({PlanKind.SIP, PlanKind.RAP, PlanKind.POST_INSPECTION})


class PlanState(models.TextChoices):
    DRAFT = "draft", "Draft"
    PROPOSED = "proposed", "Waiting for approval"
    APPROVED = "approved", "Approved"
    COMPLETED = "completed", "Completed"
    SUPERSEDED = "superseded", "Replaced"


LIVING = frozenset({PlanState.DRAFT, PlanState.PROPOSED, PlanState.APPROVED})

# Of the text being written. What was approved before stands on, as a version, while it is changed.
PLAN = Workflow(
    name="plan",
    moves={
        PlanState.DRAFT: frozenset({PlanState.PROPOSED, PlanState.COMPLETED, PlanState.SUPERSEDED}),
        PlanState.PROPOSED: frozenset({PlanState.DRAFT, PlanState.APPROVED}),
        PlanState.APPROVED: frozenset({PlanState.DRAFT, PlanState.COMPLETED, PlanState.SUPERSEDED}),
        PlanState.COMPLETED: frozenset(),
        PlanState.SUPERSEDED: frozenset(),
    },
)


class Section(Stamped):
    """A part of a plan that is edited on one page. `version` counts its savings."""

    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True


class PlanQuerySet(models.QuerySet["Plan"]):
    def living(self) -> "PlanQuerySet":
        return self.filter(state__in=LIVING)

    def for_listing(self) -> "PlanQuerySet":
        return self.select_related("school").order_by("-start_year", "school__name", "kind", "-pk")


class Plan(Section):
    """One school's plan of one kind for a year, or (rapid plans) for some weeks of it.

    Only what a kind uses is filled: a rapid plan has its days, lead and exit criteria, a
    self-evaluation the framework whose areas it follows (none: the aspects of the trust's model).
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=15, choices=PlanKind)
    start_year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=PlanState, default=PlanState.DRAFT)
    context = models.TextField(blank=True)
    horizon = models.TextField(blank=True, help_text="Where the school will be in three years.")
    framework = models.ForeignKey(
        InspectionFramework, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    lead_professional = models.CharField(max_length=120, blank=True, help_text="A post.")
    exit_criteria = models.TextField(blank=True)
    carried_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    writers = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="+",
        help_text="Who wrote any of it, and so may not approve it.",
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    achieved = models.TextField(blank=True, help_text="What had been achieved when it closed.")

    objects = PlanQuerySet.as_manager()

    class Privacy:
        holds = {"context", "achieved"}
        keep_for = timedelta(days=365 * 6)

    class Meta:
        ordering = ["-start_year", "kind", "-pk"]
        indexes = [models.Index(fields=["school", "start_year"], name="planning_plan_by_school")]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "kind", "start_year"],
                condition=Q(state__in=["draft", "proposed", "approved"]),
                name="planning_plan_one_living_of_a_kind_and_year",
            ),
            models.CheckConstraint(
                condition=~Q(kind="rap") | Q(starts_on__isnull=False, ends_on__isnull=False),
                name="planning_plan_rapid_has_its_days",
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gt=F("starts_on")),
                name="planning_plan_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "proposed", "approved"], closed_at=None)
                & Q(closed_by=None)
                | Q(
                    state__in=["completed", "superseded"],
                    closed_at__isnull=False,
                    closed_by__isnull=False,
                ),
                name="planning_plan_closed_has_who_and_when",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def academic_year(self) -> AcademicYear:
        return AcademicYear(self.start_year)

    @property
    def is_living(self) -> bool:
        return self.state in LIVING

    @property
    def has_priorities(self) -> bool:
        return self.kind in WITH_PRIORITIES


class RequiredField(models.Model):
    """What the trust's model asks a school at this level to say in its plan (non-negotiables)."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="required_fields")
    position = models.PositiveSmallIntegerField()
    code = models.SlugField(max_length=40, help_text="The clause's, in every edition.")
    label = models.CharField(max_length=200)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["plan", "position"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "code"], name="planning_required_field_once")
        ]

    def __str__(self) -> str:
        return self.label


class VersionState(models.TextChoices):
    PROPOSED = "proposed", "Waiting for approval"
    WITHDRAWN = "withdrawn", "Taken back"
    RETURNED = "returned", "Returned"
    STANDING = "standing", "Standing"
    SUPERSEDED = "superseded", "Replaced by a later version"


PLAN_VERSION = Workflow(
    name="version of a plan",
    moves={
        VersionState.PROPOSED: frozenset(
            {VersionState.WITHDRAWN, VersionState.RETURNED, VersionState.STANDING}
        ),
        VersionState.STANDING: frozenset({VersionState.SUPERSEDED}),
    },
)


class PlanVersion(Stamped):
    """The whole plan as it read when it was put to somebody. Its content never changes.

    An approval names one by its hash. A self-evaluation is issued without an approval. Governors
    read what was issued.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=VersionState)
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    route = models.TextField(blank=True, help_text="Who decides on it and why, as it stood.")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.TextField(blank=True, help_text="Why it was returned.")
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    targets_match = models.BooleanField(
        null=True, blank=True, help_text="Whether the targets match the school's needs."
    )
    check_words = models.TextField(blank=True)
    issued_at = models.DateTimeField(null=True, blank=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Privacy:
        holds = {"content"}
        keep_for = timedelta(days=365 * 6)

    class Meta:
        ordering = ["plan", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="planning_version_number_once"),
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(state="standing"),
                name="planning_version_one_standing",
            ),
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(state="proposed"),
                name="planning_version_one_waiting",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="planning_version_decision_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("made_by")),
                name="planning_version_author_never_decides",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(reason=""),
                name="planning_version_returned_says_why",
            ),
            models.CheckConstraint(
                condition=Q(checked_at=None, checked_by=None, targets_match=None)
                | Q(
                    checked_at__isnull=False,
                    checked_by__isnull=False,
                    targets_match__isnull=False,
                ),
                name="planning_version_check_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(issued_at=None, issued_by=None)
                | Q(issued_at__isnull=False, issued_by__isnull=False),
                name="planning_version_issue_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan}, version {self.number}"
