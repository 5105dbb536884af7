"""Forms of the administration site for editions, their lines and their vocabulary."""

from typing import Any

from django import forms
from django.db.models import Model
from django.utils import timezone

from banding.forms.plain import LABELS, Plainly, month_field, say_plainly
from banding.models import Edition, LevyRate, OfferLine, OfferPart
from banding.packs.reader import available
from banding.rules.words import WORDS
from banding.services.codes import code_for
from banding.services.ordering import number_of
from core.units import QUARTERS_IN_A_DAY, days_from_quarters
from core.years import AcademicYear
from schools.models import School, TrustMembership

YEARS_AHEAD = 3


def word_field(key: str) -> str:
    return f"word_{key}"


class EditionForm(forms.ModelForm):
    """The vocabulary is typed word by word; words this product does not know of are kept."""

    joins_month = month_field(
        "Any month",
        label=LABELS["joins_month"],
        help_text="The only month and day on which a school may join, where the document says so.",
    )

    class Meta(Plainly):
        model = Edition
        fields = [
            "source",
            "joining_rule",
            "joins_month",
            "joins_day",
            "contribution_percent",
            "doubt",
        ]
        widgets = {
            "source": forms.TextInput(attrs={"class": "vTextField"}),
            "joining_rule": forms.Textarea(attrs={"rows": 2}),
            "doubt": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key in WORDS:
            self.initial[word_field(key)] = self.instance.vocabulary.get(key, "")

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if (typed.get("joins_month") is None) != (typed.get("joins_day") is None):
            self.add_error("joins_day", "Give both the month and the day, or neither.")
        words = {key: typed.get(word_field(key), "").strip() for key in WORDS}
        kept = {key: word for key, word in self.instance.vocabulary.items() if key not in WORDS}
        self.instance.vocabulary = {key: word for key, word in words.items() if word} | kept
        return typed


for _key, _help in WORDS.items():
    EditionForm.base_fields[word_field(_key)] = EditionForm.declared_fields[word_field(_key)] = (
        forms.CharField(
            label=_key.replace("_", " ").capitalize(),
            max_length=60,
            required=False,
            help_text=_help,
        )
    )


class PartForm(forms.ModelForm):
    """A line of an edition. The admin says which edition a new one is added to."""

    edition: Edition | None = None

    Meta = Plainly

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_plainly(self)
        if self.edition and self.instance.pk is None:
            self.instance.edition = self.edition

    def _get_validation_exclusions(self) -> set[str]:
        """The edition is not typed, yet a code is used once in it."""
        return super()._get_validation_exclusions() - {"edition"}  # type: ignore[misc]


class DutyForm(PartForm):
    month = month_field(
        "No set month", label=LABELS["month"], help_text="Only for what falls due once a year."
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        cadence = typed.get("cadence")
        if typed.get("month") is not None and cadence != "yearly":
            self.add_error("month", "Only what falls due once a year has a month.")
        if (typed.get("week") is None) == (cadence == "programme_week"):
            self.add_error("week", "Give the week of the joining programme, and only there.")
        return typed


class NumberedForm(forms.ModelForm):
    """A row with its number in the list. Numbers are given anew on saving: 2.5 goes after 2."""

    number = forms.DecimalField(
        required=False,
        widget=forms.NumberInput(attrs={"step": "any", "class": "vIntegerField"}),
    )

    Meta = Plainly

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_plainly(self)
        if self.instance.pk:
            self.initial["number"] = getattr(self.instance, number_of(self._meta.model))


class NumberedRows(forms.BaseInlineFormSet):
    """Rows of an edition or a level. A new one is given a short name as it is saved."""

    def save_new(self, form: Any, commit: bool = True) -> Any:  # noqa: FBT001, FBT002 Django's
        if hasattr(form.instance, "code") and not form.instance.code:
            form.instance.code = code_for(form.instance, self.instance)
        return super().save_new(form, commit=commit)


class OfferDays(forms.ModelForm):
    """Days are typed in days and held in quarters."""

    days = forms.DecimalField(
        required=False,
        min_value=0,
        decimal_places=2,
        step_size=1 / QUARTERS_IN_A_DAY,
        help_text="In quarters: 0.25, 0.5, 0.75, 1. Empty for the bespoke menu.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.quarter_days is not None:
            self.initial["days"] = days_from_quarters(self.instance.quarter_days)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        days, part, level = typed.get("days"), typed.get("part"), typed.get("level")
        if part == OfferPart.BESPOKE and days is not None:
            self.add_error("days", "The bespoke menu has no days: there is no set amount.")
        if part in {OfferPart.CORE, OfferPart.ADDITIONAL} and days is None:
            self.add_error("days", "Say how many days.")
        if part == OfferPart.ADDITIONAL and level is None:
            self.add_error("level", "Say for which level it is additional.")
        if part in {OfferPart.CORE, OfferPart.BESPOKE} and level is not None:
            self.add_error("level", "Only an additional line is for one level.")
        self.instance.quarter_days = None if days is None else int(days * QUARTERS_IN_A_DAY)
        return typed


class OfferLineForm(OfferDays, PartForm):
    class Meta(Plainly):
        model = OfferLine
        fields = ["part", "level", "code", "activity", "unit", "is_at_least", "doubt"]


class OfferRowForm(OfferDays, NumberedForm):
    class Meta(Plainly):
        model = OfferLine
        fields = ["part", "level", "activity", "unit", "is_at_least"]


class LevyRateForm(forms.ModelForm):
    class Meta:
        model = LevyRate
        fields = ["edition", "level", "percent", "from_date"]
        help_texts = {
            "level": "The level whose schools pay it.",
            "percent": "As the trust decided it. No document states one, and none is assumed.",
            "from_date": "The first day it counts.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "edition" in self.fields:
            self.fields["edition"].empty_label = "Choose one"  # type: ignore[attr-defined]
        if "level" in self.fields:
            self.fields["level"].empty_label = "Every other school"  # type: ignore[attr-defined]
            self.fields["level"].label_from_instance = _level_of_edition  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        level, edition = typed.get("level"), typed.get("edition")
        if level and edition and level.edition_id != edition.pk:
            self.add_error("level", f"{level} belongs to {level.edition}, not to this edition.")
        return typed


def _level_of_edition(level: Model) -> str:
    return f"{level} · {level.edition}"  # type: ignore[attr-defined]


def _years() -> list[tuple[int, str]]:
    this = AcademicYear.of(timezone.localdate()).start_year
    return [(year, str(AcademicYear(year))) for year in range(this - 1, this + YEARS_AHEAD)]


class ChoosePackForm(forms.Form):
    pack = forms.ChoiceField(
        choices=lambda: [(code, code) for code in available()], widget=forms.RadioSelect
    )
    year = forms.TypedChoiceField(label="Academic year", choices=_years, coerce=int)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("year", AcademicYear.of(timezone.localdate()).start_year)


class SettleForm(forms.Form):
    words = forms.CharField(
        label="How the trust settled it",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Say what was decided, by whom and when. No value changes by this.",
        error_messages={"required": "Write how the trust settled it."},
    )


class JoinForm(forms.Form):
    school = forms.ModelChoiceField(
        queryset=School.objects.none(),
        help_text="A school that is known here and not in the trust.",
        error_messages={"required": "Choose the school."},
    )
    on = forms.DateField(
        label="Joins on",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": "Give the day it joins."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        inside = TrustMembership.objects.filter(ends_on=None).values("school")
        outside = School.objects.filter(is_open=True).exclude(pk__in=inside).order_by("name")
        self.fields["school"].queryset = outside  # type: ignore[attr-defined]
