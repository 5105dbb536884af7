"""The trust in one page, and the same figures as a file."""

from fractions import Fraction
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from accounts.access import needs
from accounts.http import SignedInRequest
from accounts.roles import Can
from core.exports import csv_response
from core.htmx import is_swap, page_or_partial
from dashboards.presenters.trust import TrustPage
from dashboards.selectors import figures
from dashboards.views.choosing import chosen_figures
from dashboards.views.keeping import Parts, kept

PARTS = ("head", "filters", "results")
CSV_HEADER = (
    "School",
    "URN",
    "Measure",
    "Year group",
    "Group",
    "At the standard",
    "Pupils",
    "%",
    "Withheld",
)
RATES_HEADER = ("Added up", "Divided by", "Average or rate")  # of a kind, which has them


@require_GET
@needs(Can.VIEW_TRUST_FIGURES)
def trust_page(request: SignedInRequest) -> HttpResponse:
    parts = kept(request, _parts)
    if not parts:
        return TemplateResponse(request, "dashboards/trust_empty.html")
    return page_or_partial(
        request,
        page="dashboards/trust_page.html",
        partial="dashboards/partials/trust_swap.html",
        context=parts,
    )


def _parts(request: SignedInRequest) -> Parts:
    """All of the page but its frame, which is its reader's own. None before any collection."""
    found = chosen_figures(request.GET)
    if found is None:
        return {}
    chosen, choice = found
    context = {
        "form": chosen.form,
        "page": TrustPage(request.user, choice, page=request.GET.get("page", "1")),
        "query": request.GET.urlencode(),
        "swapped": is_swap(request),
    }
    drawn = {
        name: render_to_string(f"dashboards/partials/trust_{name}.html", context, request)
        for name in PARTS
    }
    return {"term": choice.collection.name, **drawn}


@require_GET
@needs(Can.VIEW_TRUST_FIGURES)
def figures_download(request: SignedInRequest) -> HttpResponseBase:
    """Every figure of the term that the reader may see, withheld as on the page."""
    found = chosen_figures(request.GET)
    if found is None:
        return redirect("dashboards:trust-page")  # which says that there is nothing yet
    collection = found[1].collection
    rows = figures.figure_rows(viewer=request.user, collection=collection)
    name = f"figures-{slugify(collection.name)}.csv"
    if collection.asking is None:
        return csv_response(name, CSV_HEADER, (_cells(row) for row in rows))
    lines = ((*_cells(row), *_rate_cells(row)) for row in rows)
    return csv_response(name, (*CSV_HEADER, *RATES_HEADER), lines)


def _cells(row: figures.FigureRow) -> tuple[Any, ...]:
    school = row.school
    return (
        school.name if school else "All schools together",
        school.urn if school else "",
        row.measure,
        row.cohort,
        row.group,
        None if row.is_rate else row.numerator,
        row.pupils,
        row.percent,
        "withheld" if row.withheld else "",
    )


def _rate_cells(row: figures.FigureRow) -> tuple[Any, ...]:
    if not row.is_rate:
        return "", "", ""
    total = float(row.numerator) if isinstance(row.numerator, Fraction) else row.numerator
    return total, row.denominator, row.value
