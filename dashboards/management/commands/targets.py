from collections.abc import Iterator
from typing import Any

from django.core.management.base import CommandParser

from core.commands import JsonCommand, academic_year
from core.errors import BadCommand
from dashboards.selectors.newest import Newest, newest_of_year
from monitoring.models import Aim, AimKind
from monitoring.rules.targets import more_needed
from monitoring.selectors.targets import aims_of
from schools.models import School


class Command(JsonCommand):
    help = (
        "A school's targets of a year as a trust-wide user sees them, each beside the newest "
        "result of its pupils, with how many more pupils it asks for. Where the result is "
        "withheld so is the gap; teachers' predictions are left out."
    )

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--school", type=int, required=True, metavar="URN")
        parser.add_argument("--year", required=True, help="the year aimed at, such as 2026/27")

    def answer(self, **options: Any) -> list[dict[str, Any]]:
        school = School.objects.filter(urn=options["school"]).first()
        if school is None:
            raise BadCommand(f"No school has the URN {options['school']}.")
        year = academic_year(options["year"])
        aims = [aim for aim in aims_of(school, year.start_year) if aim.superseded_at is None]
        return list(_told(school, year.start_year, aims))


def _told(school: School, start_year: int, aims: list[Aim]) -> Iterator[dict[str, Any]]:
    estimates = {_about(aim): aim.percent for aim in aims if aim.kind == AimKind.ESTIMATE}
    newest: dict[tuple[str, str], Newest | None] = {}
    for aim in sorted((a for a in aims if a.kind == AimKind.TARGET), key=_about):
        where = aim.year_group, aim.group
        if where not in newest:
            newest[where] = newest_of_year(
                viewer=None,
                school=school,
                start_year=start_year,
                cohort=aim.year_group,
                group=aim.group,
            )
        yield {
            "urn": school.urn,
            "year": str(aim.academic_year),
            "year_group": aim.year_group,
            "group": aim.group,
            "measure": f"{aim.subject}_{aim.standard}",
            "target": aim.percent,
            "level": aim.level,
            "agreed": aim.agreed_at is not None,
            "estimate": estimates.get(_about(aim)),
            **_result(aim, newest[where]),
        }


def _about(aim: Aim) -> tuple[str, ...]:
    return aim.year_group, aim.group, aim.subject, aim.standard


def _result(aim: Aim, newest: Newest | None) -> dict[str, Any]:
    shown = newest.cells.get(aim.subject) if newest else None
    reached: int | None = getattr(shown, aim.standard) if shown else None
    pupils = shown.pupils if shown and reached is not None else None
    more = None
    if reached is not None and pupils:
        more = more_needed(aim.percent, pupils=pupils, reached=reached)
    return {
        "collection": newest.collection.name if newest else None,
        "numerator": reached,
        "denominator": pupils,
        "more_needed": more,
        "withheld": bool(shown and getattr(shown, f"{aim.standard}_withheld")),
    }
