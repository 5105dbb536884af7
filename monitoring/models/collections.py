"""What the trust asks of its schools."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from core.models import Stamped
from core.workflow import Workflow
from core.years import AcademicYear
from monitoring.models.codes import Term
from monitoring.models.scales import AssessmentScale


class CollectionState(models.TextChoices):
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"


COLLECTION = Workflow(
    name="collection",
    moves={
        CollectionState.OPEN: frozenset({CollectionState.CLOSED}),
        CollectionState.CLOSED: frozenset({CollectionState.OPEN}),
    },
)


class CollectionQuerySet(models.QuerySet["Collection"]):
    def newest_first(self) -> "CollectionQuerySet":
        return self.order_by("-start_year", "-term")


class Collection(Stamped):
    """What the trust asks of its schools for one term, by subject and year group, and why."""

    name = models.CharField(max_length=60, unique=True)
    start_year = models.PositiveSmallIntegerField(help_text="The year the academic year starts in.")
    term = models.PositiveSmallIntegerField(choices=Term)
    opens_on = models.DateField(
        default=timezone.localdate, help_text="Schools see it coming, and send from this day."
    )
    due_on = models.DateField()
    purpose = models.CharField(max_length=300, help_text="Why it is asked: heads read this.")
    scale = models.ForeignKey(AssessmentScale, on_delete=models.PROTECT, related_name="+")
    subjects = models.JSONField(default=list, help_text="Subject codes, in the order shown.")
    year_groups = models.JSONField(default=list, help_text="Year group codes, in order.")
    asks_special_schools = models.BooleanField(
        default=False, help_text="Special schools are compared with special schools only."
    )
    state = models.CharField(max_length=6, choices=CollectionState, default=CollectionState.OPEN)
    reopened_because = models.CharField(
        max_length=300, blank=True, help_text="Why it was opened again; heads read this."
    )

    objects = CollectionQuerySet.as_manager()

    class Meta:
        ordering = ["-start_year", "-term"]
        constraints = [
            models.UniqueConstraint(
                fields=["start_year", "term", "scale"], name="monitoring_collection_once_a_term"
            ),
            models.CheckConstraint(
                condition=Q(opens_on__lte=F("due_on")), name="monitoring_collection_opens_in_time"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def academic_year(self) -> AcademicYear:
        return AcademicYear(self.start_year)
