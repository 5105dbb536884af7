"""Levels with their criteria, and the lines of the offer."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Case, Count, QuerySet, TextField, When
from django.http import HttpRequest

from banding.admin.drafts import NumberedInline, PartAdmin, SavedInOrder
from banding.forms.rulebook import NumberedForm, OfferLineForm, OfferRowForm
from banding.models import Criterion, Level, OfferLine
from core.units import show_days

WIDE = {"widget": forms.Textarea(attrs={"rows": 3, "cols": 60})}


class CriterionInline(NumberedInline):
    model = Criterion
    form = NumberedForm
    fields = ["number", "text", "is_needed", "doubt", "beside"]
    readonly_fields = ["beside"]
    verbose_name_plural = "criteria: what a school is judged against, one by one"
    formfield_overrides = {TextField: {"widget": forms.Textarea(attrs={"rows": 3, "cols": 44})}}


class LevelInline(NumberedInline):
    model = Level
    form = NumberedForm
    fields = ["number", "code", "label", "tone", "supported_school", "levy_effect", "beside"]
    readonly_fields = ["beside"]
    show_change_link = True
    verbose_name_plural = "levels: open one to edit its criteria"


class OfferLineInline(NumberedInline):
    model = OfferLine
    form = OfferRowForm
    fields = [
        "number", "activity", "days", "unit", "is_at_least", "part", "level", "code", "beside",
    ]  # fmt: skip
    readonly_fields = ["shown_days", "beside"]
    ordering = [
        Case(When(part="core", then=0), When(part="additional", then=1), default=2),
        "position",
    ]
    show_change_link = True
    verbose_name_plural = "offer: days for every school, for one level, and the menu without days"

    @admin.display(description="days")
    def shown_days(self, line: OfferLine) -> str:
        return "" if line.quarter_days is None else show_days(line.quarter_days)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "level" and request.resolver_match:
            edition = request.resolver_match.kwargs.get("object_id")
            kwargs["queryset"] = Level.objects.filter(edition=edition)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Level)
class LevelAdmin(SavedInOrder, PartAdmin):
    list_display = ["order", "label", "code", "criteria_said", "edition", "beside"]
    list_display_links = ["label"]
    search_fields = ["label", "criteria__text"]
    fields = [
        "code",
        "label",
        "tone",
        "builds_on",
        "test",
        "expectations",
        "supported_school",
        "levy_effect",
        "doubt",
    ]
    formfield_overrides = {TextField: WIDE}
    inlines = [CriterionInline]

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
    fields = ["part", "level", "activity", "code", "days", "unit", "is_at_least", "doubt"]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        shown = super().get_fields(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return shown
        return ["shown_days" if name == "days" else name for name in shown]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [*super().get_readonly_fields(request, obj), "shown_days"]

    @admin.display(description="days")
    def shown_days(self, line: OfferLine) -> str:
        if line.quarter_days is None:
            return ""
        least = "at least " if line.is_at_least else ""
        return f"{least}{show_days(line.quarter_days)} {line.get_unit_display()}"
