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

# A grade is short and has no spaces to speak of; what is longer may be a name in a wrong column.
LIKE_A_GRADE = re.compile(r"[A-Z0-9][A-Z0-9+\-*./=<> ]{0,11}")


def propose_spelling(
    *, actor: User | None, school: School, collection: Collection, written: str, code: str
) -> Spelling | None:
    """Tell the trust what a school meant. None when it is no grade, is known or was told before."""
    spelled = plain(written)
    grade = collection.scale.grades.filter(code=code).first()
    is_known = spelled in scale_rules(collection.scale).by_spelling
    there = Spelling.objects.filter(scale=collection.scale, written=spelled).exists()
    if grade is None or is_known or there or not LIKE_A_GRADE.fullmatch(spelled):
        return None
    spelling = Spelling(scale=collection.scale, grade=grade, written=spelled, first_school=school)
    spelling.full_clean()
    spelling.save()
    journal.record(
        actor=actor,
        verb=verbs.SPELLING_PROPOSED,
        target=spelling,
        school=school,
        after={"written": spelled, "code": code},
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
