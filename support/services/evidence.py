"""Evidence files on a note: added and taken away by its author while it is a draft."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core import files, journal
from core.errors import DomainError, TooMuch, WrongState
from support import policies, verbs
from support.models import NoteState, Visit, VisitFile
from support.rules.files import MOST_FILES, check_file, clean_name
from support.services.holding import hold_visit

FOLDER = "visits"
AN_HOUR = 20


def add_file(*, actor: User, visit_id: int, name: str, content: bytes) -> VisitFile:
    """Keep a file with the note. One that is refused leaves nothing behind."""
    check_file(name, content)
    with transaction.atomic():
        visit = _hold_draft(actor, visit_id)
        if visit.files.filter(removed_at=None).count() >= MOST_FILES:
            raise DomainError(f"A note holds at most {MOST_FILES} files. Take one away first.")
        hour_ago = timezone.now() - timedelta(hours=1)
        added = VisitFile.objects.filter(added_by=actor, created_at__gt=hour_ago).count()
        if added >= AN_HOUR:
            raise TooMuch(
                "E-QUOTA-HOUR", "You added 20 files in an hour. Add the others later.", 3600
            )
        file = VisitFile(
            visit=visit,
            name=clean_name(name),
            stored_as=files.store(content, FOLDER),
            size=len(content),
            added_by=actor,
        )
        file.full_clean()
        file.save()
        _record(actor, verbs.FILE_ADDED, file)
    return file


@transaction.atomic
def remove_file(*, actor: User, file_id: int) -> VisitFile:
    """Take a file off a draft. It is no longer read; it stays kept until its time is over."""
    visit_id = VisitFile.objects.values_list("visit", flat=True).get(pk=file_id)
    _hold_draft(actor, visit_id)
    file = VisitFile.objects.select_related("visit__school").get(pk=file_id)
    if file.removed_at:
        return file
    file.removed_at = timezone.now()
    file.full_clean()
    file.save()
    _record(actor, verbs.FILE_REMOVED, file)
    return file


@transaction.atomic
def record_reading(*, actor: User, file: VisitFile) -> None:
    """A download leaves a trace."""
    _record(actor, verbs.FILE_READ, file)


def _hold_draft(actor: User, visit_id: int) -> Visit:
    visit = hold_visit(visit_id)
    policies.check_can_write(actor, visit)
    if visit.state != NoteState.DRAFT:
        raise WrongState("This note has been shared, so its files stay as they are.")
    return visit


def _record(actor: User, verb: str, file: VisitFile) -> None:
    """Which file by its number; its name may say too much."""
    journal.record(
        actor=actor,
        verb=verb,
        target=file.visit,
        school=file.visit.school,
        after={"file": file.pk, "size": file.size},
    )
