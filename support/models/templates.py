"""What the note of a kind of visit asks: versions of questions, each from a day on.

A visit keeps the version it was written on. A version that a visit uses is never changed.
"""

from django.db import models
from django.db.models import Q

from core.models import Stamped
from schools.models import Phase


class NoteTemplate(Stamped):
    """A version of the questions known by `code`, used for visits from `valid_from` on."""

    code = models.SlugField(max_length=40)
    version = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(max_length=120)
    valid_from = models.DateField()
    source = models.CharField(max_length=200, blank=True, help_text="Where the questions are from.")

    class Meta:
        ordering = ["code", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="support_template_once"),
            models.UniqueConstraint(
                fields=["code", "valid_from"], name="support_template_one_from_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, version {self.version}"


class NoteSection(models.Model):
    template = models.ForeignKey(NoteTemplate, on_delete=models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    guidance = models.TextField(blank=True)

    class Meta:
        ordering = ["template", "position"]

    def __str__(self) -> str:
        return self.title


class QuestionKind(models.TextChoices):
    TEXT = "text", "Words"
    YES_NO = "yes_no", "Yes, partly or no"
    DATE = "date", "A date"
    NUMBER = "number", "A number"
    CHECK = "check", "Met, partly met or not met, with a note and a link"
    SIGN_OFF = "sign_off", "The day it was signed off, and the edition"


class QuestionLevel(models.TextChoices):
    MUST = "must", "Must"
    SHOULD = "should", "Should"


class NoteQuestion(models.Model):
    """One question. `phases` names the phases of school it is asked of; without any, of all."""

    section = models.ForeignKey(NoteSection, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    code = models.SlugField(max_length=40)
    kind = models.CharField(max_length=8, choices=QuestionKind)
    text = models.CharField(max_length=300)
    help = models.TextField(blank=True)
    is_required = models.BooleanField("needed before sharing", default=False)
    level = models.CharField(max_length=6, choices=QuestionLevel, blank=True)
    phases = models.JSONField(default=list, blank=True, help_text="Such as primary, secondary.")
    legal_basis = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["section", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["section", "code"], name="support_question_code_once_in_a_section"
            ),
            models.CheckConstraint(
                condition=Q(level="") | Q(kind="check"), name="support_question_level_is_of_a_check"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def phases_said(self) -> str:
        return ", ".join(Phase(one).label for one in self.phases)
