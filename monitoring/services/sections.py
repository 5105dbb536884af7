"""Parts of a school's data asked of its staff: shared out by the head, looked after by them."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core import journal
from core.errors import EditedMeanwhile, SayWhy, WrongState
from monitoring import policies, verbs
from monitoring.models import SectionAnswer, SectionAsked, Submission, Way
from monitoring.rules import grids
from monitoring.selectors.sections import (
    contents_of,
    differences_of,
    section_of,
    subjects_in,
)
from monitoring.selectors.submissions import upload_of
from monitoring.services.grids import cells_of, keep_typed
from monitoring.services.locking import locked_draft, locked_section
from monitoring.services.submissions import keep_explanations
from schools.models import School


@transaction.atomic
def ask_for_section(
    *, actor: User, submission_id: int, subject: str, person: User, note: str = ""
) -> SectionAsked:
    """Ask somebody to look after a part. Asking another person ends what was asked before."""
    submission = locked_draft(actor, submission_id)
    policies.check_is_open(submission.collection)
    policies.check_can_be_asked(person, submission.school)
    if subject not in subjects_in(submission):
        raise WrongState("There is no such part of this data any more. Look again.")
    here = {"school": submission.school, "collection": submission.collection, "subject": subject}
    standing = SectionAsked.objects.standing().filter(**here).first()
    if standing and (standing.person_id, standing.note) == (person.pk, note.strip()):
        return standing
    if standing:
        _end(actor, standing)
    asked = SectionAsked(**here, person=person, note=note.strip(), asked_by=actor)
    asked.full_clean()
    asked.save()
    _record(actor, asked, verbs.SECTION_ASKED, {"person": person.name})
    return asked


@transaction.atomic
def take_section_back(*, actor: User, asked_id: int) -> SectionAsked:
    """Twice is once: what is taken back stays as it was."""
    school_id = SectionAsked.objects.values_list("school_id", flat=True).get(pk=asked_id)
    school = School.objects.select_for_update().get(pk=school_id)
    policies.check_can_prepare(actor, school)
    asked = SectionAsked.objects.select_related("school", "person").get(pk=asked_id)
    if asked.ended_at is None:
        _end(actor, asked)
    return asked


def _end(actor: User, asked: SectionAsked) -> None:
    asked.ended_at, asked.ended_by = timezone.now(), actor
    asked.full_clean()
    asked.save()
    _record(actor, asked, verbs.SECTION_ENDED, {"person": asked.person.name})


@transaction.atomic
def save_section(
    *, actor: User, asked_id: int, typed: Mapping[str, str], seen: str | None = None
) -> Submission:
    """Keep what the person asked typed of their subject; every other cell stays as it is."""
    asked, submission = locked_section(actor, asked_id)
    if submission.way != Way.GRID:
        raise WrongState("This data comes from a file, so nothing is typed here.")
    cells = dict(submission.typed.get("cells", {}))
    for name in grids.of_subject(cells, asked.subject):
        del cells[name]
    told = cells_of(submission, typed)
    cells |= {name: told[name] for name in grids.of_subject(told, asked.subject)}
    return keep_typed(actor, submission, cells, seen, asked.subject)


@transaction.atomic
def explain_section(*, actor: User, asked_id: int, explanations: Mapping[str, str]) -> Submission:
    """Words for the differences of one subject only."""
    asked, submission = locked_section(actor, asked_id)
    own = {difference["code"] for difference in differences_of(submission, asked.subject)}
    return keep_explanations(actor, submission, own, explanations)


@transaction.atomic
def answer_for_section(
    *, actor: User, asked_id: int, answer: str, because: str = "", seen: str = ""
) -> SectionAsked:
    """Say that a part is right, or that it is not and why. It stands until the part changes.

    `seen` is the content the person looked at. While rows are wrong there is nothing to vouch for.
    """
    asked, submission = locked_section(actor, asked_id)
    contents, upload = contents_of([submission]), upload_of(submission)
    section = section_of(submission, upload, asked.subject, asked, contents)
    if seen != section.content:
        raise EditedMeanwhile("It changed since you opened this page. Look again, then answer.")
    if answer == SectionAnswer.RIGHT and section.why_not_right:
        raise WrongState(section.why_not_right)
    if answer == SectionAnswer.WRONG and not because.strip():
        raise SayWhy("Say what is not right, so that it can be put right.")
    asked.answer, asked.answered_for = answer, section.content
    asked.answered_at = timezone.now()
    asked.because = because.strip() if answer == SectionAnswer.WRONG else ""
    asked.full_clean()
    asked.save()
    _record(actor, asked, verbs.SECTION_ANSWERED, {"answer": answer, "because": asked.because})
    return asked


def _record(actor: User, asked: SectionAsked, verb: str, after: Mapping[str, Any]) -> None:
    there = {"collection": asked.collection_id, "subject": asked.subject}
    journal.record(
        actor=actor, verb=verb, target=asked, school=asked.school, after={**there, **after}
    )
