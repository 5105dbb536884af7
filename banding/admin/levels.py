"""Levels with their criteria, and the lines of the offer."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextInputWidget
from django.db.models import Case, CharField, Count, QuerySet, SlugField, TextField, When
from django.http import HttpRequest

from banding.admin.drafts import NumberedInline, PartAdmin, SavedInOrder
from banding.forms.plain import EMPTY, TONES, choices_of
from banding.forms.rulebook import NumberedForm, OfferLineForm, OfferRowForm
from banding.models import Criterion, Level, OfferLine
from core.units import show_days

LINES = {"widget": forms.Textarea(attrs={"rows": 3, "cols": 60})}
SHORT_LINES = {"widget": forms.Textarea(attrs={"rows": 2, "cols": 40})}
ONE_LINE = {"widget": AdminTextInputWidget}
MOVING = (
    "They stand in the order of their numbers. To move one, type where it goes: 2.5 goes "
    "between 2 and 3. All are numbered anew when you save."
)


class CriterionInline(NumberedInline):
    model = Criterion
    form = NumberedForm
    fields = ["number", "text", "is_needed", "doubt", "beside"]
    read = ["shown_number", "text", "shown_needed", "beside"]
    readonly_fields = ["shown_number", "shown_needed", "beside"]
    verbose_name_plural = "criteria"
    about = "What a school is judged against, one by one. " + MOVING
    formfield_overrides = {TextField: LINES}

    @admin.display(description="must be met")
    def shown_needed(self, criterion: Criterion) -> str:
        return "Yes" if criterion.is_needed else "No"


class LevelInline(NumberedInline):
    model = Level
    form = NumberedForm
    fields = ["number", "label", "tone", "supported_school", "levy_effect", "beside"]
    read = ["shown_number", "label", "shown_tone", "supported_school", "levy_effect", "beside"]
    readonly_fields = ["shown_number", "shown_tone", "beside"]
    opens = "Criteria"
    verbose_name_plural = "levels"
    about = "The first needs least support. " + MOVING

    @admin.display(description="colour")
    def shown_tone(self, level: Level) -> str:
        return TONES[level.tone]


class OfferLineInline(NumberedInline):
    model = OfferLine
    form = OfferRowForm
    fields = ["number", "activity", "days", "unit", "is_at_least", "part", "level", "beside"]
    read = ["shown_number", "activity", "shown_days", "part", "level", "beside"]
    readonly_fields = ["shown_number", "shown_days", "beside"]
    ordering = [
        Case(When(part="core", then=0), When(part="additional", then=1), default=2),
        "position",
    ]
    opens = "More"
    verbose_name_plural = "offer"
    about = (
        "Days for every school, days for one level, and the menu without days; each of the three "
        "has numbers of its own. Days are typed in quarters. " + MOVING
    )
    formfield_overrides = {CharField: SHORT_LINES}

    @admin.display(description="days")
    def shown_days(self, line: OfferLine) -> str:
        return days_said(line)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "level" and request.resolver_match:
            edition = request.resolver_match.kwargs.get("object_id")
            kwargs["queryset"] = Level.objects.filter(edition=edition)
            kwargs["empty_label"] = EMPTY["level"]
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field:
            field.choices = choices_of(field)  # not again for every row
        return field

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("level")


def days_said(line: OfferLine) -> str:
    if line.quarter_days is None:
        return ""
    least = "at least " if line.is_at_least else ""
    return f"{least}{show_days(line.quarter_days)} {line.get_unit_display()}"


@admin.register(Level)
class LevelAdmin(SavedInOrder, PartAdmin):
    list_display = ["order", "label", "criteria_said", "edition", "beside"]
    list_display_links = ["label"]
    search_fields = ["label", "criteria__text"]
    fields = [
        "label", "test", "expectations", "builds_on",
        "supported_school", "levy_effect", "tone", "code", "doubt",
    ]  # fmt: skip
    formfield_overrides = {TextField: LINES}
    inlines = [CriterionInline]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        shown = super().get_fields(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return shown
        return ["shown_tone" if name == "tone" else name for name in shown]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [*super().get_readonly_fields(request, obj), "shown_tone"]

    @admin.display(description="colour")
    def shown_tone(self, level: Level) -> str:
        return TONES[level.tone]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).annotate(many_criteria=Count("criteria"))

    @admin.display(description="criteria")
    def criteria_said(self, level: Any) -> int:
        return level.many_criteria


@admin.register(OfferLine)
class OfferLineAdmin(PartAdmin):
    form = OfferLineForm
    list_display = ["order", "activity", "shown_days", "part", "level", "edition", "beside"]
    list_display_links = ["activity"]
    list_filter = ["edition", "part"]
    list_select_related = ["edition__model", "level"]
    search_fields = ["activity"]
    fields = ["activity", "part", "level", ("days", "unit", "is_at_least"), "code", "doubt"]
    formfield_overrides = {CharField: SHORT_LINES, SlugField: ONE_LINE, TextField: LINES}

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        shown = super().get_fields(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return shown
        return ["shown_days" if isinstance(name, tuple) else name for name in shown]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [*super().get_readonly_fields(request, obj), "shown_days"]

    @admin.display(description="days")
    def shown_days(self, line: OfferLine) -> str:
        return days_said(line)
