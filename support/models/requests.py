"""What a school asks for: help with something, by a day, for so long."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.models import Stamped
from core.workflow import Workflow
from people.models import Area, KeyStage
from planning.models import Priority
from schools.models import School
from support.models.visits import Visit


class RequestState(models.TextChoices):
    ASKED = "asked", "Asked"
    MATCHED = "matched", "Somebody is chosen"
    MET = "met", "Met"
    DECLINED = "declined", "Not possible"
    WITHDRAWN = "withdrawn", "Withdrawn"


SUPPORT_REQUEST = Workflow(
    name="request for support",
    moves={
        RequestState.ASKED: frozenset(
            {RequestState.MATCHED, RequestState.DECLINED, RequestState.WITHDRAWN}
        ),
        RequestState.MATCHED: frozenset({RequestState.ASKED, RequestState.MET}),
        RequestState.MET: frozenset(),
        RequestState.DECLINED: frozenset(),
        RequestState.WITHDRAWN: frozenset(),
    },
)


class RequestQuerySet(models.QuerySet["SupportRequest"]):
    def open(self) -> "RequestQuerySet":
        return self.filter(state=RequestState.ASKED)

    def for_listing(self) -> "RequestQuerySet":
        return self.select_related("school", "area", "asked_by", "priority", "visit").order_by(
            "needed_by", "pk"
        )


class SupportRequest(Stamped):
    """A school asks for somebody who is good at something."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    key_stage = models.CharField(max_length=4, choices=KeyStage, blank=True)
    purpose = models.CharField(max_length=300, help_text="What it is for.")
    needed_by = models.DateField()
    quarter_days = models.PositiveSmallIntegerField()
    priority = models.ForeignKey(
        Priority, null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        help_text="The priority of the school's plan that it comes from.",
    )  # fmt: skip
    visit = models.ForeignKey(
        Visit, null=True, blank=True, on_delete=models.SET_NULL, related_name="requests",
        help_text="The visit that it comes from.",
    )  # fmt: skip
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    form_token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(max_length=9, choices=RequestState, default=RequestState.ASKED)
    reason = models.CharField(max_length=300, blank=True, help_text="Why it is not possible.")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = RequestQuerySet.as_manager()

    class Privacy:
        holds = {"purpose", "reason"}
        keep_for = timedelta(days=365 * 6)

    class Meta:
        ordering = ["needed_by", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(quarter_days__gte=1), name="support_request_takes_time"
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(reason=""),
                name="support_request_declined_says_why",
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by=None)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="support_request_settled_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["declined", "withdrawn"], settled_at__isnull=False)
                | (~Q(state__in=["declined", "withdrawn"]) & Q(settled_at=None)),
                name="support_request_settled_when_it_is_over",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} for {self.school}"

    @property
    def what(self) -> str:
        return f"{self.area} {self.key_stage}".strip()
