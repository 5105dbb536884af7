"""From what schools gave to the cube: one narrow query, each distinct set of results decoded
once.
"""

from collections.abc import Iterable, Mapping

from django.db.models import ExpressionWrapper, F, TextField
from django.db.models.functions import Cast

from dashboards.figures.cube import Cube, GridRow, Place, PupilRow, cube, grid_cube
from dashboards.figures.scales import ScaleKey, grade_outcome
from monitoring.models import Collection, GridCount, PupilRecord, Submission
from monitoring.selectors.scales import scale_rules

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
    given = pupil_rows(submissions), scale_key(collection), collection.subjects
    counts = cube(*given) + grid_cube(_grid_rows(submissions))
    places = [Place(submissions[one], *slice_) for one, *slice_ in counts.places]
    return Cube(places, counts.cells)


def pupil_rows(submissions: Iterable[SubmissionId]) -> list[PupilRow]:
    """Pupils as `cube` takes them, with the submission in the place of the school.

    Nothing is converted row by row: results stay JSON text, of which few are different, and true
    and false stay what the database gives (1 and 0 in SQLite).
    """
    found = PupilRecord.objects.filter(submission__in=list(submissions)).values_list(
        "submission_id",
        "year_group",
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
    marks = scale_rules(collection.scale).marks.values()
    return {
        mark.code: grade_outcome(counts=mark.counts, expected=mark.expected, higher=mark.higher)
        for mark in marks
    }
