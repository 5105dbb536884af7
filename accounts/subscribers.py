"""Letters to people. Workers write them, so that a slow mail server holds nobody up."""

from allauth.account.utils import user_pk_to_url_str
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils import timezone

from accounts import verbs
from accounts.letters import absolute, post
from accounts.models import Invitation, User
from accounts.services.sign_in import MAIL
from accounts.tokens import token_of
from core import jobs, journal
from core.models import JournalEntry, Queue

SENT = 99  # percent: the marker that keeps a job that runs twice from writing twice


@journal.subscriber(verbs.INVITED, kind="accounts.invitation.mail", queue=Queue.MAIL)
@journal.subscriber(verbs.INVITED_AGAIN, kind="accounts.invitation.mail_again", queue=Queue.MAIL)
def write_invitation(entry: JournalEntry, run: jobs.Run) -> None:
    invitation = Invitation.objects.select_related("hub", "invited_by").get(pk=entry.target_id)
    if invitation.mailed_at or not invitation.is_open:
        return
    context = {"invitation": invitation, "link": link_of(invitation)}
    post("account/email/invitation", to=invitation.email, context=context)
    with run.writing():
        Invitation.objects.filter(pk=invitation.pk).update(mailed_at=timezone.now())


@jobs.handler(MAIL, queue=Queue.MAIL)
def write_to_person(run: jobs.Run) -> None:
    run.job.refresh_from_db()
    person = User.objects.get(pk=run.args["person"])
    if run.job.progress >= SENT or not person.is_active:
        return
    post(
        run.args["mail"],
        to=person.email,
        context={
            "person": person,
            "when": run.job.created_at,
            "link": reset_link_of(person),
            "sign_in": absolute(reverse("account_login")),
            "forgotten": absolute(reverse("account_reset_password")),
        },
    )
    run.progress(SENT, "Sent")


def link_of(invitation: Invitation) -> str:
    return absolute(reverse("accounts:invitation-answer", args=[token_of(invitation)]))


def reset_link_of(person: User) -> str:
    key = default_token_generator.make_token(person)
    parts = [user_pk_to_url_str(person), key]
    return absolute(reverse("account_reset_password_from_key", args=parts))
