"""One change to a school's versions at a time: what holds for versions holds per school."""

from accounts.models import User
from core.errors import WrongState
from monitoring import policies
from monitoring.models import SectionAsked, Submission
from monitoring.selectors.submissions import draft_of
from schools.models import School


def locked_submission(submission_id: int) -> Submission:
    """The submission as it is once its school is ours."""
    school_id = Submission.objects.values_list("school_id", flat=True).get(pk=submission_id)
    School.objects.select_for_update().get(pk=school_id)
    return Submission.objects.select_related("school", "collection__scale").get(pk=submission_id)


def locked_draft(actor: User | None, submission_id: int) -> Submission:
    """The same, for somebody who may prepare it while it is still a draft."""
    submission = locked_submission(submission_id)
    policies.check_can_prepare(actor, submission.school)
    policies.check_is_draft(submission)
    return submission


def locked_section(actor: User, asked_id: int) -> tuple[SectionAsked, Submission]:
    """What somebody was asked to look after, with the draft it is a part of while it is open."""
    school_id = SectionAsked.objects.values_list("school_id", flat=True).get(pk=asked_id)
    School.objects.select_for_update().get(pk=school_id)
    asked = SectionAsked.objects.select_related("school", "collection__scale").get(pk=asked_id)
    policies.check_can_look_after(actor, asked)
    policies.check_is_open(asked.collection)
    draft = draft_of(asked.school, asked.collection)
    if draft is None:
        raise WrongState("Nothing is being prepared now: it was sent, or is still to be begun.")
    draft.school, draft.collection = asked.school, asked.collection
    return asked, draft
