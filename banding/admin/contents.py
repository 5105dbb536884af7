"""The other lines of an edition: who acts, what falls due, aspects, posts, sentences to keep."""

from calendar import month_name
from typing import Any

from django.contrib import admin
from django.db.models import Case, TextField, Value, When
from django.http import HttpRequest

from banding.admin.drafts import PartAdmin
from banding.admin.levels import LINES
from banding.forms.plain import LABELS
from banding.forms.rulebook import DutyForm
from banding.models import ActivityType, Aspect, Clause, Duty, DutySection, Party, Post

SECTIONS = Case(*(When(section=one, then=Value(at)) for at, one in enumerate(DutySection)))


class LinesAdmin(PartAdmin):
    formfield_overrides = {TextField: LINES}


@admin.register(Duty)
class DutyAdmin(LinesAdmin):
    form = DutyForm
    list_display = ["order", "name", "section", "cadence", "owner", "approver", "edition", "beside"]
    list_display_links = ["name"]
    list_filter = ["edition", "section", "kind", "cadence"]
    list_select_related = ["edition__model", "owner", "approver"]
    search_fields = ["name", "detail"]
    ordering = ["edition", SECTIONS, "position"]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        doubt = ["doubt", "settling"] if obj and obj.doubt else ["doubt"]
        month = "month"
        if obj and not self.has_change_permission(request, obj):
            doubt, month = ["beside"], "shown_month"
        return [
            (None, {"fields": ["name", "detail", ("section", "kind"), *doubt]}),
            ("When", {"fields": ["cadence", (month, "week"), ("remind_days", "escalate_days")]}),
            ("Who", {"fields": ["owner", "approver", "overseer", "cast"]}),
            ("For which schools", {"fields": ["scope", "levels"]}),
            ("For files", {"fields": ["code"]}),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [*super().get_readonly_fields(request, obj), "shown_month"]

    @admin.display(description=LABELS["month"])
    def shown_month(self, duty: Duty) -> str:
        return month_name[duty.month or 0]


@admin.register(ActivityType)
class ActivityTypeAdmin(LinesAdmin):
    list_display = ["order", "name", "kind", "cadence", "offer_line", "edition", "beside"]
    list_display_links = ["name"]
    list_filter = ["edition", "kind"]
    list_select_related = ["edition__model", "offer_line"]
    search_fields = ["name"]
    fields = ["name", "kind", "cadence", "cast", "offer_line", "note_template", "code", "doubt"]


@admin.register(Party)
class PartyAdmin(LinesAdmin):
    list_display = ["order", "name", "role", "edition", "beside"]
    list_display_links = ["name"]
    search_fields = ["name"]
    fields = ["name", "role", "code", "doubt"]


@admin.register(Aspect)
class AspectAdmin(LinesAdmin):
    list_display = ["order", "name", "edition", "beside"]
    list_display_links = ["name"]
    fields = ["name", "code", "doubt"]


@admin.register(Post)
class PostAdmin(LinesAdmin):
    list_display = [
        "order", "name", "group", "places", "fte", "deployable_percent", "edition", "beside",
    ]  # fmt: skip
    list_display_links = ["name"]
    list_filter = ["edition", "group"]
    search_fields = ["name"]
    fields = ["name", "group", ("places", "fte", "deployable_percent"), "code", "doubt"]


@admin.register(Clause)
class ClauseAdmin(LinesAdmin):
    list_display = ["order", "text", "kind", "edition", "beside"]
    list_display_links = ["text"]
    list_filter = ["edition", "kind"]
    search_fields = ["text"]
    fields = ["text", "kind", "code", "doubt"]
