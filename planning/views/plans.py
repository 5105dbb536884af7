"""Finding plans and reading them."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import fetch_school, needs
from accounts.http import SignedInRequest, posted
from accounts.roles import Can
from core.errors import DomainError
from core.htmx import page_or_partial
from planning import services
from planning.filters import PlanFilter
from planning.forms.acts import CloseForm, CommentForm, StartForm
from planning.models import CommentKind, Plan, PlanKind, PlanVersion, Priority, VersionState
from planning.policies import plans as policies
from planning.policies.plans import Reading, reading_of, why_not
from planning.policies.route import Routes, route_for
from planning.presenters.plan_page import Page, page_of
from planning.presenters.school_facts import facts_of
from planning.rules.reviews import next_due
from planning.rules.routes import CALLED, Route
from planning.selectors import plans as selectors
from planning.selectors.checking import check_content
from planning.selectors.content import content_of
from planning.views.fetching import fetch_plan
from planning.views.shown import trust_links
from schools.models import School
from schools.selectors import calendar_of

PER_PAGE = 25


@dataclass(frozen=True)
class KindOfPlan:
    """One kind on a school's page: its plans, or why none can be started."""

    kind: str
    label: str
    route: Route
    plans: list[Plan]
    start_url: str
    why_not: str


@require_GET
@needs(Can.VIEW_PLANS)
def plan_list(request: SignedInRequest, urn: int) -> HttpResponse:
    school = fetch_school(urn, user=request.user, can=Can.VIEW_PLANS)
    year = selectors.this_year(timezone.localdate())
    found = selectors.plans_of(request.user, school)
    routes = Routes(year, [school])
    kinds = [_kind(request, school, kind, routes, found) for kind in PlanKind]
    context = {
        "school": school,
        "kinds": [one for one in kinds if one.plans or not one.why_not],
        "own_actions": [
            one
            for one in selectors.own_actions(request.user)
            if one.priority.plan.school_id == school.pk
        ],
    }
    return TemplateResponse(request, "planning/plan_list.html", context)


def _kind(
    request: SignedInRequest, school: School, kind: PlanKind, routes: Routes, found: list[Plan]
) -> KindOfPlan:
    return KindOfPlan(
        kind,
        kind.label,
        routes.of(school.pk, kind),
        [plan for plan in found if plan.kind == kind],
        reverse("planning:plan-start", args=[school.urn, kind]),
        why_not(policies.check_can_write, request.user, school, kind),
    )


@require_http_methods(["GET", "POST"])
@needs(Can.READ_PLANS)
def plan_start(request: SignedInRequest, urn: int, kind: str) -> HttpResponse:
    school = fetch_school(urn, user=request.user, can=Can.READ_PLANS)
    if kind not in PlanKind.values:
        raise Http404
    if refusal := why_not(policies.check_can_write, request.user, school, kind):
        messages.error(request, refusal)
        return redirect("planning:plan-list", urn=urn)
    year = selectors.this_year(timezone.localdate())
    left = list(
        Priority.objects.standing().filter(
            plan__school=school, plan__kind=kind, plan__start_year=year - 1
        )
    )
    left = left if kind == PlanKind.SIP else []
    form = StartForm(posted(request), kind=kind, year=year, left=left)
    if form.is_bound and form.is_valid():
        try:
            plan = services.start_plan(actor=request.user, school=school, kind=kind, **form.said)
        except DomainError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Started. It is a draft until you put it forward.")
            return redirect("planning:plan-detail", pk=plan.pk)
    route = Routes(year, [school]).of(school.pk, kind)
    context = {"school": school, "form": form, "called": CALLED[kind], "route": route}
    return TemplateResponse(request, "planning/plan_start.html", context)


@require_GET
@needs(Can.VIEW_PLANS)
def plan_browse(request: SignedInRequest) -> HttpResponse:
    """Every plan the person may find, over all their schools."""
    visible = selectors.visible_plans(request.user).for_listing()
    filtered = PlanFilter(request.GET, queryset=visible, viewer=request.user)
    page = Paginator(filtered.qs, PER_PAGE).get_page(request.GET.get("page"))
    return page_or_partial(
        request,
        page="planning/plan_browse.html",
        partial="planning/partials/plan_table.html",
        context={
            "filter": filtered,
            "page": page,
            "rows": selectors.rows_of(page),
            "links": trust_links(request.user, "planning:plan-browse"),
        },
    )


@require_GET
@needs(Can.VIEW_PLANS)
def plan_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    plan = fetch_plan(request, pk)
    reading = reading_of(request.user, plan)
    version = selectors.version_read_by(plan, reading)
    content = version.content if version else content_of(plan)
    page = page_of(plan, content, request.user)
    route = route_for(plan)
    context: dict[str, Any] = {
        "plan": plan,
        "school": plan.school,
        "page": page,
        "version": version,
        "route": route,
        "only_progress": reading == Reading.PROGRESS,
        "reads_draft": reading == Reading.WHOLE,
        "versions": _versions(plan, reading),
        "reviews": plan.reviews.select_related("by"),
        "review_due": _review_due(plan),
        "school_facts": [] if reading == Reading.PROGRESS else facts_of(plan.school),
    }
    if reading == Reading.WHOLE:
        context |= _for_writers(request, plan, page, route)
    if not why_not(policies.check_can_comment, request.user, plan):
        context |= {"comments": _comments(request, plan), "comment_form": comment_form(plan, page)}
    return TemplateResponse(request, "planning/plan_detail.html", context)


def _versions(plan: Plan, reading: Reading) -> list[PlanVersion]:
    found = plan.versions.select_related("made_by", "decided_by", "checked_by", "issued_by")
    if reading == Reading.ISSUED:
        found = found.filter(issued_at__isnull=False)
    return list(found.defer("content")) if reading != Reading.PROGRESS else []


def _for_writers(request: SignedInRequest, plan: Plan, page: Page, route: Route) -> dict[str, Any]:
    user = request.user
    waiting = plan.versions.filter(state=VersionState.PROPOSED).defer("content").first()
    standing = plan.versions.filter(state=VersionState.STANDING).defer("content").first()
    writes = not why_not(policies.check_can_write_plan, user, plan) and plan.is_living
    close = reverse("planning:plan-close", args=[plan.pk])
    return {
        "checked": check_content(plan, page.content),
        "may_write": writes and waiting is None,
        "may_report": writes,
        "doers": selectors.doers_at(plan.school, timezone.localdate()) if writes else [],
        "why_not_propose": why_not(policies.check_can_propose, user, plan, route),
        "why_not_issue": why_not(policies.check_can_issue, user, plan),
        "may_review": plan.is_living
        and plan.has_priorities
        and not why_not(policies.check_can_review, user, plan),
        "waiting": waiting,
        "may_decide": waiting is not None
        and not why_not(policies.check_can_approve, user, plan, route, waiting),
        "standing": standing,
        "has_changed": bool(standing) and plan.state == "draft",
        "close_form": CloseForm(action=close) if writes and waiting is None else None,
    }


def comment_form(plan: Plan, page: Page, data: Any = None) -> CommentForm:
    places = [("frame", "The plan")]
    places += [(one.place, f"{one.number}. {one.title}") for one in page.priorities]
    places += [(one.place, one.label) for one in page.areas]
    if page.premium:
        places.append(("premium", "The statement"))
    action = reverse("planning:comment-add", args=[plan.pk])
    return CommentForm(data, action=action, places=places)


def _comments(request: SignedInRequest, plan: Plan) -> list[Any]:
    comments = plan.comments.select_related("by", "settled_by")
    if policies.only_challenges(request.user, plan):
        comments = comments.filter(kind=CommentKind.CHALLENGE)
    return list(comments)


def _review_due(plan: Plan) -> Any:
    """Of a rapid plan: the next look at it, where the school's terms are known."""
    if plan.kind != PlanKind.RAP or not plan.is_living or not plan.starts_on or not plan.ends_on:
        return None
    last = plan.reviews.first()
    terms = calendar_of(school=plan.school).terms
    return next_due(
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        last=last.on if last else None,
        terms=terms,
    )
