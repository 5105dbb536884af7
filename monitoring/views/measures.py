"""What every measure counts, of whom and when, in plain words. It shows nobody's figures."""

from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.access import for_everyone_signed_in
from accounts.http import SignedInRequest
from core.htmx import page_or_partial
from core.years import AcademicYear
from monitoring.forms import MeasureSearchForm
from monitoring.rules.measuring.catalogue import DEFINITIONS
from monitoring.selectors.measures import measure_page, measures_by_stage


@require_GET
@for_everyone_signed_in
def measure_list(request: SignedInRequest) -> HttpResponse:
    form = MeasureSearchForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    groups = measures_by_stage(search=asked.get("search", ""), stage=asked.get("stage", ""))
    return page_or_partial(
        request,
        page="monitoring/measure_list.html",
        partial="monitoring/partials/measure_table.html",
        context={
            "form": form,
            "groups": groups,
            "number": sum(len(group.measures) for group in groups),
        },
    )


@require_GET
@for_everyone_signed_in
def measure_detail(request: SignedInRequest, code: str) -> HttpResponse:
    definition = DEFINITIONS.get(code)
    if definition is None:
        raise Http404
    this_year = AcademicYear.of(timezone.localdate())
    page = measure_page(definition, year=this_year)
    return TemplateResponse(request, "monitoring/measure_detail.html", {"page": page})
