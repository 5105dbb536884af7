from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from accounts.access import holds_trust_wide, schools_for
from accounts.models import Invitation, RoleAssignment, User
from accounts.roles import DESCRIPTIONS, INVITED_BY_HEADTEACHERS, Can, Role
from accounts.tokens import read_token
from accounts.words import role_name
from core.errors import WrongState
from core.journal import sentence
from core.models import JournalEntry
from schools.models import School

NOT_WHOLE = "This link is not complete. Copy the whole link from the e-mail, or ask for a new one."
NEWER_SENT = "A newer invitation was sent after this one. Use the link in the last e-mail."
USED = "This invitation has been answered already. Sign in with your e-mail address and password."
WITHDRAWN = "This invitation was withdrawn. Ask whoever invited you if you still need access."
EXPIRED = "This invitation is more than 14 days old. Ask whoever invited you to send it again."


def people() -> QuerySet[User]:
    """Everybody, with `held` for today's roles."""
    held = RoleAssignment.objects.current().for_listing()
    return User.objects.prefetch_related(Prefetch("assignments", queryset=held, to_attr="held"))


def visible_invitations(user: User) -> QuerySet[Invitation]:
    """An administrator sees all; a headteacher those for staff and governors of own schools."""
    everything = Invitation.objects.select_related("hub", "invited_by").prefetch_related("schools")
    if holds_trust_wide(user, Can.MANAGE_PEOPLE):
        return everything
    own = schools_for(user, Can.INVITE_PEOPLE)
    elsewhere = Invitation.schools.through.objects.exclude(school__in=own)
    return everything.filter(
        role__in=INVITED_BY_HEADTEACHERS,
        pk__in=Invitation.schools.through.objects.filter(school__in=own).values("invitation"),
    ).exclude(pk__in=elsewhere.values("invitation"))


def schools_open_to(user: User) -> QuerySet[School]:
    """The schools this person may invite people to."""
    return schools_for(user, Can.INVITE_PEOPLE)


def invitation_for(token: str) -> Invitation:
    """The invitation a link leads to, or the reason it can no longer be answered."""
    read = read_token(token)
    found = Invitation.objects.filter(pk=read[0]).first() if read else None
    if read is None or found is None:
        raise WrongState(NOT_WHOLE)
    reason = _why_over(found, sending=read[1])
    if reason:
        raise WrongState(reason)
    return found


def _why_over(invitation: Invitation, *, sending: int) -> str:
    if not invitation.is_open:
        return USED if invitation.state == "answered" else WITHDRAWN
    if sending != invitation.times_sent:
        return NEWER_SENT
    return EXPIRED if invitation.is_late else ""


@dataclass(frozen=True)
class RoleInWords:
    """A role somebody holds today, for the page that explains it to them."""

    name: str
    where: str
    until: date | None
    description: str
    may: list[str]


def roles_in_words(user: User) -> list[RoleInWords]:
    return [
        RoleInWords(
            name=role_name(held.role, user),
            where=held.where,
            until=held.ends_on,
            description=DESCRIPTIONS[Role(held.role)],
            may=[can.label for can in Can if can in held.grants],
        )
        for held in user.roles_today()
    ]


@dataclass(frozen=True)
class Happening:
    """One line of a person's history, as components/timeline.html reads it."""

    at: object
    title: str
    text: str


def history_of(person: User, *, newest: int = 50) -> list[Happening]:
    entries = JournalEntry.objects.filter(
        target_type=User._meta.label_lower, target_id=str(person.pk)
    ).order_by("-pk")[:newest]
    return [Happening(entry.at, sentence(entry), _details(entry)) for entry in entries]


def _details(entry: JournalEntry) -> str:
    return ", ".join(str(value) for value in entry.after.values() if value)
