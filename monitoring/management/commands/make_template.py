from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from core.commands import JsonCommand
from core.errors import BadCommand
from monitoring import services
from monitoring.management.commands.submit import collection_called, school_of


class Command(JsonCommand):
    help = (
        "Writes a workbook for one school to fill in for a collection: its pupils as it last sent "
        "them, choices for each column, and a sheet that says what each column wants."
    )

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--school", required=True, type=int, metavar="URN")
        parser.add_argument("--collection", required=True, help='such as "Autumn 2026"')
        parser.add_argument("--out", required=True, type=Path, metavar="FILE.xlsx")

    def answer(self, **options: Any) -> dict[str, Any]:
        out: Path = options["out"]
        if out.suffix.lower() != ".xlsx":
            raise BadCommand(f"{out.name} is not called something.xlsx.")
        school = school_of(options["school"])
        collection = collection_called(options["collection"])
        template = services.make_template(actor=None, school=school, collection=collection)
        out.write_bytes(template.content)
        return {
            "school": school.urn,
            "collection": collection.name,
            "file": str(out),
            "pupils": template.pupils,
            "columns": template.columns,
        }
