"""What every page of the administration site does: write to the journal, and show it."""

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from core import journal, verbs
from core.models import JournalEntry

Changes = dict[str, dict[str, str]]


def _said(value: Any) -> str:
    if isinstance(value, QuerySet | list | tuple | set):
        return ", ".join(str(one) for one in value)
    return "" if value is None else str(value)


def changes_of(form: ModelForm) -> Changes:
    """The values a form changed, as a reader would say them: what they were and what they are."""
    names = [name for name in form.changed_data if name in form.cleaned_data]
    return {
        "before": {name: _said(form.initial.get(name)) for name in names},
        "after": {name: _said(form.cleaned_data[name]) for name in names},
    }


class JournalledAdmin(admin.ModelAdmin):
    """One journal entry for each thing added, changed or deleted, in the transaction that did it.

    Django's own log is not kept beside it: "History" leads to the audit trail.
    """

    def journal_school(self, obj: Model) -> Model | None:
        """The school an entry is about. Override where it is the object or reached otherwise."""
        return getattr(obj, "school", None)

    def _journal(self, request: HttpRequest, verb: str, obj: Model, changes: Changes) -> None:
        journal.record(
            actor=request.user,  # type: ignore[arg-type]
            verb=verb,
            target=obj,
            school=self.journal_school(obj),
            **changes,
        )

    def construct_change_message(
        self,
        request: HttpRequest,
        form: Any,
        formsets: Any,
        add: bool = False,  # noqa: FBT001, FBT002
    ) -> Any:
        """Django hands this to the two methods below; rows edited inside the page come along."""
        changes = changes_of(form)
        for formset in formsets or []:
            for row in formset.forms:
                if row.has_changed() and hasattr(row, "cleaned_data"):
                    of_row, name = changes_of(row), str(row.instance)
                    for side in ("before", "after"):
                        told = {f"{name}: {field}": v for field, v in of_row[side].items()}
                        changes[side].update(told)
            for gone in getattr(formset, "deleted_objects", []):
                changes["before"][str(gone)] = "deleted"
        return changes

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        self._journal(request, verbs.ADMIN_ADDED, obj, message)

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        self._journal(request, verbs.ADMIN_CHANGED, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        for obj in queryset:
            self._journal(request, verbs.ADMIN_DELETED, obj, {"before": {"name": str(obj)}})

    def response_action(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        with transaction.atomic():
            return super().response_action(request, *args, **kwargs)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        trail = reverse("admin:core_journalentry_changelist")
        about = {"target_type": self.model._meta.label_lower, "target_id": object_id}
        return redirect(f"{trail}?{urlencode(about)}")


class ReadOnlyAdmin(admin.ModelAdmin):
    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class VerbFilter(admin.SimpleListFilter):
    title = "what was done"
    parameter_name = "verb"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return sorted(journal.VERBS.items(), key=lambda pair: pair[1])

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(verb=self.value()) if self.value() else queryset


@admin.register(JournalEntry)
class AuditTrail(ReadOnlyAdmin):
    """Who did what to which thing, and when: never what was in it (security.md section 3)."""

    list_display = ["at", "actor_name", "done", "target_type", "target_name"]
    list_display_links = None
    list_filter = ["at", VerbFilter, "target_type"]
    search_fields = ["actor_name", "target_name"]
    search_help_text = "A person's name, or the name of what they did something to"
    date_hierarchy = "at"
    ordering = ["-pk"]
    list_per_page = 50
    fields = ["at", "actor_name", "done", "target_type", "target_name"]

    @admin.display(description="what was done")
    def done(self, entry: JournalEntry) -> str:
        return journal.VERBS.get(entry.verb, entry.verb)

    def lookup_allowed(self, lookup: str, value: str, request: Any = None) -> bool:
        return lookup == "target_id" or super().lookup_allowed(lookup, value, request)
