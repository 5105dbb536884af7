"""Working out what is due, and saying that it is done."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from banding import verbs
from banding.models import Obligation
from banding.policies import obligations as policies
from banding.rules.obligations import (
    WEEKLY_DASHBOARD,
    Asked,
    Body,
    Wanted,
    wanted,
    why_not_asked,
)
from banding.selectors import edition_in_force
from banding.selectors.obligations import asked_by, bodies
from core import journal
from core.errors import WrongState
from core.years import AcademicYear
from schools.models import School, Trust

WEEK_NOTE = "The week's figures are in."
COMPILED = ["duty_id", "due_on", "remind_on", "escalate_on", "because"]
CHANGING = [*COMPILED, "withdrawn_at", "withdrawn_because"]
Key = tuple[int | None, str, str]


@dataclass(frozen=True)
class Compiled:
    created: int = 0
    moved: int = 0
    reworded: int = 0
    withdrawn: int = 0
    reinstated: int = 0

    @property
    def changed(self) -> bool:
        return any(vars(self).values())


@transaction.atomic
def compile_obligations(
    *, actor: User | None, start_year: int, schools: "QuerySet[School] | None" = None
) -> Compiled:
    """Make what is due in a year what duties, calendar and levels ask; what is done stays.

    With `schools` only theirs, and not what the trust does once. Doing it again changes nothing.
    """
    trust = Trust.objects.select_for_update().first()  # one compilation at a time
    edition = edition_in_force(start_year)
    duties, found = asked_by(edition), bodies(start_year, schools)
    asked = {(w.school_id, w.code, w.period): w for w in wanted(duties, found)}
    there = Obligation.objects.filter(start_year=start_year)
    if schools is not None:
        there = there.filter(school__in=schools)
    counts, changed = Counter[str](), []
    for one in there.iterator():
        wish = asked.pop((one.school_id, one.code, one.period), None)
        if one.done_at is None and (what := _bring_up_to_date(one, wish, duties, found)):
            counts[what] += 1
            changed.append(one)
    Obligation.objects.bulk_update(changed, CHANGING, batch_size=500)
    made = Obligation.objects.bulk_create(
        (_new(wish, start_year) for wish in asked.values()), batch_size=500
    )
    compiled = Compiled(created=len(made), **counts)
    if compiled.changed and (target := edition or trust):
        after = {"year": str(AcademicYear(start_year))} | vars(compiled)
        journal.record(actor=actor, verb=verbs.OBLIGATIONS_COMPILED, target=target, after=after)
    return compiled


def _new(wish: Wanted, start_year: int) -> Obligation:
    own = {name: getattr(wish, name) for name in COMPILED}
    return Obligation(
        school_id=wish.school_id, start_year=start_year, code=wish.code, period=wish.period, **own
    )


def _bring_up_to_date(
    one: Obligation,
    wish: Wanted | None,
    duties: Iterable[Asked],
    found: Iterable[tuple[Body, object]],
) -> str:
    """Change what is still to do to what is asked, and say which kind of change that was."""
    if wish is None:
        return "" if one.withdrawn_at else _withdraw(one, duties, found)
    was = [getattr(one, name) for name in COMPILED]
    moves, returns = one.due_on != wish.due_on, one.withdrawn_at is not None
    for name in COMPILED:
        setattr(one, name, getattr(wish, name))
    one.withdrawn_at, one.withdrawn_because = None, ""
    if returns:
        return "reinstated"
    if moves:
        return "moved"
    return "" if was == [getattr(one, name) for name in COMPILED] else "reworded"


def _withdraw(
    one: Obligation, duties: Iterable[Asked], found: Iterable[tuple[Body, object]]
) -> str:
    duty = next((duty for duty in duties if duty.code == one.code), None)
    body = next((body for body, _ in found if body.school_id == one.school_id), None)
    one.withdrawn_at = timezone.now()
    one.withdrawn_because = why_not_asked(duty, body, one.due_on)
    return "withdrawn"


@transaction.atomic
def mark_done(*, actor: User, obligation_id: int, note: str = "") -> Obligation:
    """Marking again what is done already changes nothing: it is the second click."""
    one = _locked(obligation_id)
    policies.check_can_mark(actor, one)
    if one.withdrawn_at:
        raise WrongState("This is no longer asked, so there is nothing to mark as done.")
    return one if one.done_at else _close(actor, one, note.strip())


def _close(actor: User, one: Obligation, note: str) -> Obligation:
    one.done_at, one.done_by, one.note = timezone.now(), actor, note
    one.full_clean()
    one.save()
    journal.record(
        actor=actor,
        verb=verbs.OBLIGATION_DONE,
        target=one,
        school=one.school,
        after={"code": one.code, "period": one.period, "note": one.note},
    )
    return one


@transaction.atomic
def mark_week_given(*, actor: User | None, school: School, week: str) -> int:
    """Mark what asked a school for its week (2026-W48) as done, and say how much that was.

    Giving the week is doing the duty, so it does not matter whose duty the edition calls it. What
    nobody gave (a command did) is left to be marked by a person, and what is done stays as it is.
    """
    if actor is None:
        return 0
    asked = Obligation.objects.to_do().select_for_update().filter(school=school)
    asked = asked.filter(code=WEEKLY_DASHBOARD, period=week)
    return len([_close(actor, one, WEEK_NOTE) for one in asked])


@transaction.atomic
def mark_duty_done(
    *, actor: User, school: School, codes: Collection[str], on: date, note: str
) -> int:
    """Mark what these duties asked of a school as done, where it is this person's to mark.

    Of each duty one obligation: the one the day is for. How many were marked.
    """
    asked = Obligation.objects.to_do().select_for_update(of=("self",)).for_listing()
    asked = asked.filter(school=school, start_year=AcademicYear.of(on).start_year, code__in=codes)
    by_code: dict[str, list[Obligation]] = {}
    for one in asked:
        if not policies.why_not_mark(actor, one):
            by_code.setdefault(one.code, []).append(one)
    found = [meant_by(ones, on) for ones in by_code.values()]
    return len([_close(actor, one, note) for one in found])


def meant_by(to_do: Sequence[Obligation], on: date) -> Obligation:
    """A day shortly after something fell due is late for it, and not early for the next."""
    late = [one for one in to_do if one.due_on < on <= one.escalate_on]
    coming = [one for one in to_do if one.due_on >= on]
    return (late or coming or list(to_do)[::-1])[0]


@transaction.atomic
def undo_done(*, actor: User, obligation_id: int) -> Obligation:
    one = _locked(obligation_id)
    policies.check_can_mark(actor, one)
    if one.done_at is None:
        return one
    before = {"done_at": one.done_at.isoformat(), "done_by": one.done_by_id, "note": one.note}
    one.done_at, one.done_by, one.note = None, None, ""
    one.full_clean()
    one.save()
    journal.record(
        actor=actor, verb=verbs.OBLIGATION_UNDONE, target=one, school=one.school, before=before
    )
    return one


def _locked(obligation_id: int) -> Obligation:
    Obligation.objects.select_for_update().get(pk=obligation_id)
    return Obligation.objects.for_listing().get(pk=obligation_id)
