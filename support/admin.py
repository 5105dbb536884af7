"""For operators: the questions of notes. A version that a visit was written on stays as it is."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from core.admin import JournalledAdmin
from support.models import NoteQuestion, NoteSection, NoteTemplate, Visit


def _template_of(thing: Any) -> NoteTemplate | None:
    return thing.template if isinstance(thing, NoteSection) else thing


class UnusedOnly:
    """What a visit was written on is read, and never changed: the next version is added instead."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        template = _template_of(obj)
        return template is None or not Visit.objects.filter(template=template).exists()

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is not None and self.has_change_permission(request, obj)


class SectionInline(UnusedOnly, admin.TabularInline):
    model = NoteSection
    extra = 0
    show_change_link = True


class QuestionInline(UnusedOnly, admin.StackedInline):
    model = NoteQuestion
    extra = 0


@admin.register(NoteTemplate)
class NoteTemplateAdmin(UnusedOnly, JournalledAdmin):
    list_display = ["name", "code", "version", "valid_from"]
    list_filter = ["code"]
    search_fields = ["name", "sections__questions__text"]
    fields = ["name", "code", "version", "valid_from", "source"]
    inlines = [SectionInline]


@admin.register(NoteSection)
class NoteSectionAdmin(UnusedOnly, JournalledAdmin):
    list_display = ["title", "template", "position"]
    list_filter = ["template"]
    list_select_related = ["template"]
    fields = ["template", "position", "title", "guidance"]
    inlines = [QuestionInline]
