"""Judgement: a level proposed, approved and released for one school, with what it rests on."""

import json
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from banding.models.rulebook import Edition, Level
from core.models import Stamped
from core.workflow import Workflow
from schools.models import School


class RoundState(models.TextChoices):
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"


ROUND = Workflow(
    name="round of judgements",
    moves={RoundState.OPEN: frozenset({RoundState.CLOSED}), RoundState.CLOSED: frozenset()},
)


class Round(Stamped):
    """One judging of every school: humber's yearly banding, spring's Annual Standards Check."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="rounds")
    name = models.CharField(max_length=120)
    from_date = models.DateField(help_text="The day the levels of this round count from.")
    state = models.CharField(max_length=6, choices=RoundState, default=RoundState.OPEN)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-from_date"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "name"], name="banding_round_name_once"),
            models.UniqueConstraint(
                fields=["edition"],
                condition=Q(state="open"),
                name="banding_round_one_open_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None, state="open")
                | Q(closed_at__isnull=False, closed_by__isnull=False, state="closed"),
                name="banding_round_closed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Occasion(models.TextChoices):
    ROUND = "round", "The yearly round"
    MID_YEAR = "mid_year", "A change during the year"
    DUE_DILIGENCE = "due_diligence", "Due diligence before joining"
    RECORDED = "recorded", "Decided elsewhere and recorded here"


class DecisionState(models.TextChoices):
    DRAFT = "draft", "Being prepared"
    PROPOSED = "proposed", "Proposed"
    APPROVED = "approved", "Approved"
    RELEASED = "released", "Released to the school"
    RETURNED = "returned", "Returned"
    WITHDRAWN = "withdrawn", "Withdrawn"


BAND_DECISION = Workflow(
    name="band decision",
    moves={
        DecisionState.DRAFT: frozenset({DecisionState.PROPOSED, DecisionState.WITHDRAWN}),
        DecisionState.PROPOSED: frozenset(
            {DecisionState.APPROVED, DecisionState.RETURNED, DecisionState.WITHDRAWN}
        ),
        DecisionState.APPROVED: frozenset({DecisionState.RELEASED}),
        DecisionState.RELEASED: frozenset(),
        DecisionState.RETURNED: frozenset(),
        DecisionState.WITHDRAWN: frozenset(),
    },
)


class BandDecisionQuerySet(models.QuerySet["BandDecision"]):
    def current(self) -> "BandDecisionQuerySet":
        """What counts: released, and not replaced from the same day."""
        return self.filter(state=DecisionState.RELEASED, superseded_at=None)

    def waiting(self) -> "BandDecisionQuerySet":
        return self.filter(state=DecisionState.PROPOSED)

    def unreleased(self) -> "BandDecisionQuerySet":
        """On its way: at most one for a school and year."""
        on_its_way = [DecisionState.DRAFT, DecisionState.PROPOSED, DecisionState.APPROVED]
        return self.filter(state__in=on_its_way)

    def for_listing(self) -> "BandDecisionQuerySet":
        return self.select_related(
            "school",
            "level",
            "edition__model",
            "round",
            "proposed_by",
            "approved_by",
            "released_by",
            "returned_by",
            "commented_by",
        ).order_by("school__name", "-from_date", "-created_at")


class BandDecision(Stamped):
    """A level for one school from a date, under one edition: prepared, proposed, settled.

    While it is a draft nobody has chosen: `level` is the school's present one, or the first.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="+")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey(
        Round, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions"
    )
    occasion = models.CharField(max_length=13, choices=Occasion, default=Occasion.MID_YEAR)
    trigger = models.TextField(blank=True, help_text="What made a change during the year needed.")
    start_year = models.PositiveSmallIntegerField()
    from_date = models.DateField()
    reason = models.TextField()
    state = models.CharField(max_length=10, choices=DecisionState, default=DecisionState.DRAFT)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_version = models.CharField(
        max_length=64, blank=True, help_text="Hash of exactly what was approved."
    )
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    returned_at = models.DateTimeField(null=True, blank=True)
    return_reason = models.TextField(blank=True)
    asked_at = models.DateTimeField(
        null=True, blank=True, help_text="When the head was asked to comment on the facts."
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    comment = models.TextField(blank=True, help_text="The head's factual comment.")
    commented_at = models.DateTimeField(null=True, blank=True)
    commented_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    superseded_at = models.DateTimeField(null=True, blank=True)

    objects = BandDecisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_at=None, approved_by=None) | Q(approved_at__isnull=False),
                name="banding_decision_approval_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(proposed_by=None)
                | Q(approved_by=None)
                | ~Q(proposed_by=F("approved_by")),
                name="banding_decision_author_never_approves",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["approved", "released"], approved_at__isnull=False)
                | (~Q(state__in=["approved", "released"]) & Q(approved_at=None)),
                name="banding_decision_approved_has_a_time",
            ),
            models.CheckConstraint(
                condition=(Q(state="returned", returned_at__isnull=False) & ~Q(return_reason=""))
                | (~Q(state="returned") & Q(returned_at=None, return_reason="")),
                name="banding_decision_returned_says_when_and_why",
            ),
            models.CheckConstraint(
                condition=Q(returned_at=None, returned_by=None)
                | Q(returned_at__isnull=False, returned_by__isnull=False),
                name="banding_decision_return_is_whole",
            ),
            # What is approved replaces what was released only when it is released itself.
            models.UniqueConstraint(
                fields=["school", "start_year", "from_date"],
                condition=Q(state="released", superseded_at=None),
                name="banding_decision_one_settled_from_a_day",
            ),
            models.UniqueConstraint(
                fields=["school", "start_year"],
                condition=Q(state__in=["draft", "proposed", "approved"]),
                name="banding_decision_one_proposal_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(released_at=None, released_by=None) | Q(released_at__isnull=False),
                name="banding_decision_release_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(state="released", released_at__isnull=False)
                | (~Q(state="released") & Q(released_at=None)),
                name="banding_decision_released_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(asked_at=None, asked_by=None)
                | Q(asked_at__isnull=False, asked_by__isnull=False),
                name="banding_decision_asked_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(commented_at=None, commented_by=None, comment="")
                | (Q(commented_at__isnull=False, commented_by__isnull=False) & ~Q(comment="")),
                name="banding_decision_comment_is_whole",
            ),
            models.CheckConstraint(
                condition=(Q(occasion="round") & Q(round__isnull=False))
                | (~Q(occasion="round") & Q(round=None)),
                name="banding_decision_of_a_round_names_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school}: {self.level} ({self.state})"

    @property
    def word(self) -> str:
        """What this trust calls a level, inside a sentence."""
        return self.edition.word("level").lower()

    @property
    def head(self) -> str:
        """What this trust calls who leads a school, inside a sentence."""
        return self.edition.word("headteacher").lower()

    @property
    def is_settled(self) -> bool:
        return self.approved_at is not None

    @property
    def version(self) -> str:
        """A hash of what would be approved. It changes when anything an approver reads changes."""
        read = [self.school_id, self.level_id, self.start_year, self.from_date, self.reason]
        read += [self.trigger, self.comment, *self._rests_on()]
        return sha256(json.dumps(read, default=str).encode()).hexdigest()

    def _rests_on(self) -> list[Any]:
        """The findings with their evidence, and the profile, as plain values."""
        if self.pk is None:
            return [[], []]
        findings = self.findings.order_by("criterion_id").prefetch_related("evidence")
        return [
            [
                [
                    found.criterion_id,
                    found.answer,
                    found.comment,
                    sorted([e.kind, e.key, e.text] for e in found.evidence.all()),
                ]
                for found in findings
            ],
            list(self.profile.order_by("aspect_id").values_list("aspect", "level", "comment")),
        ]
