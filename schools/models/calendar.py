"""Term dates and closed days. A row without a school is the trust's; a school's own row wins."""

from django.db import models
from django.db.models import F, Q

from core.models import Stamped
from core.years import AcademicYear
from schools.models.organisation import School


class TermName(models.TextChoices):
    AUTUMN = "autumn", "Autumn"
    SPRING = "spring", "Spring"
    SUMMER = "summer", "Summer"


class Term(Stamped):
    """One term of an academic year. Dates differ by school, so a school may have its own."""

    start_year = models.PositiveSmallIntegerField(help_text="2026 for the year 2026/27.")
    name = models.CharField(max_length=6, choices=TermName)
    starts_on = models.DateField()
    ends_on = models.DateField()
    half_term_starts_on = models.DateField(
        null=True, blank=True, help_text="First day of the half-term holiday."
    )
    half_term_ends_on = models.DateField(
        null=True, blank=True, help_text="Last day of the half-term holiday."
    )
    school = models.ForeignKey(
        School,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="terms",
        help_text="Leave empty for the dates every school has unless it says otherwise.",
    )

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["start_year", "name", "school"], name="schools_term_once_per_school"
            ),
            # Null never equals null, so the trust's own dates need a constraint of their own.
            models.UniqueConstraint(
                fields=["start_year", "name"],
                condition=Q(school=None),
                name="schools_term_once_for_the_trust",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="schools_term_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(half_term_starts_on=None, half_term_ends_on=None)
                | Q(
                    half_term_starts_on__gt=F("starts_on"),
                    half_term_ends_on__gte=F("half_term_starts_on"),
                    half_term_ends_on__lt=F("ends_on"),
                ),
                name="schools_term_half_term_lies_inside",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_name_display()} {AcademicYear(self.start_year)}"


class ClosedDay(Stamped):
    """A day in term on which pupils are not in: a training day, a bank holiday, an election."""

    on = models.DateField()
    reason = models.CharField(max_length=120)
    school = models.ForeignKey(
        School,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="closed_days",
        help_text="Leave empty when every school is closed.",
    )

    class Meta:
        ordering = ["on"]
        constraints = [
            models.UniqueConstraint(fields=["on", "school"], name="schools_closed_day_once"),
            models.UniqueConstraint(
                fields=["on"],
                condition=Q(school=None),
                name="schools_closed_day_once_for_the_trust",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on}: {self.reason}"
