"""The trust's own levy. No document states it, so it is empty until somebody enters it."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from banding.admin.drafts import OnlyChosen, PlainTitles
from banding.forms.rulebook import LevyRateForm
from banding.models import EditionState, Level, LevyRate
from core.admin import JournalledAdmin


@admin.register(LevyRate)
class LevyRateAdmin(PlainTitles, OnlyChosen, JournalledAdmin):
    """Dated settings of the trust, entered while an edition is in force, read once retired."""

    form = LevyRateForm
    list_display = ["rate", "level", "percent", "from_date", "edition"]
    list_filter = ["edition"]
    list_select_related = ["edition__model", "level"]
    fields = ["edition", "level", "percent", "from_date"]

    @admin.display(description="rate", ordering="level__rank")
    def rate(self, rate: LevyRate) -> str:
        return str(rate)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None or obj.edition.state != EditionState.RETIRED

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is not None and self.has_change_permission(request, obj)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "level":
            levels = Level.objects.exclude(edition__state=EditionState.RETIRED)
            kwargs["queryset"] = levels.select_related("edition__model")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
