"""Builders of people who help, of what schools ask for, and of deployments."""

from accounts.roles import Role
from people.models import Person
from people.services import lending
from schools.models import School
from tests.people.register import a_claim, a_confirmed_claim, an_entry
from tests.world import a_person, a_school, this_year


def released(person: Person, school: School, quarter_days: int = 24, *, agreed: bool = True):
    """Days offered for the year, and agreed to by the home school's head."""
    year = this_year()
    release = lending.offer_release(
        actor=None, person=person, school=school, quarter_days=quarter_days,
        starts_on=year.starts_on, ends_on=year.ends_on,
    )  # fmt: skip
    if agreed:
        head = a_person(Role.HEADTEACHER, at=school, name="Hana")
        lending.decide_release(actor=head, release_id=release.pk, agreed=True)
    return release


def a_helper(
    name: str = "Ann Lee",
    *,
    at: School | None = None,
    quarter_days: int = 24,
    confirmed: bool = True,
    **claim,
) -> Person:
    """Somebody of another school who is good at maths and may be lent."""
    home = at or a_school("Beech Hill")
    person = an_entry(home, name)
    (a_confirmed_claim if confirmed else a_claim)(person, **claim)
    if quarter_days:
        released(person, home, quarter_days)
    return person
