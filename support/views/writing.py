"""Writing a note: where and what first, then its questions. What was typed is never lost.

A page keeps itself: sent with `X-Autosave` the same form is saved and answered in JSON, so that
a phone knows what the server has and what only the phone has.
"""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.access import fetch_visible, needs, schools_for
from accounts.http import SignedInRequest, posted
from accounts.models import User
from accounts.roles import Can
from banding.models import ActivityType
from core.errors import DomainError, EditedMeanwhile, WrongState
from support import selectors, services
from support.forms import ActionRows, StartForm, VisitForm, action_rows
from support.forms.questions import NoteForms, note_forms
from support.models import NoteState, NoteTemplate, Visit
from support.rules import FollowedUp
from support.selectors.templates import answers_of, sections_for, template_for

CONFLICT, REFUSED = 409, 422
LOOK_AT_ACTIONS = "One of the actions is not complete: look at the rows below."
LOOK_AT_ANSWERS = "One of the answers cannot be read: look at the questions below."
SHARED = "This note has been shared, so it can no longer be changed."


@dataclass
class Writing:
    """The forms of one note: the visit, what was agreed, and what is asked of it."""

    form: VisitForm
    rows: ActionRows
    note: NoteForms

    def is_complete(self) -> bool:
        if not self.form.is_bound:
            return False
        parts = {LOOK_AT_ACTIONS: self.rows.is_valid(), LOOK_AT_ANSWERS: self.note.is_valid()}
        typed_well = self.form.is_valid()
        for sentence in [sentence for sentence, is_well in parts.items() if not is_well]:
            self.form.add_error(None, sentence)
        return typed_well and all(parts.values())

    @property
    def said(self) -> dict[str, Any]:
        return self.form.cleaned_data | {
            "actions": self.rows.agreed,
            "answers": self.note.answers,
            "follow_ups": self.note.followed_up,
        }


@require_http_methods(["GET", "POST"])
@needs(Can.LOG_VISIT)
def visit_log(request: SignedInRequest) -> HttpResponse:
    schools = schools_for(request.user, Can.LOG_VISIT).order_by("name")
    activities = selectors.activities_for_visits()
    start = StartForm(posted(request) or request.GET, schools=schools, activities=activities)
    if request.method == "GET" and not start.is_chosen:
        return _start(request, start)
    writing = _new(request, start)
    if writing.is_complete():
        try:
            said = writing.said
            said["form_token"] = said["form_token"] or uuid4()
            del said["version"]
            before = Visit.objects.filter(author=request.user, form_token=said["form_token"])
            if there := before.select_related(*EVERYTHING).first():
                return _sent_again(request, there, said)
            visit = services.log_visit(actor=request.user, **said)
            return _saved(request, visit, "Saved as your draft. Nobody else sees it yet.")
        except DomainError as refusal:
            writing.form.add_error(None, str(refusal))
    context = {"school": start.at, "activity": start.kind}
    return _page(request, "support/visit_log.html", writing, context)


@require_http_methods(["GET", "POST"])
@needs(Can.LOG_VISIT)
def visit_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    drafts = Visit.objects.filter(
        author=request.user, school__in=schools_for(request.user, Can.LOG_VISIT)
    )
    visit = fetch_visible(drafts.select_related(*EVERYTHING), pk=pk)
    if request.method == "GET" and visit.state != NoteState.DRAFT:
        messages.error(request, SHARED)
        return redirect("support:visit-detail", pk=visit.pk)
    writing = writing_of(request.user, visit, posted(request))
    if writing.is_complete():
        try:
            said = {name: one for name, one in writing.said.items() if name not in ONCE}
            visit = services.edit_visit(actor=request.user, visit_id=visit.pk, **said)
            return _saved(request, visit, "Saved.")
        except (EditedMeanwhile, WrongState) as refusal:
            return conflict(request, visit, str(refusal))
        except DomainError as refusal:
            writing.form.add_error(None, str(refusal))
    context = {
        "visit": visit,
        "school": visit.school,
        "reviews": selectors.side_by_side(request.user, visit),
    }
    return _page(request, "support/visit_edit.html", writing, context)


EVERYTHING = ("school", "author", "template", "activity__edition", "offer_line__edition")
ONCE = {"form_token", "template", "school"}


def _sent_again(request: SignedInRequest, visit: Visit, said: dict[str, Any]) -> HttpResponse:
    """A first answer that was lost on the way, a double click, or the way back in the browser."""
    if visit.version != 1:
        return conflict(request, visit, "This note was saved before, and changed since.")
    try:
        rest = {name: one for name, one in said.items() if name not in ONCE}
        visit = services.edit_visit(actor=request.user, visit_id=visit.pk, version=1, **rest)
    except (EditedMeanwhile, WrongState) as refusal:
        return conflict(request, visit, str(refusal))
    return _saved(request, visit, "Saved as your draft. Nobody else sees it yet.")


def writing_of(user: User, visit: Visit, data: QueryDict | None = None) -> Writing:
    followed = {row.action_id: FollowedUp(row.outcome, row.words) for row in visit.follow_ups.all()}
    return Writing(
        form=VisitForm(
            data,
            visit=visit,
            schools=schools_for(user, Can.LOG_VISIT),
            activities=selectors.activities_for_visits(also=visit.activity),
            offer_lines=selectors.offer_lines_for_visits(also=visit.offer_line),
        ),
        rows=action_rows(data, visit=visit),
        note=note_forms(
            data,
            sections_for(visit.template, visit.school),
            answers_of(visit),
            selectors.open_before(user, visit.school, visit),
            followed,
        ),
    )


def _new(request: SignedInRequest, start: StartForm) -> Writing:
    data, school, activity = posted(request), start.at, start.kind
    template = _template(data, activity)
    form = VisitForm(
        data,
        initial={"school": school, "activity": activity, "template": template},
        schools=start.schools,
        activities=start.activities,
        offer_lines=selectors.offer_lines_for_visits(),
        is_settled=start.is_chosen,
    )
    actions = selectors.open_before(request.user, school) if school else []
    sections = sections_for(template, school) if school else []
    return Writing(form, action_rows(data), note_forms(data, sections, {}, actions))


def _template(data: QueryDict | None, activity: ActivityType | None) -> NoteTemplate | None:
    """The version the page asked already, or else the one in use today."""
    code = activity.note_template if activity else ""
    asked = data.get("template", "") if data else ""
    kept = NoteTemplate.objects.filter(code=code, pk=asked).first() if asked.isdecimal() else None
    return kept or template_for(code, timezone.localdate())


def _start(request: SignedInRequest, start: StartForm) -> HttpResponse:
    context = {
        "start": start,
        "has_activities": start.activities.exists() or selectors.offer_lines_for_visits().exists(),
    }
    return TemplateResponse(request, "support/visit_start.html", context)


def _is_autosave(request: SignedInRequest) -> bool:
    return request.headers.get("X-Autosave") == "1"


def _saved(request: SignedInRequest, visit: Visit, sentence: str) -> HttpResponse:
    if _is_autosave(request):
        edit = reverse("support:visit-edit", args=[visit.pk])
        return JsonResponse({"version": visit.version, "edit": edit})
    messages.success(request, sentence)
    return redirect("support:visit-detail", pk=visit.pk)


def _page(
    request: SignedInRequest, template: str, writing: Writing, context: dict[str, Any]
) -> HttpResponse:
    if _is_autosave(request):
        return JsonResponse({"why": _first_problem(writing)}, status=REFUSED)
    shown = {"form": writing.form, "rows": writing.rows, "note": writing.note}
    return TemplateResponse(request, template, shown | context)


def _first_problem(writing: Writing) -> str:
    every = [error for errors in writing.form.errors.values() for error in errors]
    return str(every[0]) if every else ""


def conflict(request: SignedInRequest, visit: Visit, why: str) -> HttpResponse:
    """Both texts side by side. What was typed is a form again, now against what is saved."""
    if _is_autosave(request):
        return JsonResponse({"why": why}, status=CONFLICT)
    visit.refresh_from_db()
    typed = request.POST.copy()
    typed["version"] = str(visit.version)
    writing = writing_of(request.user, visit, typed)
    context: dict[str, Any] = {
        "visit": visit,
        "school": visit.school,
        "why": why,
        "is_draft": visit.state == NoteState.DRAFT,
        "form": writing.form,
        "rows": writing.rows,
        "note": writing.note,
        "answers": selectors.answered(visit),
    }
    return TemplateResponse(request, "support/visit_conflict.html", context, status=CONFLICT)
