"""Who proposes, agrees, records and reviews: security.md section 3, "Deployment".

Whoever proposed a deployment does not agree to it, and nobody agrees to their own release.
"""

from collections.abc import Callable
from typing import Any

from accounts.access import holds
from accounts.models import User
from accounts.roles import Can
from accounts.words import word
from core.errors import NotAllowed
from schools.models import School
from support.models import Deployment
from support.policies.requests import brokers


def is_own(user: User, deployment: Deployment) -> bool:
    return deployment.person.user_id == user.pk


def check_can_agree(actor: User, deployment: Deployment, school: School | None) -> None:
    """For the school that lends, or the one that hosts."""
    if school is None or not holds(actor, Can.AGREE_DEPLOYMENT, school):
        head = word("headteacher", actor).lower()
        raise NotAllowed(f"Only the {head} of {school or 'the school'} agrees to this.")
    if deployment.proposed_by_id == actor.pk:
        raise NotAllowed("You proposed this, so somebody else agrees to it.")
    if is_own(actor, deployment):
        raise NotAllowed("Somebody else agrees to your own deployment: ask the trust.")


def sides_of(actor: User, deployment: Deployment) -> list[str]:
    """For which of the two schools this person can still say yes: `lend`, `host`."""
    sides = []
    if (
        deployment.home
        and not deployment.lent_at
        and allows(check_can_agree, actor, deployment, deployment.home)
    ):
        sides.append("lend")
    if not deployment.hosted_at and allows(check_can_agree, actor, deployment, deployment.school):
        sides.append("host")
    return sides


def check_can_decline(actor: User, deployment: Deployment) -> None:
    heads = [school for school in (deployment.home, deployment.school) if school]
    if brokers(actor) or any(holds(actor, Can.AGREE_DEPLOYMENT, school) for school in heads):
        return
    raise NotAllowed("Only the two schools and whoever proposed it decline a deployment.")


def check_can_record(actor: User, deployment: Deployment) -> None:
    """The specialist; whoever places people where the specialist has no login."""
    if is_own(actor, deployment) or brokers(actor):
        return
    raise NotAllowed(f"{deployment.person} records these days.")


def check_can_review(actor: User, deployment: Deployment) -> None:
    if is_own(actor, deployment):
        raise NotAllowed("Somebody else reviews what you did.")
    if brokers(actor) or holds(actor, Can.AGREE_DEPLOYMENT, deployment.school):
        return
    raise NotAllowed("The school that was helped reviews a deployment, or a lead does.")


def allows(check: Callable[..., None], *args: Any) -> bool:
    """Whether a button is there at all."""
    try:
        check(*args)
    except NotAllowed:
        return False
    return True
