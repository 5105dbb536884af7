from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET, require_http_methods

from accounts import policies, selectors
from accounts.access import fetch_visible, has_second_step, needs
from accounts.filters import PersonFilter
from accounts.forms.people import EndRoleForm, RoleForm
from accounts.http import SignedInRequest, posted
from accounts.models import RoleAssignment, User
from accounts.roles import Can
from accounts.services import people as services
from accounts.services.roles import end_role, give_role
from accounts.sessions import proof_needed
from core.errors import DomainError
from core.htmx import page_or_partial

PER_PAGE = 25


@require_GET
@needs(Can.MANAGE_PEOPLE)
def person_list(request: SignedInRequest) -> HttpResponse:
    found = PersonFilter(request.GET, queryset=selectors.people(), reader=request.user)
    page = Paginator(found.qs, PER_PAGE).get_page(request.GET.get("page"))
    return page_or_partial(
        request,
        page="accounts/person_list.html",
        partial="accounts/partials/person_table.html",
        context={"filter": found, "page": page},
    )


@require_GET
@needs(Can.MANAGE_PEOPLE)
def person_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    person = fetch_visible(User.objects.all(), pk=pk)
    return TemplateResponse(
        request,
        "accounts/person_detail.html",
        {
            "person": person,
            "assignments": person.assignments.for_listing().order_by("-starts_on", "-pk"),
            "history": selectors.history_of(person),
            "has_second_step": has_second_step(person),
            "why_not": policies.why_not_manage(request.user, person),
        },
    )


@require_http_methods(["GET", "POST"])
@needs(Can.MANAGE_PEOPLE)
@proof_needed
def role_give(request: SignedInRequest, pk: int) -> HttpResponse:
    person = fetch_visible(User.objects.all(), pk=pk)
    form = RoleForm(posted(request), actor=request.user)
    if form.is_valid():
        try:
            give_role(actor=request.user, person_id=person.pk, **form.cleaned_data)
            messages.success(request, f"{person} has the role.")
            return redirect("accounts:person-detail", pk=person.pk)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    return TemplateResponse(request, "accounts/role_form.html", {"form": form, "person": person})


@require_http_methods(["GET", "POST"])
@needs(Can.MANAGE_PEOPLE)
@proof_needed
def role_end(request: SignedInRequest, pk: int) -> HttpResponse:
    assignment = fetch_visible(RoleAssignment.objects.for_listing().select_related("user"), pk=pk)
    form = EndRoleForm(posted(request))
    if form.is_valid():
        try:
            end_role(actor=request.user, assignment_id=assignment.pk, **form.cleaned_data)
            messages.success(request, "The role is ended.")
            return redirect("accounts:person-detail", pk=assignment.user_id)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    return TemplateResponse(
        request, "accounts/role_end.html", {"form": form, "assignment": assignment}
    )


CHANGES = {
    "deactivate": (services.deactivate, "The account is closed, and its owner is signed out."),
    "reactivate": (services.reactivate, "The account is open again."),
    "remove-second-step": (services.remove_second_step, "The second step is removed."),
}


def _change(request: SignedInRequest, pk: int, change: str) -> HttpResponse:
    """Ask for confirmation, then do one of the `CHANGES` to a person's account."""
    person = fetch_visible(User.objects.all(), pk=pk)
    if request.method == "POST":
        work, done = CHANGES[change]
        try:
            work(actor=request.user, person_id=person.pk)
            messages.success(request, done)
        except DomainError as refusal:
            messages.error(request, str(refusal))
        return redirect("accounts:person-detail", pk=person.pk)
    why_not = policies.why_not_manage(request.user, person)
    context = {"person": person, "change": change, "why_not": why_not}
    return TemplateResponse(request, "accounts/person_confirm.html", context)


@require_http_methods(["GET", "POST"])
@needs(Can.MANAGE_PEOPLE)
@proof_needed
def person_deactivate(request: SignedInRequest, pk: int) -> HttpResponse:
    return _change(request, pk, "deactivate")


@require_http_methods(["GET", "POST"])
@needs(Can.MANAGE_PEOPLE)
@proof_needed
def person_reactivate(request: SignedInRequest, pk: int) -> HttpResponse:
    return _change(request, pk, "reactivate")


@require_http_methods(["GET", "POST"])
@needs(Can.MANAGE_PEOPLE)
@proof_needed
def person_remove_second_step(request: SignedInRequest, pk: int) -> HttpResponse:
    return _change(request, pk, "remove-second-step")
