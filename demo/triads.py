"""Triads: the year's rota in one action, and a first meeting from its day to its report."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

from accounts.models import User
from accounts.roles import Role
from core.years import AcademicYear
from demo.cast import Cast
from demo.texts import read
from demo.timeline import Event, moment
from support.models import PeerReview, Triad, TriadRota
from support.rules import Agreed
from support.rules.triads import FEWEST
from support.selectors.peer_reviews import heads_of, reviewers_for
from support.services import peer_reviews, triads

TEXTS = "triads.yaml"
YEAR = AcademicYear(2026)
MADE, PLANNED, MEETS = date(2026, 9, 10), date(2026, 10, 6), date(2026, 11, 5)
NOTED, REPORTED, PUBLISHED = date(2026, 11, 6), date(2026, 11, 12), date(2026, 11, 20)
REVIEWERS = 3


def events(cast: Cast) -> Iterator[Event]:
    if len(cast.urns) < FEWEST:
        return
    teller = Teller(cast, read(TEXTS))
    yield Event(moment(MADE), teller.make_rota)
    steps = [
        (PLANNED, teller.plan),
        (NOTED, teller.note),
        (REPORTED, teller.report),
        (PUBLISHED, teller.publish),
    ]
    for day, step in steps:
        yield Event(moment(day, 14), partial(teller.at_the_meeting, step))


class Teller:
    """Lets the people of one triad do what the texts say."""

    def __init__(self, cast: Cast, texts: dict[str, Any]) -> None:
        self.cast, self.texts = cast, texts

    @property
    def lead(self) -> User:
        return self.cast.the(Role.IMPROVEMENT_LEAD)

    def make_rota(self) -> None:
        rota = triads.propose_rota(actor=self.lead, year=YEAR)
        triads.publish_rota(actor=self.lead, rota_id=rota.pk)

    def triad(self) -> Triad | None:
        """The one of autumn with most heads who have an account, and people enough to review."""
        rota = TriadRota.objects.published().get(start_year=YEAR.start_year)
        found = list(rota.triads.filter(term="autumn").order_by("number"))
        first = max(found, key=lambda one: heads_of(one).count())
        return first if len(self.people(first)) > 1 else None

    def people(self, triad: Triad) -> list[User]:
        heads = list(heads_of(triad))
        others = [one for one in reviewers_for(triad) if one not in heads]
        return [*heads, *others][: max(REVIEWERS, len(heads))]

    def at_the_meeting(self, step: Any) -> None:
        if triad := self.triad():
            step(triad)

    def plan(self, triad: Triad) -> None:
        places = triad.places.order_by("school__urn")
        peer_reviews.plan_meeting(
            actor=self._organiser(triad),
            triad_id=triad.pk,
            on=MEETS,
            host=places[0].school,
            reviewers=self.people(triad),
        )

    def _organiser(self, triad: Triad) -> User:
        place = triad.places.order_by("school__urn").first()
        return self.cast.lead(place.school.urn) if place else self.lead

    def note(self, triad: Triad) -> None:
        review = PeerReview.objects.get(triad=triad)
        for number, one in enumerate(review.reviewers.order_by("pk")):
            peer_reviews.write_notes(
                actor=one.person,
                review_id=review.pk,
                version=one.version,
                notes=self.texts["notes"][number % len(self.texts["notes"])],
                submit=True,
            )

    def report(self, triad: Triad) -> None:
        review = PeerReview.objects.get(triad=triad)
        writer = review.reviewers.order_by("pk")[0].person
        sections = review.sections.order_by("school__urn")
        for section, told in zip(sections, self.texts["parts"], strict=False):
            what, owner, due_on = told["action"]
            peer_reviews.write_part(
                actor=writer,
                section_id=section.pk,
                version=section.version,
                summary=told["summary"],
                strengths=told["strengths"],
                challenges=told["challenges"],
                actions=[Agreed(what, owner, due_on)],
            )
        peer_reviews.share_report(actor=writer, review_id=review.pk)

    def publish(self, triad: Triad) -> None:
        review = PeerReview.objects.get(triad=triad)
        for section in review.sections.select_related("school").order_by("school__urn")[:1]:
            head = heads_of(triad).filter(assignments__school=section.school).first()
            if head:
                peer_reviews.comment_on_part(
                    actor=head, section_id=section.pk, comment=self.texts["comment"]
                )
        peer_reviews.publish_report(actor=self._organiser(triad), review_id=review.pk)
