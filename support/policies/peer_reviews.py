"""Who organises, reviews, comments on and reads a peer review (security.md section 3, rule 12).

Named people review, and none sees another's notes until all have submitted. Leads of the schools
organise: they see who has submitted, and no notes. A headteacher comments on the own school's part.
"""

from accounts.access import holds, holds_anywhere
from accounts.models import User
from accounts.roles import Can
from accounts.words import word
from core.errors import NotAllowed, WrongState
from support.models import PeerReview, PeerReviewer, PeerSection, PeerState, Triad


def may_organise(user: User, triad: Triad) -> bool:
    return any(
        holds(user, Can.ORGANISE_REVIEWS, place.school)
        for place in triad.places.select_related("school")
    )


def check_can_organise(actor: User, triad: Triad) -> None:
    if not may_organise(actor, triad):
        raise NotAllowed("The improvement leads of these schools organise their meeting.")


def named(user: User, review: PeerReview) -> PeerReviewer | None:
    if not holds_anywhere(user, Can.REVIEW_PEERS):
        return None
    return review.reviewers.filter(person=user).first()


def check_is_named(actor: User, review: PeerReview) -> PeerReviewer:
    found = named(actor, review)
    if found is None:
        raise NotAllowed("Only those who are named as reviewers write here.")
    return found


def all_submitted(review: PeerReview) -> bool:
    return not review.reviewers.filter(submitted_at=None).exists()


def check_can_report(actor: User, review: PeerReview) -> None:
    check_is_named(actor, review)
    if not all_submitted(review):
        raise WrongState("The report is written once everybody has submitted their own notes.")
    if review.state != PeerState.PLANNED:
        raise WrongState("The report has gone to the schools, so it can no longer be changed.")


def check_can_comment(actor: User, section: PeerSection) -> None:
    if not holds(actor, Can.ANSWER_REVIEWS, section.school):
        head = word("headteacher", actor).lower()
        raise NotAllowed(f"Only the {head} of {section.school} comments on this part.")
