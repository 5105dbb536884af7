"""What is written on a note beside its findings: answers, what became of actions, files."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.models import Stamped
from core.workflow import Workflow
from support.models.templates import NoteQuestion, QuestionKind
from support.models.visits import Visit, VisitAction


class ReviewerState(models.TextChoices):
    WRITING = "writing", "Writing"
    SUBMITTED = "submitted", "Submitted"
    WITHDRAWN = "withdrawn", "Withdrawn"


REVIEWER = Workflow(
    name="review by one reviewer",
    moves={
        ReviewerState.WRITING: frozenset({ReviewerState.SUBMITTED, ReviewerState.WITHDRAWN}),
        ReviewerState.SUBMITTED: frozenset(),
        ReviewerState.WITHDRAWN: frozenset(),
    },
)


class Reviewer(Stamped):
    """One of the people who review independently: what they write is theirs until all are done."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="reviewers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=ReviewerState, default=ReviewerState.WRITING)
    findings = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    submitted_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        holds = {"findings"}
        keep_for = timedelta(days=365 * 6)

    class Meta:
        ordering = ["visit", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "person"], name="support_reviewer_once_on_a_visit"
            ),
            models.CheckConstraint(
                condition=Q(state="submitted", submitted_at__isnull=False)
                | (~Q(state="submitted") & Q(submitted_at=None)),
                name="support_reviewer_submitted_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)


class AnswerValue(models.TextChoices):
    YES = "yes", "Yes"
    PARTLY = "partly", "Partly"
    NO = "no", "No"
    DOES_NOT_APPLY = "does_not_apply", "Does not apply"


CHECKED = {
    AnswerValue.YES: "Met",
    AnswerValue.PARTLY: "Partly met",
    AnswerValue.NO: "Not met",
    AnswerValue.DOES_NOT_APPLY: "Does not apply",
}


class NoteAnswer(Stamped):
    """The note's answer to a question, or one reviewer's own."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(NoteQuestion, on_delete=models.PROTECT, related_name="+")
    reviewer = models.ForeignKey(
        Reviewer, null=True, blank=True, on_delete=models.CASCADE, related_name="answers"
    )
    value = models.CharField(max_length=14, choices=AnswerValue, blank=True)
    text = models.TextField(blank=True)
    number = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    on = models.DateField(null=True, blank=True)
    edition = models.CharField(max_length=60, blank=True)
    url = models.URLField(max_length=500, blank=True)

    class Privacy:
        holds = {"text"}
        keep_for = timedelta(days=365 * 6)

    class Meta:
        ordering = ["visit", "question"]
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "question"],
                condition=Q(reviewer=None),
                name="support_answer_once_in_a_note",
            ),
            models.UniqueConstraint(
                fields=["reviewer", "question"],
                condition=Q(reviewer__isnull=False),
                name="support_answer_once_by_a_reviewer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.value or self.text}"

    @property
    def value_said(self) -> str:
        """In the words it was asked in."""
        if self.question.kind != QuestionKind.CHECK or not self.value:
            return str(self.get_value_display())
        return CHECKED[AnswerValue(self.value)]

    @property
    def in_words(self) -> str:
        number = "" if self.number is None else f"{self.number.normalize():f}"
        day = f"{self.on.day} {self.on:%b %Y}" if self.on else ""
        parts = (self.value_said, number, day, self.edition, self.text, self.url)
        return "\n".join(part for part in parts if part)

    @property
    def tone(self) -> str:
        return {"yes": "good", "partly": "watch", "no": "watch"}.get(self.value, "neutral")


class Outcome(models.TextChoices):
    DONE = "done", "Done"
    STILL_OPEN = "still_open", "Still open"
    NOT_NEEDED = "not_needed", "No longer needed"


class FollowUp(Stamped):
    """How an earlier action stood on this visit. It takes effect when the note is shared."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="follow_ups")
    action = models.ForeignKey(VisitAction, on_delete=models.CASCADE, related_name="follow_ups")
    outcome = models.CharField(max_length=10, choices=Outcome)
    words = models.TextField(blank=True)

    class Privacy:
        holds = {"words"}
        keep_for = timedelta(days=365 * 6)

    class Meta:
        ordering = ["visit", "action"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "action"], name="support_follow_up_once"),
            models.CheckConstraint(
                condition=~Q(outcome="not_needed") | ~Q(words=""),
                name="support_follow_up_not_needed_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action}: {self.get_outcome_display()}"


class VisitFile(Stamped):
    """Evidence on a note. Kept under a random name, and read through a door that asks who."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=120)
    stored_as = models.CharField(max_length=100, help_text="Path under MEDIA_ROOT.")
    size = models.PositiveIntegerField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    removed_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        holds = {"name", "stored_as"}
        keep_for = timedelta(days=365 * 6)

    class Meta:
        ordering = ["visit", "pk"]

    def __str__(self) -> str:
        return self.name
