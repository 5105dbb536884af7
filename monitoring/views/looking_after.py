"""What somebody at a school was asked to look after: one part, and nothing of any other."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import fetch_visible, needs
from accounts.http import SignedInRequest
from accounts.http import typed as typed_by
from accounts.roles import Can
from core.errors import DomainError, EditedMeanwhile
from core.htmx import is_swap
from monitoring import services
from monitoring.forms import AnswerForm, ExplainForm
from monitoring.models import SectionAnswer, Submission, Way
from monitoring.rules import grids
from monitoring.selectors import preparing
from monitoring.selectors.collections import years_of
from monitoring.selectors.looking_after import Part, counts_of, part_of, parts_of, to_look_after
from monitoring.selectors.scales import scale_rules
from monitoring.selectors.sections import differences_of, problems_of
from monitoring.services.grids import stamp
from monitoring.views.grids import grid_of, kept

CONFLICT, REFUSED = 409, 422


@require_GET
@needs(Can.GIVE_SECTION)
def section_list(request: SignedInRequest) -> HttpResponse:
    context = {"parts": parts_of(request.user)}
    return TemplateResponse(request, "monitoring/section_list.html", context)


@require_http_methods(["GET", "POST"])
@needs(Can.GIVE_SECTION)
def section_detail(request: SignedInRequest, urn: int, pk: int) -> HttpResponse:
    """One part. Where counts are typed, posting saves those of its subject."""
    part = _own_part(request, urn, pk)
    if request.method == "GET":
        return _page(request, part)
    typed = typed_by(request)
    try:
        saved = services.save_section(
            actor=request.user, asked_id=pk, typed=typed, seen=request.POST.get("stamp")
        )
    except DomainError as refusal:
        if is_swap(request):
            return kept(request, why_not=refusal)
        messages.error(request, str(refusal))
        return _page(request, part, typed=typed, status=_status(refusal))
    if is_swap(request):
        return kept(request, stamp=stamp(saved, part.asked.subject))
    if "later" in request.POST and not _own_problems(saved, part):
        messages.success(request, "Saved. Come back when you like; nothing is lost.")
        return redirect("monitoring:section-list")
    messages.success(request, "Saved.")
    return redirect("monitoring:section-detail", urn, pk)


@require_POST
@needs(Can.GIVE_SECTION)
def section_explain(request: SignedInRequest, urn: int, pk: int) -> HttpResponse:
    part = _own_part(request, urn, pk)
    form = ExplainForm(request.POST, differences=_own_differences(part))
    if not form.is_valid():
        messages.error(request, "Explain each in at most 500 characters.")
        return redirect("monitoring:section-detail", urn, pk)
    told = {code: text for code, text in form.cleaned_data.items() if text}
    return _done(
        request,
        part,
        lambda: services.explain_section(actor=request.user, asked_id=pk, explanations=told),
        "Your explanations are saved.",
    )


@require_POST
@needs(Can.GIVE_SECTION)
def section_answer(request: SignedInRequest, urn: int, pk: int) -> HttpResponse:
    """Say that it is right, or that it is not and why; either can be said again."""
    part = _own_part(request, urn, pk)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, part, answer_form=form, status=REFUSED)
    is_right = form.cleaned_data["answer"] == SectionAnswer.RIGHT
    return _done(
        request,
        part,
        lambda: services.answer_for_section(actor=request.user, asked_id=pk, **form.cleaned_data),
        "Thank you. You said that it is right." if is_right else "Thank you. Your head sees why.",
        answer_form=form,
    )


def _own_part(request: SignedInRequest, urn: int, pk: int) -> Part:
    return part_of(fetch_visible(to_look_after(request.user), pk=pk, school__urn=urn))


def _done(
    request: SignedInRequest,
    part: Part,
    act: Callable[[], object],
    said: str,
    answer_form: AnswerForm | None = None,
) -> HttpResponse:
    """Do it and say so, or say why not beside what was written."""
    try:
        act()
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return _page(request, part, answer_form=answer_form, status=_status(refusal))
    messages.success(request, said)
    return redirect("monitoring:section-detail", part.asked.school.urn, part.asked.pk)


def _status(refusal: DomainError) -> int:
    return CONFLICT if isinstance(refusal, EditedMeanwhile) else REFUSED


def _page(
    request: SignedInRequest,
    part: Part,
    *,
    typed: Mapping[str, str] | None = None,
    answer_form: AnswerForm | None = None,
    status: int = 200,
) -> HttpResponse:
    asked = part.asked
    context = {
        "part": part,
        "asked": asked,
        "section": part.section,
        "school": asked.school,
        "collection": asked.collection,
        "answer_form": answer_form or AnswerForm(initial={"because": asked.because}),
    }
    if part.submission and part.section:
        context |= _content(part, part.submission, typed)
    return TemplateResponse(request, "monitoring/section_detail.html", context, status=status)


def _content(part: Part, submission: Submission, typed: Mapping[str, str] | None) -> dict[str, Any]:
    """What there is of this subject: the grid to type in, or counts with what is wrong in them."""
    subject = part.asked.subject
    differences = _own_differences(part)
    context: dict[str, Any] = {
        "submission": submission,
        "explain_form": ExplainForm(differences=differences, initial=submission.explanations),
        "open_differences": part.section.facts.to_explain if part.section else 0,
    }
    if part.can_work and submission.way == Way.GRID:
        kept = submission.typed.get("cells", {})
        own = {name: kept[name] for name in grids.of_subject(kept, subject)}
        problems = _own_problems(submission, part)
        shown = own if typed is None else typed
        return context | {
            "stamp": stamp(submission, subject),
            **grid_of(submission, [subject], shown, problems),
        }
    return context | {"counts": counts_of(submission, subject), **_troubles(part, submission)}


def _troubles(part: Part, submission: Submission) -> dict[str, Any]:
    found = problems_of(part.upload, part.asked.subject)
    scale = scale_rules(submission.collection.on_scale)
    years = years_of(submission.collection, submission.school)
    return {
        "errors": preparing.troubles(found, "error", scale, years),
        "warnings": preparing.troubles(found, "warning", scale, years),
    }


def _own_problems(submission: Submission, part: Part) -> list[dict[str, Any]]:
    problems = submission.typed.get("problems", [])
    own = set(grids.of_subject([one["cell"] for one in problems], part.asked.subject))
    return [one for one in problems if one["cell"] in own]


def _own_differences(part: Part) -> list[dict[str, str]]:
    if part.submission is None or part.section is None or not part.can_work:
        return []
    return differences_of(part.submission, part.asked.subject)
