"""Joiners, leavers and possible duplicates of a draft, against what the school last sent."""

from dataclasses import dataclass

from django.db.models import QuerySet

from monitoring.models import PupilRecord, Submission, TwoChildren
from monitoring.rules.moves import Known, Moves, moves
from monitoring.selectors.submissions import sent_before, years_then


@dataclass(frozen=True)
class MovesSince:
    """Named inside the school only. `since` is the collection compared with."""

    since: str
    found: Moves


def moves_of(submission: Submission) -> MovesSince | None:
    """None when there is nothing to compare: no pupils in the draft, or none sent before."""
    last = sent_before(submission.school, submission.collection)
    if last is None:
        return None
    up = submission.collection.start_year - last.collection.start_year
    now = _known(PupilRecord.objects.filter(submission=submission))
    still_here = years_then(submission.collection.year_groups, up)
    then = _known(PupilRecord.objects.filter(submission=last, year_group__in=still_here))
    if not now or not then:
        return None
    new_years = [
        year
        for year in submission.collection.year_groups
        if not set(years_then([year], up)) & set(last.collection.year_groups)
    ]
    return MovesSince(last.collection.name, moves(then, now, new_years, _told_apart(submission)))


def _told_apart(submission: Submission) -> set[frozenset[int]]:
    """The pairs of this school's pupils that somebody has looked at already."""
    told = TwoChildren.objects.filter(one__school=submission.school_id)
    return {frozenset(pair) for pair in told.values_list("one_id", "other_id")}


def _known(records: QuerySet[PupilRecord]) -> list[Known]:
    fields = ("surname", "forename", "date_of_birth")
    return [
        Known(*row)
        for row in records.order_by("pk").values_list(
            "pupil_id", "pupil__upn", *(f"pupil__{name}" for name in fields), "year_group"
        )
    ]
