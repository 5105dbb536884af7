from fractions import Fraction
from typing import Any

from django.core.management.base import CommandParser

from accounts.access import imagined
from accounts.models import User
from accounts.roles import Role
from core.commands import JsonCommand
from core.errors import BadCommand
from dashboards.figures.groups import GROUPS
from dashboards.selectors.figures import FigureRow, figure_rows
from monitoring.models import Collection
from schools.models import School, Trust


class Command(JsonCommand):
    help = (
        "The figures of a collection as a trust-wide user sees them, or a role: withheld figures "
        "have no numbers. The trust's own have no URN."
    )

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--collection", required=True, help='such as "Autumn 2026"')
        parser.add_argument("--school", type=int, metavar="URN", help="only this school's")
        parser.add_argument("--measure", default="", help="such as reading_expected")
        parser.add_argument("--group", default="", help=f"one of {', '.join(GROUPS)}")

        parser.add_argument(
            "--as", dest="role", default="", help=f"as seen by: {', '.join(Role.values)}"
        )

    def answer(self, **options: Any) -> list[dict[str, Any]]:
        if options["group"] and options["group"] not in GROUPS:
            raise BadCommand(f"There is no group {options['group']}. Use {', '.join(GROUPS)}.")
        collection = _collection(options["collection"])
        _check_measure(options["measure"], collection)
        school = None if options["school"] is None else _school(options["school"])
        rows = figure_rows(
            viewer=_viewer(options["role"], school),
            collection=collection,
            school=school,
            measure=options["measure"],
            group=options["group"],
        )
        trust = Trust.objects.first()
        return [_told(row, trust.name if trust else "The trust") for row in rows]


def _told(row: FigureRow, trust_name: str) -> dict[str, Any]:
    return {
        "urn": row.school.urn if row.school else None,
        "school": row.school.name if row.school else trust_name,
        "measure": row.measure,
        "subject": row.subject,
        "cohort": row.cohort,
        "group": row.group,
        "numerator": float(row.numerator) if isinstance(row.numerator, Fraction) else row.numerator,
        "denominator": row.denominator,
        "percent": None if row.percent is None else float(row.percent),
        "withheld": row.withheld,
        **(_told_rate(row) if row.is_rate else {}),
    }


def _told_rate(row: FigureRow) -> dict[str, Any]:
    """A mean or a rate is of pupils who are not what it is divided by."""
    value = None if row.value is None else float(row.value)
    return {"pupils": row.pupils, "value": value}


def _viewer(role: str, school: School | None) -> User | None:
    if not role:
        return None
    if role not in Role.values:
        raise BadCommand(f"There is no role {role}. Use {', '.join(Role.values)}.")
    try:
        return imagined(Role(role), school)
    except ValueError as refusal:
        raise BadCommand(f"{refusal} Add --school URN.") from refusal


def _collection(name: str) -> Collection:
    found = Collection.objects.filter(name__iexact=name.strip()).first()
    if found is None:
        raise BadCommand(f"There is no collection called {name}.")
    return found


def _check_measure(measure: str, collection: Collection) -> None:
    known = [one for line in collection.lines for one in line.measures]
    if measure and measure not in known:
        raise BadCommand(f"{collection} has no measure {measure}. It has {', '.join(known)}.")


def _school(urn: int) -> School:
    found = School.objects.filter(urn=urn).first()
    if found is None:
        raise BadCommand(f"No school has the URN {urn}.")
    return found
