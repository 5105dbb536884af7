"""The ledger of days."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.formats import date_format

from banding.models import OfferLine
from core.models import Stamped
from people.models import Person
from schools.models import School, TermName
from support.models.deployments import Deployment
from support.models.visits import Visit


class LedgerKind(models.TextChoices):
    PLANNED = "planned", "Planned"
    MOVED = "moved", "Moved"
    CANCELLED = "cancelled", "Cancelled"
    MADE = "made", "Planned days that were given"
    GIVEN = "given", "Given"
    TAKEN_BACK = "taken_back", "Taken back"
    CARRIED = "carried", "Carried"
    BESPOKE = "bespoke", "Agreed from the bespoke menu"


# What each kind changes: the days that are planned, those that are given, those a school may have.
PLANNING = (LedgerKind.PLANNED, LedgerKind.MOVED, LedgerKind.CANCELLED, LedgerKind.MADE)
GIVING = (LedgerKind.GIVEN, LedgerKind.TAKEN_BACK)
GRANTING = (LedgerKind.CARRIED, LedgerKind.BESPOKE)

ADDS = ("planned", "given")
TAKES = ("cancelled", "made", "taken_back")
SAYS_WHY = ("moved", "cancelled", "taken_back", "carried", "bespoke")


class LedgerQuerySet(models.QuerySet["LedgerEntry"]):
    def planning(self) -> "LedgerQuerySet":
        return self.filter(kind__in=PLANNING)

    def giving(self) -> "LedgerQuerySet":
        return self.filter(kind__in=GIVING)

    def for_listing(self) -> "LedgerQuerySet":
        return self.select_related(
            "school", "offer_line", "person", "visit", "deployment"
        ).order_by("pk")


class LedgerEntry(Stamped):
    """An append-only line of the day ledger, in quarter-days. Corrections are further lines.

    `on` is the day the days are for; when the line was written is `created_at`. Planned days that
    are moved leave one place with a line and come to another with a second.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    start_year = models.PositiveSmallIntegerField()
    term = models.CharField(max_length=6, choices=TermName)
    offer_line = models.ForeignKey(OfferLine, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=LedgerKind)
    quarter_days = models.SmallIntegerField()
    on = models.DateField()
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    visit = models.ForeignKey(
        Visit, null=True, blank=True, on_delete=models.PROTECT, related_name="ledger"
    )
    deployment = models.ForeignKey(
        Deployment, null=True, blank=True, on_delete=models.PROTECT, related_name="ledger"
    )
    reason = models.TextField(blank=True)
    form_token = models.UUIDField(
        null=True, blank=True, editable=False, help_text="Of the form that was sent, if one was."
    )

    objects = LedgerQuerySet.as_manager()

    class Privacy:
        holds = {"reason"}
        keep_for = timedelta(days=365 * 6)

    class Meta:
        ordering = ["on", "pk"]
        verbose_name_plural = "ledger entries"
        indexes = [
            models.Index(fields=["start_year", "school"], name="support_ledger_by_year"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ADDS, quarter_days__gt=0)
                | Q(kind__in=TAKES, quarter_days__lt=0)
                | (Q(kind__in=("moved", "carried", "bespoke")) & ~Q(quarter_days=0)),
                name="support_ledger_sign_follows_kind",
            ),
            models.UniqueConstraint(
                fields=["visit", "kind"],
                condition=~Q(kind="moved"),
                name="support_ledger_once_of_a_kind_for_a_visit",
            ),
            models.CheckConstraint(
                condition=Q(visit=None) | Q(deployment=None), name="support_ledger_is_of_one_thing"
            ),
            models.UniqueConstraint(
                fields=["form_token", "start_year"], name="support_ledger_a_form_counts_once"
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=SAYS_WHY) | ~Q(reason=""),
                name="support_ledger_says_why",
            ),
        ]

    @property
    def said(self) -> str:
        """What was done, and the day the days are for."""
        day = date_format(self.on)
        if self.kind == LedgerKind.MOVED:
            return f"Moved from {day}" if self.quarter_days < 0 else f"Moved to {day}"
        return f"{self.get_kind_display()}, {day}"

    def __str__(self) -> str:
        return f"{self.school} {self.offer_line}: {self.quarter_days} quarter-days"
