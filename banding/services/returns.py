"""A school's termly return is done when its data has come, and asked again when it is sent back."""

from django.db import transaction

from accounts.models import User
from banding import verbs
from banding.models import Cadence, DutyKind, Obligation
from banding.models.obligations import ObligationQuerySet
from core import journal
from monitoring.models import Collection, Submission, Term
from monitoring.selectors import schools_asked
from schools.models import School

SENT = "Data sent for"


@transaction.atomic
def follow_returns(*, school: School, start_year: int, term: int) -> int:
    """Bring the term's data return in line with what the school has sent. How many changed.

    Data recorded without a person leaves it as it is: somebody must have done it. What a person
    marked as done stays done.
    """
    period = f"{start_year} {Term(term).name.lower()}"
    due = Obligation.objects.select_for_update(of=("self",)).standing()
    due = due.filter(
        school=school, start_year=start_year, period=period,
        duty__kind=DutyKind.RETURN, duty__cadence=Cadence.TERMLY,
    )  # fmt: skip
    asked = [
        collection
        for collection in Collection.objects.termly().filter(start_year=start_year, term=term)
        if schools_asked(collection).filter(pk=school.pk).exists()
    ]
    sent = Submission.objects.counting().filter(school=school, collection__in=asked)
    sent = sent.select_related("submitted_by", "collection").order_by("submitted_at")
    if asked and len(sent) == len(asked):
        return _done(due, list(sent))
    return _asked_again(due)


def _done(due: ObligationQuerySet, sent: list[Submission]) -> int:
    by = next((one.submitted_by for one in reversed(sent) if one.submitted_by), None)
    to_do = list(due.filter(done_at=None)) if by else []
    names = " and ".join(one.collection.name for one in sent)
    for one in to_do:
        one.done_at, one.done_by, one.note = sent[-1].submitted_at, by, f"{SENT} {names}."
        _keep(one, verbs.OBLIGATION_DONE, by)
    return len(to_do)


def _asked_again(due: ObligationQuerySet) -> int:
    done = list(due.filter(note__startswith=SENT).exclude(done_at=None))
    for one in done:
        one.done_at, one.done_by, one.note = None, None, ""
        _keep(one, verbs.OBLIGATION_UNDONE, None)
    return len(done)


def _keep(one: Obligation, verb: str, actor: User | None) -> None:
    one.full_clean()
    one.save()
    after = {"code": one.code, "period": one.period, "note": one.note}
    journal.record(actor=actor, verb=verb, target=one, school=one.school, after=after)
