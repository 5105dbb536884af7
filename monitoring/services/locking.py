"""One change to a school's versions at a time: what holds for versions holds per school."""

from accounts.models import User
from monitoring import policies
from monitoring.models import Submission
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
