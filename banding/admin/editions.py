"""Editions: chosen, edited as a draft, previewed, put in force, retired."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html_join

from banding import selectors
from banding.admin.drafts import (
    DraftOnly,
    PlainTitles,
    SavedInOrder,
    doubt_of,
    list_url,
    settling_of,
)
from banding.admin.levels import LevelInline, OfferLineInline
from banding.admin.pages import EditionPages
from banding.forms.rulebook import EditionForm, word_field
from banding.models import (
    ActivityType,
    Aspect,
    Clause,
    Duty,
    Edition,
    EditionState,
    ImprovementModel,
    Level,
    LevyRate,
    OfferLine,
    Party,
    Post,
)
from banding.rules.words import WORDS
from core.admin import JournalledAdmin

PARTS: dict[str, tuple[type[Model], str]] = {
    "Levels and criteria": (Level, "levels"),
    "Offer lines": (OfferLine, "offer_lines"),
    "Duties": (Duty, "duties"),
    "Kinds of visit and review": (ActivityType, "activity_types"),
    "Parties: who acts": (Party, "parties"),
    "Aspects of the profile": (Aspect, "aspects"),
    "Posts and teams": (Post, "posts"),
    "Clauses": (Clause, "clauses"),
    "Levy rates": (LevyRate, "levy_rates"),
}


@admin.register(ImprovementModel)
class ImprovementModelAdmin(JournalledAdmin):
    list_display = ["name", "code"]
    readonly_fields = ["code"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Edition)
class EditionAdmin(SavedInOrder, EditionPages, PlainTitles, DraftOnly, JournalledAdmin):
    form = EditionForm
    list_display = ["__str__", "state", "source"]
    list_filter = ["state", "model"]
    list_select_related = ["model"]
    readonly_fields = ["model", "academic_year", "state", "beside", "settling", "words_said"]
    show_facets = admin.ShowFacets.NEVER
    inlines = [LevelInline, OfferLineInline]
    change_form_template = "admin/banding/edition.html"
    change_list_template = "admin/banding/edition_list.html"

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        joining = ["joining_rule", ("joins_month", "joins_day"), "contribution_percent"]
        typed = self.has_change_permission(request, obj)
        words = [word_field(key) for key in WORDS] if typed else ["words_said"]
        doubts = ["beside"]
        if typed:
            doubts = ["doubt", "settling"] if obj and obj.doubt else ["doubt"]
        return [
            (None, {"fields": [("model", "academic_year", "state"), "source", *doubts]}),
            ("Joining the trust", {"fields": joining}),
            (
                "Words",
                {
                    "fields": words,
                    "description": "The trust's own words, as every page shows them. "
                    "Left empty, the product's own word is used.",
                },
            ),
        ]

    @admin.display(description="doubt")
    def beside(self, edition: Edition) -> str:
        return doubt_of(edition)

    @admin.display(description="settling")
    def settling(self, edition: Edition) -> str:
        return settling_of(edition)

    @admin.display(description="words")
    def words_said(self, edition: Edition) -> str:
        pairs = ((key.replace("_", " "), word) for key, word in edition.vocabulary.items())
        return format_html_join("; ", "{}: <strong>{}</strong>", pairs)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        edition = Edition.objects.filter(pk=object_id).first() if object_id.isdigit() else None
        around = self.around(edition) if edition else {}
        return super().change_view(request, object_id, form_url, around | (extra_context or {}))

    def around(self, edition: Edition) -> dict[str, Any]:
        """The parts with their numbers, and what can be done in this state."""
        return {
            "edition": edition,
            "is_draft": edition.state == EditionState.DRAFT,
            "is_in_force": edition.state == EditionState.IN_FORCE,
            "open_doubts": len(selectors.open_doubts(edition)),
            "parts": [
                {
                    "label": label,
                    "many": getattr(edition, name).count(),
                    "url": list_url(model, edition),
                }
                for label, (model, name) in PARTS.items()
            ],
        }
