from accounts.access import holds
from accounts.models import User
from accounts.roles import Can
from core.errors import NotAllowed
from dashboards.models import Report
from schools.models import School


def check_can_make_report(actor: User, school: School) -> None:
    if not holds(actor, Can.MAKE_REPORT, school):
        raise NotAllowed("Your role does not make health checks for this school.")


def why_not_make_report(actor: User, school: School) -> str:
    """The reason the button is greyed out, or an empty string when it is live."""
    try:
        check_can_make_report(actor, school)
    except NotAllowed as refusal:
        return str(refusal)
    return ""


def check_can_read_report(actor: User, report: Report) -> None:
    """A report holds what the person who asked for it may see, so it is that person's alone."""
    if report.requested_by_id != actor.pk:
        raise NotAllowed("This health check was made for somebody else. Make your own.")
    check_can_make_report(actor, report.school)
