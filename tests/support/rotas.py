"""Schools enough for a rota, and a rota of this year."""

from accounts.roles import Role
from core.years import AcademicYear
from schools.models import School
from support.models import Triad, TriadRota
from support.rules import Agreed
from support.services.peer_reviews import (
    plan_meeting,
    publish_report,
    share_report,
    write_notes,
    write_part,
)
from support.services.triads import propose_rota, publish_rota
from tests.world import a_person, a_school, this_year


def some_schools(many: int = 9) -> list[School]:
    """With those that are there already."""
    there = list(School.objects.members())
    return there + [a_school(f"Rota School {at}") for at in range(many - len(there))]


def a_rota(
    *, published: bool = False, by=None, year: AcademicYear | None = None, **fields
) -> TriadRota:
    """A draft for nine schools, or the same published."""
    some_schools()
    by = by or a_person(Role.IMPROVEMENT_LEAD, name="Lena")
    rota = propose_rota(actor=by, year=year or this_year(), **fields)
    return publish_rota(actor=by, rota_id=rota.pk) if published else rota


def triad_of(rota: TriadRota, school: School, term: str = "autumn") -> Triad:
    return rota.triads.get(term=term, places__school=school)


def schools_of(triad: Triad) -> list[School]:
    return [place.school for place in triad.places.order_by("school__urn")]


def a_meeting(rota: TriadRota | None = None, *, triad: Triad | None = None, **fields):
    """The autumn meeting of a triad, with a head of each of its schools named to review."""
    rota = rota or a_rota(published=True)
    triad = triad or rota.triads.filter(term="autumn")[0]
    heads = [a_person(Role.HEADTEACHER, at=school, name="Hana") for school in schools_of(triad)]
    said = {"on": rota.year.starts_on, "host": schools_of(triad)[0], "reviewers": heads}
    by = fields.pop("by", None) or a_person(Role.IMPROVEMENT_LEAD, name="Lena")
    return plan_meeting(actor=by, triad_id=triad.pk, **said | fields)


def reviewers_of(review) -> list:
    return [one.person for one in review.reviewers.order_by("pk")]


def all_submit(review) -> None:
    for one in review.reviewers.filter(submitted_at=None):
        write_notes(
            actor=one.person, review_id=review.pk, version=one.version,
            notes=f"Notes of {one.person.email}.", submit=True,
        )  # fmt: skip


def a_report(review, *, shared: bool = False, published: bool = False):
    """Every school's part, with an action each; then sent to the schools, or published."""
    all_submit(review)
    writer = reviewers_of(review)[0]
    for section in review.sections.all():
        write_part(
            actor=writer, section_id=section.pk, version=section.version,
            summary=f"In brief, {section.school}.", strengths="Reading is well led.",
            challenges="How do you know that maths is secure?",
            actions=[Agreed("Look at maths books", "Maths lead", review.triad.rota.year.ends_on)],
        )  # fmt: skip
    if shared or published:
        review = share_report(actor=writer, review_id=review.pk)
    if published:
        review = publish_report(actor=review.planned_by, review_id=review.pk)
    return review
