"""Making figures: one school's slice when its data changes, or all of a collection.

Computing happens outside the transaction, writing inside it, under the collection's lock. A
submission never changes, so counts made from the one that still counts are right, in whatever
order jobs run.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from core import journal
from core.errors import DomainError
from core.models import JournalEntry
from dashboards import verbs
from dashboards.figures.crowd import Standing
from dashboards.figures.cube import Cube, Place
from dashboards.figures.edition import Edition, Slice, by_group, standings, withhold
from dashboards.figures.groups import GROUPS
from dashboards.models import Figure, FigureState, Withholding
from dashboards.services import gathering, rows
from dashboards.services.withholding import Ledger, whole
from monitoring import verbs as evidence
from monitoring.models import Collection
from schools.models import School
from schools.selectors import smallest_group

Writing = Callable[[], AbstractContextManager[Any]]
NOBODY = np.zeros((len(GROUPS), 5), dtype=np.int64)  # counts, then the sums of a mean or rate
GIVEN = (
    evidence.SUBMITTED,
    evidence.ACCEPTED,
    evidence.RETURNED,
    evidence.MODERATED,
    evidence.WITHDRAWN,
)


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
    if gathering.has_lost_pupils(collection, school.pk):
        stay = Figure.objects.filter(collection=collection, school=school).count()
        return Made(schools=1, figures=stay, changed=False)
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
    if gathering.has_lost_pupils(collection):
        raise DomainError(
            f"Pupils of {collection} were deleted when their time was over. Its figures stay as "
            "they are and cannot be made again."
        )
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
    _, cohorts, subjects = map(set, zip(*before.places, *counts.places, strict=True))
    slices = [Slice(*pair) for pair in product(sorted(cohorts), sorted(subjects))]
    ledger = Ledger(collection, cohorts, smallest)
    was, now = standings(before, smallest), standings(counts, smallest)
    Figure.objects.filter(collection=collection, school=school).delete()
    rows.insert(_school_rows(collection, now))
    if not ledger.is_up_to_date:
        _settle_again(collection, smallest)
        return
    # Two lists of values, because an "or" of slices makes SQLite read every school's rows.
    trusts = {"school": None, "cohort__in": cohorts, "subject__in": subjects}
    totals = _by_place(rows.stored(collection, **trusts))
    Figure.objects.filter(collection=collection, **trusts).delete()
    fresh: list[rows.Row] = []
    for of in slices:
        one, trust = Place(school.pk, *of), Place(rows.WHOLE_TRUST, *of)
        moved = was.get(one), now.get(one)
        total = totals.get(trust, NOBODY) - _cells(moved[0]) + _cells(moved[1])
        counts_now, rates_now = total[:, :3], total[:, 3:]
        masks = ledger.change(of, school.pk, *moved, counts_now)
        if counts_now[0, 0]:
            its = counts_now.tolist(), masks, rates_now.tolist()
            fresh += rows.figure_rows(collection, trust, *its)
    rows.insert(fresh)
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
    changed = there.count() != len(fresh) or set(there.iterator()) != set(fresh)
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
        masks = edition.masks(place)
        yield from rows.figure_rows(collection, place, standing.cells, masks, standing.rates)
    for of, found in edition.slices.items():
        trust = Place(rows.WHOLE_TRUST, *of)
        its = found.cells.tolist(), found.masks, found.rates.tolist()
        yield from rows.figure_rows(collection, trust, *its)


def _school_rows(collection: Collection, made: dict[Place, Standing]) -> Iterator[rows.Row]:
    """With what the school hides for its own sake; what it hides for others is added after."""
    for place, standing in made.items():
        its = standing.cells, by_group(standing.masks), standing.rates
        yield from rows.figure_rows(collection, place, *its)


def _cells(standing: Standing | None) -> np.ndarray:
    return np.concatenate([standing.cells, standing.rates], axis=1) if standing else NOBODY


def _by_place(counts: Cube) -> dict[Place, np.ndarray]:
    both = np.concatenate([counts.cells, counts.rates], axis=2)
    return dict(zip(counts.places, both, strict=True))


def _same(one: Cube, other: Cube) -> bool:
    mine, theirs = (
        {place: cells.tolist() for place, cells in _by_place(counts).items()}
        for counts in (one, other)
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
