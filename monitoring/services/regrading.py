"""Grades that moderators settled become a new version of what the school gave."""

from collections.abc import Mapping
from dataclasses import asdict

from accounts.models import User
from core import journal
from monitoring import verbs
from monitoring.models import Moderation, PupilRecord, Submission
from monitoring.rules.checks import PupilRow
from monitoring.rules.contents import hash_of
from monitoring.selectors.moderation import contradicted
from monitoring.selectors.submissions import draft_of, next_version
from monitoring.services.checking import content_of, summary_of
from monitoring.services.submissions import copy_content, supersede_earlier

PupilId = int
Code = str


def regrade(
    *,
    actor: User | None,
    standing: Submission,
    moderation: Moderation,
    grades: Mapping[PupilId, Code],
) -> Submission:
    """A version like the one that counts, with these grades; it takes that one's place.

    When the school's data arrived, who sent it and whether it was accepted stay as they were. A
    draft the school is working on comes after the new version. The caller has locked the school.
    """
    number = next_version(standing.school, standing.collection)
    draft = draft_of(standing.school, standing.collection)
    if draft:
        draft.version = number + 1
        draft.full_clean()
        draft.save()
    version = Submission(
        school=standing.school,
        collection=standing.collection,
        version=number,
        way=standing.way,
        state=standing.state,
        started_by=actor,
        submitted_at=standing.submitted_at,
        submitted_by=standing.submitted_by,
        reviewed_at=standing.reviewed_at,
        reviewed_by=standing.reviewed_by,
    )
    supersede_earlier(version)
    version.full_clean()
    version.save()
    copy_content(standing, version)
    _give(version, moderation.subject, grades)
    recount(version)
    version.full_clean()
    version.save()
    if draft:
        _ask_about(draft)
    journal.record(
        actor=actor,
        verb=verbs.MODERATED,
        target=version,
        school=version.school,
        before={"replaces": standing.version},
        after={
            "collection": version.collection_id,
            "version": version.version,
            "moderation": moderation.pk,
            "grades": len(grades),
        },
    )
    return version


def _give(version: Submission, subject: str, grades: Mapping[PupilId, Code]) -> None:
    records = list(version.records.filter(pupil__in=grades))
    for record in records:
        record.results = {**record.results, subject: grades[record.pupil_id]}
    PupilRecord.objects.bulk_update(records, ["results"])


def recount(version: Submission) -> None:
    """Count the version's pupils and hash them, as checking a file does; nothing is saved."""
    records = list(version.records.select_related("pupil"))
    rows = [_row(record) for record in records]
    version.summary = summary_of(rows, version.collection)
    version.content_hash = hash_of(
        content_of(record.pupil.pseudonym, row, record.other_results)
        for record, row in zip(records, rows, strict=True)
    )


def _row(record: PupilRecord) -> PupilRow:
    return PupilRow(
        row=record.row,
        upn="",
        former_upn="",
        surname="",
        forename="",
        date_of_birth=None,
        year_group=record.year_group,
        sex=record.sex,
        is_disadvantaged=record.is_disadvantaged,
        sen_provision=record.sen_provision,
        is_eal=record.is_eal,
        results=record.results,
    )


def _ask_about(draft: Submission) -> None:
    """The draft may hold the old grades: then its school is asked why before it sends them."""
    found = [asdict(difference) for difference in contradicted(draft)]
    if found:
        known = [one for one in draft.differences if not one["code"].startswith("moderated-")]
        draft.differences = [*known, *found]
        draft.full_clean()
        draft.save()
