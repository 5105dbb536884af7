"""What was sent: what counts, what came before, and how it is said."""

from collections.abc import Sequence

from django.db.models import Count, Max, Q

from monitoring.models import (
    Collection,
    ColumnMap,
    Pupil,
    PupilRecord,
    Submission,
    SubmissionState,
    Upload,
    YearGroup,
)
from monitoring.rules.columns import recognised
from monitoring.rules.differences import Before
from schools.models import School


def upload_of(submission: Submission) -> Upload | None:
    return Upload.objects.filter(submission=submission).first()


def draft_of(school: School, collection: Collection) -> Submission | None:
    return Submission.objects.filter(
        school=school, collection=collection, state=SubmissionState.DRAFT
    ).first()


def counting_of(school: School, collection: Collection) -> Submission | None:
    return Submission.objects.counting().filter(school=school, collection=collection).first()


def latest_sent(school: School, collection: Collection) -> Submission | None:
    """The newest version that was sent and not taken back, whatever became of it."""
    sent = Submission.objects.standing().filter(school=school, collection=collection)
    return sent.order_by("-version").first()


def next_version(school: School, collection: Collection) -> int:
    """The number after every version that was ever sent: none is given twice."""
    sent = Submission.objects.sent().filter(school=school, collection=collection)
    return (sent.aggregate(last=Max("version"))["last"] or 0) + 1


def restored_by(submission: Submission) -> Submission | None:
    """The version that stands again when this one is taken back."""
    replaced = Submission.objects.filter(
        school=submission.school_id,
        collection=submission.collection_id,
        state=SubmissionState.SUPERSEDED,
        version__lt=submission.version,
    )
    return replaced.order_by("-version").first()


def sent_before(school: School, collection: Collection) -> Submission | None:
    """What the school last gave to an earlier collection of the kind, on the same scale."""
    earlier = Q(collection__start_year__lt=collection.start_year) | Q(
        collection__start_year=collection.start_year, collection__term__lt=collection.term
    )
    return (
        Submission.objects.counting()
        .filter(earlier, school=school, collection__kind=collection.kind)
        .filter(**({"collection__scale": collection.scale_id} if collection.scale_id else {}))
        .select_related("collection")
        .order_by("-collection__start_year", "-collection__term")
        .first()
    )


def before(school: School, collection: Collection) -> Before | None:
    """Last time's counts, and the results of those pupils who should still be in these years."""
    sent = sent_before(school, collection)
    if sent is None:
        return None
    years_up = collection.start_year - sent.collection.start_year
    still_here = years_then(collection.year_groups, years_up)
    told = PupilRecord.objects.filter(submission=sent, year_group__in=still_here)
    records = list(told.values_list("pupil__pseudonym", "results", "year_group"))
    return Before(
        name=sent.collection.name.lower(),
        years_up=years_up,
        summary=sent.summary,
        results={who: results for who, results, _ in records},
        years={who: year for who, _, year in records},
    )


def sent_by_others(school: School, upns: Sequence[str]) -> dict[str, int]:
    """How many of these pupils each other school has sent before, by its name."""
    others = Pupil.objects.filter(upn__in=upns).exclude(school=school).order_by()
    return dict(others.values_list("school__name").annotate(Count("pk")))


def years_then(year_groups: Sequence[str], years_up: int) -> list[str]:
    """The year groups in which pupils of these were so many summers ago."""
    order = list(YearGroup.values)
    return [
        order[order.index(year) - years_up] for year in year_groups if order.index(year) >= years_up
    ]


def column_map(upload: Upload) -> ColumnMap | None:
    """The columns remembered for the school's files of this kind."""
    submission = upload.submission
    maps = ColumnMap.objects.filter(school_id=submission.school_id)
    return maps.filter(kind=submission.collection.kind).first()


def columns_were_remembered(upload: Upload) -> bool:
    """Whether nobody had to match this file's columns, because an earlier file's still fit."""
    collection = upload.submission.collection
    known = column_map(upload)
    if known is None or known.updated_at >= upload.created_at:
        return False
    again = recognised(known.columns, upload.header, collection.subjects, collection.term)
    return again == upload.columns
