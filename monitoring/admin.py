"""For operators: national and local figures and the files they came from, to read."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from core.admin import ReadOnlyAdmin
from core.years import AcademicYear
from monitoring.models import Benchmark, ResultsImport
from monitoring.rules.measures import MEASURES, measure_label


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
