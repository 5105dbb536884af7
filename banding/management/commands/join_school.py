from datetime import date
from typing import Any

from django.core.management.base import CommandParser

from banding import services
from core.commands import JsonCommand
from core.errors import BadCommand
from schools.models import School


class Command(JsonCommand):
    help = "Record that a known school joins the trust, on a day the model in force allows."

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("urn", type=int)
        parser.add_argument("--on", required=True, help="such as 2027-09-01")

    def answer(self, **options: Any) -> dict[str, Any]:
        try:
            on = date.fromisoformat(options["on"])
        except ValueError as wrong:
            raise BadCommand(
                f"'{options['on']}' is not a day. Write it like 2027-09-01."
            ) from wrong
        school = School.objects.filter(urn=options["urn"]).first()
        if school is None:
            raise BadCommand(f"No school with the URN {options['urn']} is known here.")
        membership = services.join_trust(actor=None, school=school, on=on)
        return {"urn": school.urn, "school": school.name, "starts_on": membership.starts_on}

    def show(self, result: dict[str, Any]) -> str:
        return f"{result['school']} joins the trust on {result['starts_on']}."
