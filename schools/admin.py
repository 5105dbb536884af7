"""For operators: the trust, its schools and their time in it, the calendar; inspections to read."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone

from core import journal
from core.admin import Changes, JournalledAdmin, ReadOnlyAdmin
from core.errors import DomainError
from core.years import AcademicYear
from schools import services, verbs
from schools.forms import CalendarForm, published
from schools.models import (
    ClosedDay,
    ImportRun,
    Inspection,
    InspectionGrade,
    LegalHold,
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


@admin.register(LegalHold)
class LegalHoldAdmin(JournalledAdmin):
    list_display = ["__str__", "starts_on", "ends_on"]
    autocomplete_fields = ["school"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # a hold that is over has a last day


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

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: Any) -> None:
        """A time in the trust changed here is news like any other: what falls due follows it."""
        super().save_formset(request, form, formset, change)
        for membership in [*formset.new_objects, *(one for one, _ in formset.changed_objects)]:
            journal.record(
                actor=request.user,  # type: ignore[arg-type]
                verb=verbs.SCHOOL_LEFT if membership.ends_on else verbs.SCHOOL_JOINED,
                target=membership,
                school=membership.school,
                after={
                    "starts_on": str(membership.starts_on),
                    "ends_on": str(membership.ends_on or ""),
                },
            )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["urn"] if obj else []  # everything published is kept by it

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class CalendarAdmin(JournalledAdmin):
    """A day changed by hand is news like a published calendar: what falls due follows it."""

    def start_year(self, obj: Any) -> int:
        raise NotImplementedError

    def _journal(self, request: HttpRequest, verb: str, obj: Model, changes: Changes) -> None:
        after: dict[str, Any] = {"start_year": self.start_year(obj)}
        changes = changes | {"after": changes.get("after", {}) | after}
        super()._journal(request, verbs.CALENDAR_PUBLISHED, obj, changes)


@admin.register(Term)
class TermAdmin(CalendarAdmin):
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

    def start_year(self, obj: Term) -> int:
        return obj.start_year

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.publish_view)
        own = path("publish/<int:start_year>/", view, name="schools_term_publish")
        return [own, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        said = {"title": "Terms", "this_year": AcademicYear.of(timezone.localdate()).start_year}
        return super().changelist_view(request, said | (extra_context or {}))

    def publish_view(self, request: HttpRequest, start_year: int) -> HttpResponse:
        year = AcademicYear(start_year)
        terms = list(Term.objects.filter(start_year=start_year, school=None))
        ends = [on for term in terms for on in (term.starts_on, term.ends_on)]
        span = (min(ends), max(ends)) if ends else (year.starts_on, year.ends_on)
        there = published(terms, ClosedDay.objects.filter(on__range=span, school=None))
        form = CalendarForm(request.POST or None, year=year, initial=there)
        if form.is_valid() and self._publish(request, form):
            return redirect("admin:schools_term_changelist")
        this = AcademicYear.of(timezone.localdate()).start_year
        context = self.admin_site.each_context(request) | {
            "title": f"Calendar of {year}",
            "opts": self.opts,
            "form": form,
            "year": year,
            "years": [AcademicYear(one) for one in range(this - 1, this + 3)],
        }
        return TemplateResponse(request, "admin/schools/term/publish.html", context)

    def _publish(self, request: HttpRequest, form: CalendarForm) -> bool:
        try:
            services.publish_calendar(
                actor=request.user,  # type: ignore[arg-type]
                start_year=form.year.start_year,
                terms=form.terms,
                closed=form.closed,
            )
        except DomainError as refusal:
            form.add_error(None, str(refusal))
            return False
        messages.success(request, f"The calendar of {form.year} is published.")
        return True


@admin.register(ClosedDay)
class ClosedDayAdmin(CalendarAdmin):
    list_display = ["on", "reason", "school"]
    list_filter = ["school"]
    list_select_related = ["school"]
    autocomplete_fields = ["school"]
    date_hierarchy = "on"

    def start_year(self, obj: ClosedDay) -> int:
        return AcademicYear.of(obj.on).start_year


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
