from typing import Any

from django.core.management.base import CommandParser

from core.commands import JsonCommand
from core.imports import ImportReport
from monitoring.imports.benchmarks import open_benchmarks
from monitoring.services.benchmarks import import_benchmarks


class Command(JsonCommand):
    help = "Keep national and local figures, each with its source."

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen")

    def answer(self, **options: Any) -> dict[str, Any]:
        files = [open_benchmarks(path) for path in options["files"]]
        reports = [
            import_benchmarks(
                actor=None, file_name=file.name, rows=file.rows, dry_run=options["dry_run"]
            )
            for file in files
        ]
        return sum(reports, ImportReport()).as_dict()
