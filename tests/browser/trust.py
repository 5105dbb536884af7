"""A small trust with something on every page: three schools, two terms, a person of every role."""

from dataclasses import dataclass, field

from accounts.models import User
from accounts.roles import SCHOOL_ONLY, Role
from banding import services as banding
from core import jobs
from dashboards.services.reports import request_health_check
from monitoring.models import Collection, Submission
from schools.models import School
from support.models import Visit
from tests import world
from tests.monitoring.marks import a_marksheet
from tests.monitoring.moderating import a_closed_moderation, a_moderation, a_moderator
from tests.people.register import (
    a_claim,
    a_confirmed_claim,
    a_conflict,
    a_register,
    a_release,
    an_entry,
)

NAMES = {
    Role.EXECUTIVE: "Rosa Adeyemi",
    Role.TRUSTEE: "Martin Frost",
    Role.IMPROVEMENT_LEAD: "Lena Hughes",
    Role.HEADTEACHER: "Sam Okafor",
    Role.SCHOOL_STAFF: "Priya Nair",
    Role.GOVERNOR: "Gwen Pritchard",
    Role.SPECIALIST: "Sean Byrne",
    Role.ADMIN: "Ada Clarke",
}


@dataclass
class SmallTrust:
    elm: School
    oak: School
    ash: School
    autumn: Collection
    people: dict[Role, User] = field(default_factory=dict)

    @property
    def lead(self) -> User:
        return self.people[Role.IMPROVEMENT_LEAD]


def a_small_trust() -> SmallTrust:
    """Elm Grove has sent twice and is on C; Oak Bank has a proposal; Ash Hill is late."""
    elm, oak, ash = (world.a_school(name) for name in ("Elm Grove", "Oak Bank", "Ash Hill"))
    summer, autumn = (world.a_collection(name) for name in ("Summer 2026", "Autumn 2026"))
    trust = SmallTrust(elm, oak, ash, autumn)
    for role, name in NAMES.items():
        trust.people[role] = a_member(role, name, elm)
    for term, many in ((summer, 200), (autumn, 210)):
        _sent(elm, term, many)
        _sent(oak, term, many - 60)
    for school, code in ((elm, "C"), (oak, "B")):
        world.a_settled_band(school, code)
    world.a_proposal(oak, "C", by=trust.people[Role.EXECUTIVE])
    _what_ifs(trust)
    _visits(trust)
    _moderations(trust)
    _register(trust)
    jobs.work_off()
    return trust


def a_member(role: Role, name: str, school: School) -> User:
    """Somebody whose role is held at the school where it can be."""
    at = school if role in SCHOOL_ONLY | {Role.SPECIALIST, Role.IMPROVEMENT_LEAD} else None
    person = world.a_person(role, at=at, name=name.split()[0])
    person.name = name
    person.save()
    return person


def _what_ifs(trust: SmallTrust) -> None:
    """Two of the chief executive's; in one Elm Grove moves, so that it can be proposed."""
    by = trust.people[Role.EXECUTIVE]
    _, moved = (world.a_what_if(name, by=by) for name in ("Nothing yet", "One in Band D"))
    level = world.a_level("D")
    banding.try_levels(actor=by, scenario_id=moved.pk, levels={trust.elm: level})


def _sent(school: School, term: Collection, many: int) -> Submission:
    return world.a_return(school, term, a_marksheet(many))


def _moderations(trust: SmallTrust) -> None:
    """One that is closed and changed a grade, and one that the lead and the specialist judge."""
    specialist, size = trust.people[Role.SPECIALIST], {"collection": trust.autumn, "size": 6}
    a_closed_moderation(trust.elm, subject="reading", by=specialist, **size)
    judging = a_moderation(trust.oak, **size)
    for person in (trust.lead, specialist):
        a_moderator(judging, by=person)


def _register(trust: SmallTrust) -> None:
    """The specialist's own entry with all it can hold, one register applied and one that waits."""
    person = an_entry(trust.elm, "Sean Byrne", user=trust.people[Role.SPECIALIST])
    a_claim(person, kind="sle")
    a_confirmed_claim(person, area="Phonics", key_stage="KS1")
    a_release(person, trust.elm)
    a_conflict(person, trust.ash)
    a_register(
        "Name\tSchool\tNPQ\tSLE\nAnn Lee\tElm\tNQPSL\tReading\nScience x2\tElm", applied=True
    )
    a_register()


def _visits(trust: SmallTrust) -> list[Visit]:
    return [
        world.a_visit(trust.elm, by=trust.lead, shared=True),
        world.a_visit(trust.elm, by=trust.lead, purpose="Maths in year 6"),
    ]


def a_report(trust: SmallTrust, role: Role) -> None:
    """A health check this person asked for, made."""
    request_health_check(
        actor=trust.people[role], school=trust.elm, collection=trust.autumn, token=world.uuid4()
    )
    jobs.work_off()
