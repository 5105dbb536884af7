"""What is due follows levels, editions, calendars and memberships."""

from typing import Any

from django.utils import timezone

from accounts.models import User
from banding import services, verbs
from banding.models import BandDecision, Edition, Obligation
from core import journal
from core.jobs import Run
from core.models import JournalEntry, Queue
from core.years import AcademicYear
from monitoring import verbs as of_monitoring
from monitoring.models import Submission
from schools import verbs as of_schools
from schools.models import School


@journal.subscriber(verbs.EDITION_LOADED, kind="banding.due_of_edition", queue=Queue.FIGURES)
@journal.subscriber(verbs.EDITION_IN_FORCE, kind="banding.due_of_force", queue=Queue.FIGURES)
@journal.subscriber(verbs.EDITION_RETIRED, kind="banding.due_of_retiring", queue=Queue.FIGURES)
def after_an_edition(entry: JournalEntry, run: Run) -> dict[str, Any]:
    return _compile(Edition.objects.get(pk=entry.target_id).start_year, run)


@journal.subscriber(verbs.RELEASED, kind="banding.due_of_level", queue=Queue.FIGURES)
def after_a_level(entry: JournalEntry, run: Run) -> dict[str, Any]:
    return _compile(BandDecision.objects.get(pk=entry.target_id).start_year, run, entry.school_id)


@journal.subscriber(
    of_schools.CALENDAR_PUBLISHED, kind="banding.due_of_calendar", queue=Queue.FIGURES
)
def after_a_calendar(entry: JournalEntry, run: Run) -> dict[str, Any]:
    return _compile(entry.after["start_year"], run, entry.school_id)


@journal.subscriber(of_schools.SCHOOL_JOINED, kind="banding.due_of_joining", queue=Queue.FIGURES)
@journal.subscriber(of_schools.SCHOOL_LEFT, kind="banding.due_of_leaving", queue=Queue.FIGURES)
@journal.subscriber(of_schools.SCHOOLS_IMPORTED, kind="banding.due_of_import", queue=Queue.FIGURES)
def after_a_membership(entry: JournalEntry, run: Run) -> dict[str, Any]:
    """Every year that has been worked out already, and this one; after an import, every school."""
    this_year = AcademicYear.of(timezone.localdate()).start_year
    known = set(Obligation.objects.values_list("start_year", flat=True).distinct())
    later = {year for year in known if year >= this_year} | {this_year}
    return {str(year): _compile(year, run, entry.school_id) for year in sorted(later)}


@journal.subscriber(of_monitoring.SUBMITTED, kind="banding.return_sent", queue=Queue.FIGURES)
@journal.subscriber(of_monitoring.RETURNED, kind="banding.return_sent_back", queue=Queue.FIGURES)
@journal.subscriber(of_monitoring.WITHDRAWN, kind="banding.return_withdrawn", queue=Queue.FIGURES)
def after_a_return(entry: JournalEntry, run: Run) -> dict[str, Any]:
    """What was sent last decides, so that it does not matter in which order the jobs are done."""
    sent = Submission.objects.select_related("school", "collection").get(pk=entry.target_id)
    asked = sent.collection
    with run.writing():
        changed = services.follow_returns(
            school=sent.school, start_year=asked.start_year, term=asked.term
        )
    return {"changed": changed}


@journal.subscriber(of_monitoring.WEEK_GIVEN, kind="banding.week_given", queue=Queue.FIGURES)
def after_a_week(entry: JournalEntry, run: Run) -> dict[str, Any]:
    """The duty of that week is done, by whoever gave it; a correction later changes nothing."""
    with run.writing():
        done = services.mark_week_given(
            actor=User.objects.filter(pk=entry.actor_id or 0).first(),
            school=School.objects.get(pk=entry.school_id or 0),
            week=entry.after["week"],
        )
    return {"done": done}


def _compile(start_year: int, run: Run, school_id: int | None = None) -> dict[str, Any]:
    schools = School.objects.filter(pk=school_id) if school_id else None
    with run.writing():
        return vars(
            services.compile_obligations(actor=None, start_year=start_year, schools=schools)
        )
