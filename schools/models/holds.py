"""What must not be deleted although its time is over."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from core.models import Stamped
from schools.models.organisation import School


class LegalHoldQuerySet(models.QuerySet["LegalHold"]):
    def on(self, day: date) -> "LegalHoldQuerySet":
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)


class LegalHold(Stamped):
    """An inquiry, a claim or a request for access: until it ends, nothing of the school is deleted.

    Without a school it holds everything (domain-reference 8, retention).
    """

    school = models.ForeignKey(
        School,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Empty: every school of the trust.",
    )
    reason = models.CharField(max_length=300)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True, help_text="The last day of the hold.")

    objects = LegalHoldQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="schools_legalhold_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return f"{self.school or 'Every school'}: {self.reason}"
