from fractions import Fraction
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from core.commands import JsonCommand, academic_year
from core.errors import BadCommand
from core.spreadsheets import reading
from core.years import AcademicYear
from monitoring.imports.measure_file import rows_of
from monitoring.models import AssessmentScale
from monitoring.rules.measures import ALSO_CALLED, Unit
from monitoring.rules.measuring.catalogue import DEFINITIONS, find
from monitoring.rules.measuring.compute import Computed, compute
from monitoring.rules.measuring.definition import Definition
from monitoring.rules.percentages import progress_band
from monitoring.rules.scales import Mark
from monitoring.selectors.measures import entered
from monitoring.selectors.scales import scale_rules

BANDS = ["well above average", "above average", "average", "below average", "well below average"]
AFTER = {Unit.PERCENT: "%", Unit.RATE: " per 100", Unit.MONTHS: " months", Unit.PUPILS: " pupils"}


class Command(JsonCommand):
    help = (
        "Computes a measure from a plain file, for checking: one row for each pupil, columns by "
        "the names of the Measures page (reading, maths, writing; mark; E01 … E17; possible, "
        "missed). Prints numerator, denominator, value (percent out of 100, or a mean) and the "
        "95% interval where there is one. Nothing is stored."
    )

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("measure", metavar="M", help="such as rwm_expected, phonics, gld")
        parser.add_argument("--file", required=True, type=Path, help="CSV or XLSX")
        parser.add_argument("--year", help="the academic year, such as 2025/26; this one if unsaid")
        parser.add_argument("--scale", help="the code of the trust's own scale of judgements")

    def answer(self, **options: Any) -> dict[str, Any]:
        definition = _definition(options["measure"])
        year = _year(options["year"])
        path = options["file"]
        reading.check_size(path.stat().st_size)
        numbers, rows = rows_of(definition, path.read_bytes(), path.name)
        found = compute(
            definition,
            rows,
            numbers=numbers,
            year=year,
            entered=entered(),
            scale=_scale(definition, options["scale"]),
        )
        self.words = _words(definition, year, found)
        return {
            "numerator": _plain(found.numerator),
            "denominator": found.denominator,
            "value": None if found.value is None else _plain(found.value),
            "low": found.interval.low if found.interval else None,
            "high": found.interval.high if found.interval else None,
        }

    def show(self, result: Any) -> str:
        return self.words


def _definition(name: str) -> Definition:
    found = find(name)
    if found is None:
        names = ", ".join([*DEFINITIONS, *ALSO_CALLED])
        raise BadCommand(f"There is no measure called {name}. There are {names}.")
    return found


def _year(written: str | None) -> AcademicYear:
    return academic_year(written) if written else AcademicYear.of(timezone.localdate())


def _scale(definition: Definition, code: str | None) -> list[Mark] | None:
    """A scale of the trust, for measures that are judged on one; its family must be theirs."""
    if code is None:
        return None
    if not any(column.of_trust for column in definition.columns):
        raise BadCommand(f"{definition.code} has codes of its own: leave --scale out.")
    found = AssessmentScale.objects.filter(code=code).first()
    if found is None:
        codes = ", ".join(AssessmentScale.objects.order_by("code").values_list("code", flat=True))
        raise BadCommand(f"There is no scale called {code}. There are {codes}.")
    if found.kind is not definition.family:
        wanted = definition.family.label if definition.family else "none"
        raise BadCommand(
            f"{found.name} is another family ({found.kind.label}); {definition.code} is of the "
            f"family {wanted}. The two are never mixed."
        )
    return list(scale_rules(found).marks.values())


def _plain(number: int | Fraction) -> int | float:
    whole = Fraction(number)
    return int(whole) if whole.denominator == 1 else float(whole)


def _words(definition: Definition, year: AcademicYear, found: Computed) -> str:
    head = f"{definition.label}, {year}"
    if found.value is None:
        return f"{head}: nobody counts."
    places = 1 if definition.unit in {Unit.PERCENT, Unit.RATE} else 2
    value = f"{round(float(found.value), places):g}{AFTER.get(definition.unit, '')}"
    said = [f"{head}: {value} ({_plain(found.numerator):g} of {found.denominator})"]
    if found.interval:
        low, high = (round(end, places) for end in (found.interval.low, found.interval.high))
        said.append(f"95% interval {low:g} to {high:g}")
    if found.interval and definition.unit is Unit.PROGRESS:
        said.append(BANDS[progress_band(float(found.value), found.interval) - 1])
    if found.left_out:
        said.append(f"{found.left_out} left out")
    return ", ".join(said) + "."
