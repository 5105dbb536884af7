"""When somebody is away. Why is nobody's business here, so it is not kept."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from core.models import Stamped
from people.models import Person


class LeaveQuerySet(models.QuerySet["Leave"]):
    def standing(self) -> "LeaveQuerySet":
        return self.filter(withdrawn_at=None)


class Leave(Stamped):
    """Days somebody cannot be planned for, both included."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = LeaveQuerySet.as_manager()

    class Privacy:
        holds = {"starts_on", "ends_on"}
        keep_for = timedelta(days=365 * 2)

    class Meta:
        ordering = ["starts_on", "pk"]
        verbose_name_plural = "leave"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="support_leave_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="support_leave_withdrawn_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.starts_on:%d %b %Y} to {self.ends_on:%d %b %Y}"
