"""Builders of people who help, of what schools ask for, and of deployments."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from people.models import Person
from people.services import lending
from schools.models import School
from support.models import Deployment, SupportRequest
from support.services import deployments, requests, running
from support.services.deployments import Brief
from tests.people.register import a_claim, a_confirmed_claim, an_area, an_entry
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
    user: User | None = None,
    **claim,
) -> Person:
    """Somebody of another school who is good at maths and may be lent."""
    home = at or a_school("Beech Hill")
    person = an_entry(home, name, user=user)
    (a_confirmed_claim if confirmed else a_claim)(person, **claim)
    if quarter_days:
        released(person, home, quarter_days)
    return person


def a_request(school: School | None = None, *, by: User | None = None, **fields) -> SupportRequest:
    """Three days of maths, needed within two months."""
    school = school or a_school()
    said = {
        "area": an_area(),
        "purpose": "Year 4 teachers plan fractions.",
        "needed_by": timezone.localdate() + timedelta(days=60),
        "quarter_days": 12,
        "form_token": uuid4(),
    }
    by = by or a_person(Role.HEADTEACHER, at=school, name="Hugh")
    return requests.ask_support(actor=by, school=school, **said | fields)


def a_brief(person: Person, **fields) -> Brief:
    today = timezone.localdate()
    said = {
        "purpose": "Year 4 teachers plan fractions.",
        "quarter_days": 12,
        "starts_on": today,
        "ends_on": today + timedelta(days=30),
        "worded_measure": "Every teacher of year 4 plans from one sequence.",
    }
    return Brief(person=person, **said | fields)


def a_deployment(
    school: School | None = None,
    *,
    person: Person | None = None,
    by: User | None = None,
    agreed: bool = False,
    asked: SupportRequest | None = None,
    **fields,
) -> Deployment:
    """Proposed by a lead for a request; or agreed to by both heads."""
    asked = asked or a_request(school)
    made = deployments.propose_deployment(
        actor=by or a_person(Role.IMPROVEMENT_LEAD, name="Lena"),
        request_id=asked.pk,
        brief=a_brief(person or a_helper(), **fields),
    )
    return both_agree(made) if agreed else made


def both_agree(made: Deployment) -> Deployment:
    for side, school in (("lend", made.home), ("host", made.school)):
        head = a_person(Role.HEADTEACHER, at=school, name="Hilda")
        made = deployments.agree_deployment(actor=head, deployment_id=made.pk, side=side)
    return made


def an_ended_deployment(school: School | None = None, **fields) -> Deployment:
    """With one day recorded, ended before its last day."""
    made, lead = a_deployment(school, agreed=True, **fields), a_person(Role.IMPROVEMENT_LEAD)
    running.record_day(
        actor=lead, deployment_id=made.pk, on=timezone.localdate(), quarter_days=4,
        done="Planned fractions with two teachers.",
    )  # fmt: skip
    return running.end_deployment(actor=lead, deployment_id=made.pk, reason="All is done.")
