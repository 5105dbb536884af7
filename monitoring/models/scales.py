"""The trust's assessment scales."""

from django.db import models
from django.db.models import Q

from core.models import Stamped
from monitoring.rules.families import CHOICES, Family


class ScaleQuerySet(models.QuerySet["AssessmentScale"]):
    def countable(self) -> "ScaleQuerySet":
        """Scales that say when a standard is met, so that a term's return can be counted."""
        return self.filter(family__in=[family for family in Family if family.has_expected])


class AssessmentScale(Stamped):
    """A trust's scale: the codes a school may give, and which of them count as expected or higher.

    A score scale has no codes but a lowest, highest, expected and higher mark.
    """

    code = models.SlugField(max_length=30, unique=True)
    name = models.CharField(max_length=100)
    family = models.CharField(max_length=20, choices=CHOICES)
    lowest = models.PositiveSmallIntegerField(null=True, blank=True)
    highest = models.PositiveSmallIntegerField(null=True, blank=True)
    expected_from = models.PositiveSmallIntegerField(null=True, blank=True)
    higher_from = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = ScaleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(lowest=None, highest=None, expected_from=None, higher_from=None)
                | Q(
                    lowest__isnull=False,
                    highest__isnull=False,
                    expected_from__isnull=False,
                    higher_from__isnull=False,
                ),
                name="monitoring_scale_marks_are_whole",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kind(self) -> Family:
        """The family as the rules know it: two families never share an axis."""
        return Family(self.family)


class Grade(models.Model):
    """One code of a scale. A code without a level (left, absent …) is in the denominator or not."""

    scale = models.ForeignKey(AssessmentScale, on_delete=models.CASCADE, related_name="grades")
    code = models.CharField(max_length=8)
    label = models.CharField(max_length=80)
    rank = models.SmallIntegerField(
        help_text="Higher is better; codes without a level are negative."
    )
    in_denominator = models.BooleanField(default=True)
    is_expected = models.BooleanField(default=False, help_text="At or above expected.")
    is_higher = models.BooleanField(default=False, help_text="Greater depth or higher standard.")
    also_written = models.CharField(
        max_length=200, blank=True, help_text="Other spellings in schools' files, joined by commas."
    )

    class Meta:
        ordering = ["scale", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["scale", "code"], name="monitoring_grade_once"),
            models.CheckConstraint(
                condition=Q(is_higher=False) | Q(is_expected=True),
                name="monitoring_grade_higher_is_expected",
            ),
            models.CheckConstraint(
                condition=Q(is_expected=False) | Q(in_denominator=True),
                name="monitoring_grade_expected_is_counted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.label}"
