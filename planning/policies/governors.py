"""Who keeps the governors' cycle, who reads it, and who notes what governors looked at."""

from accounts.access import holds
from accounts.models import User
from accounts.roles import Can
from accounts.words import word
from core.errors import NotAllowed
from schools.models import School


def check_can_keep(actor: User, school: School) -> None:
    if not holds(actor, Can.WRITE_PLANS, school):
        head = word("headteacher", actor).lower()
        raise NotAllowed(f"The {head} keeps the governors' cycle.")


def check_can_read(actor: User, school: School) -> None:
    """Whoever reads the plan's words: trustees read how it goes, and no more."""
    if not (holds(actor, Can.READ_PLANS, school) or holds(actor, Can.READ_ISSUED_PLANS, school)):
        raise NotAllowed("The governors' cycle is for the school, its governors and its leads.")


def check_can_note(actor: User, school: School) -> None:
    """Governors, and those who discuss the plan with them."""
    if not holds(actor, Can.COMMENT_PLANS, school):
        raise NotAllowed("Governors of the school note what they looked at.")
