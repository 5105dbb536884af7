"""Spellings of grades: proposed by what schools correct, decided once for the whole trust."""

import re

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core import journal
from monitoring import policies, verbs
from monitoring.models import SPELLING, Collection, Spelling, SpellingState
from monitoring.rules.scales import plain
from monitoring.selectors.scales import scale_rules
from schools.models import School

# What is longer, or holds a date or a number, may be of a child in a wrong column: never told.
LIKE_A_GRADE = re.compile(r"(?!.*[0-9]{4})[A-Z0-9]{1,4} ?[+\-*=<>]{0,2}")
GRADE_WORDS = frozenset(
    ["ABOVE", "AT", "BELOW", "BEYOND", "DEPTH", "DEVELOPING", "EMERGING", "ENTERING", "EXCEEDING",
     "EXPECTED", "GREATER", "JUST", "MASTERY", "MEETING", "MET", "NOT", "ON", "SECURE", "STANDARD",
     "THE", "TOWARDS", "TRACK", "WELL", "WITHIN", "WORKING", "YET"]
)  # fmt: skip


def may_be_told(spelled: str) -> bool:
    """Whether a spelling can be of no child: four letters at most, or words that are of grades."""
    return bool(LIKE_A_GRADE.fullmatch(spelled)) or set(spelled.split()) <= GRADE_WORDS


def propose_spelling(
    *, actor: User | None, school: School, collection: Collection, written: str, code: str
) -> Spelling | None:
    """Tell the trust what a school meant.

    None when it is no grade of a scale, is known or was told before.
    """
    if collection.scale is None:
        return None
    spelled = plain(written)
    grade = collection.scale.grades.filter(code=code).first()
    is_known = spelled in scale_rules(collection.scale).by_spelling
    if grade is None or is_known or not spelled or not may_be_told(spelled):
        return None
    spelling, is_new = Spelling.objects.get_or_create(
        scale=collection.scale, written=spelled, defaults={"grade": grade, "first_school": school}
    )
    if not is_new:
        return None
    journal.record(
        actor=actor,
        verb=verbs.SPELLING_PROPOSED,
        target=spelling,
        school=school,
        after={"spelling": spelling.pk, "code": code},
    )
    return spelling


@transaction.atomic
def accept_spelling(*, actor: User | None, spelling_id: int) -> Spelling:
    """Read this spelling as its grade in every school's next file on the scale."""
    return _decide(actor, spelling_id, SpellingState.ACCEPTED, verbs.SPELLING_ACCEPTED)


@transaction.atomic
def refuse_spelling(*, actor: User | None, spelling_id: int) -> Spelling:
    """Go on asking each school what it means. Also takes back what was accepted."""
    return _decide(actor, spelling_id, SpellingState.REFUSED, verbs.SPELLING_REFUSED)


def _decide(actor: User | None, spelling_id: int, state: str, verb: str) -> Spelling:
    spelling = Spelling.objects.select_for_update().get(pk=spelling_id)
    policies.check_can_open(actor)
    SPELLING.check(spelling.state, state)
    before, spelling.state = spelling.state, state
    spelling.decided_at, spelling.decided_by = (timezone.now(), actor) if actor else (None, None)
    spelling.full_clean()
    spelling.save()
    journal.record(
        actor=actor, verb=verb, target=spelling, before={"state": before}, after={"state": state}
    )
    return spelling
