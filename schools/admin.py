"""For operators: the trust, its schools and their time in it, the calendar; inspections to read."""

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from core.admin import JournalledAdmin, ReadOnlyAdmin
from schools.models import (
    ClosedDay,
    ImportRun,
    Inspection,
    InspectionGrade,
    School,
    Term,
    Trust,
    TrustMembership,
)


@admin.register(Trust)
class TrustAdmin(JournalledAdmin):
    """One trust per installation, so it can be changed but not joined by a second."""

    list_display = ["name", "group_uid", "smallest_group"]
    fields = ["name", "group_uid", "smallest_group", "notice"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not Trust.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class MembershipInline(admin.TabularInline):
    model = TrustMembership
    extra = 0
    verbose_name = "time in the trust"
    verbose_name_plural = "time in the trust"

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # a school that left has a last day; it is never forgotten


class IsMember(admin.SimpleListFilter):
    title = "in the trust"
    parameter_name = "member"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "Now"), ("no", "Not now")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        members = School.objects.members().values("pk")
        if self.value() == "yes":
            return queryset.filter(pk__in=members)
        return queryset.exclude(pk__in=members) if self.value() == "no" else queryset


@admin.register(School)
class SchoolAdmin(JournalledAdmin):
    list_display = ["name", "urn", "phase", "la_name", "hub", "pupils", "is_open"]
    list_filter = [IsMember, "phase", "hub", "is_open"]
    list_select_related = ["hub"]
    search_fields = ["name", "=urn", "postcode"]
    search_help_text = "A name, a URN or a postcode"
    list_per_page = 50
    inlines = [MembershipInline]
    fieldsets = [
        (None, {"fields": ["name", "urn", "phase", "hub"]}),
        ("As published", {"fields": [("type_name", "is_open"), ("la_name", "laestab", "ukprn")]}),
        ("Pupils", {"fields": [("pupils", "capacity"), ("low_age", "high_age")]}),
        ("Place and dates", {"fields": ["postcode", ("opened_on", "closed_on")]}),
    ]

    def journal_school(self, obj: Model) -> Model:
        return obj

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["urn"] if obj else []  # everything published is kept by it

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Term)
class TermAdmin(JournalledAdmin):
    list_display = ["__str__", "school", "starts_on", "ends_on", "half_term_starts_on"]
    list_filter = ["start_year", "name", "school"]
    list_select_related = ["school"]
    autocomplete_fields = ["school"]
    fields = [
        ("start_year", "name"),
        ("starts_on", "ends_on"),
        ("half_term_starts_on", "half_term_ends_on"),
        "school",
    ]


@admin.register(ClosedDay)
class ClosedDayAdmin(JournalledAdmin):
    list_display = ["on", "reason", "school"]
    list_filter = ["school"]
    list_select_related = ["school"]
    autocomplete_fields = ["school"]
    date_hierarchy = "on"


class GradeInline(admin.TabularInline):
    model = InspectionGrade
    fields = ("area", "says", "graded_on")
    readonly_fields = fields
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[InspectionGrade]:
        return super().get_queryset(request).select_related("area", "grade")


@admin.register(Inspection)
class InspectionAdmin(ReadOnlyAdmin):
    """As Ofsted published them. They are changed by importing a newer file, never by hand."""

    list_display = ["urn", "school_name", "starts_on", "framework", "kind", "safeguarding"]
    list_filter = ["framework", "kind", "category", "safeguarding"]
    list_select_related = ["framework"]
    search_fields = ["=urn", "school_name", "=number"]
    search_help_text = "A URN, the school's name at the time, or an inspection number"
    date_hierarchy = "starts_on"
    list_per_page = 50
    inlines = [GradeInline]


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnlyAdmin):
    list_display = [
        "created_at",
        "kind",
        "source",
        "read",
        "created",
        "changed",
        "unchanged",
        "skipped",
        "refused",
    ]
    list_filter = ["kind"]
