from typing import Any

from django.core.management.base import CommandParser

from banding.models import Edition
from banding.packs.writer import readable, write_pack
from banding.selectors import edition_in_force
from banding.selectors.wording import pack_of
from core.commands import JsonCommand, academic_year
from core.errors import BadCommand
from core.years import AcademicYear


class Command(JsonCommand):
    help = "Write the improvement model of a year as the YAML of a pack, to be loaded again."

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--year", required=True, help="such as 2026/27")
        parser.add_argument("--model", help="such as spring; without it, the model in force")

    def answer(self, **options: Any) -> Any:
        pack = pack_of(_edition(academic_year(options["year"]), options["model"]))
        return readable(pack) if options["json"] else write_pack(pack)

    def show(self, result: str) -> str:
        return result.rstrip()


def _edition(year: AcademicYear, model: str | None) -> Edition:
    if model is None:
        edition = edition_in_force(year.start_year)
        said = f"No improvement model is in force for {year}: load one first."
    else:
        editions = Edition.objects.select_related("model")
        edition = editions.filter(start_year=year.start_year, model__code=model).first()
        said = f"There is no edition of {model} for {year}."
    if edition is None:
        raise BadCommand(said)
    return edition
