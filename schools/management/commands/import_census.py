from collections.abc import Iterator
from typing import Any

from django.core.management.base import CommandParser

from core.commands import JsonCommand, academic_year
from core.imports import ImportReport
from core.published import open_published
from schools.imports import census
from schools.services import keep_census


class Command(JsonCommand):
    help = "Keep the school census as published: roll, SEN, EAL and free school meals by URN."

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--year", required=True, help="the academic year, like 2024/25")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen")

    def answer(self, **options: Any) -> dict[str, Any]:
        return sum(_reports(options), ImportReport()).as_dict()


def _reports(options: dict[str, Any]) -> Iterator[ImportReport]:
    start_year = academic_year(options["year"]).start_year
    files = [open_published(path, needs=census.NEEDS) for path in options["files"]]
    for file in files:
        missing = file.missing([*census.COUNTS.values(), *census.PERCENTS.values()])
        notes = [f"{file.path.name} does not give {', '.join(missing)}."] if missing else []
        yield keep_census(
            actor=None,
            rows=census.parse(file, start_year),
            source=file.path.name,
            notes=notes,
            dry_run=options["dry_run"],
        )
