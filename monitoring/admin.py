"""For operators: figures and files to read; numbers of a year and the trust's scales to keep."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from core.admin import Changes, JournalledAdmin, ReadOnlyAdmin
from core.years import AcademicYear
from monitoring import verbs
from monitoring.models import (
    AssessmentScale,
    Benchmark,
    Collection,
    Grade,
    MeasureLimit,
    MeasureYear,
    ResultsImport,
)
from monitoring.rules.measures import MEASURES, measure_label
from monitoring.rules.measuring.catalogue import DEFINITIONS
from monitoring.rules.measuring.dates import Limit


class MeasureFilter(admin.SimpleListFilter):
    title = "measure"
    parameter_name = "measure"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(code, measure.label) for code, measure in MEASURES.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(measure=self.value()) if self.value() else queryset


class StandsFilter(admin.SimpleListFilter):
    title = "still stands"
    parameter_name = "stands"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "Yes"), ("no", "Replaced by a later release")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() is None:
            return queryset
        return queryset.filter(superseded_at__isnull=self.value() == "yes")


@admin.register(Benchmark)
class BenchmarkAdmin(ReadOnlyAdmin):
    """Each figure with its source: two official sources may differ by a point."""

    list_display = ["in_words", "group", "year", "figure", "area_name", "coverage", "source"]
    list_filter = ["level", "coverage", "publication", StandsFilter, "start_year", MeasureFilter]
    search_fields = ["measure", "area_name", "source"]
    search_help_text = "A measure's code, an area or a source"
    list_per_page = 50

    @admin.display(description="measure", ordering="measure")
    def in_words(self, benchmark: Benchmark) -> str:
        return measure_label(benchmark.measure)

    @admin.display(description="year", ordering="start_year")
    def year(self, benchmark: Benchmark) -> str:
        return str(AcademicYear(benchmark.start_year))

    @admin.display(description="figure", ordering="value")
    def figure(self, benchmark: Benchmark) -> str:
        return benchmark.missing or str(benchmark.shown)


@admin.register(ResultsImport)
class ResultsImportAdmin(ReadOnlyAdmin):
    list_display = ["file_name", "dataset", "stage", "created_at"]
    list_filter = ["dataset", "stage"]
    search_fields = ["file_name"]


class YearOfMeasureAdmin(JournalledAdmin):
    """What is entered for a year changes that year's figures, so it is news as well."""

    def _journal(self, request: HttpRequest, verb: str, obj: Model, changes: Changes) -> None:
        year = str(obj.start_year)  # type: ignore[attr-defined]
        told = {"before": changes.get("before", {}), "after": changes.get("after", {})}
        told["after"] |= {"start_year": year}
        super()._journal(request, verbs.MEASURE_ENTERED, obj, told)


class MeasureLimitForm(forms.ModelForm):
    limit = forms.ChoiceField(
        choices=[(limit.value, limit.label) for limit in Limit], label="Number"
    )


@admin.register(MeasureLimit)
class MeasureLimitAdmin(YearOfMeasureAdmin):
    """A number announced for one year, such as the marks that are enough in phonics."""

    form = MeasureLimitForm
    list_display = ["label", "year", "value", "source"]
    list_filter = ["start_year"]
    fields = ["limit", "start_year", "value", "source"]

    @admin.display(description="year", ordering="start_year")
    def year(self, one: MeasureLimit) -> str:
        return str(AcademicYear(one.start_year))


class MeasureYearForm(forms.ModelForm):
    measure = forms.ChoiceField(
        choices=[(code, one.label) for code, one in DEFINITIONS.items()], label="Measure"
    )


@admin.register(MeasureYear)
class MeasureYearAdmin(YearOfMeasureAdmin):
    """A measure that came back, or that a year turned out not to have."""

    form = MeasureYearForm
    list_display = ["__str__", "is_available", "reason"]
    list_filter = ["start_year", "is_available"]
    fields = ["measure", "start_year", "is_available", "reason"]


class GradeInline(admin.TabularInline):
    model = Grade
    extra = 0
    fields = [
        "code", "label", "rank", "in_denominator", "is_expected", "is_higher", "also_written",
    ]  # fmt: skip


@admin.register(AssessmentScale)
class AssessmentScaleAdmin(JournalledAdmin):
    """The trust's scales. One that a collection asked for stays as it was when schools answered."""

    list_display = ["name", "code", "family"]
    list_filter = ["family"]
    fields = ["code", "name", "family", ("lowest", "highest"), ("expected_from", "higher_from")]
    inlines = [GradeInline]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and not _is_asked(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not _is_asked(obj)


def _is_asked(scale: AssessmentScale | None) -> bool:
    return scale is not None and Collection.objects.filter(scale=scale).exists()
