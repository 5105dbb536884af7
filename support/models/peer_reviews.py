"""The meeting of a triad: who reviews, what each noted, and what was reported of each school."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.models import Stamped
from core.workflow import Workflow
from schools.models import School
from support.models.triads import Triad
from support.models.visits import VisitAction


class PeerState(models.TextChoices):
    PLANNED = "planned", "Planned"
    SHARED = "shared", "With the schools, for their comment"
    PUBLISHED = "published", "Published"


PEER_REVIEW = Workflow(
    name="peer review",
    moves={
        PeerState.PLANNED: frozenset({PeerState.SHARED}),
        PeerState.SHARED: frozenset({PeerState.PUBLISHED}),
        PeerState.PUBLISHED: frozenset(),
    },
)


class PeerReview(Stamped):
    """A triad meets on a day at a host's, and challenges each school's self-evaluation."""

    triad = models.OneToOneField(Triad, on_delete=models.PROTECT, related_name="review")
    on = models.DateField()
    host = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=PeerState, default=PeerState.PLANNED)
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    shared_at = models.DateTimeField(null=True, blank=True)
    shared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(shared_at=None, shared_by=None)
                | Q(shared_at__isnull=False, shared_by__isnull=False),
                name="support_peer_shared_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None, published_by=None)
                | Q(published_at__isnull=False, published_by__isnull=False),
                name="support_peer_published_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state="planned", shared_at=None, published_at=None)
                | Q(state="shared", shared_at__isnull=False, published_at=None)
                | Q(state="published", shared_at__isnull=False, published_at__isnull=False),
                name="support_peer_state_has_its_times",
            ),
        ]

    def __str__(self) -> str:
        return f"Peer review, {self.triad.term_name}, at {self.host}"


class PeerReviewer(Stamped):
    """Somebody named to review. The notes are the person's alone until all have submitted."""

    review = models.ForeignKey(PeerReview, on_delete=models.CASCADE, related_name="reviewers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    notes = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    submitted_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        holds = {"notes"}
        keep_for = timedelta(days=365 * 6)

    class Meta:
        ordering = ["review", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "person"], name="support_peer_reviewer_once"),
            models.CheckConstraint(
                condition=Q(submitted_at=None) | ~Q(notes=""),
                name="support_peer_reviewer_submits_something",
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)


class PeerSection(Stamped):
    """The report on one school of the triad, and its headteacher's comment."""

    review = models.ForeignKey(PeerReview, on_delete=models.CASCADE, related_name="sections")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    summary = models.TextField(blank=True, help_text="What governors read.")
    strengths = models.TextField(blank=True)
    challenges = models.TextField(blank=True, help_text="Where the self-evaluation was challenged.")
    version = models.PositiveIntegerField(default=1)
    comment = models.TextField(blank=True)
    commented_at = models.DateTimeField(null=True, blank=True)
    commented_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Privacy:
        holds = {"strengths", "challenges", "comment"}
        keep_for = timedelta(days=365 * 6)

    class Meta:
        ordering = ["review", "school__name"]
        constraints = [
            models.UniqueConstraint(fields=["review", "school"], name="support_peer_section_once"),
            models.CheckConstraint(
                condition=Q(commented_at=None, commented_by=None, comment="")
                | (Q(commented_at__isnull=False, commented_by__isnull=False) & ~Q(comment="")),
                name="support_peer_comment_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review}: {self.school}"

    @property
    def is_written(self) -> bool:
        return bool(self.summary and self.strengths and self.challenges)


class PeerAction(Stamped):
    """An action of the report, until it is published: then it goes on the school's one list."""

    section = models.ForeignKey(PeerSection, on_delete=models.CASCADE, related_name="actions")
    what = models.CharField(max_length=300)
    owner = models.CharField(max_length=120, help_text="A post, such as Maths lead.")
    due_on = models.DateField()
    listed = models.OneToOneField(
        VisitAction,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="What became of it on the school's list, once the report was published.",
    )

    class Meta:
        ordering = ["section", "due_on", "pk"]

    def __str__(self) -> str:
        return self.what

    @property
    def done_at(self) -> datetime | None:
        return self.listed.done_at if self.listed else None

    def get_state_display(self) -> str:
        """How it stands on the list, as an action of a visit says it."""
        return self.listed.get_state_display() if self.listed else ""
