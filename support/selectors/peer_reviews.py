"""What each person sees of a triad's meeting: whoever is not named or of its schools, nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from accounts.access import holds, holds_anywhere, schools_for
from accounts.models import User
from accounts.roles import Can, Role
from planning.models import Plan, PlanKind
from planning.selectors.plans import visible_plans
from schools.models import School
from support.models import (
    PeerReview,
    PeerReviewer,
    PeerSection,
    PeerState,
    Triad,
    TriadPlace,
    TriadRota,
)
from support.policies import peer_reviews as policies
from support.selectors.triads import with_schools

# Who, besides those named, reads a school's whole part at each step.
WHOLE_WHILE = {
    PeerState.PLANNED: (Can.ORGANISE_REVIEWS,),
    PeerState.SHARED: (Can.ORGANISE_REVIEWS, Can.ANSWER_REVIEWS),
    PeerState.PUBLISHED: (Can.READ_REVIEWS,),
}
REVIEWING_ROLES = [Role.HEADTEACHER, Role.SCHOOL_STAFF]


@dataclass(frozen=True)
class Part:
    """A school's part of the report, as far as this reader sees it."""

    section: PeerSection
    is_whole: bool
    may_comment: bool


@dataclass(frozen=True)
class MeetingSchool:
    """A school that meets, with its issued self-evaluation where the reader may read it."""

    school: School
    evaluation: Plan | None


@dataclass(frozen=True)
class PeerPage:
    triad: Triad
    schools: list[MeetingSchool]
    may_organise: bool
    review: PeerReview | None = None
    own: PeerReviewer | None = None
    reviewers: list[PeerReviewer] = field(default_factory=list)
    notes: list[PeerReviewer] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    may_report: bool = False
    is_reported: bool = False

    @property
    def is_challenging(self) -> bool:
        """Those who review read the schools' self-evaluations until the report is published."""
        return self.own is not None and self.review is not None and not self.review.published_at

    @property
    def submitted(self) -> int:
        return sum(1 for one in self.reviewers if one.submitted_at)


def readable_triads(user: User) -> QuerySet[Triad]:
    """Of the own schools; where named to review; and published reports on the own schools."""
    of_schools = TriadPlace.objects.filter(school__in=schools_for(user, Can.VIEW_TRIADS))
    seen = Q(pk__in=of_schools.values("triad"))
    if holds_anywhere(user, Can.REVIEW_PEERS):
        seen |= Q(review__reviewers__person=user)
    for can in (Can.READ_REVIEWS, Can.READ_REVIEW_SUMMARIES):
        sections = PeerSection.objects.filter(
            review__state=PeerState.PUBLISHED, school__in=schools_for(user, can)
        )
        seen |= Q(pk__in=sections.values("review__triad"))
    published = Triad.objects.filter(rota__in=TriadRota.objects.published())
    return with_schools(published.filter(seen).distinct())


def page_of(user: User, triad: Triad) -> PeerPage:
    organises = policies.may_organise(user, triad)
    schools = [place.school for place in triad.places.all()]
    page_schools = _with_evaluations(user, triad, schools)
    review = PeerReview.objects.filter(triad=triad).select_related("host", "planned_by").first()
    if review is None:
        return PeerPage(triad, page_schools, organises)
    own = policies.named(user, review)
    if not _sees(user, review, schools, own=own, organises=organises):
        return PeerPage(triad, page_schools, organises)
    reviewers = list(review.reviewers.select_related("person"))
    is_over = all(one.submitted_at for one in reviewers)
    parts = _parts(user, review, is_named=own is not None)
    return PeerPage(
        triad,
        page_schools,
        organises,
        review,
        own,
        reviewers if own or organises else [],
        reviewers if own and is_over else [],
        parts,
        may_report=own is not None and is_over and review.state == PeerState.PLANNED,
        is_reported=all(one.is_written for one in review.sections.all()),
    )


def _sees(
    user: User,
    review: PeerReview,
    schools: list[School],
    *,
    own: PeerReviewer | None,
    organises: bool,
) -> bool:
    """While it goes on: who organises it, who is named, and the heads of its schools."""
    if own or organises or review.state == PeerState.PUBLISHED:
        return True
    return any(holds(user, Can.ANSWER_REVIEWS, school) for school in schools)


def _parts(user: User, review: PeerReview, *, is_named: bool) -> list[Part]:
    found = []
    for section in review.sections.select_related("school", "commented_by").prefetch_related(
        "actions__listed"
    ):
        readers = WHOLE_WHILE[PeerState(review.state)]
        is_whole = is_named or any(holds(user, can, section.school) for can in readers)
        is_out = review.state == PeerState.PUBLISHED
        if is_whole or (is_out and holds(user, Can.READ_REVIEW_SUMMARIES, section.school)):
            found.append(Part(section, is_whole, _may_comment(user, review, section)))
    return found


def _may_comment(user: User, review: PeerReview, section: PeerSection) -> bool:
    waits = review.state == PeerState.SHARED and not section.commented_at
    return waits and holds(user, Can.ANSWER_REVIEWS, section.school)


def _with_evaluations(user: User, triad: Triad, schools: list[School]) -> list[MeetingSchool]:
    plans = visible_plans(user).filter(
        kind=PlanKind.SEF,
        school__in=schools,
        start_year__lte=triad.rota.start_year,
        versions__issued_at__isnull=False,
    )
    latest = {plan.school_id: plan for plan in plans.distinct().order_by("start_year", "pk")}
    return [MeetingSchool(school, latest.get(school.pk)) for school in schools]


def reviewers_for(triad: Triad) -> QuerySet[User]:
    """Heads and staff of the schools that meet, and specialists: those who can be named."""
    schools = TriadPlace.objects.filter(triad=triad).values("school")
    of_schools = Q(assignments__school__in=schools, assignments__role__in=REVIEWING_ROLES)
    specialists = Q(assignments__role=Role.SPECIALIST)
    people = User.objects.filter(of_schools | specialists, assignments__ended_at=None)
    return people.filter(is_active=True).distinct().order_by("name")


def heads_of(triad: Triad) -> QuerySet[User]:
    schools = TriadPlace.objects.filter(triad=triad).values("school")
    return reviewers_for(triad).filter(
        assignments__school__in=schools, assignments__role=Role.HEADTEACHER
    )


def challenged_by(user: User) -> Iterable[int]:
    """The schools of a triad whose meeting goes on, for the heads and staff named to review it."""
    if not holds_anywhere(user, Can.REVIEW_PEERS):
        return []
    going_on = PeerReview.objects.exclude(state=PeerState.PUBLISHED)
    named = going_on.filter(reviewers__person=user).values("triad")
    return TriadPlace.objects.filter(triad__in=named).values_list("school", flat=True)


def reviews_label(user: User) -> str:
    """A place of its own for whoever has no other place among the pages of support."""
    if holds_anywhere(user, Can.READ_VISITS) or not holds_anywhere(user, Can.VIEW_REVIEWS):
        return ""
    return "Peer reviews" if user.once("reviews", readable_triads(user).exists) else ""
