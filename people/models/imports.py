"""Registers that were read, and what people said when they were asked about them."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.models import Stamped
from core.workflow import Workflow
from schools.models import School


class ImportState(models.TextChoices):
    READ = "read", "Not applied yet"
    APPLIED = "applied", "Applied"
    UNDONE = "undone", "Undone"


REGISTER_IMPORT = Workflow(
    "register import",
    {
        ImportState.READ: frozenset({ImportState.APPLIED}),
        ImportState.APPLIED: frozenset({ImportState.UNDONE}),
        ImportState.UNDONE: frozenset(),
    },
)


class RegisterImport(Stamped):
    """One register sheet. Its `grid` of cells is kept until it is applied, and then emptied."""

    source = models.CharField(max_length=200, help_text="The file's name, or “Pasted”.")
    state = models.CharField(max_length=8, choices=ImportState, default=ImportState.READ)
    grid = models.JSONField(default=dict, blank=True)
    counts = models.JSONField(default=dict, blank=True, help_text="How many were read and made.")
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        holds = {"grid"}
        keep_for = timedelta(days=365)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="read", applied_at=None)
                | (~Q(state="read") & Q(applied_at__isnull=False)),
                name="people_import_applied_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state="undone", undone_at__isnull=False)
                | (~Q(state="undone") & Q(undone_at=None)),
                name="people_import_undone_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}, {self.created_at:%d %b %Y}"


class SchoolAlias(Stamped):
    """What a label in a sheet means: a school, or (without one) the trust's centre."""

    label = models.CharField(max_length=200, help_text="In small letters, without punctuation.")
    school = models.ForeignKey(
        School, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        ordering = ["label"]
        verbose_name_plural = "school aliases"
        constraints = [models.UniqueConstraint(fields=["label"], name="people_alias_once")]

    def __str__(self) -> str:
        return f"{self.label}: {self.school or 'the centre'}"


class SamePersonAnswer(Stamped):
    """Whether two names of a school are one person, as somebody said it. Asked once."""

    first_name = models.CharField(max_length=240)
    second_name = models.CharField(max_length=240)
    label = models.CharField(max_length=200, help_text="The school, as the sheet had it.")
    is_same = models.BooleanField()

    class Privacy:
        holds = {"first_name", "second_name"}
        keep_for = timedelta(days=365 * 3)

    class Meta:
        ordering = ["first_name"]
        constraints = [
            models.UniqueConstraint(
                fields=["first_name", "second_name", "label"], name="people_same_answered_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.first_name}, {self.second_name}: {'one' if self.is_same else 'two'}"
