from typing import Any

from django.core.management.base import CommandParser

from banding import services
from banding.models import EditionState
from banding.packs.reader import read_pack
from core.commands import JsonCommand, academic_year


class Command(JsonCommand):
    help = "Load an improvement model for an academic year and put it in force."

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("pack", help="such as humber")
        parser.add_argument("--year", required=True, help="such as 2026/27")
        parser.add_argument(
            "--in-force", action="store_true", help="replace the model in force for that year"
        )

    def answer(self, **options: Any) -> dict[str, Any]:
        year = academic_year(options["year"])
        loaded = services.load_pack(
            actor=None,
            pack=read_pack(options["pack"]),
            start_year=year.start_year,
            in_force=options["in_force"],
        )
        edition = loaded.edition
        return {
            "model": edition.model.code,
            "year": str(year),
            "state": edition.state,
            "loaded": loaded.is_new,
            "levels": [level.code for level in edition.levels.all()],
            "offer_lines": edition.offer_lines.count(),
            "message": self._said(loaded, asked=options["in_force"]),
        }

    def _said(self, loaded: services.Loaded, *, asked: bool) -> str:
        edition = loaded.edition
        if not loaded.is_new and asked:
            return f"{edition} was already loaded; it is in force and its words are unchanged."
        if not loaded.is_new:
            return f"{edition} was already loaded; nothing was changed."
        if edition.state == EditionState.DRAFT:
            return f"{edition} is loaded as a draft: another model is in force for that year."
        return f"{edition} is loaded and in force."

    def show(self, result: dict[str, Any]) -> str:
        return str(result["message"])
