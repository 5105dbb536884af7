"""What `plan_pdf` and `plan_docx` have in common."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from accounts.access import imagined
from accounts.roles import Role
from core.commands import JsonCommand, academic_year
from core.errors import BadCommand
from core.years import AcademicYear
from planning.models import Plan, PlanKind
from planning.presenters.printed import copy_for
from planning.services.printing import written
from schools.models import School

RECIPIENT = "anybody who works for the whole trust"


def school_at(urn: int) -> School:
    found = School.objects.members().filter(urn=urn).first()
    if found is None:
        raise BadCommand(f"No school of the trust has the URN {urn}.")
    return found


def year_said(written: str) -> AcademicYear:
    return academic_year(written) if written else AcademicYear.of(timezone.localdate())


class PrintCommand(JsonCommand):
    """Writes a school's plan as a file, as somebody trust-wide may see it."""

    kind = ""

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--school", type=int, required=True, metavar="URN")
        parser.add_argument("--kind", choices=PlanKind.values, default=PlanKind.SIP.value)
        parser.add_argument("--out", type=Path, required=True, metavar=f"FILE.{self.kind}")
        parser.add_argument("--year", default="", metavar="2026/27", help="this year unless said")

    def answer(self, **options: Any) -> dict[str, Any]:
        school, year, out = school_at(options["school"]), year_said(options["year"]), options["out"]
        plans = Plan.objects.filter(school=school, kind=options["kind"], start_year=year.start_year)
        plan = plans.for_listing().first()
        if plan is None:
            called = PlanKind(options["kind"]).label.lower()
            raise BadCommand(f"{school} has no {called} for {year}.")
        if not out.parent.is_dir():
            raise BadCommand(f"There is no folder {out.parent} to write {out.name} in.")
        document = copy_for(imagined(Role.EXECUTIVE), plan, recipient=RECIPIENT)
        made = written(document, self.kind)
        out.write_bytes(made)
        return {
            "school": school.urn,
            "kind": plan.kind,
            "year": str(year),
            "plan": plan.pk,
            "title": document.title,
            "from": document.made_from,
            "out": str(out),
            "bytes": len(made),
        }
