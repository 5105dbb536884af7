"""A person's own page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET, require_POST

from accounts.access import for_everyone_signed_in, has_second_step
from accounts.http import SignedInRequest
from accounts.roles import NEEDS_SECOND_STEP
from accounts.selectors import roles_in_words
from accounts.services.people import choose_digest


@require_GET
@for_everyone_signed_in
def account_detail(request: SignedInRequest) -> HttpResponse:
    held = request.user.roles_today()
    return TemplateResponse(
        request,
        "accounts/account_detail.html",
        {
            "roles": roles_in_words(request.user),
            "has_second_step": has_second_step(request.user),
            "advise_second_step": any(one.role in NEEDS_SECOND_STEP for one in held),
        },
    )


@require_POST
@for_everyone_signed_in
def digest_choose(request: SignedInRequest) -> HttpResponse:
    wants = request.POST.get("wants") == "yes"
    choose_digest(actor=request.user, wants_digest=wants)
    said = "You will be written to when something waits." if wants else "No more morning letters."
    messages.success(request, said)
    return redirect("accounts:account-detail")
