from typing import Any

from django.core.management.base import CommandParser

from core.commands import JsonCommand, academic_year
from core.errors import BadCommand
from support.rules.triads import TERMS_APART, Rota
from support.selectors.triads import solved_for

LONGEST_APART = 9


class Command(JsonCommand):
    help = "A rota of triads for a year: who meets whom each term, and why."

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--year", required=True, help="2026/27")
        parser.add_argument(
            "--apart",
            type=int,
            default=TERMS_APART,
            help="no two schools meet twice within so many terms (3 unless said)",
        )

    def answer(self, **options: Any) -> dict[str, Any]:
        if not 1 <= options["apart"] <= LONGEST_APART:
            raise BadCommand(f"--apart is a number of terms from 1 to {LONGEST_APART}.")
        return told(solved_for(academic_year(options["year"]), options["apart"]))

    def show(self, result: dict[str, Any]) -> str:
        lines = []
        for term in result["rounds"]:
            lines.append(term["term"])
            for why in term["why"]:
                lines.append(f"  {', '.join(why['schools'])}\n      {why['why']}")
        return "\n".join([*lines, *result["notes"]])


def told(rota: Rota) -> dict[str, Any]:
    return {
        "rounds": [
            {
                "term": one.term,
                "groups": [list(group.urns) for group in one.groups],
                "why": [{"schools": list(g.names), "why": g.why} for g in one.groups],
            }
            for one in rota.rounds
        ],
        "repeats": [
            {"term": one.term, "pair": list(one.pair), "last": one.last, "words": one.words}
            for one in rota.repeats
        ],
        "notes": list(rota.notes),
    }
