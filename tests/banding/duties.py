"""Duties for tests, on whatever edition is in force."""

from datetime import date

from accounts.roles import Role
from banding import services
from banding.models import Duty, DutyKind, Edition, Obligation, Party
from demo.calendar import CLOSED, TERMS
from schools.models import School
from schools.services import publish_calendar
from tests.world import the_model, this_year


def the_model_without_duties() -> Edition:
    """The humber model in force, asking nothing of anybody yet."""
    edition = the_model()
    edition.duties.all().delete()
    edition.parties.all().delete()
    return edition


def a_party(edition: Edition, name: str, role: str = "") -> Party:
    position = edition.parties.count() + 1
    return Party.objects.get_or_create(
        edition=edition, name=name,
        defaults={"code": f"party{position}", "position": position, "role": role},
    )[0]  # fmt: skip


def a_duty(edition: Edition, name: str = "Plan review", *, levels: str = "", **fields) -> Duty:
    """Owned by the headteacher, approved by the chief executive, due every half-term."""
    position = edition.duties.count() + 1
    said = {
        "kind": DutyKind.PLAN, "cadence": "half_termly",
        "owner": a_party(edition, "Head", Role.HEADTEACHER),
        "approver": a_party(edition, "CEO", Role.EXECUTIVE),
    }  # fmt: skip
    duty = Duty.objects.create(
        edition=edition, name=name, code=f"duty{position}", position=position, **said | fields
    )
    duty.levels.set(edition.levels.filter(code__in=list(levels)))
    return duty


def the_calendar(start_year: int = 2026, closed: list[tuple[date, str]] | None = None) -> None:
    publish_calendar(
        actor=None, start_year=start_year, terms=TERMS[start_year],
        closed=CLOSED[start_year] if closed is None else closed,
    )  # fmt: skip


def an_obligation(school: School) -> Obligation:
    """What a school's headteacher owes this year, once."""
    year = this_year().start_year
    duty = a_duty(the_model(), cadence="yearly")
    the_calendar(year)
    services.compile_obligations(actor=None, start_year=year)
    return Obligation.objects.get(school=school, duty=duty)
