"""How schools write the trust's grades, as far as the trust has decided it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.models import Stamped
from core.workflow import Workflow
from monitoring.models.scales import AssessmentScale, Grade
from schools.models import School


class SpellingState(models.TextChoices):
    PROPOSED = "proposed", "Waiting"
    ACCEPTED = "accepted", "Understood everywhere"
    REFUSED = "refused", "Not understood"


SPELLING = Workflow(
    name="spelling",
    moves={
        SpellingState.PROPOSED: frozenset({SpellingState.ACCEPTED, SpellingState.REFUSED}),
        SpellingState.ACCEPTED: frozenset({SpellingState.REFUSED}),
        SpellingState.REFUSED: frozenset({SpellingState.ACCEPTED}),
    },
)


class SpellingQuerySet(models.QuerySet["Spelling"]):
    def understood(self) -> "SpellingQuerySet":
        return self.filter(state=SpellingState.ACCEPTED)


class Spelling(Stamped):
    """What a school wrote for a grade, proposed by its own correction and decided by the trust.

    Once accepted, every school's file is read by it; files that were read before stay as they are.
    """

    scale = models.ForeignKey(AssessmentScale, on_delete=models.CASCADE, related_name="spellings")
    grade = models.ForeignKey(Grade, on_delete=models.CASCADE, related_name="spellings")
    written = models.CharField(max_length=12, help_text="In capitals, as it is compared.")
    first_school = models.ForeignKey(
        School, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=8, choices=SpellingState, default=SpellingState.PROPOSED)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = SpellingQuerySet.as_manager()

    class Meta:
        ordering = ["scale", "written"]
        constraints = [
            models.UniqueConstraint(
                fields=["scale", "written"], name="monitoring_spelling_once_per_scale"
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="monitoring_spelling_decision_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.written} is {self.grade.code}"
