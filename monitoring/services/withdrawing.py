"""A school takes back what it sent by mistake, and what it sent before stands again."""

from django.db import transaction

from accounts.models import User
from core import journal
from core.errors import SayWhy
from monitoring import policies, verbs
from monitoring.models import SUBMISSION, Submission, SubmissionState
from monitoring.selectors.submissions import restored_by
from monitoring.services.locking import locked_submission


@transaction.atomic
def withdraw(*, actor: User | None, submission_id: int, because: str) -> Submission:
    """Undo a submission. It is kept and counts no more; the one it replaced stands as it stood.

    Taking it back twice is the same as once. Refused once the trust has accepted it, the collection
    is closed, or moderators are looking at its pupils.
    """
    because = because.strip()
    submission = locked_submission(submission_id)
    policies.check_can_prepare(actor, submission.school)
    if submission.state == SubmissionState.WITHDRAWN:
        return submission
    policies.check_can_withdraw(actor, submission)
    if not because:
        raise SayWhy("Say why it is taken back: the trust reads it.")
    SUBMISSION.check(submission.state, SubmissionState.WITHDRAWN)
    submission.state, submission.withdrawn_because = SubmissionState.WITHDRAWN, because
    submission.full_clean()
    submission.save()
    earlier = restored_by(submission)
    if earlier:
        SUBMISSION.check(earlier.state, earlier.stood_as)
        earlier.state = earlier.stood_as
        earlier.full_clean()
        earlier.save()
    journal.record(
        actor=actor,
        verb=verbs.WITHDRAWN,
        target=submission,
        school=submission.school,
        after={
            "collection": submission.collection_id,
            "version": submission.version,
            "stands": earlier.version if earlier else None,
        },
    )
    return submission
