from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from accounts.access import (
    for_everyone_signed_in,
    holds_anywhere,
    holds_trust_wide,
    schools_for,
)
from accounts.http import SignedInRequest
from accounts.roles import Can


@require_GET
@for_everyone_signed_in
def home(request: SignedInRequest) -> HttpResponse:
    """Where a person's work starts: the trust, one's own school, or one's schools."""
    person = request.user
    if not person.roles_today():
        return redirect("accounts:account-detail")  # it says that there is no role, and whom to ask
    if holds_trust_wide(person, Can.VIEW_TRUST_FIGURES):
        return redirect("dashboards:trust-page")
    if holds_anywhere(person, Can.USE_ADMIN):
        return redirect("accounts:person-list")
    own = list(schools_for(person, Can.VIEW_SCHOOL)[:2])
    if len(own) == 1:
        return redirect(reverse("dashboards:school-overview", args=[own[0].urn]))
    if holds_anywhere(person, Can.VIEW_TRUST_FIGURES):
        return redirect("dashboards:trust-page")
    return redirect("dashboards:school-list")
