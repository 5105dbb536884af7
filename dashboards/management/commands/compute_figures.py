from typing import Any

from django.core.management.base import CommandParser

from core.commands import JsonCommand
from core.errors import BadCommand
from dashboards.services.figures import Made, compute_all, refresh
from monitoring.models import Collection
from schools.models import School


class Command(JsonCommand):
    help = (
        "Makes the figures of every collection now, from the data that counts, and says how many "
        "schools and figures there are. Figures that are right already stay as they are."
    )

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--school", type=int, metavar="URN", help="only this school's")

    def answer(self, **options: Any) -> dict[str, Any]:
        collections = Collection.objects.select_related("scale").newest_first()
        if options["school"] is None:
            made = [compute_all(actor=None, collection=one) for one in collections]
        else:
            school = _school(options["school"])
            made = [refresh(actor=None, school=school, collection=one) for one in collections]
        return _counts(made)


def _school(urn: int) -> School:
    school = School.objects.filter(urn=urn).first()
    if school is None:
        raise BadCommand(f"No school has the URN {urn}.")
    return school


def _counts(made: list[Made]) -> dict[str, Any]:
    return {
        "collections": len(made),
        "schools": sum(one.schools for one in made),
        "figures": sum(one.figures for one in made),
        "changed": sum(one.changed for one in made),
    }
