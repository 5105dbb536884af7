"""Who may write, share, answer and take back. A draft is its author's alone.

A safeguarding review's outcome is read by its author, its reviewers, the headteacher and the
executive, and by no other lead (security.md 3, "Safeguarding review outcome").
"""

from collections.abc import Callable
from typing import Any

from accounts.access import holds, holds_anywhere
from accounts.models import User
from accounts.roles import Can
from accounts.words import word
from core.errors import NotAllowed
from schools.models import School
from support.models import Reviewer, SupportStatement, Visit, VisitAction


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


def check_can_keep_actions(actor: User, school: School) -> None:
    """To add to the school's list of actions, and to say how one stands."""
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


def check_can_finish(actor: User, action: VisitAction) -> None:
    check_can_keep_actions(actor, action.school)
    if action.visit and not reads_outcome(actor, action.visit):
        raise NotAllowed("Only those who read the safeguarding review keep its actions.")


def reads_outcome(actor: User, visit: Visit) -> bool:
    """Whether what a shared note found may be read, where its kind is for few."""
    if not visit.is_safeguarding or visit.author_id == actor.pk:
        return True
    if holds(actor, Can.READ_SAFEGUARDING, visit.school):
        return True
    return visit.reviewers.filter(person=actor).exists()


def check_can_review(actor: User, reviewer: Reviewer) -> None:
    """What a reviewer writes is that reviewer's; no other person's hand is in it."""
    if reviewer.person_id != actor.pk:
        raise NotAllowed(f"These answers are {reviewer.person}'s own.")


def check_can_issue(actor: User, school: School) -> None:
    if not holds(actor, Can.ISSUE_STATEMENT, school):
        raise NotAllowed("The chief executive and the school's leads issue its statement.")


def check_can_reply_to_statement(actor: User, statement: SupportStatement) -> None:
    if not holds(actor, Can.REPLY_TO_VISIT, statement.school):
        head = word("headteacher", actor).lower()
        raise NotAllowed(f"Only the {head} answers this statement.")


def why_not_reply_to_statement(actor: User, statement: SupportStatement) -> str:
    return _reason(check_can_reply_to_statement, actor, statement)


def why_not_log(actor: User, school: School) -> str:
    return _reason(check_can_log, actor, school)


def why_not_write(actor: User, visit: Visit) -> str:
    return _reason(check_can_write, actor, visit)


def why_not_reply(actor: User, visit: Visit) -> str:
    return _reason(check_can_reply, actor, visit)


def why_not_finish(actor: User, action: VisitAction) -> str:
    return _reason(check_can_finish, actor, action)


def why_not_keep_actions(actor: User, school: School) -> str:
    return _reason(check_can_keep_actions, actor, school)


def _reason(check: Callable[[User, Any], None], actor: User, thing: Any) -> str:
    """Why a button is grey, or an empty string when it is live."""
    try:
        check(actor, thing)
    except NotAllowed as refusal:
        return str(refusal)
    return ""
