"""The ledger of days."""

from django.db import models
from django.db.models import Q

from banding.models import OfferLine
from core.models import Stamped
from schools.models import School
from support.models.visits import Visit


class LedgerKind(models.TextChoices):
    GIVEN = "given", "Given"
    CANCELLED = "cancelled", "Taken back"


class LedgerEntry(Stamped):
    """An append-only line of the day ledger, in quarter-days. Corrections are further lines."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    start_year = models.PositiveSmallIntegerField()
    offer_line = models.ForeignKey(OfferLine, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=LedgerKind)
    quarter_days = models.SmallIntegerField()
    on = models.DateField()
    visit = models.ForeignKey(
        Visit, null=True, blank=True, on_delete=models.PROTECT, related_name="ledger"
    )
    reason = models.TextField(blank=True, help_text="Why days were taken back.")

    class Meta:
        ordering = ["on", "pk"]
        verbose_name_plural = "ledger entries"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="given", quarter_days__gt=0)
                | Q(kind="cancelled", quarter_days__lt=0),
                name="support_ledger_sign_follows_kind",
            ),
            models.UniqueConstraint(
                fields=["visit"],
                condition=Q(kind="given"),
                name="support_ledger_a_visit_counts_once",
            ),
            models.UniqueConstraint(
                fields=["visit"],
                condition=Q(kind="cancelled"),
                name="support_ledger_a_visit_is_taken_back_once",
            ),
            models.CheckConstraint(
                condition=~Q(kind="cancelled") | ~Q(reason=""),
                name="support_ledger_taken_back_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school} {self.offer_line}: {self.quarter_days} quarter-days"
