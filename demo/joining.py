"""How the people came in: invited by the administrator, who was invited by command."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from accounts.roles import Role
from accounts.services.invitations import answer_invitation, invite
from accounts.tokens import token_of
from demo.cast import Cast
from demo.people import ADMINISTRATOR, Invented
from demo.timeline import Event, moment
from schools.models import Hub, School
from schools.services import keep_hub

FIRST_DAY = date(2025, 9, 1)
A_DEPLOYMENT_ENDS = date(2027, 7, 21)


def events(cast: Cast, passphrase: str) -> Iterator[Event]:
    first = moment(FIRST_DAY, 9)
    yield Event(first, partial(_come_in, cast, ADMINISTRATOR, passphrase))
    yield Event(first + timedelta(minutes=20), partial(_make_hubs, cast))
    others = [person for person in cast.people if person != ADMINISTRATOR]
    for place, person in enumerate(others):
        at = first + timedelta(minutes=30 + 7 * place)
        yield Event(at, partial(_come_in, cast, person, passphrase))


def _make_hubs(cast: Cast) -> None:
    for name, urns in cast.story.hubs.items():
        schools = School.objects.filter(urn__in=cast.urns.intersection(urns))
        keep_hub(actor=cast.admin(), name=name, schools=schools)


def _come_in(cast: Cast, person: Invented, passphrase: str) -> None:
    """By a link passed on by hand, so that loading writes no e-mail."""
    invitation = invite(
        actor=None if person == ADMINISTRATOR else cast.admin(),
        email=person.email,
        name=person.name,
        role=person.role,
        schools=[] if person.hub else [cast.school(urn) for urn in cast.schools_of(person)],
        hub=Hub.objects.get(name=person.hub) if person.hub else None,
        ends_on=A_DEPLOYMENT_ENDS if person.role == Role.SPECIALIST else None,
        by_hand=True,
    )
    answer_invitation(token=token_of(invitation), name=person.name, password=passphrase)
