"""Which plans somebody may find, and how much each of them says to its reader."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q

from accounts.access import holds_anywhere, schools_for
from accounts.models import User
from accounts.roles import Can, Role
from core.years import AcademicYear
from monitoring.models import Pupil
from planning.guests import schools_challenged_by
from planning.models import (
    ONE_AFTER_ANOTHER,
    Plan,
    PlanAction,
    PlanComment,
    PlanKind,
    PlanQuerySet,
    PlanReview,
    PlanState,
    PlanVersion,
    Priority,
    Rag,
    VersionState,
)
from planning.policies.plans import Reading
from planning.policies.route import Routes
from planning.rules.routes import LEAD, Route
from schools.models import School

WORK_AT_A_SCHOOL = {Role.HEADTEACHER.value, Role.SCHOOL_STAFF.value}
PUT_FORWARD = [VersionState.PROPOSED, VersionState.STANDING]


def visible_plans(user: User) -> PlanQuerySet:
    """Drafts to the school, its leads and the chief executive; to others what reached them."""
    versions = PlanVersion.objects.filter(plan=OuterRef("pk"))
    issued = Exists(versions.filter(issued_at__isnull=False))
    put_forward = Exists(versions.filter(state__in=PUT_FORWARD))
    seen = Q(school__in=schools_for(user, Can.READ_PLANS))
    seen |= Q(issued, school__in=schools_for(user, Can.READ_ISSUED_PLANS))
    if challenged := schools_challenged_by(user):
        seen |= Q(issued, kind=PlanKind.SEF, school__in=challenged)
    approving = Q(school__in=schools_for(user, Can.APPROVE_PLANS))
    seen |= approving & Q(kind=PlanKind.SIP)
    seen |= approving & Q(put_forward, kind__in=ONE_AFTER_ANOTHER)
    return Plan.objects.filter(seen)


def version_read_by(plan: Plan, reading: Reading) -> PlanVersion | None:
    """The version shown to whoever does not read the text as it is written."""
    versions = plan.versions.select_related("made_by", "decided_by", "checked_by")
    if reading == Reading.ISSUED:
        return versions.filter(issued_at__isnull=False).first()
    if reading == Reading.PUT_FORWARD:
        return versions.filter(state__in=PUT_FORWARD).first()
    return None


def waiting_versions(user: User) -> list[PlanVersion]:
    """What waits for this person to approve: the route names them, and they wrote none of it."""
    if not any(holds_anywhere(user, can) for can in (Can.APPROVE_PLANS, Can.AGREE_PLANS)):
        return []
    reached = Q(plan__school__in=schools_for(user, Can.APPROVE_PLANS))
    reached |= Q(plan__school__in=schools_for(user, Can.AGREE_PLANS))
    waiting = PlanVersion.objects.filter(reached, state=VersionState.PROPOSED)
    waiting = waiting.exclude(made_by=user).exclude(plan__writers=user)
    found = list(waiting.select_related("plan__school", "made_by").order_by("created_at"))
    return [one for one, role in _with_roles(found) if role in _roles_of(user)]


def _roles_of(user: User) -> set[str]:
    return {held.role for held in user.roles_today()}


def _with_roles(versions: list[PlanVersion]) -> list[tuple[PlanVersion, str]]:
    """Each with the role that approves it."""
    routes: dict[int, Routes] = {}
    for year in {one.plan.start_year for one in versions}:
        schools = [one.plan.school for one in versions if one.plan.start_year == year]
        routes[year] = Routes(year, schools)
    return [
        (one, routes[one.plan.start_year].of(one.plan.school_id, one.plan.kind).approver.role)
        for one in versions
    ]


def to_check(user: User) -> list[PlanVersion]:
    """Versions whose targets a lead has not checked, where somebody else approves them."""
    if not holds_anywhere(user, Can.AGREE_PLANS):
        return []
    mine = schools_for(user, Can.AGREE_PLANS)
    waiting = PlanVersion.objects.filter(
        plan__school__in=mine, state__in=PUT_FORWARD, checked_at=None
    ).exclude(plan__kind=PlanKind.SEF)
    waiting = waiting.exclude(plan__writers=user).select_related("plan__school")
    living = waiting.exclude(plan__state__in=[PlanState.COMPLETED, PlanState.SUPERSEDED])
    return [one for one, role in _with_roles(list(living)) if role != LEAD]


def returned_plans(user: User) -> PlanQuerySet:
    """Drafts whose last version was returned to this person's school."""
    last = PlanVersion.objects.filter(plan=OuterRef("pk")).order_by("-number").values("state")[:1]
    drafts = Plan.objects.filter(
        school__in=schools_for(user, Can.WRITE_PLANS), state=PlanState.DRAFT
    )
    return drafts.annotate(last=last).filter(last=VersionState.RETURNED)


def own_actions(user: User) -> list[PlanAction]:
    """What this person is to do and has not done, in plans that live."""
    if not _roles_of(user) & WORK_AT_A_SCHOOL:
        return []
    mine = PlanAction.objects.filter(
        doer=user,
        done_at=None,
        priority__removed_at=None,
        priority__plan__in=Plan.objects.living(),
        priority__plan__school__in=schools_for(user, Can.READ_PLANS),
    )
    return list(mine.select_related("priority__plan").order_by("due_on", "pk"))


def comments_for(user: User) -> list[PlanComment]:
    """Comments that mention a role this person holds at the school, not settled yet."""
    if not holds_anywhere(user, Can.VIEW_PLANS):
        return []
    mentioned = Q(pk__in=[])
    for held in user.roles_today():
        at = Q(plan__school=held.school_id) if held.school_id else Q()
        mentioned |= Q(mentions=held.role) & at
    found = PlanComment.objects.filter(mentioned, settled_at=None, plan__in=visible_plans(user))
    return list(found.exclude(by=user).select_related("plan__school", "by"))


def plans_of(user: User, school: School) -> list[Plan]:
    """Of one school, newest first, each with its latest versions."""
    newest = PlanVersion.objects.order_by("-number").defer("content")
    found = visible_plans(user).filter(school=school).for_listing()
    return list(found.prefetch_related(Prefetch("versions", newest), "reviews"))


def pupils_named_for(user: User, school: School) -> list[str] | None:
    """The names of the school's pupils, for whoever may see them; else nothing at all."""
    if not schools_for(user, Can.VIEW_PUPILS).filter(pk=school.pk).exists():
        return None
    names = Pupil.objects.filter(school=school).exclude(forename="")
    return [f"{one} {other}" for one, other in names.values_list("forename", "surname")]


def doers_at(school: School, on: date) -> list[User]:
    """Who works at a school today: those an action can be given to."""
    found = User.objects.filter(
        Q(assignments__ends_on=None) | Q(assignments__ends_on__gte=on),
        is_active=True,
        assignments__school=school,
        assignments__role__in=WORK_AT_A_SCHOOL,
        assignments__starts_on__lte=on,
        assignments__ended_at=None,
    )
    return list(found.distinct().order_by("name"))


def terms_for_baseline(start_year: int) -> list[tuple[int, int]]:
    """Terms a baseline may be read in: those of the year before and of the plan's own year."""
    return [(year, term) for year in (start_year - 1, start_year) for term in (1, 2, 3)]


def this_year(today: date) -> int:
    return AcademicYear.of(today).start_year


@dataclass(frozen=True)
class PlanRow:
    """A plan in a list: how its priorities go, by colour, and who decides on it."""

    plan: Plan
    rags: list[tuple[str, int]]
    route: Route
    review: PlanReview | None


def rows_of(plans: Iterable[Plan]) -> list[PlanRow]:
    """At one cost for any number of plans."""
    listed = list(plans)
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    found = Priority.objects.standing().filter(plan__in=listed).order_by()
    for plan, rag in found.values_list("plan", "rag"):
        counts[plan][rag] += 1
    routes = {
        year: Routes(year, [plan.school for plan in listed if plan.start_year == year])
        for year in {plan.start_year for plan in listed}
    }
    last = PlanReview.objects.filter(plan__in=listed).order_by("on", "pk")
    reviews = {review.plan_id: review for review in last}
    return [
        PlanRow(
            plan,
            [(rag, counts[plan.pk][rag]) for rag in Rag.values if counts[plan.pk][rag]],
            routes[plan.start_year].of(plan.school_id, plan.kind),
            reviews.get(plan.pk),
        )
        for plan in listed
    ]
