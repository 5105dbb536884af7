"""Whose profile a person may read, and what may be done with it."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from accounts.access import holds_anywhere, schools_for
from accounts.models import RoleAssignment, User
from accounts.roles import GRANTS, Can
from people.models import (
    ConflictOfInterest,
    Employment,
    Expertise,
    Person,
    PersonQuerySet,
    Release,
    ReleaseState,
)
from people.policies import reads_everybody
from schools.models import School


def visible_people(viewer: User) -> PersonQuerySet:
    if reads_everybody(viewer):
        return Person.objects.all()
    own = Q(user=viewer) if holds_anywhere(viewer, Can.KEEP_PROFILE) else Q(pk__in=[])
    here = Employment.objects.current().filter(school__in=schools_for(viewer, Can.VIEW_REGISTER))
    return Person.objects.filter(own | Q(pk__in=here.values("person")))


def visible_claims(viewer: User) -> QuerySet[Expertise]:
    return Expertise.objects.filter(person__in=visible_people(viewer)).select_related(
        "person", "area"
    )


def visible_releases(viewer: User) -> QuerySet[Release]:
    return Release.objects.filter(person__in=visible_people(viewer)).select_related(
        "person", "school"
    )


def visible_conflicts(viewer: User) -> QuerySet[ConflictOfInterest]:
    return ConflictOfInterest.objects.filter(person__in=visible_people(viewer)).select_related(
        "person", "school"
    )


def schools_of_register(viewer: User) -> QuerySet[School]:
    if reads_everybody(viewer):
        return School.objects.members()
    return schools_for(viewer, Can.VIEW_REGISTER)


def own_profile(user: User) -> Person | None:
    return Person.objects.filter(user=user).first()


def home_schools(person: Person) -> QuerySet[School]:
    """Where the person works today: each agrees to its own people's release."""
    work = person.employments.current().exclude(school=None)
    return School.objects.filter(pk__in=work.values("school")).order_by("name")


def logins_to_link() -> QuerySet[User]:
    """Accounts of people who may keep a profile and have none."""
    roles = [role for role, granted in GRANTS.items() if Can.KEEP_PROFILE in granted]
    holding = RoleAssignment.objects.current().filter(role__in=roles)
    linked = Person.objects.exclude(user=None).values("user")
    return User.objects.filter(pk__in=holding.values("user"), is_active=True).exclude(pk__in=linked)


@dataclass(frozen=True)
class Waiting:
    """What of the register waits for somebody: how many claims to confirm, releases to agree."""

    claims: int
    releases: list[Release]


def waiting_for(viewer: User) -> Waiting:
    claims, releases = 0, Release.objects.none()
    if holds_anywhere(viewer, Can.CONFIRM_EXPERTISE):
        claims = Expertise.objects.in_standing("claimed").count()
    if holds_anywhere(viewer, Can.AGREE_RELEASE):
        mine = schools_for(viewer, Can.AGREE_RELEASE)
        releases = Release.objects.filter(school__in=mine, state=ReleaseState.OFFERED)
    return Waiting(claims, list(releases.select_related("person").order_by("starts_on")))
