"""One deployment as its reader sees it: nothing of the brief outside its dates for a specialist."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.text import get_text_list

from accounts.access import holds
from accounts.models import User
from accounts.roles import Can
from support.forms.deployments import DayForm
from support.models import LIVE, Deployment, DeploymentReview, DeploymentState
from support.policies import deployments as policies
from support.policies.requests import brokers
from support.rules.brief import is_open, notes_until
from support.selectors.impact import impact_of

TONES = {
    "proposed": "watch", "agreed": "calm", "running": "good",
    "ended": "watch", "reviewed": "neutral", "declined": "neutral",
}  # fmt: skip
UNDERWAY = {DeploymentState.AGREED, DeploymentState.RUNNING}


def page_of(found: Deployment, reader: User, *, day: DayForm | None = None) -> dict[str, Any]:
    days, may_broker = list(found.days.select_related("recorded_by")), brokers(reader)
    recorded = [one for one in days if one.recorded_at]
    may_record = found.state in UNDERWAY and policies.allows(
        policies.check_can_record, reader, found
    )
    waits = found.state == DeploymentState.PROPOSED
    page: dict[str, Any] = {
        "found": found,
        "tone": TONES[found.state],
        "days": days,
        "recorded": sum(one.quarter_days for one in recorded),
        "is_live": found.state in LIVE,
        "may_broker": may_broker,
        "sides": policies.sides_of(reader, found) if waits else [],
        "may_decline": waits and policies.allows(policies.check_can_decline, reader, found),
        "may_end": may_broker and found.state in UNDERWAY,
        "may_review": found.state == DeploymentState.ENDED
        and policies.allows(policies.check_can_review, reader, found),
        "review": DeploymentReview.objects.filter(deployment=found).first(),
        "reads_requests": may_broker or holds(reader, Can.ASK_SUPPORT, found.school),
        **_shown(found, reader, may_broker=may_broker),
    }
    if may_record:
        action = reverse("support:deployment-record", args=[found.pk])
        today = min(max(timezone.localdate(), found.starts_on), found.ends_on)
        page["day_form"] = day or DayForm(initial={"on": today}, action=action)
    return page


def _shown(found: Deployment, reader: User, *, may_broker: bool) -> dict[str, Any]:
    """What the brief lists; to the specialist only between its dates."""
    is_own = policies.is_own(reader, found)
    is_host = may_broker or holds(reader, Can.AGREE_DEPLOYMENT, found.school)
    today = timezone.localdate()
    opened = is_open(found.state, starts_on=found.starts_on, ends_on=found.ends_on, today=today)
    inside = is_host or (is_own and opened)
    asked = found.request
    ended = found.state in {DeploymentState.ENDED, DeploymentState.REVIEWED}
    may_read = inside or (ended and not is_own)
    shown = [
        words
        for words, is_shown in (
            ("the school's page", True),
            ("its figures", found.shows_figures),
            ("this priority", found.shows_priority),
            ("this visit note", found.shows_visit),
        )
        if is_shown
    ]
    return {
        "is_own": is_own,
        "shown": get_text_list(shown, "and"),
        "is_open": opened,
        "notes_until": notes_until(found.ends_on),
        "priority": asked.priority if asked and found.shows_priority and inside else None,
        "visit": asked.visit if asked and found.shows_visit and inside else None,
        "impact": impact_of(reader, found, beside=ended) if may_read else None,
        "reads_notes": is_host or is_own,
        "inside": inside,
    }
