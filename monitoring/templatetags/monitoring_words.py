"""How a state of a submission is said and which tone it has."""

from datetime import date

from django import template
from django.utils import timezone

from monitoring.models import Collection, Submission, SubmissionState, YearGroup
from monitoring.rules.columns import LABELS
from monitoring.selectors.collections import last_day
from monitoring.selectors.returns import TONES
from schools.models import School

register = template.Library()


@register.filter
def state_label(state: str) -> str:
    return str(SubmissionState(state).label)


@register.filter
def state_tone(state: str) -> str:
    return TONES[SubmissionState(state)]


@register.filter
def due_for(collection: Collection, school: School) -> date:
    """The school's own last day, where it was given more time."""
    return last_day(collection, school)


@register.filter
def late_for(submission: Submission) -> date | None:
    """The school's last day if it arrived after it. Late is shown, never refused."""
    due_on = last_day(submission.collection, submission.school)
    arrived = submission.submitted_at
    return due_on if arrived and timezone.localdate(arrived) > due_on else None


@register.filter
def year_label(code: str) -> str:
    return str(YearGroup(code).label)


@register.filter
def subject_label(code: str) -> str:
    """rwm is all three subjects together."""
    return LABELS.get(code, "All three subjects")
