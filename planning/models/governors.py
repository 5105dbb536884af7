"""The governors' cycle: which priority of the plan they look at when, and what they ask."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from planning.models.plans import Section
from planning.models.priorities import HalfTermCode, Priority


class LookQuerySet(models.QuerySet["GovernorLook"]):
    def standing(self) -> "LookQuerySet":
        return self.filter(removed_at=None)


class GovernorLook(Section):
    """One priority in one half-term. Words left empty are suggested afresh each time it is read."""

    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="looks")
    half_term = models.CharField(max_length=4, choices=HalfTermCode)
    look_at = models.TextField(blank=True)
    questions = models.TextField(blank=True, help_text="One a line.")
    done_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True, help_text="What was asked and answered.")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = LookQuerySet.as_manager()

    class Privacy:
        holds = {"note"}
        keep_for = timedelta(days=365 * 6)

    class Meta:
        ordering = ["priority", "half_term", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["priority", "half_term"], name="planning_look_once_a_half_term"
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_by=None)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="planning_look_removed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.priority}, {self.get_half_term_display()}"
