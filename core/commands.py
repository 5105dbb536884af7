"""The frame of every command others rely on: `--json` prints one JSON value and nothing else."""

import json
import sys
from typing import Any, NoReturn

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from core import jobs
from core.errors import BadCommand, DomainError
from core.years import AcademicYear


def academic_year(written: str) -> AcademicYear:
    """The year an argument such as `--year 2026/27` means."""
    try:
        return AcademicYear.parse(written)
    except ValueError as refusal:
        raise BadCommand(str(refusal)) from refusal


class JsonCommand(BaseCommand):
    """Subclasses add `arguments`, return a JSON value from `answer` and may word it in `show`.

    Bad input of any kind exits 1 with one sentence on standard error.
    """

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        parser = super().create_parser(prog_name, subcommand, **kwargs)

        def refuse(message: str) -> NoReturn:
            if not self._called_from_command_line:  # type: ignore[attr-defined]
                raise CommandError(message)
            self.stderr.write(message)
            sys.exit(1)

        parser.error = refuse  # type: ignore[method-assign]
        return parser

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON value")
        self.arguments(parser)

    def arguments(self, parser: CommandParser) -> None:
        """Add the command's own arguments."""

    def answer(self, **options: Any) -> Any:
        raise NotImplementedError

    def show(self, result: Any) -> str:
        return json.dumps(result, indent=2, ensure_ascii=False, default=str)

    def handle(self, **options: Any) -> str:
        try:
            result = self.answer(**options)
            if settings.JOBS_ENGINE == "thread":  # no worker is running beside a command
                jobs.work_off()
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        except (DomainError, OSError) as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["json"]:
            return json.dumps(result, ensure_ascii=False, default=str)
        return self.show(result)
