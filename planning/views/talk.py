"""Comments beside a plan, and evidence under an area of a self-evaluation."""

from django.contrib import messages
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import needs
from accounts.http import SignedInRequest, posted
from accounts.roles import Can
from banding.evidence import offered_to
from core.errors import DomainError
from planning import services
from planning.forms.acts import EvidenceForm
from planning.models import AreaEvidence, PlanComment, SelfEvaluationArea
from planning.policies import plans as policies
from planning.policies.plans import Reading, reading_of, why_not
from planning.presenters.plan_page import page_of
from planning.selectors.content import content_of
from planning.selectors.plans import version_read_by
from planning.views.fetching import fetch_in_plan, fetch_plan, to_plan, try_to
from planning.views.plans import comment_form


@require_POST
@needs(Can.COMMENT_PLANS)
def comment_add(request: SignedInRequest, pk: int) -> HttpResponse:
    plan = fetch_plan(request, pk)
    reading: Reading = reading_of(request.user, plan)
    version = version_read_by(plan, reading)
    page = page_of(plan, version.content if version else content_of(plan), request.user)
    form = comment_form(plan, page, request.POST)
    if not form.is_valid():
        messages.error(
            request, " ".join(str(said) for found in form.errors.values() for said in found)
        )
        return to_plan(plan, "comments")
    try_to(
        request,
        lambda: services.comment(actor=request.user, plan_id=plan.pk, **form.cleaned_data),
        "Sent.",
    )
    return to_plan(plan, "comments")


@require_POST
@needs(Can.COMMENT_PLANS)
def comment_settle(request: SignedInRequest, pk: int) -> HttpResponse:
    said: PlanComment = fetch_in_plan(request, PlanComment.objects.all(), "plan", pk)
    try_to(
        request,
        lambda: services.settle_comment(actor=request.user, comment_id=said.pk),
        "Settled.",
    )
    return to_plan(said.plan, "comments")


@require_http_methods(["GET", "POST"])
@needs(Can.READ_PLANS)
def evidence_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    area: SelfEvaluationArea = fetch_in_plan(request, SelfEvaluationArea.objects.all(), "plan", pk)
    plan = area.plan
    if refusal := why_not(policies.check_can_write_plan, request.user, plan):
        messages.error(request, refusal)
        return to_plan(plan)
    there = {(one.kind, one.key, one.text) for one in area.evidence.all()}
    offered = [
        (one.value, f"{one.kind_label}: {one.text}")
        for one in offered_to(request.user, plan.school)
        if (one.kind, one.key, one.text) not in there
    ]
    form = EvidenceForm(posted(request), offered=offered)
    if form.is_bound and form.is_valid():
        try:
            _link(request, area, form.cleaned_data)
        except DomainError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Linked, as it reads today.")
            return to_plan(plan, f"area-{area.pk}")
    context = {"plan": plan, "school": plan.school, "area": area, "form": form}
    return TemplateResponse(request, "planning/evidence_edit.html", context)


def _link(request: SignedInRequest, area: SelfEvaluationArea, said: dict[str, object]) -> None:
    if chosen := said.get("chosen"):
        services.link_evidence(actor=request.user, area_id=area.pk, values=chosen)  # type: ignore[arg-type]
    if said["text"]:
        services.write_evidence(
            actor=request.user, area_id=area.pk, text=str(said["text"]), url=str(said["url"])
        )


@require_POST
@needs(Can.READ_PLANS)
def evidence_unlink(request: SignedInRequest, pk: int) -> HttpResponse:
    found: AreaEvidence = fetch_in_plan(request, AreaEvidence.objects.all(), "area__plan", pk)
    plan, area = found.area.plan, found.area_id
    try_to(
        request,
        lambda: services.unlink_evidence(actor=request.user, evidence_id=found.pk),
        "Taken off.",
    )
    return to_plan(plan, f"area-{area}")
