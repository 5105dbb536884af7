from typing import Any

from django.core.management.base import CommandError, CommandParser

from core.commands import JsonCommand, academic_year
from core.errors import BadCommand
from core.units import days_from_quarters
from core.years import AcademicYear
from people.models import Person
from schools.models import School
from support.models import LedgerEntry
from support.rules import StatementLine, totals
from support.selectors.reconciling import Reconciled, reconciled

NUMBERS = ("offered", "entitled", "planned", "given", "left", "beyond")


class Command(JsonCommand):
    help = "The ledger of days of a year, entry by entry, and whether each line of it adds up."
    problems: tuple[str, ...] = ()

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--year", required=True, help="such as 2026/27")
        parser.add_argument("--school", type=int, metavar="URN", help="of one school only")
        parser.add_argument("--person", type=int, metavar="ID", help="of one person only")

    def answer(self, **options: Any) -> dict[str, Any]:
        year = academic_year(options["year"])
        entries = LedgerEntry.objects.filter(start_year=year.start_year).for_listing()
        schools = School.objects.members()
        if options["school"]:
            schools = School.objects.filter(urn=options["school"])
            if not schools.exists():
                raise BadCommand(f"There is no school with the URN {options['school']}.")
            entries = entries.filter(school__in=schools)
        if options["person"]:
            if not Person.objects.filter(pk=options["person"]).exists():
                raise BadCommand(f"Nobody in the register has the number {options['person']}.")
            entries = entries.filter(person=options["person"])
            schools = schools.filter(pk__in=entries.order_by().values("school"))
        found = reconciled(schools=list(schools), start_year=year.start_year)
        self.problems = tuple(problem for one in found for problem in one.problems)
        return _told(year, list(entries), found)

    def handle(self, **options: Any) -> str:
        said = super().handle(**options)
        if self.problems:
            self.stdout.write(said)
            raise CommandError("The ledger does not add up. " + " ".join(self.problems))
        return said

    def show(self, result: dict[str, Any]) -> str:
        lines = [f"Ledger of {result['year']}"]
        for entry in result["entries"]:
            lines.append(
                f"  {entry['on']}  {entry['days']:>6}  {entry['kind']:<10} {entry['school']}, "
                f"{entry['activity']}" + (f", {entry['person']}" if entry["person"] else "")
            )
        for school in result["schools"]:
            lines.append(f"{school['school']} ({school['urn']})")
            lines += [
                "  " + ", ".join(f"{line[name]} {name}" for name in NUMBERS[1:])
                + f"  {line['activity']}"
                for line in school["lines"]
            ]  # fmt: skip
        said = "Every line adds up." if result["reconciles"] else "Not every line adds up."
        return "\n".join([*lines, said])


def _told(
    year: AcademicYear, entries: list[LedgerEntry], found: list[Reconciled]
) -> dict[str, Any]:
    return {
        "year": str(year),
        "entries": [_entry(entry) for entry in entries],
        "schools": [_school(one) for one in found],
        "problems": [problem for one in found for problem in one.problems],
        "reconciles": all(one.reconciles for one in found),
    }


def _entry(entry: LedgerEntry) -> dict[str, Any]:
    return {
        "id": entry.pk,
        "written": entry.created_at,
        "on": entry.on,
        "term": entry.term,
        "kind": entry.kind,
        "days": days_from_quarters(entry.quarter_days),
        "school": entry.school.name,
        "urn": entry.school.urn,
        "line": entry.offer_line.code,
        "activity": entry.offer_line.activity,
        "person": str(entry.person or ""),
        "visit": entry.visit_id,
        "reason": entry.reason,
    }


def _school(one: Reconciled) -> dict[str, Any]:
    total = totals(one.lines)
    return {
        "school": one.school.name,
        "urn": one.school.urn,
        "lines": [_line(line) for line in one.lines],
        "total": {name: days_from_quarters(getattr(total, name)) for name in NUMBERS[1:]},
        "reconciles": one.reconciles,
    }


def _line(line: StatementLine) -> dict[str, Any]:
    return {
        "activity": line.activity,
        "because": line.because,
        "carried": days_from_quarters(line.moved.carried),
        "bespoke": days_from_quarters(line.moved.bespoke),
        "reconciles": line.reconciles,
    } | {name: days_from_quarters(getattr(line, name)) for name in NUMBERS}
