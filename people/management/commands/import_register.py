import json
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from core.commands import JsonCommand
from core.errors import BadCommand
from people.imports.grid import read_file
from people.rules.answers import Answers, read_answers
from people.services.imports import bring_in
from people.services.reading import read_register


class Command(JsonCommand):
    help = (
        "Read a register of expertise (XLSX, CSV, text, or a document that holds one) and say what "
        "is in it and what must be asked. Writes nothing without --apply."
    )

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--apply", action="store_true", help="keep what is new")
        parser.add_argument("--answers", metavar="FILE", help="what was printed, with your answers")
        parser.add_argument("--cp1252", action="store_true", help="text saved by an older Excel")

    def answer(self, **options: Any) -> dict[str, Any]:
        path = Path(options["file"])
        grid = read_file(path.read_bytes(), path.name, is_cp1252=options["cp1252"])
        try:
            answers = _answers(options["answers"])
            if options["apply"]:
                return bring_in(source=path.name, grid=grid, answers=answers).as_dict()
            return read_register(grid, answers).as_dict()
        except ValueError as refusal:
            raise BadCommand(str(refusal)) from refusal


def _answers(name: str | None) -> Answers:
    if not name:
        return Answers()
    try:
        return read_answers(json.loads(Path(name).read_text("utf-8")))
    except json.JSONDecodeError as bad:
        raise BadCommand(f"{name} is not JSON: {bad}.") from bad
