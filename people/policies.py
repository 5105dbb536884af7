"""Who may read, claim, confirm and lend: security.md section 3, “Expertise profile”.

Leads and the chief executive read the whole register; a headteacher reads, and releases, the people
of the own school; specialists and school staff keep their own profile. Nobody confirms themselves.
"""

from collections.abc import Callable
from typing import Any

from accounts.access import holds, holds_anywhere, holds_trust_wide
from accounts.models import User
from accounts.roles import Can
from accounts.words import word
from core.errors import NotAllowed
from people.models import Expertise, Person, Release


def reads_everybody(user: User) -> bool:
    """A lead helps schools of the whole trust find people, whichever schools the lead is for."""
    return holds_anywhere(user, Can.CONFIRM_EXPERTISE) or holds_trust_wide(user, Can.VIEW_REGISTER)


def is_own(user: User, person: Person) -> bool:
    return person.user_id == user.pk and holds_anywhere(user, Can.KEEP_PROFILE)


def check_can_import(actor: User | None) -> None:
    if actor and not holds_anywhere(actor, Can.IMPORT_REGISTER):
        raise NotAllowed("Only school improvement leads bring a register in.")


def check_can_link(actor: User | None) -> None:
    if actor and not holds_anywhere(actor, Can.CONFIRM_EXPERTISE):
        raise NotAllowed("Only school improvement leads give an entry a login.")


def check_can_keep(actor: User | None, person: Person) -> None:
    """To claim, change and withdraw what is said of this person."""
    if actor and not is_own(actor, person):
        raise NotAllowed("People say for themselves what they are good at.")


def check_can_confirm(actor: User, claim: Expertise) -> None:
    if not holds_anywhere(actor, Can.CONFIRM_EXPERTISE):
        raise NotAllowed("Only school improvement leads confirm expertise.")
    if actor.pk in {claim.person.user_id, claim.claimed_by_id}:
        raise NotAllowed("Nobody confirms their own claim. Ask another school improvement lead.")


def check_can_end(actor: User | None, claim: Expertise) -> None:
    """The person withdraws a claim; a lead says that one no longer holds."""
    if actor and holds_anywhere(actor, Can.CONFIRM_EXPERTISE):
        return
    check_can_keep(actor, claim.person)


def check_can_decide(actor: User, release: Release) -> None:
    if not holds(actor, Can.AGREE_RELEASE, release.school):
        head = word("headteacher", actor).lower()
        raise NotAllowed(f"Only the {head} of {release.school} agrees to this.")
    if release.person.user_id == actor.pk:
        raise NotAllowed("Somebody else agrees to your own release: ask the trust.")


def check_can_declare(actor: User | None, person: Person) -> None:
    if actor and not (is_own(actor, person) or holds_anywhere(actor, Can.CONFIRM_EXPERTISE)):
        raise NotAllowed("The person or a school improvement lead declares a conflict.")


def allows(check: Callable[..., None], *args: Any) -> bool:
    """Whether a button is there at all."""
    try:
        check(*args)
    except NotAllowed:
        return False
    return True


def why_not_confirm(actor: User, claim: Expertise) -> str:
    try:
        check_can_confirm(actor, claim)
    except NotAllowed as refusal:
        return str(refusal)
    return ""
