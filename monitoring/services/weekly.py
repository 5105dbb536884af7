"""Giving a week's figures and correcting them: the only code that writes them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core import journal
from core.errors import EditedMeanwhile, WrongState
from monitoring import policies, verbs
from monitoring.models import WeeklyCohort, WeeklyRecord
from monitoring.rules import weekly as rules
from monitoring.selectors.targets import years_taught
from monitoring.selectors.weekly import record_of, weeks_to
from monitoring.services.submissions import SayWhy
from monitoring.services.targets import Impossible
from schools.models import School
from schools.selectors import calendar_of

LONGEST_TEXT = 300


@transaction.atomic
def give_week(
    *,
    actor: User | None,
    school: School,
    monday: date,
    typed: Mapping[str, str],
    reason: str = "",
    seen: str | None = None,
) -> WeeklyRecord:
    """Keep what a school says of a week; what stood before is superseded and kept, with why.

    `typed` holds cells by the names of `rules.weekly`, and a note. `seen` is the key of the record
    the person had before them, "" for none. The same again changes nothing. Raises Impossible,
    SayWhy, EditedMeanwhile, NotAllowed or WrongState, and then nothing is saved.
    """
    School.objects.select_for_update().get(pk=school.pk)
    policies.check_can_give_week(actor, school)
    _check_week(school, monday)
    week = rules.read(typed, years_taught(school))
    note = typed.get("note", "").strip()[:LONGEST_TEXT]
    there = record_of(school, monday)
    if week.problems and (seen is None or seen == _key(there)):
        raise Impossible(week.problems)
    if there and _content(there) == {**week.counts, "note": note, "cohorts": week.cohorts}:
        return there
    if seen is not None and seen != _key(there):
        raise EditedMeanwhile(
            "Somebody else gave this week since you opened the page. What you typed is below and "
            "not saved; compare it with what stands, then save again."
        )
    if there:
        _supersede(there, reason)
    record = WeeklyRecord(school=school, monday=monday, note=note, given_by=actor, **week.counts)
    record.full_clean()
    record.save()
    WeeklyCohort.objects.bulk_create(
        WeeklyCohort(record=record, year_group=year, **vars(cohort))
        for year, cohort in week.cohorts.items()
    )
    journal.record(
        actor=actor,
        verb=verbs.WEEK_CORRECTED if there else verbs.WEEK_GIVEN,
        target=record,
        school=school,
        before={"record": there.pk, "reason": there.superseded_because} if there else {},
        after={"week": rules.week_of(monday), "cohorts": len(week.cohorts), **week.counts},
    )
    return record


def _key(there: WeeklyRecord | None) -> str:
    return str(there.pk) if there else ""


def _check_week(school: School, monday: date) -> None:
    policies.check_week_has_begun(monday, timezone.localdate())
    if monday not in weeks_to(monday, calendar_of(school=school), 1):
        raise WrongState("There was no school in that week.")


def _supersede(there: WeeklyRecord, reason: str) -> None:
    if not reason.strip():
        raise SayWhy("Say why the week is corrected.")
    there.superseded_at = timezone.now()
    there.superseded_because = reason.strip()[:LONGEST_TEXT]
    there.full_clean()
    there.save()


def _content(record: WeeklyRecord) -> dict[str, Any]:
    cohorts = {
        line.year_group: rules.Cohort(line.pupils, line.on_track, line.predicted)
        for line in record.cohorts.all()
    }
    counts = {name: getattr(record, name) for name in rules.COUNTS}
    return {**counts, "note": record.note, "cohorts": cohorts}
