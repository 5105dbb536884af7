from collections.abc import Iterator
from typing import Any

from django.core.management.base import CommandParser

from core.commands import JsonCommand
from core.errors import BadCommand
from core.imports import ImportReport
from core.published import PublishedFile, open_published
from schools.imports import inspections
from schools.services import keep_inspections


class Command(JsonCommand):
    help = "Keep inspections of every regime from Ofsted's management information."

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen")

    def answer(self, **options: Any) -> dict[str, Any]:
        return sum(_reports(options), ImportReport()).as_dict()


def _open(path: str) -> PublishedFile:
    file = open_published(path, needs=inspections.NEEDS)
    if not inspections.is_inspections(file):
        raise BadCommand(f"{file.path.name} is not Ofsted's list of inspections.")
    return file


def _reports(options: dict[str, Any]) -> Iterator[ImportReport]:
    files = [_open(path) for path in options["files"]]
    for file in files:
        notes: list[str] = []
        yield keep_inspections(
            actor=None,
            rows=inspections.parse(file, notes),
            source=file.path.name,
            notes=notes,
            dry_run=options["dry_run"],
        )
