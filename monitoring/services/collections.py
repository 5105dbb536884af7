"""Asking for a term's data."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core import journal
from core.errors import DomainError, SayWhy
from monitoring import policies, verbs
from monitoring.models import (
    COLLECTION,
    CORE_SUBJECTS,
    AssessmentScale,
    Collection,
    CollectionState,
    Subject,
    YearGroup,
    year_order,
)
from monitoring.rules import terms
from monitoring.rules.kinds import ASKINGS, Asking, Kind

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
    subjects: Sequence[str] = CORE_SUBJECTS,
    year_groups: Sequence[str] = DEFAULT_YEARS,
    scale: str = DEFAULT_SCALE,
    purpose: str = DEFAULT_PURPOSE,
    asks_special_schools: bool = False,
    kind: str = Kind.TERMLY,
    special_only: bool = False,
) -> Collection:
    """Ask every school for a term's data. The same name again gives the collection there is.

    `name` is the term. A kind (ADR 0011) has its own columns and year groups, and its collection is
    called after the kind and the term.

    Without `opens_on` it is open at once; with a later day schools see it coming until then.
    """
    policies.check_can_open(actor)
    try:
        term, start_year = terms.parse(name)
    except ValueError as refusal:
        raise NotATerm(str(refusal)) from refusal
    asking = _asking(kind)
    special_only = special_only or bool(asking and asking.special)
    called = name_of(asking, terms.name_of(term, start_year), special_only=special_only)
    there = Collection.objects.filter(name=called).first()
    if there:
        return there
    if not purpose.strip():
        raise SayWhy("Say what is decided from it. Schools read it.")
    collection = Collection(
        kind=kind,
        name=called,
        term=term,
        start_year=start_year,
        opens_on=opens_on or min(timezone.localdate(), due_on),
        due_on=due_on,
        purpose=purpose,
        **_asked_for(asking, subjects, year_groups, scale),
        asks_special_schools=asks_special_schools and asking is None,
        special_only=special_only,
    )
    collection.full_clean()
    collection.save()
    journal.record(
        actor=actor,
        verb=verbs.OPENED,
        target=collection,
        after={"due_on": due_on.isoformat()} | ({"kind": kind} if asking else {"scale": scale}),
    )
    return collection


def name_of(asking: Asking | None, term: str, *, special_only: bool = False) -> str:
    """Autumn 2026; Phonics, Summer 2027; Attendance in special schools, Autumn 2026."""
    if asking is None:
        return term
    where = " in special schools" if special_only and not asking.special else ""
    return f"{asking.kind.label}{where}, {term}"


def _asking(kind: str) -> Asking | None:
    if kind not in set(Kind):
        raise NotATerm(f"There is no kind called {kind}. There are {', '.join(Kind)}.")
    return ASKINGS.get(Kind(kind))


def _asked_for(
    asking: Asking | None, subjects: Sequence[str], year_groups: Sequence[str], scale: str
) -> dict[str, Any]:
    if asking is None:
        return {
            "scale": _scale(scale),
            "subjects": _known("subject", subjects, Subject.values),
            "year_groups": sorted(
                _known("year group", year_groups, YearGroup.values), key=year_order
            ),
        }
    return {"subjects": list(asking.fields), "year_groups": list(asking.year_groups)}


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
