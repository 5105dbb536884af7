"""Issuing a school's statement of support, and the head's answer to it."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core import jobs, journal
from core.errors import SayWhy, WrongState
from schools.models import School
from support import policies, verbs
from support.models import StatementReply, SupportStatement
from support.selectors.issued import what_it_says

KIND = "support.statement"


@transaction.atomic
def issue_statement(*, actor: User, school: School, start_year: int) -> SupportStatement:
    """Keep what is true now as the next version, and have it made as a PDF."""
    school = School.objects.select_for_update().get(pk=school.pk)
    policies.check_can_issue(actor, school)
    of_year = SupportStatement.objects.filter(school=school, start_year=start_year)
    latest = of_year.order_by("-number").first()
    said = what_it_says(school, start_year)
    if latest and latest.said == said:
        raise WrongState(f"Nothing has changed since version {latest.number} was issued.")
    number = latest.number + 1 if latest else 1
    issued = SupportStatement(
        school=school, start_year=start_year, number=number, said=said, issued_by=actor
    )
    issued.full_clean()
    issued.save()
    jobs.enqueue(
        kind=KIND,
        args={"statement": issued.pk},
        key=f"{KIND}:{issued.pk}",
        requested_by=actor,
        school=school,
    )
    journal.record(
        actor=actor, verb=verbs.STATEMENT_ISSUED, target=issued, school=school,
        after={"year": start_year, "version": number, "total": said["total"]},
    )  # fmt: skip
    return issued


@transaction.atomic
def reply_to_statement(
    *, actor: User, statement_id: int, reply: str, text: str = ""
) -> SupportStatement:
    """The head agrees, or says why not: once for each version, and it is kept."""
    issued = SupportStatement.objects.select_for_update(of=("self",)).get(pk=statement_id)
    policies.check_can_reply_to_statement(actor, issued)
    if issued.reply:
        raise WrongState("This version was answered already. Ask for a new version if it changed.")
    if reply == StatementReply.NOT_AS_WE_SEE_IT and not text.strip():
        raise SayWhy("Say how you see it, so that it can be put right.")
    issued.reply, issued.reply_text = StatementReply(reply), text.strip()
    issued.replied_by, issued.replied_at = actor, timezone.now()
    issued.full_clean()
    issued.save()
    journal.record(
        actor=actor, verb=verbs.STATEMENT_ANSWERED, target=issued, school=issued.school,
        after={"reply": issued.reply, "text": issued.reply_text},
    )  # fmt: skip
    return issued
