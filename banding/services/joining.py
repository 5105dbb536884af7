"""A school joins the trust, on a day that the edition in force allows."""

from datetime import date

from django.db import transaction

from banding.models import Edition
from banding.rules.days import show_day
from banding.rules.joining import may_join, next_joining_day
from banding.selectors import edition_in_force, working_edition
from core.errors import DomainError
from core.journal import Actor
from core.years import AcademicYear
from schools.models import School, TrustMembership
from schools.services import membership


def check_joining_date(edition: Edition | None, on: date) -> None:
    """Quotes the rule where the edition has one and this is another day."""
    if edition is None or edition.joins_month is None or edition.joins_day is None:
        return
    only = {"month": edition.joins_month, "day": edition.joins_day}
    if may_join(on, **only):
        return
    next_day = next_joining_day(on, **only)
    rule = edition.joining_rule or f"Schools join on {next_day.day} {next_day:%B} only."
    raise DomainError(
        f"{edition.model} does not let a school join on {show_day(on)}. It says: “{rule}” "
        f"The next day is {show_day(next_day)}."
    )


@transaction.atomic
def join_trust(*, actor: Actor | None, school: School, on: date) -> TrustMembership:
    """The rule is that of the edition in force on the day, or of the one worked by now."""
    start_year = AcademicYear.of(on).start_year
    check_joining_date(edition_in_force(start_year) or working_edition(), on)
    return membership.join_trust(
        actor=actor, school=school, trust=membership.the_trust(), starts_on=on
    )
