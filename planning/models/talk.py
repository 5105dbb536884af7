"""What is said of a plan beside its text, and what somebody has typed and not saved yet."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.roles import Role
from core.models import Stamped
from planning.models.plans import Plan


class Direction(models.TextChoices):
    IMPROVING = "improving", "Improving"
    STEADY = "steady", "Holding steady"
    SLIPPING = "slipping", "Slipping"


class ReviewDecision(models.TextChoices):
    CONTINUE = "continue", "Go on as planned"
    CHANGE = "change", "Change the plan"
    EXTEND = "extend", "Give it more time"
    EXIT = "exit", "Exit criteria met: end the plan"
    ESCALATE = "escalate", "Ask for more support"


class PlanReview(Stamped):
    """A look at the whole plan on a day: a rapid plan's half-termly review, a termly update."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="reviews")
    on = models.DateField()
    progress = models.TextField()
    direction = models.CharField(max_length=9, choices=Direction)
    decision = models.CharField(max_length=8, choices=ReviewDecision)
    words = models.TextField(blank=True, help_text="Why this was decided.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        holds = {"progress", "words"}
        keep_for = timedelta(days=365 * 6)

    class Meta:
        ordering = ["plan", "-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decision="continue") | ~Q(words=""),
                name="planning_review_decision_says_why",
            )
        ]

    def __str__(self) -> str:
        return f"{self.plan}, reviewed {self.on}"


class CommentKind(models.TextChoices):
    COMMENT = "comment", "Comment"
    CHALLENGE = "challenge", "Peer challenge"


class PlanComment(Stamped):
    """Beside one section of a plan. `place` names the section, as the address of its form does."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="comments")
    place = models.CharField(max_length=30)
    kind = models.CharField(max_length=9, choices=CommentKind, default=CommentKind.COMMENT)
    text = models.TextField()
    mentions = models.CharField(max_length=20, choices=Role, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Privacy:
        holds = {"text"}
        keep_for = timedelta(days=365 * 6)

    class Meta:
        ordering = ["plan", "created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by=None)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="planning_comment_settled_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"{self.by} on {self.plan}"


class UnsavedText(models.Model):
    """What one person has typed into a section and not saved: kept so that nothing is lost."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+")
    place = models.CharField(max_length=30)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    typed = models.JSONField(default=dict)
    kept_at = models.DateTimeField(default=timezone.now)

    class Privacy:
        holds = {"typed"}
        keep_for = timedelta(days=90)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "place", "user"], name="planning_unsaved_once_a_section"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.place} of {self.plan}"
