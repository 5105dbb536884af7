"""What the trust asks of its schools."""

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone

from core.models import Stamped
from core.workflow import Workflow
from core.years import AcademicYear
from monitoring.models.codes import Term
from monitoring.models.scales import AssessmentScale
from monitoring.rules.kinds import ASKINGS, CHOICES, WHOLE_SCHOOL, Asking, Kind, Line, termly_lines


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
        """Of one term the termly assessment first."""
        termly_first = Case(When(kind=Kind.TERMLY, then=Value(0)), default=Value(1))
        return self.order_by("-start_year", "-term", termly_first, "name")

    def termly(self) -> "CollectionQuerySet":
        return self.filter(kind=Kind.TERMLY)


class Collection(Stamped):
    """What the trust asks of its schools for one term, by subject and year group, and why.

    `kind` says what is asked for (ADR 0011): subjects on a scale, or the columns of a kind, and
    then `subjects` are those columns.
    """

    kind = models.CharField(max_length=15, choices=CHOICES, default=Kind.TERMLY.value)
    name = models.CharField(max_length=60, unique=True)
    start_year = models.PositiveSmallIntegerField(help_text="The year the academic year starts in.")
    term = models.PositiveSmallIntegerField(choices=Term)
    opens_on = models.DateField(
        default=timezone.localdate, help_text="Schools see it coming, and send from this day."
    )
    due_on = models.DateField()
    purpose = models.CharField(max_length=300, help_text="Why it is asked: heads read this.")
    scale = models.ForeignKey(
        AssessmentScale, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    subjects = models.JSONField(default=list, help_text="Subject codes, in the order shown.")
    year_groups = models.JSONField(default=list, help_text="Year group codes, in order.")
    asks_special_schools = models.BooleanField(
        default=False, help_text="Special schools are compared with special schools only."
    )
    special_only = models.BooleanField(
        default=False, help_text="No mainstream school is asked, so special schools stand together."
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
            models.UniqueConstraint(
                fields=["start_year", "term", "kind", "special_only"],
                condition=~Q(kind="termly"),
                name="monitoring_collection_of_a_kind_once_a_term",
            ),
            models.CheckConstraint(
                condition=Q(kind="termly", scale__isnull=False, special_only=False)
                | (~Q(kind="termly") & Q(scale=None, asks_special_schools=False)),
                name="monitoring_collection_termly_has_a_scale",
            ),
            models.CheckConstraint(
                condition=Q(opens_on__lte=F("due_on")), name="monitoring_collection_opens_in_time"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def asking(self) -> Asking | None:
        """The table of its kind; None for the termly one."""
        return ASKINGS.get(Kind(self.kind))

    @property
    def lines(self) -> list[Line]:
        """What its figures are of."""
        return list(self.asking.lines) if self.asking else termly_lines(self.subjects)

    @property
    def cohorts(self) -> list[str]:
        """The year groups its figures are of, or the whole school."""
        is_whole = self.asking is not None and not self.asking.by_year
        return [WHOLE_SCHOOL] if is_whole else list(self.year_groups)

    @property
    def on_scale(self) -> AssessmentScale:
        """The scale of a termly collection."""
        if self.scale is None:
            raise ValueError(f"{self} is judged on no scale.")
        return self.scale

    @property
    def asked_by(self) -> str:
        """What its results are given on, in words."""
        return str(self.scale) if self.scale else Kind(self.kind).label

    @property
    def academic_year(self) -> AcademicYear:
        return AcademicYear(self.start_year)
