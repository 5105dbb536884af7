"""From what schools gave to the cube: one narrow query, each distinct set of results decoded
once.
"""

import json
from collections.abc import Iterable, Mapping

from django.db.models import ExpressionWrapper, F, TextField, Value
from django.db.models.functions import Cast

from dashboards.figures.cube import (
    Added,
    Cube,
    GridRow,
    Place,
    PupilRow,
    cube,
    grid_cube,
    measured_cube,
)
from dashboards.figures.scales import ScaleKey, grade_outcome
from monitoring.models import Collection, GridCount, PupilRecord, Submission
from monitoring.rules.counting_lines import Adds, Counter
from monitoring.rules.kinds import WHOLE_SCHOOL
from monitoring.selectors.scales import counter_of, scale_rules

School = int
SubmissionId = int


def counting(collection: Collection, school_id: School | None = None) -> dict[SubmissionId, School]:
    """The submissions figures are made from now, and whose they are."""
    found = Submission.objects.counting().filter(collection=collection)
    if school_id is not None:
        found = found.filter(school_id=school_id)
    return dict(found.values_list("pk", "school_id"))


def has_lost_pupils(collection: Collection, school_id: School | None = None) -> bool:
    """Whether rows were deleted when their time was over, so that figures cannot be made again."""
    found = Submission.objects.counting().filter(collection=collection)
    if school_id is not None:
        found = found.filter(school_id=school_id)
    return found.exclude(pupils_deleted_on=None).exists()


def gather(collection: Collection, submissions: Mapping[SubmissionId, School]) -> Cube:
    """Counts of these submissions, whether pupils were uploaded or a grid was typed."""
    counter = counter_of(collection)
    if counter:
        counts = _measured(submissions, counter)
    else:
        given = pupil_rows(submissions), scale_key(collection), collection.subjects
        counts = cube(*given) + grid_cube(_grid_rows(submissions))
    places = [Place(submissions[one], *slice_) for one, *slice_ in counts.places]
    return Cube(places, counts.cells, counts.rates)


def _measured(submissions: Iterable[SubmissionId], counter: Counter) -> Cube:
    """Counts of a kind, each line by the definitions of its measures."""

    def decode(text: str) -> list[Added]:
        return [_added(adds) for adds in counter.adds(json.loads(text))]

    asking = counter.asking
    rows = pupil_rows(submissions, cohort="" if asking.by_year else WHOLE_SCHOOL)
    return measured_cube(rows, [line.code for line in counter.lines], decode)


def _added(adds: Adds) -> Added:
    outcome = grade_outcome(counts=adds.counts, expected=adds.met, higher=adds.more)
    return Added(outcome, adds.total, adds.base)


def pupil_rows(submissions: Iterable[SubmissionId], *, cohort: str = "") -> list[PupilRow]:
    """Pupils as `cube` takes them, with the submission in the place of the school.

    `cohort` stands in the place of everybody's year group.

    Nothing is converted row by row: results stay JSON text, of which few are different, and true
    and false stay what the database gives (1 and 0 in SQLite).
    """
    found = PupilRecord.objects.filter(submission__in=list(submissions)).values_list(
        "submission_id",
        Value(cohort, TextField()) if cohort else "year_group",
        _as_it_is("is_disadvantaged"),
        "sen_provision",
        _as_it_is("is_eal"),
        "sex",
        Cast("results", TextField()),
    )
    return list(found.iterator(chunk_size=5_000))


def _as_it_is(field: str) -> ExpressionWrapper:
    return ExpressionWrapper(F(field), output_field=TextField())


def _grid_rows(submissions: Iterable[SubmissionId]) -> list[GridRow]:
    fields = ("submission_id", "year_group", "subject", "group", "pupils", "expected", "higher")
    found = GridCount.objects.filter(submission__in=list(submissions)).values_list(*fields)
    return [GridRow(*row) for row in found]


def scale_key(collection: Collection) -> ScaleKey:
    marks = scale_rules(collection.on_scale).marks.values()
    return {
        mark.code: grade_outcome(counts=mark.counts, expected=mark.expected, higher=mark.higher)
        for mark in marks
    }
