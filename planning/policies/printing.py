"""Who may have which text of a plan on paper: exactly what they may read of it on the page."""

from accounts.models import User
from core.errors import NotAllowed
from planning.models import Plan, PlanFile, PlanVersion, VersionState
from planning.policies.plans import Reading, reading_of

OF = {
    Reading.ISSUED: "You read this plan once it is issued.",
    Reading.PUT_FORWARD: "You read the versions of this plan that wait or stand.",
    Reading.PROGRESS: "You read how this plan goes, and not its text.",
    Reading.NOTHING: "You may not read this plan.",
}


def check_can_print(actor: User, plan: Plan, version: PlanVersion | None) -> None:
    """Without a version the text as it is written."""
    reading = reading_of(actor, plan)
    if reading == Reading.WHOLE:
        return
    may = version is not None and (
        (reading == Reading.ISSUED and version.issued_at is not None)
        or (
            reading == Reading.PUT_FORWARD
            and version.state in {VersionState.PROPOSED, VersionState.STANDING}
        )
    )
    if not may:
        raise NotAllowed(OF[reading])


def check_can_read_file(actor: User, file: PlanFile) -> None:
    """A file holds what its asker may see, so it is the asker's alone, while they may read it."""
    if file.requested_by_id != actor.pk:
        raise NotAllowed("This file was made for somebody else. Make your own.")
    check_can_print(actor, file.plan, file.version)
