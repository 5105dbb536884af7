from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from django.db import transaction

from core import journal
from core.errors import DomainError
from core.journal import Actor
from schools import verbs
from schools.models import ClosedDay, School, Term, Trust
from schools.rules.calendar import TermDates


def publish_calendar(
    *,
    actor: Actor | None,
    start_year: int,
    terms: Sequence[TermDates],
    closed: Sequence[tuple[date, str]] = (),
    school: School | None = None,
) -> list[Term]:
    """Set the terms of a year, for every school or (with `school`) for one that differs.

    The closed days inside these terms are replaced; those of other years stay.
    """
    _check(terms)
    with transaction.atomic():
        Trust.objects.select_for_update().first()
        kept = [_keep(start_year, dates, school) for dates in terms]
        first, last = min(t.starts_on for t in terms), max(t.ends_on for t in terms)
        ClosedDay.objects.filter(school=school, on__range=(first, last)).delete()
        for on, reason in closed:
            day = ClosedDay(on=on, reason=reason, school=school)
            day.full_clean()
            day.save()
        journal.record(
            actor=actor,
            verb=verbs.CALENDAR_PUBLISHED,
            target=kept[0],
            school=school,
            after={"start_year": start_year, "closed_days": len(closed)}
            | {term.name: f"{term.starts_on} to {term.ends_on}" for term in kept},
        )
    return kept


def _check(terms: Sequence[TermDates]) -> None:
    if not terms:
        raise DomainError("A calendar needs at least one term.")
    ordered = sorted(terms)
    for earlier, later in pairwise(ordered):
        if later.starts_on <= earlier.ends_on:
            raise DomainError(
                f"The {later.name} term begins before the {earlier.name} term has ended."
            )


def _keep(start_year: int, dates: TermDates, school: School | None) -> Term:
    term = Term.objects.filter(start_year=start_year, name=dates.name, school=school).first()
    term = term or Term(start_year=start_year, name=dates.name, school=school)
    term.starts_on, term.ends_on = dates.starts_on, dates.ends_on
    term.half_term_starts_on, term.half_term_ends_on = dates.half_term or (None, None)
    term.full_clean()
    term.save()
    return term
