from typing import Any

from django.core.management.base import CommandParser

from banding.models import Duty, Party
from banding.selectors import edition_in_force
from banding.selectors.levels import LevelRules, level_rules
from core.commands import JsonCommand, academic_year
from core.errors import BadCommand
from core.units import days_from_quarters


class Command(JsonCommand):
    help = "The levels of the model in force: days, criteria and duties of each."

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--year", required=True, help="such as 2026/27")

    def answer(self, **options: Any) -> list[dict[str, Any]]:
        year = academic_year(options["year"])
        edition = edition_in_force(year.start_year)
        if edition is None:
            raise BadCommand(f"No improvement model is in force for {year}: load one first.")
        return [_said(one) for one in level_rules(edition)]

    def show(self, result: list[dict[str, Any]]) -> str:
        if not result:
            return "The model in force places schools on no levels."
        return "\n".join(
            f"{level['label']}: {level['days_per_year']} days a year, {len(level['duties'])} duties"
            for level in result
        )


def _said(one: LevelRules) -> dict[str, Any]:
    level, a_term = one.level, one.quarter_days_a_term
    return {
        "rank": level.rank,
        "code": level.code,
        "label": level.label,
        "days_per_term": None if a_term is None else days_from_quarters(a_term),
        "days_per_year": days_from_quarters(one.quarter_days_a_year),
        "criteria": [criterion.text for criterion in level.criteria.all()],
        "duties": [_duty(duty) for duty in one.duties],
        "doubt": level.open_doubt,
    }


def _duty(duty: Duty) -> dict[str, Any]:
    return {
        "name": duty.name,
        "cadence": duty.cadence,
        "proposer": duty.owner.name,
        "approver": _name(duty.approver),
        "overseer": _name(duty.overseer),
    }


def _name(party: Party | None) -> str | None:
    return party.name if party else None
