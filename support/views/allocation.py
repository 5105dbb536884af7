"""A whole term's plan: read it, decide by hand what should be otherwise, and propose it."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.access import needs
from accounts.http import SignedInRequest, typed
from accounts.roles import Can
from core.errors import DomainError
from core.years import AcademicYear
from schools.models import Term
from schools.selectors import terms_of
from support.presenters.allocation import page_of
from support.selectors.allocation import plan_term
from support.services.allocation import propose_plan
from support.views.places import places_for

PREFIX = "need-"
LONGEST = 300


@require_GET
@needs(Can.BROKER_SUPPORT)
def allocation_plan(request: SignedInRequest) -> HttpResponse:
    terms = coming_terms()
    term = _term(request.GET, terms)
    context = {
        "places": places_for(request.user, "support:allocation-plan"),
        "terms": [(named(one), one == term) for one in terms],
        "term": term,
    }
    if term:
        context |= page_of(plan_term(term, _decided(request.GET)), named(term))
    return TemplateResponse(request, "support/allocation_plan.html", context)


@require_POST
@needs(Can.BROKER_SUPPORT)
def allocation_propose(request: SignedInRequest) -> HttpResponse:
    term, decided = _term(request.POST, coming_terms()), _decided(request.POST)
    said = typed(request)
    if term is None:
        return redirect("support:allocation-plan")
    try:
        made = propose_plan(
            actor=request.user,
            found=plan_term(term, decided),
            pairs=said.get("pairs", ""),
            capacity_reason=said.get("capacity_reason", "")[:LONGEST],
        )
        many = "deployments" if len(made) > 1 else "deployment"
        messages.success(request, f"{len(made)} {many} proposed. The schools are asked to agree.")
        return redirect("support:deployment-list")
    except DomainError as refusal:
        messages.error(request, str(refusal))
    asked = {"term": named(term)} | {f"{PREFIX}{key}": value for key, value in decided.items()}
    return redirect(f"{reverse('support:allocation-plan')}?{urlencode(asked)}")


def coming_terms() -> list[Term]:
    """This year's and next year's, but for those that are over."""
    today = timezone.localdate()
    year = AcademicYear.of(today).start_year
    found = [*terms_of(start_year=year), *terms_of(start_year=year + 1)]
    return [term for term in found if term.ends_on >= today]


def named(term: Term) -> str:
    return f"{term.get_name_display()} {term.starts_on.year}"


def _term(asked: QueryDict, terms: list[Term]) -> Term | None:
    """The one that is asked for; else the next to begin, else the one that runs."""
    today = timezone.localdate()
    wanted = [term for term in terms if named(term) == asked.get("term")]
    ahead = [term for term in terms if term.starts_on > today]
    return next(iter([*wanted, *ahead, *terms]), None)


def _decided(asked: QueryDict) -> dict[str, str]:
    return {
        name.removeprefix(PREFIX): value
        for name, value in asked.items()
        if name.startswith(PREFIX) and isinstance(value, str) and value
    }
