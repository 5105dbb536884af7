"""A school's file: received, its columns matched, its problems settled one by one."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core import files, journal
from core.errors import DomainError, UnreadableFile, WrongState
from core.spreadsheets import Table
from monitoring import policies, verbs
from monitoring.models import Collection, ColumnMap, Submission, Upload, UploadState
from monitoring.rules import columns
from monitoring.rules.columns import LABELS
from monitoring.selectors.submissions import column_map, upload_of
from monitoring.services.checking import check_again
from monitoring.services.locking import locked_draft
from monitoring.services.quotas import turn_to_upload
from monitoring.services.reading import arrived as read_arrived
from monitoring.services.reading import is_transfer_file, settled, stored_table
from monitoring.services.spellings import propose_spelling

FOLDER = "uploads"
REFUSED_KEPT = timedelta(days=7)
LONGEST_VALUE = 100


class NotMatched(DomainError):
    """The columns cannot be used as they were matched."""

    def __init__(self, wanted: Sequence[str]) -> None:
        self.wanted = list(wanted)
        super().__init__(" ".join(wanted))


def receive_upload(
    *,
    actor: User | None,
    submission_id: int,
    file_name: str,
    content: bytes,
    is_cp1252: bool = False,
    matched: Mapping[str, str] | None = None,
) -> Upload:
    """Take a file in. With columns that are remembered (or given) it is checked at once.

    An unreadable file is kept seven days for who sent it, and named on the draft; a file that was
    read before stays in its place, and then `UnreadableFile` is raised. Of a transfer file only
    what is used is stored, whatever becomes of it. Raises `TooMuch`.
    """
    submission = Submission.objects.select_related("school", "collection").get(pk=submission_id)
    policies.check_can_prepare(actor, submission.school)
    name, size = shown_name(file_name), len(content)
    arrived: dict[str, Any] = {
        "file_name": name,
        "is_cp1252": is_cp1252,
        "content_hash": hashlib.sha256(content).hexdigest(),
    }
    with turn_to_upload(actor, submission.school, size):
        try:
            table, kept = read_arrived(submission, content, name, is_cp1252=is_cp1252)
        except UnreadableFile as refusal:
            kept = b"" if is_transfer_file(name) else content
            return _keep_refused(actor, submission_id, kept, size, arrived, refusal)
        return _keep(actor, submission_id, kept, size, arrived, table=table, matched=matched)


def shown_name(file_name: str) -> str:
    """The name to show the school: no path, nothing invisible, not too long."""
    last = file_name.replace("\\", "/").rpartition("/")[2]
    return "".join(c for c in last if c.isprintable())[-120:] or "file"


def _keep_refused(
    actor: User | None,
    submission_id: int,
    content: bytes,
    size: int,
    arrived: Mapping[str, Any],
    refusal: UnreadableFile,
) -> Upload:
    """Keep what could not be read, unless that would put it in the place of what was."""
    with transaction.atomic():
        there = upload_of(locked_draft(actor, submission_id))
        is_in_the_way = there is not None and there.state != UploadState.REFUSED
        if there and is_in_the_way:
            _record(actor, there, verbs.REFUSED, after=_refused(refusal, size))
    if is_in_the_way:
        raise refusal
    return _keep(actor, submission_id, content, size, arrived, refusal=refusal)


def _refused(refusal: UnreadableFile, size: int) -> dict[str, Any]:
    return {"code": refusal.code, "bytes": size}


def _keep(
    actor: User | None,
    submission_id: int,
    content: bytes,
    size: int,
    arrived: Mapping[str, Any],
    *,
    table: Table | None = None,
    matched: Mapping[str, str] | None = None,
    refusal: UnreadableFile | None = None,
) -> Upload:
    """Store what is kept of a file of `size` bytes, then its row.

    A row that cannot be kept takes the file with it.
    """
    stored_as = files.store(content, FOLDER) if content else ""
    try:
        with transaction.atomic():
            submission = locked_draft(actor, submission_id)
            policies.check_is_open(submission.collection)
            upload = _replaced(submission, actor, stored_as, arrived)
            if refusal:
                _refuse(actor, upload, refusal, size)
            elif table:
                _match_or_check(actor, upload, table, matched, size)
    except BaseException:
        if stored_as:
            files.remove(stored_as)
        raise
    return upload


def _replaced(
    submission: Submission,
    actor: User | None,
    stored_as: str,
    arrived: Mapping[str, Any],
) -> Upload:
    """The draft's upload, holding the new file; the old file goes when this is certain."""
    if there := upload_of(submission):
        _remove_after_commit(there.stored_as)
        there.delete()
    return Upload(
        submission=submission,
        stored_as=stored_as,
        uploaded_by=actor,
        **arrived,
    )


def _refuse(actor: User | None, upload: Upload, refusal: UnreadableFile, size: int) -> None:
    upload.state, upload.refused_as = UploadState.REFUSED, refusal.code
    upload.notes = [f"{refusal} ({refusal.code})"]
    _save(upload)
    _record(actor, upload, verbs.REFUSED, after=_refused(refusal, size))


def _match_or_check(
    actor: User | None,
    upload: Upload,
    table: Table,
    matched: Mapping[str, str] | None,
    size: int,
) -> None:
    """Columns that are known or remembered skip the matching; else a guess waits for a person."""
    submission = upload.submission
    certain = matched or _certain(upload, table)
    upload.header = table.header
    upload.columns = dict(certain or _guessed(upload, table))
    _save(upload)
    _record(
        actor,
        upload,
        verbs.UPLOADED,
        after={"hash": upload.content_hash, "rows": len(table.numbers), "bytes": size},
    )
    if matched is not None:
        check_columns(upload)
    if matched is not None or certain:
        check_again(upload, table)
    else:
        submission.summary, submission.differences = {}, []
        submission.content_hash, submission.pupils = "", 0
        submission.records.all().delete()
        submission.save()


def _certain(upload: Upload, table: Table) -> dict[str, str] | None:
    """The columns nobody has to match: those of a known kind of file, or the school's own."""
    collection = upload.submission.collection
    known = settled(table, upload.file_name, collection.subjects)
    if known and not columns.missing(known, collection.subjects, needed_by(collection)):
        return known
    return columns.recognised(
        _remembered(upload), table.header, collection.subjects, collection.term
    )


def _guessed(upload: Upload, table: Table) -> dict[str, str]:
    """What is remembered where it still fits, and a guess for the rest."""
    collection = upload.submission.collection
    asked = collection.subjects, collection.term
    guessed = columns.guess(table.header, *asked)
    again = columns.found_again(_remembered(upload), table.header, *asked)
    plain = {name: one.header for name, one in guessed.items()}
    return columns.together(again, plain, collection.subjects)


def _remembered(upload: Upload) -> dict[str, str]:
    known = column_map(upload)
    return known.columns if known else {}


def needed_by(collection: Collection) -> list[str]:
    """The results no file of a kind may lack; a termly file may lack a subject."""
    return collection.asking.needed if collection.asking else []


def check_columns(upload: Upload) -> None:
    collection = upload.submission.collection
    wanted = columns.missing(upload.columns, collection.subjects, needed_by(collection))
    unknown = [name for name in upload.columns.values() if name not in upload.header]
    wanted += [f"There is no column called “{name[:60]}”." for name in unknown]
    if wanted:
        raise NotMatched(wanted)


@transaction.atomic
def confirm_columns(
    *, actor: User | None, submission_id: int, matched: Mapping[str, str]
) -> Upload:
    """Use these columns, remember them for the school, and check the file by them."""
    upload = _waiting_upload(actor, submission_id)
    upload.columns = {field: name for field, name in matched.items() if name and field in LABELS}
    check_columns(upload)
    upload.corrections, upload.left_out = [], []
    remember_columns(upload)
    check_again(upload, stored_table(upload))
    _record(actor, upload, verbs.MATCHED, after={"columns": upload.columns})
    return upload


def remember_columns(upload: Upload) -> None:
    ColumnMap.objects.update_or_create(
        school=upload.submission.school,
        kind=upload.submission.collection.kind,
        defaults={"columns": upload.columns, "updated_at": timezone.now()},
    )


@transaction.atomic
def correct(
    *,
    actor: User | None,
    submission_id: int,
    field: str,
    value: str,
    to: str,
    row: int | None = None,
) -> Upload:
    """Read `to` where the file says `value`: in one row, or in all alike."""
    upload = _checked_upload(actor, submission_id)
    if field not in upload.columns and field not in upload.submission.collection.subjects:
        raise WrongState("That column is not in the file any more. Look again.")
    fix = {"field": field, "value": value[:LONGEST_VALUE], "to": to[:LONGEST_VALUE], "row": row}
    same = {"field": field, "value": fix["value"], "row": row}
    kept = [c for c in upload.corrections if {**c, "to": ""} != {**same, "to": ""}]
    upload.corrections = [*kept, fix]
    check_again(upload, stored_table(upload))
    submission = upload.submission
    if row is None and field in submission.collection.subjects:
        propose_spelling(
            actor=actor,
            school=submission.school,
            collection=submission.collection,
            written=value,
            code=to,
        )
    _record(
        actor, upload, verbs.CORRECTED, after={"field": field, "row": row, "rows": row or "alike"}
    )
    return upload


@transaction.atomic
def leave_out(*, actor: User | None, submission_id: int, rows: Sequence[int]) -> Upload:
    upload = _checked_upload(actor, submission_id)
    upload.left_out = sorted({*upload.left_out, *rows})
    check_again(upload, stored_table(upload))
    _record(actor, upload, verbs.LEFT_OUT, after={"rows": sorted(rows)})
    return upload


@transaction.atomic
def take_back(*, actor: User | None, submission_id: int, rows: Sequence[int]) -> Upload:
    """Take rows in again that were left out."""
    upload = _checked_upload(actor, submission_id)
    upload.left_out = [row for row in upload.left_out if row not in rows]
    check_again(upload, stored_table(upload))
    _record(actor, upload, verbs.TAKEN_BACK, after={"rows": sorted(rows)})
    return upload


@transaction.atomic
def purge_uploads() -> int:
    """Delete refused files after seven days. Says how many went; running it twice deletes none."""
    over = Upload.objects.select_for_update().filter(
        state=UploadState.REFUSED, created_at__lt=timezone.now() - REFUSED_KEPT
    )
    gone = list(over.exclude(stored_as="").select_related("submission__school"))
    for upload in gone:
        _remove_after_commit(upload.stored_as)
        upload.stored_as = ""
        _save(upload)
        _record(None, upload, verbs.PURGED)
    return len(gone)


def _waiting_upload(actor: User | None, submission_id: int) -> Upload:
    submission = locked_draft(actor, submission_id)
    upload = upload_of(submission)
    if upload is None or not upload.stored_as or upload.state == UploadState.REFUSED:
        raise WrongState("Upload a file first.")
    upload.submission, upload.uploaded_by = submission, actor or upload.uploaded_by
    return upload


def _checked_upload(actor: User | None, submission_id: int) -> Upload:
    upload = _waiting_upload(actor, submission_id)
    if upload.state != UploadState.CHECKED:
        raise WrongState("Match the columns first.")
    return upload


def _save(upload: Upload) -> None:
    upload.full_clean()
    upload.save()


def _remove_after_commit(stored_as: str) -> None:
    if stored_as:
        transaction.on_commit(lambda: files.remove(stored_as))


def _record(
    actor: User | None, upload: Upload, verb: str, after: dict[str, Any] | None = None
) -> None:
    submission = upload.submission
    journal.record(actor=actor, verb=verb, target=submission, school=submission.school, after=after)
