"""What is due: a duty of the edition on a day, for a school or once for the trust."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from banding.models.contents import Duty
from core.models import Stamped
from schools.models import School


class ObligationQuerySet(models.QuerySet["Obligation"]):
    def standing(self) -> "ObligationQuerySet":
        """What is asked: done or still to do, but not withdrawn."""
        return self.filter(withdrawn_at=None)

    def to_do(self) -> "ObligationQuerySet":
        return self.filter(withdrawn_at=None, done_at=None)

    def for_listing(self) -> "ObligationQuerySet":
        return self.select_related(
            "school", "duty__owner", "duty__approver", "duty__overseer", "duty__edition", "done_by"
        ).order_by("due_on", "school__name", "duty__position")


class Obligation(Stamped):
    """Compiled from duties, calendar and levels; compiling again changes nothing that is done.

    `period` names the time it is for (2026-W40, 2026 autumn 1, 2026 spring, 2026), so that the same
    duty in the same time is the same obligation, whatever day it falls due.
    """

    school = models.ForeignKey(
        School, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="+")
    code = models.SlugField(max_length=40, help_text="The duty's, in every edition.")
    start_year = models.PositiveSmallIntegerField()
    period = models.CharField(max_length=30)
    due_on = models.DateField()
    remind_on = models.DateField()
    escalate_on = models.DateField()
    because = models.TextField(help_text="Why it is due, as a sentence.")
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    note = models.TextField(blank=True, help_text="What was done, or where it is.")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.TextField(blank=True)

    objects = ObligationQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["start_year", "due_on"], name="banding_obligation_by_day"),
            models.Index(fields=["school", "due_on"], name="banding_obligation_by_school"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "start_year", "code", "period"],
                name="banding_obligation_once_a_period",
            ),
            # Null never equals null, so what the trust does once needs a constraint of its own.
            models.UniqueConstraint(
                fields=["start_year", "code", "period"],
                condition=Q(school=None),
                name="banding_obligation_of_the_trust_once_a_period",
            ),
            models.CheckConstraint(
                condition=Q(done_at=None, done_by=None)
                | Q(done_at__isnull=False, done_by__isnull=False),
                name="banding_obligation_done_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(done_at=None),
                name="banding_obligation_done_is_never_withdrawn",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_because="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_because="")),
                name="banding_obligation_withdrawn_says_why",
            ),
            models.CheckConstraint(
                condition=Q(remind_on__lte=models.F("due_on"))
                & Q(escalate_on__gte=models.F("due_on")),
                name="banding_obligation_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.duty}, {self.period}"


class CalendarFeed(Stamped):
    """One person's obligations for a calendar program, at a secret address that can be revoked."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(revoked_at=None),
                name="banding_feed_one_live_for_a_person",
            )
        ]

    def __str__(self) -> str:
        return f"Calendar of {self.user}"
