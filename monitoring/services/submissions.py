"""A school's data from draft to receipt, and the trust's answer to it."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import asdict

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core import files, journal
from core.errors import DomainError, EditedMeanwhile, SayWhy
from monitoring import policies, verbs
from monitoring.models import (
    SUBMISSION,
    Collection,
    GridCount,
    PupilRecord,
    Submission,
    SubmissionState,
)
from monitoring.rules.returning import CellReason, wrong_with
from monitoring.selectors.submissions import (
    counting_of,
    draft_of,
    latest_sent,
    next_version,
    upload_of,
)
from monitoring.services.locking import locked_draft, locked_submission
from schools.models import School

LONGEST_EXPLANATION = 500


class NothingNew(DomainError):
    """The same content counts already."""

    def __init__(self, counting: Submission) -> None:
        self.counting = counting
        super().__init__(
            f"This is the same as version {counting.version}, which the trust has already. "
            "Nothing was sent."
        )


@transaction.atomic
def start_draft(
    *, actor: User | None, school: School, collection: Collection, way: str, copy: bool = False
) -> Submission:
    """The school's draft for a collection: the one there is, or a new version.

    `copy` starts it from what was last sent, for a school that was asked to change something.
    """
    policies.check_can_prepare(actor, school)
    School.objects.select_for_update().get(pk=school.pk)
    if draft := draft_of(school, collection):
        return draft
    policies.check_is_open(collection)
    policies.check_way(collection, way)
    last = latest_sent(school, collection)
    copy = copy and last is not None and last.pupils_deleted_on is None
    submission = Submission(
        school=school,
        collection=collection,
        version=next_version(school, collection),
        way=last.way if copy and last else way,
        started_by=actor,
    )
    submission.full_clean()
    submission.save()
    if copy and last:
        copy_content(last, submission)
    journal.record(
        actor=actor,
        verb=verbs.STARTED,
        target=submission,
        school=school,
        after={"collection": collection.pk, "version": submission.version},
    )
    return submission


def copy_content(last: Submission, draft: Submission) -> None:
    """Everything one version says of pupils and counts, put into another that has nothing yet."""
    for name in ("pupils", "content_hash", "summary", "differences", "explanations", "typed"):
        setattr(draft, name, getattr(last, name))
    draft.save()
    records, counts = list(last.records.all()), list(last.grid_counts.all())
    for record in records:
        record.pk, record.submission = None, draft
    for count in counts:
        count.pk, count.submission = None, draft
    PupilRecord.objects.bulk_create(records, batch_size=500)
    GridCount.objects.bulk_create(counts)


@transaction.atomic
def discard_draft(*, actor: User | None, submission_id: int) -> None:
    """Begin again: the draft goes, with its file. What was sent before stays as it was."""
    submission = locked_draft(actor, submission_id)
    upload = upload_of(submission)
    if upload and upload.stored_as:
        transaction.on_commit(lambda: files.remove(upload.stored_as))
    journal.record(actor=actor, verb=verbs.DISCARDED, target=submission, school=submission.school)
    submission.delete()


@transaction.atomic
def explain(
    *, actor: User | None, submission_id: int, explanations: Mapping[str, str]
) -> Submission:
    """Keep the school's words for the differences it was asked about."""
    submission = locked_draft(actor, submission_id)
    asked = {difference["code"] for difference in submission.differences}
    return keep_explanations(actor, submission, asked, explanations)


def keep_explanations(
    actor: User | None,
    submission: Submission,
    asked: Container[str],
    explanations: Mapping[str, str],
) -> Submission:
    """What is said of those that are `asked` about, on a draft whose school is locked."""
    told = {code: text.strip() for code, text in explanations.items() if code in asked}
    too_long = [text for text in told.values() if len(text) > LONGEST_EXPLANATION]
    if too_long:
        raise SayWhy(f"Explain each in at most {LONGEST_EXPLANATION} characters.")
    submission.explanations = {**submission.explanations, **told}
    submission.full_clean()
    submission.save()
    journal.record(
        actor=actor,
        verb=verbs.EXPLAINED,
        target=submission,
        school=submission.school,
        after={"explained": sorted(code for code, text in told.items() if text)},
    )
    return submission


@transaction.atomic
def submit(*, actor: User | None, submission_id: int, seen: str = "") -> Submission:
    """Send a draft. Sending it twice gives the same receipt; what counted before is superseded.

    `seen` is the content hash of the page the person looked at, so that nothing else is sent.
    """
    submission = locked_submission(submission_id)
    policies.check_can_prepare(actor, submission.school)
    if seen and seen != submission.content_hash:
        raise EditedMeanwhile("The data changed since you opened this page. Look again, then send.")
    if submission.state != SubmissionState.DRAFT:
        return submission
    upload = upload_of(submission)
    policies.check_can_send(submission, upload)
    counting = counting_of(submission.school, submission.collection)
    if counting and counting.content_hash == submission.content_hash:
        raise NothingNew(counting)
    supersede_earlier(submission)
    submission.state = SubmissionState.SUBMITTED
    submission.submitted_at, submission.submitted_by = timezone.now(), actor
    submission.full_clean()
    submission.save()
    if upload:
        _forget_file(submission)
    journal.record(
        actor=actor,
        verb=verbs.SUBMITTED,
        target=submission,
        school=submission.school,
        before={"replaces": counting.version} if counting else {},
        after={"collection": submission.collection_id, "version": submission.version},
    )
    return submission


def supersede_earlier(submission: Submission) -> None:
    """Nothing before this version counts any more; all of it is kept."""
    earlier = Submission.objects.filter(
        school=submission.school,
        collection=submission.collection,
        version__lt=submission.version,
        state__in=[SubmissionState.SUBMITTED, SubmissionState.ACCEPTED, SubmissionState.RETURNED],
    )
    for version in earlier:
        SUBMISSION.check(version.state, SubmissionState.SUPERSEDED)
    earlier.update(state=SubmissionState.SUPERSEDED)


def _forget_file(submission: Submission) -> None:
    """The rows are kept, so the raw file is not (security.md, decision 7)."""
    upload = submission.upload
    stored_as, upload.stored_as = upload.stored_as, ""
    upload.full_clean()
    upload.save()
    if stored_as:
        transaction.on_commit(lambda: files.remove(stored_as))


@transaction.atomic
def accept(*, actor: User | None, submission_id: int) -> Submission:
    return _review(actor, submission_id, SubmissionState.ACCEPTED, verbs.ACCEPTED)


@transaction.atomic
def return_to_school(
    *,
    actor: User | None,
    submission_id: int,
    reason: str = "",
    cells: Sequence[CellReason] = (),
) -> Submission:
    """Hand the data back with a reason, for all of it or by cell; one of the two has to be there.

    It no longer counts; the school sends a new version. Refused once the collection is closed.
    """
    if not reason.strip() and not cells:
        raise SayWhy("Say what the school should change.")
    return _review(
        actor,
        submission_id,
        SubmissionState.RETURNED,
        verbs.RETURNED,
        reason=reason.strip(),
        cells=cells,
    )


def _review(
    actor: User | None,
    submission_id: int,
    state: str,
    verb: str,
    *,
    reason: str = "",
    cells: Sequence[CellReason] = (),
) -> Submission:
    submission = locked_submission(submission_id)
    SUBMISSION.check(submission.state, state)
    policies.check_can_review(actor, submission)
    if state == SubmissionState.RETURNED:
        policies.check_can_return(submission.collection)
    wrong = wrong_with(cells, submission.collection.year_groups, submission.collection.subjects)
    if wrong:
        raise SayWhy(wrong)
    before, submission.state = submission.state, state
    submission.return_reason = reason
    submission.return_cells = [asdict(cell) for cell in cells]
    if actor:
        submission.reviewed_at, submission.reviewed_by = timezone.now(), actor
    submission.full_clean()
    submission.save()
    journal.record(
        actor=actor,
        verb=verb,
        target=submission,
        school=submission.school,
        before={"state": before},
        after={"collection": submission.collection_id, "version": submission.version}
        | ({"cells": len(cells)} if cells else {}),
    )
    return submission
