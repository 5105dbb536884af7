from typing import Any

from django.core.management.base import CommandParser

from accounts.roles import Role
from banding import selectors, services
from banding.models import Obligation
from banding.selectors.obligations import listed
from core.commands import JsonCommand, academic_year
from core.errors import BadCommand
from schools.models import School


class Command(JsonCommand):
    help = "What is due in a year, for schools and once for the trust, with its reason."

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--year", required=True, help="such as 2026/27")
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--school", type=int, metavar="URN")
        which.add_argument("--role", choices=Role.values, help="the owner's")

    def answer(self, **options: Any) -> list[dict[str, Any]]:
        year = academic_year(options["year"])
        if selectors.edition_in_force(year.start_year) is None:
            raise BadCommand(f"No improvement model is in force for {year}: load one first.")
        school = _school(options["school"]) if options["school"] else None
        services.compile_obligations(actor=None, start_year=year.start_year)
        found = listed(start_year=year.start_year, school=school, role=options["role"] or "")
        return [_said(one) for one in found]

    def show(self, result: list[dict[str, Any]]) -> str:
        return "\n".join(
            f"{line['due']} {line['school'] or 'The trust'}: {line['duty']} ({line['owner']})"
            for line in result
        )


def _school(urn: int) -> School:
    school = School.objects.members().filter(urn=urn).first()
    if school is None:
        raise BadCommand(f"No school of the trust has the URN {urn}.")
    return school


def _said(one: Obligation) -> dict[str, Any]:
    return {
        "school": one.school.urn if one.school else None,
        "duty": one.duty.name,
        "due": one.due_on.isoformat(),
        "owner": one.duty.owner.name,
        "approver": one.duty.approver.name if one.duty.approver else None,
        "because": one.because,
    }
