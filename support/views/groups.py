"""Groups: the list, one group with its people and meetings, and the write-up of a meeting."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import fetch_visible, needs
from accounts.http import SignedInRequest, posted
from accounts.roles import Can
from core.errors import DomainError, EditedMeanwhile
from people.selectors.register import visible_people
from support.forms.groups import (
    DayForm,
    GroupForm,
    MeetingNotesForm,
    MemberForm,
    OutcomeForm,
    meeting_rows,
)
from support.models import GroupState, SupportGroup
from support.policies import groups as policies
from support.selectors import groups as selectors
from support.services import groups as services
from support.views.places import places_for

PER_PAGE = 25
CONFLICT = 409


@require_GET
@needs(Can.VIEW_GROUPS)
def group_list(request: SignedInRequest) -> HttpResponse:
    groups = selectors.visible_groups(request.user)
    context = {
        "page": Paginator(groups, PER_PAGE).get_page(request.GET.get("page")),
        "may_start": policies.may_start(request.user),
        "places": places_for(request.user, "support:group-list"),
    }
    return TemplateResponse(request, "support/group_list.html", context)


@require_http_methods(["GET", "POST"])
@needs(Can.KEEP_GROUPS)
def group_start(request: SignedInRequest) -> HttpResponse:
    people = visible_people(request.user).order_by("name")
    form = GroupForm(posted(request), people=people)
    if form.is_bound and form.is_valid():
        try:
            group = services.start_group(actor=request.user, **form.cleaned_data)
            messages.success(request, "Started. Add its members.")
            return redirect("support:group-detail", pk=group.pk)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    return TemplateResponse(request, "support/group_start.html", {"form": form})


@require_GET
@needs(Can.VIEW_GROUPS)
def group_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    return _page(request, _fetch(request, pk))


def _page(request: SignedInRequest, group: SupportGroup, **forms: Any) -> HttpResponse:
    keeps = policies.may_keep(request.user, group) and group.state == GroupState.OPEN
    context: dict[str, Any] = {
        "group": group,
        "members": selectors.members_of(group),
        "meetings": group.meetings.prefetch_related("came", "actions"),
        "today": timezone.localdate(),
        "keeps": keeps,
        "places": places_for(request.user, "support:group-list"),
    }
    if keeps:
        people = visible_people(request.user).order_by("name")
        context["member_form"] = MemberForm(group=group, people=people)
        context["day_form"] = DayForm(group=group)
        context["outcome_form"] = OutcomeForm(group=group)
    return TemplateResponse(request, "support/group_detail.html", context | forms)


@require_POST
@needs(Can.VIEW_GROUPS)
def group_join(request: SignedInRequest, pk: int) -> HttpResponse:
    group = _fetch(request, pk)
    people = visible_people(request.user).order_by("name")
    form = MemberForm(request.POST, group=group, people=people)
    return _act(request, group, "member_form", form, services.join_group, "Added.")


@require_POST
@needs(Can.VIEW_GROUPS)
def group_leave(request: SignedInRequest, pk: int) -> HttpResponse:
    group = _fetch(request, pk)
    form = MemberForm(request.POST, group=group, people=selectors.members_of(group))
    return _act(request, group, "member_form", form, services.leave_group, "Taken out.")


@require_POST
@needs(Can.VIEW_GROUPS)
def group_meet(request: SignedInRequest, pk: int) -> HttpResponse:
    group = _fetch(request, pk)
    form = DayForm(request.POST, group=group)
    return _act(request, group, "day_form", form, services.add_meeting, "The day is added.")


@require_POST
@needs(Can.VIEW_GROUPS)
def group_close(request: SignedInRequest, pk: int) -> HttpResponse:
    group = _fetch(request, pk)
    form = OutcomeForm(request.POST, group=group)
    return _act(request, group, "outcome_form", form, services.close_group, "Closed.")


def _act(
    request: SignedInRequest,
    group: SupportGroup,
    name: str,
    form: Any,
    act: Callable[..., Any],
    done: str,
) -> HttpResponse:
    """Who does not keep the group is told so; what was typed badly is shown again."""
    try:
        policies.check_can_keep(request.user, group)
        if not form.is_valid():
            return _page(request, group, **{name: form})
        act(actor=request.user, group_id=group.pk, **form.cleaned_data)
        messages.success(request, done)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("support:group-detail", pk=group.pk)


@require_http_methods(["GET", "POST"])
@needs(Can.VIEW_GROUPS)
def group_write(request: SignedInRequest, pk: int) -> HttpResponse:
    """Move a meeting or write it up. What was typed stays on the page whatever happens."""
    meeting = fetch_visible(selectors.visible_meetings(request.user), pk=pk)
    if not policies.may_keep(request.user, meeting.group):
        messages.error(request, "Improvement leads and whoever leads the group write it up.")
        return redirect("support:group-detail", pk=meeting.group_id)
    people = selectors.members_of(meeting.group)
    form = MeetingNotesForm(posted(request), meeting=meeting, people=people)
    rows, status = meeting_rows(posted(request), meeting=meeting), 200
    if form.is_bound and form.is_valid() and rows.is_valid():
        try:
            services.write_meeting(
                actor=request.user, meeting_id=meeting.pk, actions=rows.agreed, **form.cleaned_data
            )
            messages.success(request, "Saved.")
            return redirect("support:group-detail", pk=meeting.group_id)
        except DomainError as refusal:
            status = CONFLICT if isinstance(refusal, EditedMeanwhile) else 200
            form.add_error(None, str(refusal))
    context = {"meeting": meeting, "group": meeting.group, "form": form, "rows": rows}
    return TemplateResponse(request, "support/group_write.html", context, status=status)


def _fetch(request: SignedInRequest, pk: int) -> SupportGroup:
    return fetch_visible(selectors.visible_groups(request.user), pk=pk)
