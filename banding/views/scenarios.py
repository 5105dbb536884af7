"""What-ifs: those that are kept, one with what would follow from it, and two side by side."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import fetch_visible, needs
from accounts.http import SignedInRequest, posted
from accounts.roles import Can
from banding import selectors, services
from banding.forms.scenarios import RenameForm, ScenarioForm
from banding.models import Scenario
from banding.places import edition_for
from banding.policies import scenarios as policies
from banding.presenters import what_if
from banding.rules.what_if_parts import LevelSaid
from banding.selectors import Trial
from banding.views.no_levels import no_levels
from core.errors import DomainError
from core.htmx import page_or_partial
from schools.models import School

PER_PAGE = 25


def fetch_scenario(request: SignedInRequest, pk: int) -> Scenario:
    return fetch_visible(selectors.scenarios_for(request.user), pk=pk)


@require_GET
@needs(Can.TRY_SCENARIOS)
def scenario_list(request: SignedInRequest) -> HttpResponse:
    edition = edition_for(request.user)
    if edition and not edition.has_levels:
        return no_levels(request, edition)
    kept = selectors.scenarios_for(request.user)
    return TemplateResponse(
        request,
        "banding/scenario_list.html",
        {
            "edition": edition,
            "page": Paginator(kept, PER_PAGE).get_page(request.GET.get("page")),
            "why_not": policies.why_not_try(request.user),
        },
    )


@require_http_methods(["GET", "POST"])
@needs(Can.TRY_SCENARIOS)
def scenario_make(request: SignedInRequest) -> HttpResponse:
    edition = edition_for(request.user)
    if edition is None or not edition.has_levels:
        return no_levels(request, edition)
    if why_not := policies.why_not_try(request.user):
        messages.error(request, why_not)
        return redirect("banding:scenario-list")
    form = ScenarioForm(posted(request), edition=edition)
    if form.is_valid():
        try:
            made = services.make_scenario(actor=request.user, edition=edition, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error("name", str(refusal))
        else:
            return redirect("banding:scenario-detail", pk=made.pk)
    context = {"edition": edition, "form": form}
    return TemplateResponse(request, "banding/scenario_make.html", context)


@require_GET
@needs(Can.TRY_SCENARIOS)
def scenario_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    scenario = fetch_scenario(request, pk)
    context = outcome(scenario)
    return page_or_partial(
        request,
        page="banding/scenario_detail.html",
        partial="banding/partials/scenario_schools.html",
        context=context | _schools(request, scenario, context["trial"]),
    )


def outcome(scenario: Scenario) -> dict[str, Any]:
    trial = selectors.trial_of(scenario)
    results = what_if.results(scenario, trial)
    plan = results["plan"]
    return results | {
        "scenario": scenario,
        "edition": scenario.edition,
        "trial": trial,
        "why_not_change": policies.why_not_change(scenario),
        "why_not_turn": policies.why_not_turn(
            scenario, levels=plan.levels, to_propose=len(plan.to_propose)
        ),
    }


@dataclass(frozen=True)
class Row:
    """A school of the table: the level it has on that day, and the one tried (or the same)."""

    school: School
    here: LevelSaid | None
    chosen: int | None
    is_out: bool


def _schools(request: SignedInRequest, scenario: Scenario, trial: Trial) -> dict[str, Any]:
    """The table of schools by name, a page at a time."""
    wanted = request.GET.get("school", "").strip()
    schools = School.objects.members().filter(name__icontains=wanted).order_by("name", "urn")
    page = Paginator(schools, PER_PAGE).get_page(request.GET.get("page"))
    present = trial.present
    changes = selectors.changes_of(scenario, present)
    rows = []
    for school in page:
        key = str(school.pk)
        here = present.schools[key].level_on(scenario.from_date) if key in present.schools else None
        rows.append(
            Row(
                school,
                present.levels[here] if here else None,
                changes.levels.get(key, here),
                key in changes.removed,
            )
        )
    return {
        "page": page,
        "rows": rows,
        "wanted": wanted,
        "levels": list(present.levels.values()),
        "query": request.GET.urlencode(),
    }


@require_http_methods(["GET", "POST"])
@needs(Can.TRY_SCENARIOS)
def scenario_rename(request: SignedInRequest, pk: int) -> HttpResponse:
    scenario = fetch_scenario(request, pk)
    form = RenameForm(posted(request), initial={"name": scenario.name})
    if form.is_valid():
        try:
            services.rename_scenario(
                actor=request.user, scenario_id=scenario.pk, **form.cleaned_data
            )
        except DomainError as refusal:
            form.add_error("name", str(refusal))
        else:
            return redirect("banding:scenario-detail", pk=scenario.pk)
    context = {"scenario": scenario, "form": form}
    return TemplateResponse(request, "banding/scenario_rename.html", context)


@require_GET
@needs(Can.TRY_SCENARIOS)
def scenario_compare(request: SignedInRequest) -> HttpResponse:
    kept = selectors.scenarios_for(request.user)
    chosen = [
        kept.filter(pk=pk).first() if (pk := request.GET.get(name, "")).isdecimal() else None
        for name in ("one", "other")
    ]
    context: dict[str, Any] = {"kept": kept, "one": chosen[0], "other": chosen[1]}
    if chosen[0] and chosen[1]:
        one, other = (selectors.trial_of(scenario) for scenario in chosen if scenario)
        context |= {
            "rows": what_if.side_by_side(one, other),
            "schools": what_if.changed_schools(one, other),
        }
    return TemplateResponse(request, "banding/scenario_compare.html", context)
