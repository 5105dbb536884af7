"""Counts a school types instead of sending pupils."""

from collections.abc import Mapping
from dataclasses import asdict

from django.db import transaction

from accounts.models import User
from core import journal
from core.errors import EditedMeanwhile
from monitoring import policies, verbs
from monitoring.models import GridCount, Submission
from monitoring.rules import differences, grids, summaries
from monitoring.rules.contents import hash_of
from monitoring.rules.differences import Difference
from monitoring.selectors.collections import years_of
from monitoring.selectors.moderation import undone_by_counts
from monitoring.selectors.submissions import before
from monitoring.services.checking import keep_summary
from monitoring.services.locking import locked_draft

LONGEST_CELL = 12


@transaction.atomic
def save_grid(
    *, actor: User | None, submission_id: int, typed: Mapping[str, str], seen: str | None = None
) -> Submission:
    """Keep what was typed, finished or not; what is whole and in order becomes counts.

    `seen` is the stamp of the grid the person had on the screen: another tab may have saved since.
    """
    submission = locked_draft(actor, submission_id)
    policies.check_is_open(submission.collection)
    return keep_typed(actor, submission, cells_of(submission, typed), seen)


def keep_typed(
    actor: User | None,
    submission: Submission,
    cells: Mapping[str, str],
    seen: str | None,
    subject: str = "",
) -> Submission:
    """Keep the cells of a draft whose school the caller has locked.

    What keeps itself while it is typed may be saved again by hand: the same cells change nothing.
    """
    if cells == submission.typed.get("cells"):
        return submission
    _check_is_as_seen(submission, seen, subject)
    return _keep(actor, submission, cells)


def _check_is_as_seen(submission: Submission, seen: str | None, subject: str) -> None:
    if seen is not None and seen != stamp(submission, subject):
        raise EditedMeanwhile(
            "The grid was saved from another page since you opened this one. What you typed here "
            "is below and not saved; compare, then save again."
        )


def _keep(actor: User | None, submission: Submission, cells: Mapping[str, str]) -> Submission:
    collection = submission.collection
    years = years_of(collection, submission.school)
    read = grids.read(cells, years, collection.subjects)
    submission.typed = {"cells": dict(cells), "problems": [asdict(p) for p in read.problems]}
    _replace_counts(submission, read.counts)
    submission.content_hash = hash_of([*key, *counts] for key, counts in read.counts.items())
    summary = summaries.of_counts(read.counts, collection.subjects)
    keep_summary(submission, summary, _differences(submission, read, summary, years))
    journal.record(
        actor=actor,
        verb=verbs.TYPED,
        target=submission,
        school=submission.school,
        after={"counts": len(read.counts), "problems": len(read.problems)},
    )
    return submission


def stamp(submission: Submission, subject: str = "") -> str:
    """Changes whenever the grid, or one subject of it, is saved with something else in it."""
    cells = submission.typed.get("cells", {})
    names = grids.of_subject(cells, subject) if subject else cells
    return hash_of([{name: cells[name] for name in names}])[:16]


def cells_of(submission: Submission, typed: Mapping[str, str]) -> dict[str, str]:
    """Only cells of this grid, cut short; an empty one is not kept."""
    collection = submission.collection
    names = (
        grids.cell(year, subject, group, part)
        for year in years_of(collection, submission.school)
        for subject in grids.subjects_of(collection.subjects)
        for group in grids.GROUPS
        for part in grids.PARTS
    )
    return {
        name: typed[name].strip()[:LONGEST_CELL] for name in names if typed.get(name, "").strip()
    }


def _replace_counts(submission: Submission, counts: grids.Counts) -> None:
    submission.grid_counts.all().delete()
    GridCount.objects.bulk_create(
        GridCount(
            submission=submission,
            year_group=year,
            subject=subject,
            group=group,
            pupils=pupils,
            expected=expected,
            higher=higher,
        )
        for (year, subject, group), (pupils, expected, higher) in counts.items()
    )


def _differences(
    submission: Submission, read: grids.Grid, summary: summaries.Summary, years: list[str]
) -> list[Difference]:
    if not read.counts:
        return []
    collection = submission.collection
    missing = [
        Difference(f"unfilled-{year}-{subject}", f"{name}: no counts for all pupils.")
        for year, subject, name in grids.unfilled(read.counts, years, collection.subjects)
    ]
    there = [year for year in years if year in summary]
    last = before(submission.school, collection)
    unlike = differences.of_years(summary, there, last) if last else []
    return [*missing, *undone_by_counts(submission), *unlike]
