from typing import Any

from django.core.management.base import CommandParser

from core.commands import JsonCommand
from core.errors import BadCommand
from core.imports import ImportReport
from core.years import AcademicYear
from monitoring.imports.results_files import open_results
from monitoring.services.results import import_results

STAGES = ["provisional", "revised", "final"]


class Command(JsonCommand):
    help = "Keep published key stage 2 results, by school or by trust, as they were published."

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--year", help="the academic year, like 2018/19, if the file hides it")
        parser.add_argument("--stage", choices=STAGES, help="final unless the file name says less")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen")

    def answer(self, **options: Any) -> dict[str, Any]:
        files = [
            open_results(path, year=_year(options["year"]), stage=options["stage"] or "")
            for path in options["files"]
        ]
        reports = [
            import_results(
                actor=None,
                dataset=file.dataset,
                stage=file.stage,
                file_name=file.name,
                rows=file.rows,
                notes=file.notes,
                dry_run=options["dry_run"],
            )
            for file in files
        ]
        return sum(reports, ImportReport()).as_dict()


def _year(text: str | None) -> AcademicYear | None:
    try:
        return AcademicYear.parse(text) if text else None
    except ValueError as refusal:
        raise BadCommand(str(refusal)) from refusal
