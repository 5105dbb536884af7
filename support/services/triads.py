"""Making, changing and publishing the rota of triads."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core import journal
from core.errors import DomainError, SayWhy, WrongState
from core.years import AcademicYear
from schools.models import School, Trust
from support import verbs
from support.models import TRIAD_ROTA, PeerReview, RotaState, Triad, TriadPlace, TriadRota
from support.policies.triads import check_can_plan
from support.rules.triads import FEWEST, ONE_GROUP_UP_TO, TERMS_APART, Repeat, Round
from support.selectors.triads import TERMS, as_it_is, solved_for

LONGEST_REASON = 300


@dataclass(frozen=True)
class Changed:
    """What a change by hand did, and which pairs meet again because of it."""

    words: str
    repeats: tuple[Repeat, ...]


@transaction.atomic
def propose_rota(*, actor: User, year: AcademicYear, apart: int = TERMS_APART) -> TriadRota:
    """Solve a year and keep it as a draft. A draft that is there already gives way to it."""
    check_can_plan(actor)
    Trust.objects.select_for_update().first()
    there = TriadRota.objects.standing().filter(start_year=year.start_year).first()
    if there and there.state == RotaState.PUBLISHED:
        raise WrongState(f"The triads of {year} are published. Change them by hand.")
    solved = solved_for(year, apart)
    if not solved.rounds:
        raise DomainError(" ".join(solved.notes))
    if there:
        _discard(there)
    made = TriadRota(
        start_year=year.start_year, apart=apart, is_proved=solved.is_proved, made_by=actor
    )
    made.full_clean()
    made.save()
    _place(made, solved.rounds)
    after = {"year": str(year), "apart": apart, "repeats": len(solved.repeats)}
    journal.record(actor=actor, verb=verbs.ROTA_PROPOSED, target=made, after=after)
    return made


def _place(made: TriadRota, rounds: tuple[Round, ...]) -> None:
    schools = {school.urn: school for school in School.objects.members()}
    triads, places = [], []
    for term, found in zip(TERMS, rounds, strict=True):
        for number, group in enumerate(found.groups, start=1):
            triad = Triad(rota=made, term=term, number=number)
            triads.append(triad)
            places += [
                TriadPlace(triad=triad, rota=made, term=term, school=schools[urn])
                for urn in group.urns
            ]
    Triad.objects.bulk_create(triads)
    TriadPlace.objects.bulk_create(places)


@transaction.atomic
def swap_schools(
    *, actor: User, rota_id: int, term: str, one: School, other: School, reason: str = ""
) -> Changed:
    """Two schools change places in a term. Where a pair meets again because of it, say why."""
    rota = _held(actor, rota_id)
    here, there = _place_of(rota, term, one), _place_of(rota, term, other)
    if here.triad_id == there.triad_id:
        raise DomainError(f"{one} and {other} are in the same triad already.")
    _check_no_meeting(here.triad, there.triad)

    def swap() -> None:
        here.delete()
        there.delete()
        _seat(there.triad, one)
        _seat(here.triad, other)

    words = f"{here.triad.term_name}: {one} and {other} change places."
    return _change(actor, rota, swap, verbs.ROTA_SWAPPED, words, reason)


@transaction.atomic
def move_school(
    *, actor: User, rota_id: int, triad_id: int, school: School, reason: str = ""
) -> Changed:
    """A school joins another triad of a term, also one that had no place in the rota yet."""
    rota = _held(actor, rota_id)
    to = rota.triads.get(pk=triad_id)
    here = TriadPlace.objects.filter(rota=rota, term=to.term, school=school).first()
    if here and here.triad_id == to.pk:
        raise DomainError(f"{school} is in that triad already.")
    _check_no_meeting(to, *([here.triad] if here else []))
    _check_sizes(here, to)

    def move() -> None:
        if here:
            here.delete()
        _seat(to, school)

    words = f"{to.term_name}: {school} moves to triad {to.number}."
    return _change(actor, rota, move, verbs.ROTA_MOVED, words, reason)


def _check_no_meeting(*triads: Triad) -> None:
    for triad in triads:
        if PeerReview.objects.filter(triad=triad).exists():
            raise WrongState(f"The meeting of {triad} is planned, so its schools stay.")


def _check_sizes(here: TriadPlace | None, to: Triad) -> None:
    if here and here.triad.places.count() <= FEWEST:
        raise DomainError(
            "A triad needs three schools, and the move would leave two. Let two schools change "
            "places instead."
        )
    if to.places.count() >= ONE_GROUP_UP_TO:
        raise DomainError("A triad has five schools at most.")


def _change(
    actor: User, rota: TriadRota, act: Callable[[], None], verb: str, words: str, reason: str
) -> Changed:
    before = as_it_is(rota).repeats
    act()
    new = tuple(one for one in as_it_is(rota).repeats if one not in before)
    if new and not reason.strip():
        raise SayWhy(" ".join([*(one.words for one in new), "If that is right, say why."]))
    if len(reason) > LONGEST_REASON:
        raise SayWhy(f"Say why in {LONGEST_REASON} signs at most.")
    journal.record(
        actor=actor,
        verb=verb,
        target=rota,
        after={
            "what": words,
            "reason": reason.strip(),
            "repeats": [one.words for one in new],
        },
    )
    return Changed(words, new)


@transaction.atomic
def publish_rota(*, actor: User, rota_id: int) -> TriadRota:
    """From now on each head sees the own school's triads."""
    rota = _held(actor, rota_id)
    TRIAD_ROTA.check(rota.state, RotaState.PUBLISHED)
    rota.state, rota.published_at, rota.published_by = RotaState.PUBLISHED, timezone.now(), actor
    rota.full_clean()
    rota.save()
    journal.record(
        actor=actor, verb=verbs.ROTA_PUBLISHED, target=rota, after={"year": str(rota.year)}
    )
    return rota


@transaction.atomic
def discard_rota(*, actor: User, rota_id: int) -> TriadRota:
    rota = _held(actor, rota_id)
    _discard(rota)
    journal.record(
        actor=actor, verb=verbs.ROTA_DISCARDED, target=rota, after={"year": str(rota.year)}
    )
    return rota


def _discard(rota: TriadRota) -> None:
    TRIAD_ROTA.check(rota.state, RotaState.DISCARDED)
    rota.state = RotaState.DISCARDED
    rota.full_clean()
    rota.save()


def _held(actor: User, rota_id: int) -> TriadRota:
    rota = TriadRota.objects.select_for_update(of=("self",)).get(pk=rota_id)
    check_can_plan(actor)
    if rota.state == RotaState.DISCARDED:
        raise WrongState("This draft has been discarded.")
    return rota


def _place_of(rota: TriadRota, term: str, school: School) -> TriadPlace:
    places = TriadPlace.objects.filter(rota=rota, term=term, school=school)
    found = places.select_related("triad__rota").first()
    if found is None:
        raise DomainError(f"{school} has no place in that term of the rota.")
    return found


def _seat(triad: Triad, school: School) -> None:
    place = TriadPlace(triad=triad, rota_id=triad.rota_id, term=triad.term, school=school)
    place.full_clean()
    place.save()
