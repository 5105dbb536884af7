"""Work of this room that no person waits for: the morning letters."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from accounts.letters import absolute, post
from accounts.models import User
from core import jobs
from core.models import Queue
from dashboards.services import digests

DIGESTS, DIGEST = "dashboards.digests", "dashboards.digest"


@jobs.handler(DIGESTS, queue=Queue.MAIL)
def write_digests(run: jobs.Run) -> dict[str, Any]:
    """One job a person, so that a letter that cannot be posted holds up no other."""
    on = run.args["on"]
    people = digests.people_to_write_to(date.fromisoformat(on))
    with run.writing():
        for pk in people:
            jobs.enqueue(kind=DIGEST, args={"person": pk, "on": on}, key=f"{DIGEST}:{on}:{pk}")
    return {"people": len(people)}


@jobs.handler(DIGEST, queue=Queue.MAIL)
def write_digest(run: jobs.Run) -> dict[str, Any]:
    person = User.objects.get(pk=run.args["person"])
    begun = digests.begin_digest(person=person, on=date.fromisoformat(run.args["on"]))
    if begun is None or not person.is_active:
        return {"posted": False}
    digest, letter = begun
    account = absolute(reverse("accounts:account-detail"))
    context = {"person": person, "letter": letter, "account": account}
    post("dashboards/email/digest", to=person.email, context=context)
    with run.writing():
        digest.posted_at = timezone.now()
        digest.save(update_fields=["posted_at"])
    return {"posted": True}
