"""The rulebook. An edition is edited while it is a draft; in force or retired, it is only read."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Case, Model, When
from django.http import HttpRequest

from banding.models import Criterion, Edition, EditionState, ImprovementModel, Level, OfferLine
from core.admin import JournalledAdmin
from core.units import QUARTERS_IN_A_DAY, days_from_quarters, show_days


def edition_of(obj: Model | None) -> Edition | None:
    return obj if isinstance(obj, Edition) else getattr(obj, "edition", None)


class DraftOnly:
    """What belongs to an edition changes only while the edition is a draft.

    Mixed into an admin it is asked about the object, mixed into an inline about the parent.
    """

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        edition = edition_of(obj)
        return edition is None or edition.state == EditionState.DRAFT

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is not None and self.has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is not None and self.has_change_permission(request, obj)


class OfferLineForm(forms.ModelForm):
    days = forms.DecimalField(
        required=False,
        min_value=0,
        decimal_places=2,
        step_size=1 / QUARTERS_IN_A_DAY,
        help_text="A year, in steps of 0.25. Empty for the bespoke menu.",
    )

    class Meta:
        model = OfferLine
        fields = ["part", "level", "position", "code", "activity", "doubt"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.quarter_days is not None:
            self.initial["days"] = days_from_quarters(self.instance.quarter_days)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        days = typed.get("days")
        self.instance.quarter_days = None if days is None else int(days * QUARTERS_IN_A_DAY)
        return typed


class LevelInline(DraftOnly, admin.TabularInline):
    model = Level
    fields = ["rank", "code", "label", "tone", "supported_school", "levy_effect", "doubt"]
    show_change_link = True
    extra = 0


class OfferLineInline(DraftOnly, admin.TabularInline):
    model = OfferLine
    form = OfferLineForm
    fields = ["part", "level", "position", "code", "activity", "days", "doubt"]
    ordering = [
        Case(When(part="core", then=0), When(part="additional", then=1), default=2),
        "position",
    ]
    extra = 0

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Where nothing can be typed, Django shows plain values and knows no field of a form."""
        if self.has_change_permission(request, obj):
            return self.fields
        return ["shown_days" if name == "days" else name for name in self.fields]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["shown_days"]

    @admin.display(description="days")
    def shown_days(self, line: OfferLine) -> str:
        return "" if line.quarter_days is None else show_days(line.quarter_days)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "level" and request.resolver_match:
            edition = request.resolver_match.kwargs.get("object_id")
            kwargs["queryset"] = Level.objects.filter(edition=edition)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class CriterionInline(DraftOnly, admin.TabularInline):
    model = Criterion
    fields = ["position", "text", "doubt"]
    extra = 0


@admin.register(ImprovementModel)
class ImprovementModelAdmin(JournalledAdmin):
    list_display = ["name", "code"]
    readonly_fields = ["code"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Edition)
class EditionAdmin(DraftOnly, JournalledAdmin):
    list_display = ["model", "academic_year", "state", "source"]
    list_filter = ["state", "model"]
    list_select_related = ["model"]
    fields = ["model", "academic_year", "state", "source", "vocabulary", "doubt"]
    readonly_fields = ["model", "academic_year", "state"]
    inlines = [LevelInline, OfferLineInline]


@admin.register(Level)
class LevelAdmin(DraftOnly, JournalledAdmin):
    list_display = ["label", "edition", "rank", "code", "doubt"]
    list_filter = ["edition"]
    list_select_related = ["edition__model"]
    search_fields = ["label", "criteria__text"]
    readonly_fields = ["edition"]
    inlines = [CriterionInline]
