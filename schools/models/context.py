"""The school census as published: how many pupils, and how many with which need."""

from decimal import Decimal
from typing import Any

from django.db import models

from core.models import Stamped
from core.years import AcademicYear


def _count(help_text: str = "") -> Any:
    return models.PositiveIntegerField(null=True, blank=True, help_text=help_text)


def _percent() -> Any:
    return models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)


class CensusFigures(Stamped):
    """The columns of one census row. `codes` says why a figure is missing: {"eal": "NA"}."""

    start_year = models.PositiveSmallIntegerField(help_text="2024 for the year 2024/25.")
    school_type = models.CharField(max_length=100, blank=True)
    pupils = _count("Pupils on roll.")
    girls = _count()
    boys = _count()
    ehc_plans = _count("Pupils with an EHC plan.")
    ehc_plans_percent = _percent()
    sen_support = _count("Pupils with SEN support.")
    sen_support_percent = _percent()
    eal = _count("Pupils whose first language is not English.")
    eal_percent = _percent()
    fsm = _count("Pupils eligible for free school meals now.")
    fsm6 = _count("Pupils eligible for free school meals at any time in six years.")
    fsm6_base = _count("The pupils FSM6 is counted among; not the whole roll.")
    fsm6_percent = _percent()
    codes = models.JSONField(default=dict, blank=True)
    source = models.CharField(max_length=100, default="School census")

    class Meta:
        abstract = True

    @property
    def year(self) -> AcademicYear:
        return AcademicYear(self.start_year)

    @property
    def fsm_percent(self) -> Decimal | None:
        """Derived: the census gives no percentage for free school meals now."""
        if self.fsm is None or not self.pupils:
            return None
        return Decimal(100 * self.fsm) / self.pupils


class SchoolContext(CensusFigures):
    """A school's census, kept by URN whether or not the school is known here."""

    urn = models.PositiveIntegerField()

    class Meta:
        ordering = ["-start_year", "urn"]
        constraints = [
            models.UniqueConstraint(
                fields=["urn", "start_year"], name="schools_context_once_a_year"
            )
        ]

    def __str__(self) -> str:
        return f"Census {self.year} of {self.urn}"


class NationalContext(CensusFigures):
    """England's totals for one type of school: the `NAT` rows of the same file."""

    class Meta:
        ordering = ["-start_year", "school_type"]
        constraints = [
            models.UniqueConstraint(
                fields=["school_type", "start_year"], name="schools_national_context_once_a_year"
            )
        ]

    def __str__(self) -> str:
        return f"Census {self.year}, England: {self.school_type}"
