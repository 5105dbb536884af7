"""Asking for a term's data."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core import journal
from core.errors import DomainError, SayWhy
from monitoring import policies, verbs
from monitoring.models import (
    COLLECTION,
    AssessmentScale,
    Collection,
    CollectionState,
    Subject,
    YearGroup,
    year_order,
)
from monitoring.rules import terms

LONGEST_REASON = 300
DEFAULT_SCALE = "teacher_assessment"
DEFAULT_YEARS = ("1", "2", "3", "4", "5", "6")
DEFAULT_PURPOSE = "Next term's targets and support are decided from this."


class NotATerm(DomainError):
    """The name or a part of what is asked cannot be used."""


@transaction.atomic
def open_collection(
    *,
    actor: User | None,
    name: str,
    due_on: date,
    opens_on: date | None = None,
    subjects: Sequence[str] = tuple(Subject.values),
    year_groups: Sequence[str] = DEFAULT_YEARS,
    scale: str = DEFAULT_SCALE,
    purpose: str = DEFAULT_PURPOSE,
    asks_special_schools: bool = False,
) -> Collection:
    """Ask every school for a term's data. The same name again gives the collection there is.

    Without `opens_on` it is open at once; with a later day schools see it coming until then.
    """
    policies.check_can_open(actor)
    try:
        term, start_year = terms.parse(name)
    except ValueError as refusal:
        raise NotATerm(str(refusal)) from refusal
    there = Collection.objects.filter(name=terms.name_of(term, start_year)).first()
    if there:
        return there
    collection = Collection(
        name=terms.name_of(term, start_year),
        term=term,
        start_year=start_year,
        opens_on=opens_on or min(timezone.localdate(), due_on),
        due_on=due_on,
        purpose=purpose,
        scale=_scale(scale),
        subjects=_known("subject", subjects, Subject.values),
        year_groups=sorted(_known("year group", year_groups, YearGroup.values), key=year_order),
        asks_special_schools=asks_special_schools,
    )
    collection.full_clean()
    collection.save()
    journal.record(
        actor=actor,
        verb=verbs.OPENED,
        target=collection,
        after={"due_on": due_on.isoformat(), "scale": scale},
    )
    return collection


def _scale(code: str) -> AssessmentScale:
    found = AssessmentScale.objects.filter(code=code).first()
    if found is None:
        codes = ", ".join(AssessmentScale.objects.order_by("code").values_list("code", flat=True))
        raise NotATerm(f"There is no scale called {code}. There are {codes}.")
    if not found.kind.has_expected:
        raise NotATerm(
            f"{found.name} says of no result that a standard is met, so a term's return cannot be "
            "counted by it. Choose another scale."
        )
    return found


def _known(kind: str, given: Sequence[str], known: Sequence[str]) -> list[str]:
    unknown = [one for one in given if one not in known]
    if unknown or not given:
        raise NotATerm(f"{unknown[0] if unknown else 'Nothing'} is not a {kind} we know.")
    return list(dict.fromkeys(given))


@transaction.atomic
def close_collection(*, actor: User | None, collection_id: int) -> Collection:
    return _move(actor, collection_id, CollectionState.CLOSED, verbs.CLOSED)


@transaction.atomic
def reopen_collection(*, actor: User | None, collection_id: int, reason: str) -> Collection:
    """Take returns again, as a decision: heads read the reason beside the request."""
    reason = reason.strip()
    if not reason:
        raise SayWhy("Say why it is opened again. Schools read it.")
    if len(reason) > LONGEST_REASON:
        raise SayWhy(f"Say why in at most {LONGEST_REASON} characters.")
    return _move(actor, collection_id, CollectionState.OPEN, verbs.REOPENED, reason)


def _move(
    actor: User | None, collection_id: int, state: str, verb: str, reason: str = ""
) -> Collection:
    collection = Collection.objects.select_for_update().get(pk=collection_id)
    policies.check_can_open(actor)
    COLLECTION.check(collection.state, state)
    before, collection.state = collection.state, state
    collection.reopened_because = reason
    collection.full_clean()
    collection.save()
    journal.record(
        actor=actor,
        verb=verb,
        target=collection,
        before={"state": before},
        after={"state": state} | ({"reason": reason} if reason else {}),
    )
    return collection
