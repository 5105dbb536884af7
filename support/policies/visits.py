"""Who may write, share, answer and take back. A draft is its author's alone."""

from collections.abc import Callable
from typing import Any

from accounts.access import holds, holds_anywhere
from accounts.models import User
from accounts.roles import Can
from accounts.words import word
from core.errors import NotAllowed
from schools.models import School
from support.models import Visit, VisitAction


def check_can_log(actor: User, school: School) -> None:
    if not holds(actor, Can.LOG_VISIT, school):
        raise NotAllowed("Only the school's improvement leads log visits to it.")


def check_can_write(actor: User, visit: Visit) -> None:
    """To change the note, to share it, or to take its days back."""
    if visit.author_id != actor.pk:
        raise NotAllowed(f"This note belongs to {visit.author}.")
    check_can_log(actor, visit.school)


def check_can_reply(actor: User, visit: Visit) -> None:
    if not holds(actor, Can.REPLY_TO_VISIT, visit.school):
        head = word("headteacher", actor).lower()
        raise NotAllowed(f"Only the {head} answers this note.")


def check_can_finish(actor: User, action: VisitAction) -> None:
    school = action.visit.school
    if not (holds(actor, Can.REPLY_TO_VISIT, school) or holds(actor, Can.LOG_VISIT, school)):
        head = word("headteacher", actor).lower()
        raise NotAllowed(f"The {head} and the school's improvement leads mark actions as done.")


def check_can_grant_days(actor: User | None, school: School) -> None:
    """To carry days from one year to the next, and to agree days of the bespoke menu."""
    if actor and not holds(actor, Can.GRANT_DAYS, school):
        raise NotAllowed("Only the chief executive decides that a school has more or fewer days.")


def check_can_record_leave(actor: User | None) -> None:
    if actor and not holds_anywhere(actor, Can.VIEW_CAPACITY):
        raise NotAllowed("Only the chief executive and improvement leads say who is away when.")


def why_not_log(actor: User, school: School) -> str:
    return _reason(check_can_log, actor, school)


def why_not_write(actor: User, visit: Visit) -> str:
    return _reason(check_can_write, actor, visit)


def why_not_reply(actor: User, visit: Visit) -> str:
    return _reason(check_can_reply, actor, visit)


def why_not_finish(actor: User, action: VisitAction) -> str:
    return _reason(check_can_finish, actor, action)


def _reason(check: Callable[[User, Any], None], actor: User, thing: Any) -> str:
    """Why a button is grey, or an empty string when it is live."""
    try:
        check(actor, thing)
    except NotAllowed as refusal:
        return str(refusal)
    return ""
