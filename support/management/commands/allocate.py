from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandParser

from core.commands import JsonCommand
from support.presenters.allocation import told
from support.rules.travel import BASIS
from support.selectors.allocation import plan_term, term_named

UNKNOWN = " Where a school has no coordinates, an hour each way is counted."


class Command(JsonCommand):
    help = "Who helps whom in a whole term: assignments with reasons, unmet need, overload, travel."

    def arguments(self, parser: CommandParser | ArgumentParser) -> None:
        parser.add_argument("--term", required=True, help="a term: Spring 2027")

    def answer(self, **options: Any) -> dict[str, Any]:
        term = term_named(options["term"])
        return {"term": options["term"].strip().capitalize(), **told(plan_term(term))}

    def show(self, result: dict[str, Any]) -> str:
        lines = [
            f"  {row['school']}, {row['need']}: {row['person']}, {row['days']:g} days; {row['why']}"
            for row in result["assignments"]
        ]
        unmet = [f"  {row['school']}, {row['need']}: {row['why']}" for row in result["unmet"]]
        over = [f"  {row['person']}: {row['why']}" for row in result["overload"]]
        found, simple, needed = result["plan"], result["greedy"], result["needed"]
        met = f"Met need {found['met']:g} of {needed:g}; a greedy planner {simple['met']:g}"
        return "\n".join([
            result["term"], *(lines or ["  Nobody to send anywhere."]),
            "Not met", *(unmet or ["  Nothing."]), "Overload", *(over or ["  Nobody."]),
            f"{met} (days, each as often as its school's level weighs)",
            f"Travel {found['travel']} minutes; a greedy planner {simple['travel']}",
            BASIS + UNKNOWN,
        ])  # fmt: skip
