from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import fetch_visible, needs
from accounts.forms.people import AnswerForm, InviteForm
from accounts.http import SignedInRequest, posted
from accounts.models import Invitation, User
from accounts.roles import Can
from accounts.selectors import invitation_for, visible_invitations
from accounts.services import invitations as services
from accounts.sessions import proof_needed
from core.errors import DomainError, WrongState

PER_PAGE = 25
GONE = 410


@require_GET
@needs(Can.INVITE_PEOPLE)
def invitation_list(request: SignedInRequest) -> HttpResponse:
    found = Paginator(visible_invitations(request.user), PER_PAGE)
    page = found.get_page(request.GET.get("page"))
    return TemplateResponse(request, "accounts/invitation_list.html", {"page": page})


@require_http_methods(["GET", "POST"])
@needs(Can.INVITE_PEOPLE)
@proof_needed
def invitation_new(request: SignedInRequest) -> HttpResponse:
    form = InviteForm(posted(request), actor=request.user)
    if form.is_valid():
        try:
            invitation = services.invite(actor=request.user, **form.cleaned_data)
            messages.success(request, f"The invitation to {invitation.email} is on its way.")
            return redirect("accounts:invitation-list")
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    return TemplateResponse(request, "accounts/invitation_form.html", {"form": form})


def _settle(request: SignedInRequest, pk: int, work: Any, done: str) -> HttpResponse:
    invitation = fetch_visible(visible_invitations(request.user), pk=pk)
    try:
        work(actor=request.user, invitation_id=invitation.pk)
        messages.success(request, done)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("accounts:invitation-list")


@require_POST
@needs(Can.INVITE_PEOPLE)
@proof_needed
def invitation_send_again(request: SignedInRequest, pk: int) -> HttpResponse:
    done = "Sent again. Only the newest link works now."
    return _settle(request, pk, services.send_again, done)


@require_POST
@needs(Can.INVITE_PEOPLE)
@proof_needed
def invitation_revoke(request: SignedInRequest, pk: int) -> HttpResponse:
    return _settle(request, pk, services.revoke, "The invitation is withdrawn.")


@login_not_required
@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "POST"])
def invitation_answer(request: SignedInRequest, token: str) -> HttpResponse:
    """The page an invitation's link opens: for a newcomer a password, for an old hand a button."""
    try:
        invitation = invitation_for(token)
    except WrongState as over:
        context = {"reason": str(over)}
        return TemplateResponse(request, "accounts/invitation_over.html", context, status=GONE)
    if request.user.is_authenticated or User.objects.filter(email=invitation.email).exists():
        return _take_up(request, invitation, token)
    form = AnswerForm(posted(request), invitation=invitation)
    if form.is_valid():
        name, password = form.cleaned_data["name"], form.cleaned_data["password"]
        try:
            person = services.answer_invitation(token=token, name=name, password=password)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            get_adapter().login(request, person)
            messages.success(request, f"Welcome, {person}. Your account is ready.")
            return redirect("accounts:account-detail")
    context = {"form": form, "invitation": invitation}
    return TemplateResponse(request, "accounts/invitation_answer.html", context)


def _take_up(request: SignedInRequest, invitation: Invitation, token: str) -> HttpResponse:
    is_theirs = request.user.is_authenticated and request.user.email == invitation.email
    if request.method == "POST" and is_theirs:
        try:
            services.take_up_invitation(actor=request.user, token=token)
            messages.success(request, "The role is yours.")
        except DomainError as refusal:
            messages.error(request, str(refusal))
        return redirect("accounts:account-detail")
    context = {"invitation": invitation, "is_theirs": is_theirs}
    return TemplateResponse(request, "accounts/invitation_take_up.html", context)
