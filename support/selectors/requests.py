"""What schools ask for, and what their plans suggest that they ask for."""

from dataclasses import dataclass

from django.utils import timezone

from accounts.access import schools_for
from accounts.models import User
from accounts.roles import Can
from core.years import AcademicYear
from people.models import Area
from people.rules.likeness import plain
from people.selectors.kinds import areas_by_spelling
from planning.models import PlanAction, Priority
from planning.selectors.schedule import living_plans
from schools.models import School, SchoolQuerySet
from support.models import RequestQuerySet, SupportRequest, Visit, VisitQuerySet
from support.policies.requests import brokers
from support.rules.matching import Ranked
from support.rules.suggesting import area_named
from support.selectors.matching import Wanted, matches, until


@dataclass(frozen=True)
class Suggestion:
    """A priority whose work needs something learned, and for which nobody was asked yet."""

    priority: Priority
    school: School
    need: str
    area: Area | None


def visible_requests(viewer: User) -> RequestQuerySet:
    """Of the whole trust for whoever places people; else of the schools one may ask for."""
    if brokers(viewer):
        return SupportRequest.objects.filter(school__in=School.objects.members())
    return SupportRequest.objects.filter(school__in=schools_for(viewer, Can.ASK_SUPPORT))


def schools_to_ask_for(viewer: User) -> SchoolQuerySet:
    return schools_for(viewer, Can.ASK_SUPPORT).order_by("name")


def ranking_for(request: SupportRequest) -> Ranked:
    span = until(request.needed_by)
    return matches(
        Wanted(request.school, request.area, request.key_stage, request.quarter_days, span)
    )


def priorities_to_serve(schools: SchoolQuerySet) -> "list[Priority]":
    year = AcademicYear.of(timezone.localdate()).start_year
    found = Priority.objects.standing().filter(
        plan__in=living_plans(year), plan__school__in=schools
    )
    return list(found.select_related("plan__school").order_by("plan__school__name", "position"))


def visits_to_follow(schools: SchoolQuerySet) -> VisitQuerySet:
    return Visit.objects.shared().filter(school__in=schools).for_listing()


def suggestions(viewer: User) -> list[Suggestion]:
    """From actions of plans that name what staff must learn, and are not done."""
    schools = schools_for(viewer, Can.ASK_SUPPORT)
    year = AcademicYear.of(timezone.localdate()).start_year
    needs = PlanAction.objects.exclude(cpd_need="").filter(
        done_at=None,
        priority__removed_at=None,
        priority__plan__in=living_plans(year),
        priority__plan__school__in=schools,
    )
    asked = SupportRequest.objects.exclude(priority=None).values("priority")
    needs = needs.exclude(priority__in=asked).select_related("priority__plan__school")
    spellings = {plain(words): area for words, area in areas_by_spelling().items()}
    found: dict[int, Suggestion] = {}
    for one in needs.order_by("priority__plan__school__name", "priority", "position", "pk"):
        text = f"{one.cpd_need} {one.priority.title}"
        suggested = Suggestion(
            one.priority, one.priority.plan.school, one.cpd_need, area_named(text, spellings)
        )
        found.setdefault(one.priority_id, suggested)
    return list(found.values())
