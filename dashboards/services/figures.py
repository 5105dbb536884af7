"""Making figures: one school's slice when its data changes, or all of a collection.

Computing happens outside the transaction, writing inside it, under the collection's lock. A
submission never changes, so counts made from the one that still counts are right, in whatever
order jobs run.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

import numpy as np
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from accounts.models import User
from core import journal
from core.models import JournalEntry
from dashboards import verbs
from dashboards.figures.cube import Cube, Place, nothing
from dashboards.figures.edition import Edition, Slice, by_group, standings, withhold
from dashboards.figures.groups import GROUPS
from dashboards.models import Figure, FigureState, Withholding
from dashboards.selectors.figures import smallest_group
from dashboards.services import gathering, rows
from dashboards.services.withholding import Ledger, whole
from monitoring import verbs as evidence
from monitoring.models import Collection
from schools.models import School

Writing = Callable[[], AbstractContextManager[Any]]
NOBODY = np.zeros((len(GROUPS), 3), dtype=np.int64)
GIVEN = (evidence.SUBMITTED, evidence.ACCEPTED, evidence.RETURNED)


@dataclass(frozen=True)
class Made:
    """How many schools have figures now, and how many figures they and the trust have."""

    schools: int
    figures: int
    changed: bool


def refresh(
    *,
    actor: User | None,
    school: School,
    collection: Collection,
    writing: Writing = transaction.atomic,
) -> Made:
    """Make one school's figures from the data that counts now, and move the trust's by the
    difference.

    `writing` is the transaction to write in; a job gives its own, which refuses a lost lease.
    """
    while True:
        submissions = gathering.counting(collection, school.pk)
        counts = gathering.gather(collection, submissions)
        with writing():
            _lock(collection)
            if gathering.counting(collection, school.pk) == submissions:
                return _write_school(actor, school, collection, submissions, counts)


def compute_all(
    *, actor: User | None, collection: Collection, writing: Writing = transaction.atomic
) -> Made:
    """Make a collection's figures from nothing, and write them if what is stored differs."""
    while True:
        submissions = gathering.counting(collection)
        edition = withhold(gathering.gather(collection, submissions), smallest_group())
        with writing():
            _lock(collection)
            if gathering.counting(collection) == submissions:
                return _write_all(actor, collection, submissions, edition)


def _lock(collection: Collection) -> None:
    """One writer of a collection's totals at a time."""
    Collection.objects.select_for_update().get(pk=collection.pk)


def _write_school(
    actor: User | None,
    school: School,
    collection: Collection,
    submissions: dict[int, int],
    counts: Cube,
) -> Made:
    before = rows.stored(collection, school=school)
    changed = not _same(before, counts)
    if changed:
        _replace(collection, school, before, counts)
    _note(collection, {school.pk: next(iter(submissions), None)})
    if changed:
        _record(actor, collection, school)
    return Made(bool(submissions), len(counts.places) * len(GROUPS), changed)


def _replace(collection: Collection, school: School, before: Cube, counts: Cube) -> None:
    smallest = smallest_group()
    slices = {Slice(place.cohort, place.subject) for place in before.places + counts.places}
    ledger = Ledger(collection, {of.cohort for of in slices}, smallest)
    Figure.objects.filter(collection=collection, school=school).delete()
    rows.insert(_school_rows(collection, counts, smallest))
    if not ledger.is_up_to_date:
        _settle_again(collection, smallest)
        return
    these = reduce(or_, (Q(**of._asdict()) for of in slices))
    totals = _by_slice(rows.stored(collection, school=None))
    Figure.objects.filter(these, collection=collection, school=None).delete()
    was, now = _by_slice(before), _by_slice(counts)
    for of in sorted(slices):
        total = totals.get(of, NOBODY) - was.get(of, NOBODY) + now.get(of, NOBODY)
        one = Place(school.pk, *of)
        masks = ledger.change(of, school.pk, _cube(one, was), _cube(one, now), total)
        if total[0, 0]:
            trust = Place(rows.WHOLE_TRUST, *of)
            rows.insert(rows.figure_rows(collection, trust, total.tolist(), masks))
    ledger.save()


def _settle_again(collection: Collection, smallest: int) -> None:
    """The trust has chosen another smallest group: every school's figures are settled anew."""
    edition = withhold(rows.stored(collection, school__isnull=False), smallest)
    _store(collection, edition, edition_rows(collection, edition), smallest)


def _write_all(
    actor: User | None, collection: Collection, submissions: dict[int, int], edition: Edition
) -> Made:
    fresh = list(edition_rows(collection, edition))
    there = Figure.objects.filter(collection=collection).values_list(*rows.FIELDS)
    changed = set(there.iterator()) != set(fresh)
    if changed:
        _store(collection, edition, fresh, smallest_group())
    made_from: dict[int, int | None] = dict.fromkeys(_schools_with_figures(collection))
    _note(collection, made_from | {school: pk for pk, school in submissions.items()})
    if changed:
        _record(actor, collection, None)
    return Made(len(submissions), len(fresh), changed)


def _store(
    collection: Collection, edition: Edition, fresh: Iterable[rows.Row], smallest: int
) -> None:
    Figure.objects.filter(collection=collection).delete()
    Withholding.objects.filter(collection=collection).delete()
    rows.insert(fresh)
    Withholding.objects.bulk_create(whole(collection, smallest, edition.slices))


def edition_rows(collection: Collection, edition: Edition) -> Iterator[rows.Row]:
    for place, standing in edition.standings.items():
        yield from rows.figure_rows(collection, place, standing.cells, edition.masks(place))
    for of, found in edition.slices.items():
        trust = Place(rows.WHOLE_TRUST, *of)
        yield from rows.figure_rows(collection, trust, found.cells.tolist(), found.masks)


def _school_rows(collection: Collection, counts: Cube, smallest: int) -> Iterator[rows.Row]:
    """With what the school hides for its own sake; what it hides for others is added after."""
    for place, standing in standings(counts, smallest).items():
        yield from rows.figure_rows(collection, place, standing.cells, by_group(standing.masks))


def _by_slice(counts: Cube) -> dict[Slice, np.ndarray]:
    pairs = zip(counts.places, counts.cells, strict=True)
    return {Slice(place.cohort, place.subject): cells for place, cells in pairs}


def _cube(place: Place, cells: dict[Slice, np.ndarray]) -> Cube:
    of = Slice(place.cohort, place.subject)
    return Cube([place], cells[of][None]) if of in cells else nothing()


def _same(one: Cube, other: Cube) -> bool:
    mine, theirs = (
        dict(zip(counts.places, counts.cells.tolist(), strict=True)) for counts in (one, other)
    )
    return mine == theirs


def _schools_with_figures(collection: Collection) -> list[int]:
    states = FigureState.objects.filter(collection=collection)
    return list(states.exclude(submission_id=None).values_list("school_id", flat=True))


def _note(collection: Collection, made_from: Mapping[int, int | None]) -> None:
    """Write down what each school's figures are made from: the submission and the last entry."""
    entries = JournalEntry.objects.filter(school_id__in=made_from, verb__in=GIVEN)
    last = dict(entries.values_list("school_id").annotate(Max("pk")).order_by())
    now = timezone.now()
    FigureState.objects.bulk_create(
        [
            FigureState(
                school_id=school,
                collection=collection,
                submission_id=submission,
                last_entry=last.get(school, 0),
                made_at=now,
            )
            for school, submission in made_from.items()
        ],
        update_conflicts=True,
        unique_fields=["school", "collection"],
        update_fields=["submission_id", "last_entry", "made_at"],
    )


def _record(actor: User | None, collection: Collection, school: School | None) -> None:
    journal.record(
        actor=actor,
        verb=verbs.FIGURES_MADE,
        target=collection,
        school=school,
        after={"collection": collection.pk},
    )
