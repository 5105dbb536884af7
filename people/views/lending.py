"""Days offered and released, and conflicts of interest."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import fetch_visible, needs
from accounts.http import SignedInRequest, posted, typed
from accounts.roles import Can
from core.errors import DomainError
from people import policies
from people.forms.profiles import ConflictForm, ReleaseForm
from people.selectors import register
from people.services import lending
from people.views.profiles import fetch_own, fetch_person

LONGEST_REASON = 300


@require_http_methods(["GET", "POST"])
@needs(Can.KEEP_PROFILE)
def release_offer(request: SignedInRequest, pk: int) -> HttpResponse:
    person = fetch_own(request, pk)
    form = ReleaseForm(posted(request), schools=register.home_schools(person))
    if form.is_bound and form.is_valid():
        said = dict(form.cleaned_data)
        said["quarter_days"] = said.pop("days")
        try:
            lending.offer_release(actor=request.user, person=person, **said)
            messages.success(request, "Sent. Your school says whether it can release you.")
            return redirect("people:person-detail", pk=person.pk)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    return TemplateResponse(request, "people/release_offer.html", {"person": person, "form": form})


@require_POST
@needs(Can.AGREE_RELEASE)
def release_decide(request: SignedInRequest, pk: int) -> HttpResponse:
    release = fetch_visible(register.visible_releases(request.user), pk=pk)
    told = typed(request)
    try:
        decided = lending.decide_release(
            actor=request.user,
            release_id=release.pk,
            agreed=told.get("answer") == "agree",
            reason=told.get("reason", "")[:LONGEST_REASON],
        )
        said = "Agreed" if decided.state == "agreed" else "Not agreed"
        messages.success(request, f"{said}. {release.person} sees it on the profile.")
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("people:person-detail", pk=release.person_id)


@require_http_methods(["GET", "POST"])
@needs(Can.DECLARE_CONFLICT)
def conflict_declare(request: SignedInRequest, pk: int) -> HttpResponse:
    person = fetch_person(request, pk)
    if not policies.allows(policies.check_can_declare, request.user, person):
        raise PermissionDenied
    form = ConflictForm(posted(request))
    if form.is_bound and form.is_valid():
        try:
            lending.declare_conflict(actor=request.user, person=person, **form.cleaned_data)
            messages.success(request, "Declared.")
            return redirect("people:person-detail", pk=person.pk)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    return TemplateResponse(
        request, "people/conflict_declare.html", {"person": person, "form": form}
    )


@require_POST
@needs(Can.DECLARE_CONFLICT)
def conflict_end(request: SignedInRequest, pk: int) -> HttpResponse:
    conflict = fetch_visible(register.visible_conflicts(request.user), pk=pk)
    try:
        lending.end_conflict(actor=request.user, conflict_id=conflict.pk)
        messages.success(request, "It has ended.")
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("people:person-detail", pk=conflict.person_id)
