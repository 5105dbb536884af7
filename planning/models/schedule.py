"""The monitoring schedule: what will be looked at when and by whom, and what was seen."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.models import Stamped
from core.workflow import Workflow
from core.years import AcademicYear
from monitoring.models import YearGroup
from planning.models.plans import Section
from planning.models.priorities import MonitoringKind, MonitoringLine, Priority
from schools.models import School


class ActivityState(models.TextChoices):
    PLANNED = "planned", "Planned"
    DONE = "done", "Done"
    CANCELLED = "cancelled", "Cancelled"


# Late, or due this week, is read off the day and never stored.
MONITORING_ACTIVITY = Workflow(
    name="monitoring activity",
    moves={
        ActivityState.PLANNED: frozenset({ActivityState.DONE, ActivityState.CANCELLED}),
        ActivityState.DONE: frozenset(),
        ActivityState.CANCELLED: frozenset({ActivityState.PLANNED}),
    },
)


class ActivityQuerySet(models.QuerySet["MonitoringActivity"]):
    def standing(self) -> "ActivityQuerySet":
        return self.exclude(state=ActivityState.CANCELLED)

    def for_listing(self) -> "ActivityQuerySet":
        return self.select_related("school", "priority", "record").order_by(
            "planned_on", "school__name", "pk"
        )


class MonitoringActivity(Section):
    """One look at a school's work, from a line of its plan or put there by a person.

    `planned_on` is a school day; of a whole week it is the first. Making the schedule again leaves
    alone what a person has planned. A line that was taken out of the plan leaves its activity
    behind, for a person to decide on.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    start_year = models.PositiveSmallIntegerField()
    priority = models.ForeignKey(
        Priority, null=True, blank=True, on_delete=models.PROTECT, related_name="activities"
    )
    line = models.OneToOneField(
        MonitoringLine, null=True, blank=True, on_delete=models.SET_NULL, related_name="activity"
    )
    is_from_plan = models.BooleanField(default=False)
    kind = models.CharField(max_length=13, choices=MonitoringKind)
    focus = models.CharField(max_length=200, blank=True)
    year_groups = models.JSONField(default=list, blank=True)
    who = models.CharField(max_length=120, help_text="A post or body.")
    doer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    planned_on = models.DateField()
    is_any_day = models.BooleanField(default=True, help_text="Any day of that week.")
    state = models.CharField(max_length=9, choices=ActivityState, default=ActivityState.PLANNED)
    planned_at = models.DateTimeField(null=True, blank=True)
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    cancelled_because = models.TextField(blank=True)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        ordering = ["planned_on", "pk"]
        verbose_name_plural = "monitoring activities"
        indexes = [
            models.Index(fields=["school", "start_year"], name="planning_activity_by_school"),
            models.Index(fields=["state", "planned_on"], name="planning_activity_by_day"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(line=None) | Q(is_from_plan=True),
                name="planning_activity_with_a_line_is_from_the_plan",
            ),
            models.CheckConstraint(
                condition=Q(planned_at=None, planned_by=None)
                | Q(planned_at__isnull=False, planned_by__isnull=False),
                name="planning_activity_planned_by_somebody",
            ),
            models.CheckConstraint(
                condition=(
                    ~Q(state="cancelled")
                    & Q(cancelled_at=None, cancelled_by=None, cancelled_because="")
                )
                | (
                    Q(state="cancelled", cancelled_at__isnull=False, cancelled_by__isnull=False)
                    & ~Q(cancelled_because="")
                ),
                name="planning_activity_cancelled_says_why",
            ),
        ]

    def __str__(self) -> str:
        label = self.get_kind_display()
        return f"{label}: {self.focus}" if self.focus else label

    @property
    def academic_year(self) -> AcademicYear:
        return AcademicYear(self.start_year)

    @property
    def year_group_labels(self) -> list[str]:
        return [YearGroup(code).label for code in self.year_groups]


class MonitoringRecord(Stamped):
    """What was seen. It holds what a school does next, and never how a lesson was graded."""

    activity = models.OneToOneField(
        MonitoringActivity, on_delete=models.PROTECT, related_name="record"
    )
    on = models.DateField()
    observers = models.CharField(max_length=200, help_text="Posts, such as Maths lead.")
    strengths = models.TextField(blank=True)
    next_steps = models.TextField(blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Privacy:
        holds = {"strengths", "next_steps"}
        keep_for = timedelta(days=365 * 6)

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(strengths="") | ~Q(next_steps=""),
                name="planning_record_says_something",
            )
        ]

    def __str__(self) -> str:
        return f"{self.activity}, {self.on}"
