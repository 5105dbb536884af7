"""The other lines of an edition: who acts, what falls due, aspects, posts, sentences to keep."""

from django import forms
from django.contrib import admin
from django.db.models import TextField

from banding.admin.drafts import PartAdmin
from banding.forms.rulebook import DutyForm
from banding.models import Aspect, Clause, Duty, Party, Post

LINES = {"widget": forms.Textarea(attrs={"rows": 3, "cols": 60})}


class LinesAdmin(PartAdmin):
    formfield_overrides = {TextField: LINES}


@admin.register(Duty)
class DutyAdmin(LinesAdmin):
    form = DutyForm
    list_display = ["order", "name", "section", "cadence", "owner", "approver", "edition", "beside"]
    list_display_links = ["name"]
    list_filter = ["edition", "section", "kind", "cadence", "levels"]
    list_select_related = ["edition__model", "owner", "approver"]
    search_fields = ["name", "detail"]
    filter_horizontal = ["levels", "cast"]
    fields = [
        "section", "kind", "name", "code", "detail", "scope", "levels",
        "cadence", "month", "week", "owner", "approver", "overseer", "cast",
        "remind_days", "escalate_days", "doubt",
    ]  # fmt: skip


@admin.register(Party)
class PartyAdmin(LinesAdmin):
    list_display = ["order", "name", "role", "edition", "beside"]
    list_display_links = ["name"]
    search_fields = ["name"]
    fields = ["name", "code", "role", "doubt"]


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
    fields = ["group", "name", "code", "places", "fte", "deployable_percent", "doubt"]


@admin.register(Clause)
class ClauseAdmin(LinesAdmin):
    list_display = ["order", "text", "kind", "edition", "beside"]
    list_display_links = ["text"]
    list_filter = ["edition", "kind"]
    search_fields = ["text"]
    fields = ["kind", "text", "code", "doubt"]
