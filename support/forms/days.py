"""A day, and a number of days, as they are typed."""

from decimal import Decimal
from typing import Any

from django import forms

from core.units import days_from_quarters, quarters_from_days

MOST_DAYS = 195  # of a school year


class DayField(forms.DateField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            error_messages={
                "required": "Give the day.",
                "invalid": "Write the day like 31/01/2027.",
            },
            **kwargs,
        )


class QuarterDaysField(forms.DecimalField):
    """Days on the page (2.5), quarter-days underneath (10)."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            min_value=Decimal("0.25"),
            max_value=MOST_DAYS,
            help_text="Quarters are possible: 2.5",
            error_messages={
                "required": "Say how many days.",
                "invalid": "Write the days as a number, such as 2.5.",
                "min_value": "Give a quarter of a day or more.",
                "max_value": "That is more than a school year has.",
            },
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        return f"{days_from_quarters(value):g}" if isinstance(value, int) else value

    def clean(self, value: Any) -> int:
        days = super().clean(value)
        try:
            return quarters_from_days(days)
        except ValueError as refusal:
            raise forms.ValidationError("Give whole quarters of a day, such as 4.25.") from refusal
