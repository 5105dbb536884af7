"""A school's sample: for the moderators who judge it, and for those who read what came of it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import fetch, fetch_visible, needs
from accounts.http import SignedInRequest, posted
from accounts.roles import Can
from core.errors import DomainError, EditedMeanwhile
from monitoring import services
from monitoring.forms import JudgementForm
from monitoring.models import Sample
from monitoring.rules.sampling import grades_of
from monitoring.selectors.agreement import rates_of
from monitoring.selectors.moderation import seen_by, to_judge
from monitoring.selectors.scales import scale_rules
from monitoring.services.moderation import stamp

CONFLICT = 409


@require_GET
@needs(Can.MODERATE)
def sample_list(request: SignedInRequest) -> HttpResponse:
    """What this person is named to judge."""
    context = {"samples": list(to_judge(request.user))}
    return TemplateResponse(request, "monitoring/sample_list.html", context)


@require_http_methods(["GET", "POST"])
@needs(Can.MODERATE)
def sample_judge(request: SignedInRequest, urn: int, pk: int) -> HttpResponse:
    """One school's sample by pseudonym. Saving keeps what was judged and leaves the rest."""
    sample = fetch_visible(to_judge(request.user), pk=pk, school__urn=urn)
    forms = _forms(sample, posted(request))
    if request.method != "POST":
        return _judge_page(request, sample, forms)
    if not all(form.is_valid() for form in forms):
        return _judge_page(request, sample, forms, status=422, seen=request.POST.get("stamp"))
    judged = {form.judgement.pk: form.judged for form in forms if form.judged}
    try:
        services.judge(
            actor=request.user,
            sample_id=sample.pk,
            judged=judged,
            seen=request.POST.get("stamp", ""),
        )
    except EditedMeanwhile as refusal:
        messages.error(request, str(refusal))
        return _judge_page(request, sample, forms, status=CONFLICT)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return _judge_page(request, sample, forms, status=422, seen=request.POST.get("stamp"))
    messages.success(request, f"Saved: {len(judged)} of {len(forms)} judged.")
    return redirect("monitoring:sample-list")


def _forms(sample: Sample, data: Any) -> list[JudgementForm]:
    moderation = sample.moderation
    grades = grades_of(scale_rules(moderation.collection.on_scale), moderation.subject)
    judgements = sample.judgements.select_related("pupil").order_by("place")
    return [JudgementForm(data, judgement=one, grades=grades) for one in judgements]


def _judge_page(
    request: SignedInRequest,
    sample: Sample,
    forms: list[JudgementForm],
    status: int = 200,
    seen: str | None = None,
) -> HttpResponse:
    """`seen` is the stamp of what the person had before them, until they are shown what is new."""
    context = {
        "sample": sample,
        "moderation": sample.moderation,
        "school": sample.school,
        "forms": forms,
        "forms_wrong": [
            (form[name], error)
            for form in forms
            for name, errors in form.errors.items()
            for error in errors
        ],
        "stamp": stamp(sample) if seen is None else seen,
        "is_conflict": status == CONFLICT,
    }
    return TemplateResponse(request, "monitoring/sample_judge.html", context, status=status)


@require_GET
@needs(Can.VIEW_RETURNS)
def moderation_result(request: SignedInRequest, urn: int, pk: int) -> HttpResponse:
    """One event at one school: names for its own people, pseudonyms for its leads, else counts."""
    sample = fetch(
        Sample.objects.select_related(
            "school", "moderation__collection", "submission", "changed_to"
        ),
        user=request.user,
        can=Can.VIEW_RETURNS,
        pk=pk,
        school__urn=urn,
    )
    [only] = rates_of(request.user, [sample])[sample.moderation_id].samples
    context = {
        "sample": sample,
        "moderation": sample.moderation,
        "school": sample.school,
        "rate": only.rate,
        "seen": seen_by(request.user, sample),
        "moderators": sample.moderation.moderators.select_related("user"),
    }
    return TemplateResponse(request, "monitoring/moderation_result.html", context)
