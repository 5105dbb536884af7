"""What is chosen for a rota of triads: its year, and changes by hand."""

from typing import Any, cast

from django import forms
from django.urls import reverse

from core.forms import helper
from core.years import AcademicYear
from schools.models import School, TermName
from support.models import Triad, TriadRota
from support.rules.triads import TERMS_APART

CHOOSE_SCHOOL = {"required": "Choose a school."}
WHY = "Needed only where two schools meet again too soon because of it."


class SchoolField(forms.ModelChoiceField):
    def __init__(self, label: str) -> None:
        super().__init__(
            School.objects.none(),
            label=label,
            empty_label="Choose a school",
            error_messages=CHOOSE_SCHOOL,
        )


def _why() -> forms.CharField:
    return forms.CharField(label="Why (optional)", required=False, max_length=300, help_text=WHY)


class RotaForm(forms.Form):
    year = forms.TypedChoiceField(label="Year", coerce=int)
    apart = forms.IntegerField(
        label="No two schools meet twice within so many terms",
        initial=TERMS_APART,
        min_value=1,
        max_value=9,
        error_messages={
            "required": "Say how many terms, such as 3.",
            "invalid": "Write a number of terms, such as 3.",
            "min_value": "One term or more.",
            "max_value": "Nine terms at most.",
        },
    )

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.TypedChoiceField, self.fields["year"]).choices = [
            (year, str(AcademicYear(year))) for year in years
        ]
        self.helper = helper(button="Make the rota")
        self.helper.form_action = reverse("support:rota-propose")


class SwapForm(forms.Form):
    term = forms.ChoiceField(label="Term", choices=TermName)
    one = SchoolField("School")
    other = SchoolField("Changes places with")
    reason = _why()

    def __init__(self, *args: Any, rota: TriadRota, schools: list[School], **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "id_swap_%s"} | kwargs)
        for name in ("one", "other"):
            field = cast(forms.ModelChoiceField, self.fields[name])
            field.queryset = School.objects.filter(pk__in=[school.pk for school in schools])
        self.helper = helper(button="Change places")
        self.helper.form_action = reverse("support:rota-swap", args=[rota.pk])


class TriadField(forms.ModelChoiceField):
    def label_from_instance(self, triad: Any) -> str:
        names = ", ".join(place.school.name for place in triad.places.all())
        return f"{triad.term_name}, {triad.number}: {names}"


class MoveForm(forms.Form):
    school = SchoolField("School")
    triad = TriadField(
        Triad.objects.none(),
        label="Joins",
        empty_label="Choose a triad",
        error_messages={"required": "Choose the triad it joins."},
    )
    reason = _why()

    def __init__(self, *args: Any, rota: TriadRota, triads: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "id_move_%s"} | kwargs)
        cast(forms.ModelChoiceField, self.fields["triad"]).queryset = triads
        field = cast(forms.ModelChoiceField, self.fields["school"])
        field.queryset = School.objects.members().order_by("name")
        self.helper = helper(button="Move it")
        self.helper.form_action = reverse("support:rota-move", args=[rota.pk])
