"""How a state of a submission is said and which tone it has."""

from django import template

from monitoring.models import Submission, SubmissionState
from monitoring.rules.columns import LABELS
from monitoring.selectors.returns import TONES, end_of

register = template.Library()


@register.filter
def state_label(state: str) -> str:
    return str(SubmissionState(state).label)


@register.filter
def state_tone(state: str) -> str:
    return TONES[SubmissionState(state)]


@register.filter
def is_late(submission: Submission) -> bool:
    """Arrived after the end of the due day. Late is shown, never refused."""
    when = submission.submitted_at
    return bool(when and when >= end_of(submission.collection))


@register.filter
def subject_label(code: str) -> str:
    """rwm is all three subjects together."""
    return LABELS.get(code, "All three subjects")
