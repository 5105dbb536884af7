import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from accounts.models import User
from accounts.roles import Role
from core.commands import JsonCommand
from core.documents import read_paper
from core.errors import BadCommand
from core.spreadsheets import check_size
from planning.management.printing import school_at, year_said
from planning.rules.importing.taken import Mapping, Taken
from planning.selectors.importing import take_paper, taken_of
from planning.services import importing as services
from schools.models import School


class Command(JsonCommand):
    help = (
        "Takes an improvement plan out of a Word file or workbook into the year's draft, as the "
        "school's headteacher would. --preview says what would be taken and writes nothing."
    )

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--school", type=int, required=True, metavar="URN")
        parser.add_argument("--kind", choices=["sip"], default="sip")
        parser.add_argument("--year", default="", metavar="2026/27", help="this year unless said")
        parser.add_argument("--preview", action="store_true", help="write nothing")
        parser.add_argument(
            "--map", type=Path, metavar="FILE", help='JSON, such as {"columns": {"Lead": "owner"}}'
        )
        parser.add_argument("--by", default="", metavar="EMAIL", help="the headteacher unless said")

    def answer(self, **options: Any) -> dict[str, Any]:
        school, year = school_at(options["school"]), year_said(options["year"])
        mapping, file = _mapping(options["map"]), options["file"]
        check_size(file.stat().st_size)
        content = file.read_bytes()
        about = {"file": file.name, "school": school.urn, "year": str(year)}
        if options["preview"]:
            paper = read_paper(content, file.name)
            taken = take_paper(paper, mapping, school, year.start_year)
            return about | {"preview": True, "plan": None} | _told(taken)
        actor = _person(options["by"], school)
        found = services.receive_document(
            actor=actor,
            school=school,
            start_year=year.start_year,
            file_name=file.name,
            content=content,
        )
        services.match_document(actor=actor, import_id=found.pk, mapping=mapping)
        made = services.take_document(actor=actor, import_id=found.pk)
        said = {"preview": False, "plan": made.plan_id, "by": actor.email, "import": str(made.pk)}
        return about | said | _told(taken_of(made))

    def show(self, result: dict[str, Any]) -> str:
        would = "would be" if result["preview"] else "were"
        counts = ", ".join(f"{name} {many}" for name, many in result["counts"].items())
        lines = [f"{result['file']}: {counts} {would} taken."]
        lines += [f"Stop: {one}" for one in result["stops"]]
        lines += [f"Column “{name}”: {target}" for name, target in result["columns"].items()]
        lines += [
            f"Look at: {one['place']}: “{one['value']}”. {one['problem']} {one['fix']}"
            for one in result["problems"]
        ]
        lines += [
            f"Not taken: {one['place']}: “{one['text']}”. {one['why']}"
            for one in result["not_taken"]
        ]
        return "\n".join([*lines, *result["notes"]])


def _told(taken: Taken) -> dict[str, Any]:
    return {
        "counts": taken.counts,
        "columns": {head.name: head.target for head in taken.heads.values()},
        "stops": taken.stops,
        "problems": [asdict(one) for one in taken.problems],
        "not_taken": [asdict(one) for one in taken.left],
        "taken": [asdict(one) for one in taken.used],
        "notes": taken.notes,
    }


def _mapping(file: Path | None) -> Mapping:
    if file is None:
        return Mapping()
    try:
        return Mapping.told(json.loads(file.read_text()))
    except (ValueError, AttributeError, TypeError) as refusal:
        raise BadCommand(f"{file.name} cannot be used as a mapping: {refusal}") from refusal


def _person(email: str, school: School) -> User:
    people = User.objects.filter(is_active=True)
    if email:
        found = people.filter(email__iexact=email).first()
        if found is None:
            raise BadCommand(f"Nobody signs in as {email}.")
        return found
    heads = people.filter(assignments__role=Role.HEADTEACHER, assignments__school=school)
    for head in heads.distinct().order_by("pk"):
        if any(held.role == Role.HEADTEACHER for held in head.roles_today()):
            return head
    raise BadCommand(f"{school} has no headteacher who signs in. Say who does it with --by EMAIL.")
