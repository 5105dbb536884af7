"""Checks a draft's file again from the start, and attaches its pupils once nothing is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from django.utils import timezone

from core.spreadsheets import Table
from monitoring.models import Collection, Pupil, PupilRecord, Submission, Upload, UploadState
from monitoring.rules import differences, mistaken, summaries
from monitoring.rules.checks import Asked, Checked, PupilRow, check
from monitoring.rules.contents import hash_of
from monitoring.rules.differences import Before, Difference
from monitoring.rules.origins import origin
from monitoring.rules.problems import Correction
from monitoring.rules.scales import Scale
from monitoring.selectors.collections import years_of
from monitoring.selectors.moderation import contradicted
from monitoring.selectors.scales import answers_of, counter_of, scale_rules
from monitoring.selectors.submissions import before, counting_of, latest_sent, sent_by_others
from monitoring.services.pupils import match_pupils
from monitoring.services.reading import other_names, other_results, stored_table
from schools.models import School
from schools.selectors.lineage import predecessor_urns

MOST_PROBLEMS_KEPT = 500
MOST_LOOKED_FOR = 500  # pupils looked for at other schools, from all over the file
AT_ONCE = 500


def asked_of(submission: Submission) -> Asked:
    collection = submission.collection
    return Asked(
        subjects=tuple(collection.subjects),
        year_groups=tuple(years_of(collection, submission.school)),
        scale=answers_of(collection),
        today=timezone.localdate(),
    )


def check_again(upload: Upload, table: Table) -> Checked:
    """Check the whole file by what was decided, and keep what was found on the draft."""
    asked = asked_of(upload.submission)
    checked = _checked(upload, table, asked)
    upload.state = UploadState.CHECKED
    upload.rows_read = checked.read
    upload.rows_wrong = len({problem.row for problem in checked.errors})
    upload.problems_found = len(checked.problems)
    upload.problems = [asdict(problem) for problem in checked.problems[:MOST_PROBLEMS_KEPT]]
    upload.notes = [*table.notes, *checked.notes, *_kept_as_they_are(upload, table)]
    _keep_on_draft(upload, table, checked, asked)
    upload.full_clean()
    upload.save()
    return checked


def _checked(upload: Upload, table: Table, asked: Asked) -> Checked:
    return check(
        header=table.header,
        columns=table.columns,
        numbers=table.numbers,
        matched=upload.columns,
        asked=asked,
        corrections=[Correction(**correction) for correction in upload.corrections],
        left_out=frozenset(upload.left_out),
    )


def every_problem(upload: Upload) -> list[dict[str, Any]]:
    """All there is to say of a file, errors first: kept, or found again by reading the file.

    Once the file is gone (it was sent, so nothing in it stopped it) only what was kept is left.
    """
    if upload.problems_found <= len(upload.problems) or not upload.stored_as:
        return list(upload.problems)
    checked = _checked(upload, stored_table(upload), asked_of(upload.submission))
    return [asdict(problem) for problem in checked.problems]


def _kept_as_they_are(upload: Upload, table: Table) -> list[str]:
    """The results that nothing was asked of, with how many there are."""
    told = [
        f"{name} ({sum(map(bool, table.columns[table.header.index(name)]))})"
        for name in other_names(upload, table)
    ]
    return [f"Kept as they are and not counted: {', '.join(told)}."] if told else []


def _keep_on_draft(upload: Upload, table: Table, checked: Checked, asked: Asked) -> None:
    submission = upload.submission
    rows = list(checked.accepted)
    summary = summary_of(rows, submission.collection)
    last = before(submission.school, submission.collection)
    found = [
        *(_origins(submission, table) if rows else []),
        *_differences(upload, rows, summary, asked, last),
    ]
    upload.notes += differences.in_all(summary, asked.year_groups, last)
    submission.records.all().delete()
    submission.content_hash = ""
    if rows and not checked.errors:
        pupils = match_pupils(school=submission.school, rows=rows)
        others = other_results(upload, table)
        attach(submission, rows, pupils, others)
        known_as = [pupil.pseudonym for pupil in pupils]
        found += _of_known_pupils(rows, known_as, last, asked) if last else []
        found += contradicted(submission)
        submission.content_hash = hash_of(
            content_of(known_as[at], row, others.get(row.row, {})) for at, row in enumerate(rows)
        )
        upload.notes += _sent_already(submission)
    keep_summary(submission, summary, _each_once(found))


def summary_of(rows: Sequence[PupilRow], collection: Collection) -> summaries.Summary:
    """What is about to be sent, counted as figures will count it."""
    counter = counter_of(collection)
    if counter:
        return summaries.of_measured(rows, counter)
    return summaries.of_pupils(rows, collection.subjects, scale_rules(collection.on_scale))


def _sent_already(submission: Submission) -> list[str]:
    counts = counting_of(submission.school, submission.collection)
    if counts is None or counts.content_hash != submission.content_hash:
        return []
    return [f"This says the same of the same pupils as version {counts.version}, already sent."]


def _each_once(found: Sequence[Difference]) -> list[Difference]:
    """One of each code: what two rules found is asked about once."""
    return list({difference.code: difference for difference in reversed(found)}.values())[::-1]


def keep_summary(
    submission: Submission, summary: summaries.Summary, found: Sequence[Difference]
) -> None:
    submission.summary = summary
    submission.pupils = summaries.pupils(summary)
    submission.differences = [asdict(difference) for difference in found]
    submission.explanations = _said_before(submission) | submission.explanations
    submission.full_clean()
    submission.save()


def _said_before(submission: Submission) -> dict[str, str]:
    """What the school said of the very same differences last time: nobody types it twice."""
    last = latest_sent(submission.school, submission.collection)
    if last is None:
        return {}
    same = [told["code"] for told in last.differences if told in submission.differences]
    return {code: last.explanations[code] for code in same if last.explanations.get(code)}


def _differences(
    upload: Upload,
    rows: Sequence[PupilRow],
    summary: summaries.Summary,
    asked: Asked,
    last: Before | None,
) -> list[Difference]:
    if not rows:
        return []
    submission = upload.submission
    collection = submission.collection
    return [
        *differences.of_school(rows, _other_schools(submission.school)),
        *_of_pupils_elsewhere(submission.school, rows),
        *mistaken.of_columns(upload.columns, asked.subjects, collection.term),
        *mistaken.of_ages(rows, collection.start_year),
        *differences.of_years(summary, _years_to_miss(submission, summary, asked), last),
        *differences.of_subjects(summary, asked.subjects),
        *(differences.of_pairs(rows, asked.subjects) if isinstance(asked.scale, Scale) else []),
    ]


def _years_to_miss(
    submission: Submission, summary: summaries.Summary, asked: Asked
) -> Sequence[str]:
    """A kind of the whole school asks for pupils, whatever years there are."""
    asking = submission.collection.asking
    return asked.year_groups if asking is None or asking.by_year else list(summary)


def _of_known_pupils(
    rows: Sequence[PupilRow], known_as: Sequence[str], last: Before, asked: Asked
) -> list[Difference]:
    are_subjects = isinstance(asked.scale, Scale)
    return [
        *mistaken.of_the_same_years(rows, known_as, last),
        *(mistaken.of_swapped(rows, known_as, last, asked.subjects) if are_subjects else []),
        *differences.of_the_same_pupils(rows, known_as, last),
    ]


def _of_pupils_elsewhere(school: School, rows: Sequence[PupilRow]) -> list[Difference]:
    upns = [row.upn for row in rows if row.upn]
    some = upns[:: max(1, len(upns) // MOST_LOOKED_FOR)][:MOST_LOOKED_FOR]
    return mistaken.of_pupils_elsewhere(sent_by_others(school, some), len(some))


def _origins(submission: Submission, table: Table) -> list[Difference]:
    """What the file says itself of its year and its school."""
    school, collection = submission.school, submission.collection
    said = origin(table.header, table.columns)
    urns = [school.urn, *predecessor_urns(school)] if said.urn else []
    return [
        *differences.of_year(said, collection.start_year, collection.name),
        *differences.of_named_school(said, urns, school.laestab),
    ]


def _other_schools(school: School) -> dict[str, str]:
    others = School.objects.members().exclude(pk=school.pk).exclude(laestab=school.laestab)
    return dict(others.exclude(laestab="").values_list("laestab", "name"))


def attach(
    submission: Submission,
    rows: Sequence[PupilRow],
    pupils: Sequence[Pupil],
    others: Mapping[int, Mapping[str, str]],
) -> None:
    """Keep the pupils of the draft. `others`: by row, results that are not asked for."""
    PupilRecord.objects.bulk_create(
        (
            PupilRecord(
                submission=submission,
                pupil=pupil,
                row=row.row,
                year_group=row.year_group,
                sex=row.sex,
                is_disadvantaged=row.is_disadvantaged,
                sen_provision=row.sen_provision,
                is_eal=row.is_eal,
                results=dict(row.results),
                other_results=dict(others.get(row.row, {})),
            )
            for row, pupil in zip(rows, pupils, strict=True)
        ),
        batch_size=AT_ONCE,
    )


def content_of(pseudonym: str, row: PupilRow, other_results: Mapping[str, str]) -> list[Any]:
    """What one pupil says in a content hash: year group, characteristics and every result."""
    return [pseudonym, *row[6:], *([dict(other_results)] if other_results else [])]
