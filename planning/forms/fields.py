"""What the forms of plans have in common: days, money, long texts, and rows."""

from typing import Any

from django import forms

from planning.rules.words import GUIDES

DATE_INPUT = {"type": "date"}
MOST_PENCE = 2_000_000_000


class DayField(forms.DateField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            widget=forms.DateInput(attrs=DATE_INPUT, format="%Y-%m-%d"),
            error_messages={
                "required": "Give the day.",
                "invalid": "Write the day like 31/01/2027.",
            },
            **kwargs,
        )


class PoundsField(forms.DecimalField):
    """Pounds on the page, pence underneath."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            min_value=0,
            max_value=MOST_PENCE // 100,
            decimal_places=2,
            required=False,
            error_messages={"invalid": "Write the cost in pounds, such as 1250 or 99.50."},
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, int):
            return value
        pounds, pence = divmod(value, 100)
        return "" if not value else f"{pounds}.{pence:02d}" if pence else str(pounds)

    def clean(self, value: Any) -> int:
        pounds = super().clean(value)
        return int(pounds * 100) if pounds is not None else 0


class LongField(forms.CharField):
    """Free text with its word guide, if it has one."""

    def __init__(self, *, name: str = "", rows: int = 5, **kwargs: Any) -> None:
        guide = GUIDES.get(name)
        if guide:
            kwargs.setdefault("help_text", f"About {guide} words.")
        super().__init__(
            required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": rows}), **kwargs
        )


def short(label: str, *, length: int = 120, required: bool = False, **kwargs: Any) -> Any:
    return forms.CharField(label=label, max_length=length, required=required, **kwargs)


def choice(label: str, choices: Any, *, empty: str = "", required: bool = False) -> Any:
    """A list to choose from; `empty` are the words for choosing nothing."""
    options = [("", empty), *choices] if empty else list(choices)
    return forms.ChoiceField(label=label, choices=options, required=required)
