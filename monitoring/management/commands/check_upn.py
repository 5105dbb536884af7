from dataclasses import asdict
from typing import Any

from django.core.management.base import CommandParser

from core.commands import JsonCommand
from monitoring.rules.upn import verdict

SHAPE = "not a UPN: it is a letter and 12 digits, or 11 digits and a letter"


class Command(JsonCommand):
    help = (
        "Says of each unique pupil number whether it is valid, what its check letter should be, or "
        "that it is temporary. Nothing is stored or logged."
    )

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("upns", nargs="+", metavar="UPN")

    def answer(self, **options: Any) -> list[dict[str, Any]]:
        return [asdict(verdict(written)) for written in options["upns"]]

    def show(self, result: Any) -> str:
        return "\n".join(
            f"{one['upn']}: {SHAPE if one['result'] == 'not a UPN' else one['result']}"
            for one in result
        )
