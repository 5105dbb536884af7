"""What was said of pupils is deleted when its time is over. Counts and figures stay."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef

from core import journal
from core.years import AcademicYear
from monitoring import verbs
from monitoring.models import Judgement, Pupil, PupilRecord, Submission, Upload
from monitoring.rules.retention import first_year_kept
from schools.models import School
from schools.selectors import may_delete

GONE = "Deleted with the pupil's data."


@dataclass(frozen=True)
class Deleted:
    """How much went, or would go."""

    schools: int
    versions: int
    records: int
    pupils: int


def due(on: date) -> list[Submission]:
    """The versions whose pupils' rows have been kept long enough, of schools without a hold."""
    old = Submission.objects.filter(
        collection__start_year__lt=first_year_kept(on),
        pupils_deleted_on=None,
        school__in=may_delete(on),
    )
    return list(old.select_related("school").order_by("school", "pk"))


@transaction.atomic
def delete_old_pupils(*, on: date) -> Deleted:
    """Delete the rows, then the pupils of whom nothing is left. Twice on a day deletes nothing new.

    Versions, their counts, moderations and figures are kept: none of them tells of one child.
    """
    versions = due(on)
    records, _ = PupilRecord.objects.filter(submission__in=versions).delete()
    _forget_words(versions)
    Submission.objects.filter(pk__in=[one.pk for one in versions]).update(
        pupils_deleted_on=on, typed={}
    )
    pupils = _delete_pupils(on)
    for school, its in _by_school(versions).items():
        journal.record(
            actor=None,
            verb=verbs.PUPILS_DELETED,
            target=school,
            school=school,
            after={"versions": len(its), "before": first_year_kept(on)},
        )
    return Deleted(len(_by_school(versions)), len(versions), records, pupils)


def _by_school(versions: list[Submission]) -> dict[School, list[Submission]]:
    found: dict[School, list[Submission]] = {}
    for one in versions:
        found.setdefault(one.school, []).append(one)
    return found


def _forget_words(versions: list[Submission]) -> None:
    """What people wrote beside single pupils: a file's cells, a moderator's reason."""
    Upload.objects.filter(submission__in=versions).update(problems=[], corrections=[])
    judged = Judgement.objects.filter(sample__submission__in=versions)
    judged.exclude(reason="").update(reason=GONE)
    judged.update(pupil=None)


def _delete_pupils(on: date) -> int:
    told = PupilRecord.objects.filter(pupil=OuterRef("pk"))
    alone = Pupil.objects.filter(~Exists(told), school__in=may_delete(on))
    kept_from = AcademicYear(first_year_kept(on)).starts_on
    count, _ = alone.filter(created_at__date__lt=kept_from).delete()
    return count
