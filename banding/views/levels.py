"""One school's level: what it is and why, what would move it up, its status and levy."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import fetch_school, holds, needs
from accounts.http import SignedInRequest, posted
from accounts.roles import Can
from banding import selectors, services
from banding.forms.rounds import CommentForm, StatusForm
from banding.models import BandDecision
from banding.places import edition_for
from banding.policies import decisions as policies
from banding.views.no_levels import no_levels
from core.errors import DomainError
from schools.models import School


@require_GET
@needs(Can.VIEW_BANDING)
def level_detail(request: SignedInRequest, urn: int) -> HttpResponse:
    school = fetch_school(urn, user=request.user, can=Can.VIEW_BANDING)
    sees_proposals = holds(request.user, Can.VIEW_PROPOSALS, school)
    edition = edition_for(request.user)
    if edition is None or not edition.has_levels:
        return no_levels(request, edition, school)
    context: dict[str, Any] = {
        "school": school,
        "edition": edition,
        "sees_proposals": sees_proposals,
        "history": selectors.timeline(school=school, with_proposals=sees_proposals),
        "asked": _asked(request, school),
        "levy": selectors.levy_of(school, timezone.localdate()),
        "status": selectors.status_of(school, timezone.localdate()),
        "has_levy": selectors.has_levy(edition),
        "charge": edition.word("central_charge"),
        "reads_visits": holds(request.user, Can.READ_VISITS, school),
        "why_not_propose": policies.why_not_propose(request.user, school),
    }
    return TemplateResponse(
        request, "banding/level_detail.html", context | _standing(school, edition.start_year)
    )


def _asked(request: SignedInRequest, school: School) -> BandDecision | None:
    """The proposal this head is asked about."""
    may = holds(request.user, Can.COMMENT_BAND, school)
    return selectors.asked_about(school) if may else None


def _standing(school: School, start_year: int) -> dict[str, Any]:
    """`underway` is shown only where the page may: the template asks `sees_proposals`."""
    [standing] = selectors.standings(schools=[school], start_year=start_year)
    current = standing.current
    sheet = selectors.sheet_of(current) if current else None
    underway = selectors.underway(schools=[school], start_year=start_year)
    return {
        "current": current,
        "level": current.level if current else None,
        "sheet": sheet,
        "distance": selectors.distance_of(current, sheet) if current and sheet else [],
        "way_up": selectors.way_up(current) if current else None,
        "entitlement": standing.entitlement,
        "proposal": underway.get(school.pk),
    }


@require_http_methods(["GET", "POST"])
@needs(Can.COMMENT_BAND)
def comment_edit(request: SignedInRequest, urn: int) -> HttpResponse:
    """What is proposed, shown to the school's head once asked, until it is settled."""
    school = fetch_school(urn, user=request.user, can=Can.COMMENT_BAND)
    decision = selectors.asked_about(school)
    if decision is None:
        messages.info(request, "Nothing waits for your comment.")
        return redirect("banding:level-detail", urn=school.urn)
    form = CommentForm(posted(request), initial={"comment": decision.comment})
    if form.is_valid():
        try:
            services.comment_on_facts(
                actor=request.user, decision_id=decision.pk, **form.cleaned_data
            )
            messages.success(request, "Sent. You can change it until the proposal is settled.")
        except DomainError as refusal:
            messages.error(request, str(refusal))
        return redirect("banding:comment-edit", urn=school.urn)
    context = {
        "school": school,
        "decision": decision,
        "edition": decision.edition,
        "sheet": selectors.sheet_of(decision),
        "form": form,
    }
    return TemplateResponse(request, "banding/comment_edit.html", context)


@require_http_methods(["GET", "POST"])
@needs(Can.APPROVE_BAND)
def status_record(request: SignedInRequest, urn: int) -> HttpResponse:
    """Decide, check, confirm: whether it is a Supported School, and its levy."""
    school = fetch_school(urn, user=request.user, can=Can.APPROVE_BAND)
    edition = edition_for(request.user)
    if edition is None or not edition.has_levels:
        return no_levels(request, edition, school)
    if why := policies.why_not_record_status(request.user, school, edition):
        messages.error(request, why)
        return redirect("banding:level-detail", urn=school.urn)
    form = StatusForm(posted(request), edition=edition)
    step = request.POST.get("step")
    context = {"school": school, "edition": edition, "form": form}
    if step == "change" or not form.is_valid():
        context["status"] = selectors.status_of(school, timezone.localdate())
        return TemplateResponse(request, "banding/status_record.html", context)
    if step != "confirm":
        return TemplateResponse(request, "banding/status_check.html", context)
    try:
        services.record_status(
            actor=request.user, school=school, edition=edition, **form.cleaned_data
        )
        messages.success(request, "Recorded. The school sees it on its page.")
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("banding:level-detail", urn=school.urn)
