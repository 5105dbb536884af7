from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import CommandParser

from core.commands import JsonCommand
from core.errors import BadCommand
from core.units import days_from_quarters, quarters_from_days
from people.models import KeyStage
from people.rules.likeness import plain
from people.selectors.kinds import areas_by_spelling
from schools.models import School
from support.rules.matching import Match, Ranked
from support.rules.travel import BASIS
from support.selectors.matching import Wanted, matches, until


class Command(JsonCommand):
    help = "Who could help a school, ranked, with the reasons and what each of them weighs."

    def arguments(self, parser: CommandParser | ArgumentParser) -> None:
        parser.add_argument("--school", required=True, type=int, help="the school's URN")
        parser.add_argument("--area", required=True, help="an area of expertise: Maths")
        parser.add_argument("--key-stage", default="", help=f"one of {', '.join(KeyStage.values)}")
        parser.add_argument("--days", required=True, help="how many days: 3, or 2.5")
        parser.add_argument("--by", default="", help="by when (2027-03-25); else this school year")

    def answer(self, **options: Any) -> dict[str, Any]:
        wanted = wanted_from(options)
        return {
            "school": wanted.school.urn,
            "area": wanted.area.name,
            "key_stage": wanted.key_stage,
            "days": days_from_quarters(wanted.quarter_days),
            **told(matches(wanted)),
        }

    def show(self, result: dict[str, Any]) -> str:
        lines = []
        for row in result["people"]:
            lines.append(f"{row['place']:>3}. {row['name']}, {row['home']} ({row['score']})")
            lines += [f"       {r['weight']:>+4}  {r['reason']}" for r in row["reasons"]]
            lines += [f"             {row['not_yet']}"] if row["not_yet"] else []
        lines += [f"  -  {name}: a conflict of interest" for name in result["conflicts"]]
        return "\n".join([*(lines or [f"Nobody covers {result['area']}."]), BASIS])


def wanted_from(options: dict[str, Any]) -> Wanted:
    school = School.objects.members().filter(urn=options["school"]).first()
    area = areas_by_spelling().get(plain(options["area"]))
    if school is None:
        raise BadCommand(f"{options['school']} is not a school of the trust.")
    if area is None:
        raise BadCommand(f"“{options['area']}” is not an area of expertise.")
    stage = options["key_stage"].upper()
    if stage and stage not in KeyStage.values:
        raise BadCommand(f"“{stage}” is not a key stage: {', '.join(KeyStage.values)}.")
    try:
        quarters = quarters_from_days(options["days"])
        by = date.fromisoformat(options["by"]) if options["by"] else None
    except (ValueError, ArithmeticError) as refusal:
        raise BadCommand("Write the days as 3 or 2.5, and the day like 2027-03-25.") from refusal
    if quarters < 1:
        raise BadCommand("Ask for a quarter of a day or more.")
    return Wanted(school, area, stage, quarters, until(by))


def told(ranked: Ranked) -> dict[str, Any]:
    return {
        "people": [_row(place, one) for place, one in enumerate(ranked.matches, 1)],
        "conflicts": [one.name for one in ranked.conflicted],
    }


def _row(place: int, found: Match) -> dict[str, Any]:
    helper = found.helper
    return {
        "place": place,
        "id": helper.id,
        "name": helper.name,
        "home": ", ".join(home.name for home in helper.homes) or "Central team",
        "score": found.score,
        "days_left": days_from_quarters(helper.days.left),
        "can_be_sent": not found.why_not_yet,
        "not_yet": found.why_not_yet,
        "reasons": [{"reason": one.text, "weight": one.weight} for one in found.reasons],
    }
