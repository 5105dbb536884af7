from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from core.commands import JsonCommand
from core.errors import BadCommand
from dashboards.services.health_check import health_check_pdf
from monitoring.models import Collection
from schools.models import School


class Command(JsonCommand):
    help = "Writes a school's health check for a term as PDF, as somebody trust-wide may see it."

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--school", type=int, required=True, metavar="URN")
        parser.add_argument("--collection", required=True, metavar="NAME")
        parser.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")

    def answer(self, **options: Any) -> dict[str, Any]:
        school, collection, out = options["school"], options["collection"], options["out"]
        found = School.objects.members().filter(urn=school).first()
        if found is None:
            raise BadCommand(f"No school of the trust has the URN {school}.")
        term = Collection.objects.termly().select_related("scale").filter(name=collection).first()
        if term is None:
            raise BadCommand(f"There is no collection called '{collection}'.")
        if not out.parent.is_dir():
            raise BadCommand(f"There is no folder {out.parent} to write {out.name} in.")
        pdf = health_check_pdf(viewer=None, school=found, collection=term)
        out.write_bytes(pdf)
        return {"school": found.urn, "collection": term.name, "out": str(out), "bytes": len(pdf)}
