"""One school's level: what it is and why, what would move it up, and proposing another."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import fetch_school, holds, needs
from accounts.http import SignedInRequest, posted
from accounts.roles import Can
from banding import selectors, services
from banding.forms.decisions import ProposeForm
from banding.policies import decisions as policies
from core.errors import DomainError
from schools.models import School


@require_GET
@needs(Can.VIEW_BANDING)
def level_detail(request: SignedInRequest, urn: int) -> HttpResponse:
    school = fetch_school(urn, user=request.user, can=Can.VIEW_BANDING)
    sees_proposals = holds(request.user, Can.VIEW_PROPOSALS, school)
    edition = selectors.working_edition()
    context: dict[str, Any] = {
        "school": school,
        "edition": edition,
        "sees_proposals": sees_proposals,
        "history": selectors.level_history(school=school, with_proposals=sees_proposals),
        "why_not_propose": policies.why_not_propose(request.user, school),
    }
    if edition:
        context |= _standing(school, edition.start_year)
    return TemplateResponse(request, "banding/level_detail.html", context)


def _standing(school: School, start_year: int) -> dict[str, Any]:
    """`proposal` is shown only where the page may: the template asks `sees_proposals`."""
    [standing] = selectors.standings(schools=[school], start_year=start_year)
    level = standing.current.level if standing.current else None
    return {
        "current": standing.current,
        "level": level,
        "next_up": selectors.next_level_up(level) if level else None,
        "entitlement": standing.entitlement,
        "proposal": standing.proposal,
    }


@require_http_methods(["GET", "POST"])
@needs(Can.PROPOSE_BAND)
def decision_propose(request: SignedInRequest, urn: int) -> HttpResponse:
    """Choose and say why, then check the answers, then confirm; nothing is kept before that."""
    school = fetch_school(urn, user=request.user, can=Can.PROPOSE_BAND)
    edition = selectors.working_edition()
    if edition is None:
        messages.error(request, "No improvement model is in force yet, so nothing can be proposed.")
        return redirect("banding:level-detail", urn=school.urn)
    form = ProposeForm(posted(request), edition=edition)
    step = request.POST.get("step")
    context = {"school": school, "edition": edition, "form": form}
    if step == "change" or not form.is_valid():
        return TemplateResponse(request, "banding/decision_propose.html", context)
    if step != "confirm":
        return TemplateResponse(request, "banding/decision_check.html", context)
    try:
        decision = services.propose_band(
            actor=request.user, school=school, start_year=edition.start_year, **form.cleaned_data
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("banding:level-detail", urn=school.urn)
    messages.success(request, f"{decision.level} is proposed. Trustees now decide.")
    return redirect("banding:decision-detail", pk=decision.pk)
