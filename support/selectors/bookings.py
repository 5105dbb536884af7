"""The diary: visits that are planned, who may see them, and what stands in the way of another."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.access import holds_anywhere, schools_for
from accounts.models import User
from accounts.roles import Can
from banding.models import ActivityType, EditionState, OfferLine
from core.years import AcademicYear
from people.models import Employment, Person, Release, ReleaseState
from planning.models import Priority
from planning.selectors.schedule import living_plans
from schools.models import ClosedDay, School
from schools.selectors import calendar_of
from support.models import DeploymentDay, DeploymentState, NoteState, Visit, VisitQuerySet
from support.rules.booking import Booked, is_far, show_day, why_not_that_day
from support.rules.travel import Place, travel

DIARY = (NoteState.PLANNED, NoteState.CANCELLED)


def visible_plans(viewer: User) -> VisitQuerySet:
    """Planned and cancelled visits of the viewer's schools, which those schools see too."""
    return Visit.objects.filter(state__in=DIARY, school__in=schools_for(viewer, Can.READ_VISITS))


def plans_of(school: School) -> list[Visit]:
    """What is planned at a school, the next one first."""
    planned = Visit.objects.filter(school=school, state=NoteState.PLANNED)
    return list(planned.for_listing().order_by("on", "pk"))


def own_entry(user: User) -> Person | None:
    return Person.objects.filter(user=user).first()


def goer(visit: Visit) -> Person | None:
    """Who goes, or went, as the register knows them."""
    return visit.person or Person.objects.filter(user=visit.author_id).first()


def people_to_send(viewer: User) -> QuerySet[Person]:
    """Those of the register who have a post, work centrally, may be released or have a login."""
    if not holds_anywhere(viewer, Can.LOG_VISIT):
        return Person.objects.none()
    posts = Employment.objects.current().filter(~Q(post_code="") | Q(school=None, label=""))
    released = Release.objects.filter(state=ReleaseState.AGREED, ends_on__gte=timezone.localdate())
    known = Q(pk__in=posts.values("person")) | Q(pk__in=released.values("person"))
    return Person.objects.filter(known | ~Q(user=None)).order_by("name", "pk")


def priorities_to_serve(schools: QuerySet[School], on: date) -> QuerySet[Priority]:
    """The priorities of these schools' plans of the year, school by school."""
    plans = living_plans(AcademicYear.of(on).start_year).filter(school__in=schools)
    found = Priority.objects.standing().filter(plan__in=plans).select_related("plan__school")
    return found.order_by("plan__school__name", "plan", "pk")


def lines_to_plan(on: date) -> QuerySet[OfferLine]:
    """The lines of this year's offer and the next's, so far as they are in force."""
    lines = OfferLine.objects.filter(_planned_for(on)).select_related("edition")
    return lines.order_by("edition__start_year", "part", "position")


def kinds_to_plan(on: date) -> QuerySet[ActivityType]:
    kinds = ActivityType.objects.filter(_planned_for(on)).select_related("edition", "offer_line")
    return kinds.order_by("edition__start_year", "position")


def _planned_for(on: date) -> Q:
    year = AcademicYear.of(on).start_year
    return Q(edition__start_year__in=(year, year + 1), edition__state=EditionState.IN_FORCE)


def why_closed(school: School, on: date) -> str:
    closed = ClosedDay.objects.filter(Q(school=None) | Q(school=school), on=on).first()
    return why_not_that_day(
        school.name, on, calendar_of(school=school), closed.reason if closed else ""
    )


def visits_on(person: Person, on: date, *, but_for: Visit | None = None) -> list[Visit]:
    """Where somebody is on a day already, by visits that are planned or were made."""
    own = Q(person=person)
    if person.user_id:
        own |= Q(person=None, author=person.user_id)
    found = Visit.objects.not_cancelled().filter(own, on=on).select_related("school")
    return [visit for visit in found if but_for is None or visit.pk != but_for.pk]


def booked_on(person: Person, on: date, *, but_for: Visit | None = None) -> list[Booked]:
    days = DeploymentDay.objects.filter(deployment__person=person, on=on)
    days = days.exclude(deployment__state=DeploymentState.DECLINED)
    return [
        *(
            Booked(visit.school.name, visit.quarter_days)
            for visit in visits_on(person, on, but_for=but_for)
        ),
        *(
            Booked(day.deployment.school.name, day.quarter_days)
            for day in days.select_related("deployment__school")
        ),
    ]


def worth_knowing(visit: Visit) -> list[str]:
    """What does not stand in the way of a planned visit, and should be known."""
    return [*_others_there(visit), *_on_the_road(visit)]


def _others_there(visit: Visit) -> list[str]:
    same_day = Visit.objects.not_cancelled().filter(school=visit.school_id, on=visit.on)
    others = same_day.exclude(pk=visit.pk).exclude(state=NoteState.DRAFT)
    return [
        f"{visit.school} is visited that day already, by {other.who}: {other.purpose}."
        for other in others.select_related("person", "author")
    ]


def _on_the_road(visit: Visit) -> list[str]:
    person = goer(visit)
    there = place_of(visit.school)
    if person is None or there is None:
        return []
    said = []
    for other in visits_on(person, visit.on, but_for=visit):
        found = travel(place_of(other.school), there)
        if found and is_far(found.minutes):
            said.append(
                f"{person} is at {other.school} too on {show_day(visit.on)}: {found.words}."
            )
    return said


def place_of(school: School) -> Place | None:
    if school.easting is None or school.northing is None:
        return None
    return school.easting, school.northing
