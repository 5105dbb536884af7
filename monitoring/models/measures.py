"""What administrators enter about a measure's year before a release of the product knows it."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from core.models import Stamped
from core.years import AcademicYear
from monitoring.rules.measures import measure_label
from monitoring.rules.measuring.catalogue import DEFINITIONS
from monitoring.rules.measuring.dates import Limit

THE_YEAR = "The year the academic year starts in: 2026 is 2026/27."
A_YEAR = [MinValueValidator(2010), MaxValueValidator(2099)]


class MeasureLimit(Stamped):
    """A number set nationally for one year, such as the marks that are enough in phonics.

    It stands before the one that ships with the product (rules.measuring.dates).
    """

    limit = models.CharField(max_length=30)
    start_year = models.PositiveSmallIntegerField(help_text=THE_YEAR, validators=A_YEAR)
    value = models.DecimalField(max_digits=6, decimal_places=2)
    source = models.CharField(max_length=200, help_text="Who announced it, and when.")

    class Meta:
        ordering = ["limit", "-start_year"]
        constraints = [
            models.UniqueConstraint(
                fields=["limit", "start_year"], name="monitoring_measurelimit_once_a_year"
            ),
            models.CheckConstraint(
                condition=Q(value__gt=0), name="monitoring_measurelimit_is_positive"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}, {AcademicYear(self.start_year)}: {self.value:f}"

    @property
    def label(self) -> str:
        return Limit(self.limit).label

    def clean(self) -> None:
        if self.limit not in set(Limit):
            raise ValidationError({"limit": "Choose one of the list."})
        highest = Limit(self.limit).highest
        if self.value is not None and self.value > highest:
            raise ValidationError({"value": f"It can be at most {highest}."})


class MeasureYear(Stamped):
    """Whether a measure is available in one year, and why not: it stands before what ships."""

    measure = models.CharField(max_length=30)
    start_year = models.PositiveSmallIntegerField(help_text=THE_YEAR, validators=A_YEAR)
    is_available = models.BooleanField(default=False)
    reason = models.CharField(
        max_length=300, blank=True, help_text="Why there is none: it is shown in its place."
    )

    class Meta:
        ordering = ["measure", "-start_year"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "start_year"], name="monitoring_measureyear_once_a_year"
            ),
            models.CheckConstraint(
                condition=Q(is_available=True, reason="") | (Q(is_available=False) & ~Q(reason="")),
                name="monitoring_measureyear_none_has_a_reason",
                violation_error_message="Give the reason when there is none, and only then.",
            ),
        ]

    def __str__(self) -> str:
        return f"{measure_label(self.measure)}, {AcademicYear(self.start_year)}"

    def clean(self) -> None:
        if self.measure not in DEFINITIONS:
            raise ValidationError({"measure": "Choose one of the list."})
