"""Days the chief executive decides on: agreed from the bespoke menu, or carried from last year."""

from collections.abc import Sequence
from typing import Any, cast
from uuid import uuid4

from django import forms
from django.db.models import QuerySet

from banding.models import OfferLine
from core.forms import helper
from core.units import show_days
from support.forms.kinds import OfferLineField
from support.forms.visits import HALF_A_DAY, QUARTER_DAYS
from support.selectors.granting import ToCarry


class DecideDays(forms.Form):
    form_token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)
    quarter_days = forms.TypedChoiceField(
        label="How many days", choices=QUARTER_DAYS, coerce=int, initial=HALF_A_DAY
    )
    reason = forms.CharField(
        label="Why?", max_length=1000, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why: the school reads it beside the days."},
    )  # fmt: skip


class AgreeDaysForm(DecideDays):
    offer_line = OfferLineField(
        OfferLine.objects.none(),
        label="What is agreed",
        empty_label="Choose from the bespoke menu",
        error_messages={"required": "Choose an item of the bespoke menu."},
    )
    takes_away = forms.BooleanField(
        label="These days were agreed before: take them away again", required=False
    )
    field_order = ["offer_line", "quarter_days", "takes_away", "reason"]

    def __init__(self, *args: Any, lines: QuerySet[OfferLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ModelChoiceField, self.fields["offer_line"]).queryset = lines
        self.helper = helper(button="Agree these days")

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.pop("takes_away", False) and "quarter_days" in typed:
            typed["quarter_days"] = -typed["quarter_days"]
        return typed


class CarryDaysForm(DecideDays):
    what = forms.TypedChoiceField(
        label="What is carried", error_messages={"required": "Choose what is carried."}
    )
    field_order = ["what", "quarter_days", "reason"]

    def __init__(self, *args: Any, found: Sequence[ToCarry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_line = {str(one.from_line.pk): one for one in found}
        what = cast(forms.TypedChoiceField, self.fields["what"])
        what.choices = [("", "Choose"), *((key, _said(one)) for key, one in by_line.items())]
        what.coerce = by_line.__getitem__
        self.helper = helper(button="Carry these days")


def _said(one: ToCarry) -> str:
    return f"{one.from_line.activity}: {show_days(one.left)} left"
