"""A plan that came as a document: what it says, how its columns are understood, what came of it."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.models import Stamped
from core.workflow import Workflow
from core.years import AcademicYear
from planning.models.plans import Plan
from schools.models import School


class ImportState(models.TextChoices):
    READ = "read", "To check"
    CREATED = "created", "In the plan"
    UNDONE = "undone", "Taken out again"
    DISCARDED = "discarded", "Discarded"


PLAN_IMPORT = Workflow(
    name="document of a plan",
    moves={
        ImportState.READ: frozenset({ImportState.CREATED, ImportState.DISCARDED}),
        ImportState.CREATED: frozenset({ImportState.UNDONE}),
        ImportState.UNDONE: frozenset(),
        ImportState.DISCARDED: frozenset(),
    },
)


class PlanImport(Stamped):
    """The file itself is not kept: `paper` is its text (core.papers), and goes when discarded."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    start_year = models.PositiveSmallIntegerField()
    file_name = models.CharField(max_length=200)
    content_hash = models.CharField(max_length=64)
    state = models.CharField(max_length=9, choices=ImportState, default=ImportState.READ)
    paper = models.JSONField(default=dict, blank=True)
    mapping = models.JSONField(default=dict, blank=True, help_text="What a person chose.")
    plan = models.ForeignKey(
        Plan, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made = models.JSONField(
        default=dict, blank=True, help_text="What was put into the plan, so that it can be undone."
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Privacy:
        holds = {"paper"}
        keep_for = timedelta(days=365)

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["school", "start_year"], name="planning_import_by_school")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["read", "discarded"]) | Q(plan__isnull=False),
                name="planning_import_made_something",
            )
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def academic_year(self) -> AcademicYear:
        return AcademicYear(self.start_year)
