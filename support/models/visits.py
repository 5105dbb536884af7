"""Visits to schools, their notes, and what was agreed on them."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from banding.models import ActivityKind, ActivityType, OfferLine
from core.models import Stamped
from core.workflow import Workflow
from people.models import Person
from planning.models import Priority
from schools.models import School
from support.models.templates import NoteQuestion, NoteTemplate


class NoteState(models.TextChoices):
    PLANNED = "planned", "Planned"
    DRAFT = "draft", "Draft"
    SHARED = "shared", "Waiting for an answer"
    ANSWERED = "answered", "Answered"
    CANCELLED = "cancelled", "Cancelled"


VISIT_NOTE = Workflow(
    name="visit note",
    moves={
        NoteState.PLANNED: frozenset({NoteState.DRAFT, NoteState.CANCELLED}),
        NoteState.DRAFT: frozenset({NoteState.SHARED}),
        NoteState.SHARED: frozenset({NoteState.ANSWERED}),
        NoteState.ANSWERED: frozenset(),
        NoteState.CANCELLED: frozenset(),
    },
)
SHARED_NOTES = (NoteState.SHARED, NoteState.ANSWERED)
NOTES = (NoteState.DRAFT, *SHARED_NOTES)


class Reply(models.TextChoices):
    ACCURATE = "accurate", "Accurate"
    NOT_ACCURATE = "not_accurate", "Not accurate, because"


class VisitQuerySet(models.QuerySet["Visit"]):
    def shared(self) -> "VisitQuerySet":
        return self.filter(state__in=SHARED_NOTES)

    def not_cancelled(self) -> "VisitQuerySet":
        return self.exclude(state=NoteState.CANCELLED)

    def for_listing(self) -> "VisitQuerySet":
        parts = ("school", "activity", "offer_line", "author", "person", "serves")
        return self.select_related(*parts).order_by("-on", "-pk")


class Visit(Stamped):
    """A visit to a school and its note: planned for all to see, private to the author while it is a
    draft, shared with the head then. `person` is who goes; without one it is the author.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    activity = models.ForeignKey(
        ActivityType, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    offer_line = models.ForeignKey(
        OfferLine,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Whose days it uses. Without one it moves no days.",
    )
    on = models.DateField()
    quarter_days = models.PositiveSmallIntegerField()
    template = models.ForeignKey(
        NoteTemplate,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The version of the questions it was written on.",
    )
    purpose = models.CharField(max_length=200)
    serves = models.ForeignKey(
        Priority,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="The priority of the school's plan that it helped with.",
    )
    findings = models.TextField(blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    capacity_reason = models.CharField(
        max_length=300, blank=True, help_text="Why it was planned beyond the time somebody has."
    )
    form_token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, choices=NoteState, default=NoteState.DRAFT)
    shared_at = models.DateTimeField(null=True, blank=True)
    reply = models.CharField(max_length=12, choices=Reply, blank=True)
    reply_text = models.TextField(blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    cancelled_because = models.TextField(blank=True)

    objects = VisitQuerySet.as_manager()

    class Privacy:
        holds = {"findings", "reply_text", "capacity_reason", "cancelled_because"}
        keep_for = timedelta(days=365 * 6)

    class Meta:
        ordering = ["-on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(quarter_days__gte=1), name="support_visit_takes_time"
            ),
            models.CheckConstraint(
                condition=Q(state__in=("planned", "draft", "cancelled"), shared_at=None)
                | Q(state__in=("shared", "answered"), shared_at__isnull=False),
                name="support_visit_shared_has_a_time",
            ),
            models.CheckConstraint(
                condition=(
                    ~Q(state="cancelled")
                    & Q(cancelled_at=None, cancelled_by=None, cancelled_because="")
                )
                | (
                    Q(state="cancelled", cancelled_at__isnull=False, cancelled_by__isnull=False)
                    & ~Q(cancelled_because="")
                ),
                name="support_visit_cancelled_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(replied_at=None, replied_by=None, reply="")
                | (Q(replied_at__isnull=False, replied_by__isnull=False) & ~Q(reply="")),
                name="support_visit_reply_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(reply="not_accurate") | ~Q(reply_text=""),
                name="support_visit_not_accurate_says_why",
            ),
            models.CheckConstraint(
                condition=Q(activity__isnull=False) | Q(offer_line__isnull=False),
                name="support_visit_is_of_a_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school}, {self.on.day} {self.on:%b %Y}"

    @property
    def who(self) -> str:
        return str(self.person or self.author)

    @property
    def is_in_diary(self) -> bool:
        return self.state in (NoteState.PLANNED, NoteState.CANCELLED)

    @property
    def is_shared(self) -> bool:
        return self.state in SHARED_NOTES

    @property
    def kind_said(self) -> str:
        return str(self.activity or self.offer_line)

    @property
    def is_safeguarding(self) -> bool:
        return bool(self.activity and self.activity.kind == ActivityKind.SAFEGUARDING_REVIEW)


class ActionState(models.TextChoices):
    OPEN = "open", "Open"
    DONE = "done", "Done"
    NOT_NEEDED = "not_needed", "No longer needed"


ACTION = Workflow(
    name="school action",
    moves={
        ActionState.OPEN: frozenset({ActionState.DONE, ActionState.NOT_NEEDED}),
        ActionState.DONE: frozenset({ActionState.OPEN}),
        ActionState.NOT_NEEDED: frozenset({ActionState.OPEN}),
    },
)


class VisitAction(Stamped):
    """Something agreed with a school: on its one list until it is done or no longer needed.

    Most come from a visit. Where none does, `came_from` says in words where it is from.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    visit = models.ForeignKey(
        Visit, null=True, blank=True, on_delete=models.CASCADE, related_name="actions"
    )
    question = models.ForeignKey(
        NoteQuestion,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="The question of the note that was not met.",
    )
    came_from = models.CharField(max_length=120, blank=True)
    what = models.CharField(max_length=300)
    owner = models.CharField(max_length=120, help_text="A post, such as Maths lead.")
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=ActionState, default=ActionState.OPEN)
    why = models.TextField(blank=True, help_text="Why it was moved, reopened or is not needed.")
    done_at = models.DateTimeField(null=True, blank=True, help_text="When it left the list.")
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at=None, done_by=None, state="open")
                | Q(done_at__isnull=False, done_by__isnull=False, state__in=["done", "not_needed"]),
                name="support_action_done_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state="not_needed") | ~Q(why=""),
                name="support_action_not_needed_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def source_said(self) -> str:
        """Where it is from, in words."""
        if self.visit is None:
            return self.came_from or "Added to the list"
        return f"{self.visit.kind_said}, {self.visit.on.day} {self.visit.on:%b %Y}"
