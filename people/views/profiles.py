"""One person's page: what they are good at, when they can be lent, and where not to."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from accounts.access import fetch_visible, needs
from accounts.http import SignedInRequest
from accounts.roles import Can
from banding.selectors import working_edition
from core.errors import DomainError
from people import policies, presenters
from people.forms.profiles import LoginForm
from people.models import Person
from people.selectors import register
from people.selectors.kinds import model_kinds
from people.services import profiles


@require_GET
@needs(Can.VIEW_PROFILE)
def person_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    return person_page(request, fetch_person(request, pk))


@require_GET
@needs(Can.KEEP_PROFILE)
def profile_own(request: SignedInRequest) -> HttpResponse:
    person = register.own_profile(request.user)
    if person:
        return redirect("people:person-detail", pk=person.pk)
    return TemplateResponse(request, "people/profile_own.html")


@require_POST
@needs(Can.KEEP_PROFILE)
def profile_begin(request: SignedInRequest) -> HttpResponse:
    try:
        person = profiles.begin_profile(actor=request.user)
        messages.success(request, "Your profile is there. Say what you are good at.")
        return redirect("people:person-detail", pk=person.pk)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("people:profile-own")


@require_POST
@needs(Can.CONFIRM_EXPERTISE)
def login_link(request: SignedInRequest, pk: int) -> HttpResponse:
    person = fetch_person(request, pk)
    form = _login_form(person, request.POST)
    if not form.is_valid():
        return person_page(request, person, login=form)
    try:
        profiles.link_login(actor=request.user, person_id=person.pk, user=form.cleaned_data["user"])
        messages.success(request, f"{person} keeps this profile from now on.")
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("people:person-detail", pk=person.pk)


def fetch_person(request: SignedInRequest, pk: int) -> Person:
    return fetch_visible(register.visible_people(request.user).select_related("user"), pk=pk)


def fetch_own(request: SignedInRequest, pk: int) -> Person:
    """The reader's own entry: that of somebody else they may see is not theirs to write."""
    person = fetch_person(request, pk)
    if not policies.is_own(request.user, person):
        raise PermissionDenied
    return person


def person_page(
    request: SignedInRequest, person: Person, *, login: LoginForm | None = None
) -> HttpResponse:
    kinds, reader = model_kinds(), request.user
    claims = person.expertise.for_listing().select_related("person", "area", "confirmed_by")
    live, over = presenters.claims_of(claims, kinds, reader)
    work = list(person.employments.current().select_related("school"))
    is_own = policies.is_own(reader, person)
    context: dict[str, Any] = {
        "person": person,
        "work": presenters.posts_of(work, working_edition()),
        "live": live,
        "over": over,
        "qualifications": person.qualifications.all(),
        "releases": presenters.releases_of(person, reader),
        "conflicts": person.conflicts.filter(ends_on=None).select_related("school"),
        "is_own": is_own,
        "may_offer": is_own and any(one.school_id for one in work),
        "may_declare": policies.allows(policies.check_can_declare, reader, person),
    }
    if not person.user_id and policies.allows(policies.check_can_link, reader):
        context["login_form"] = login or _login_form(person)
    return TemplateResponse(request, "people/person_detail.html", context)


def _login_form(person: Person, data: Any = None) -> LoginForm:
    action = reverse("people:login-link", args=[person.pk])
    return LoginForm(data, users=register.logins_to_link(), action=action)
