"""From what schools gave to the cube: one narrow query, each distinct set of results decoded
once.
"""

from collections.abc import Mapping

from django.db.models import TextField
from django.db.models.functions import Cast

from dashboards.figures.cube import Cube, GridRow, PupilRow, cube, grid_cube
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


def gather(collection: Collection, submissions: Mapping[SubmissionId, School]) -> Cube:
    """Counts of these submissions, whether pupils were uploaded or a grid was typed."""
    uploaded = cube(pupil_rows(submissions), _scale_key(collection), collection.subjects)
    return uploaded + grid_cube(_grid_rows(submissions))


def pupil_rows(submissions: Mapping[SubmissionId, School]) -> list[PupilRow]:
    """Results stay JSON text here: few texts are different, and only those are decoded."""
    fields = ("submission_id", "year_group", "is_disadvantaged", "sen_provision", "is_eal", "sex")
    found = PupilRecord.objects.filter(submission__in=list(submissions)).values_list(
        *fields, Cast("results", TextField())
    )
    return [PupilRow(submissions[row[0]], *row[1:]) for row in found.iterator(chunk_size=5_000)]


def _grid_rows(submissions: Mapping[SubmissionId, School]) -> list[GridRow]:
    fields = ("submission_id", "year_group", "subject", "group", "pupils", "expected", "higher")
    found = GridCount.objects.filter(submission__in=list(submissions)).values_list(*fields)
    return [GridRow(submissions[row[0]], *row[1:]) for row in found]


def _scale_key(collection: Collection) -> ScaleKey:
    marks = scale_rules(collection.scale).marks.values()
    return {
        mark.code: grade_outcome(counts=mark.counts, expected=mark.expected, higher=mark.higher)
        for mark in marks
    }
