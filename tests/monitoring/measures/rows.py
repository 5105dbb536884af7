"""Plain rows for the tests of measures, and a measure computed from them."""

from collections.abc import Iterable, Sequence

from core.years import AcademicYear
from monitoring.rules.measuring.catalogue import find
from monitoring.rules.measuring.compute import Computed, compute

LAST_YEAR = "2025/26"


def table(header: str, *lines: str) -> list[dict[str, str]]:
    """Rows from words: `table("mark", "25", "A")`."""
    names = header.split()
    return [dict(zip(names, line.split(), strict=True)) for line in lines]


def column(name: str, values: Iterable[object]) -> list[dict[str, str]]:
    return [{name: str(value)} for value in values]


def measured(name: str, rows: Sequence[dict[str, str]], year: str = LAST_YEAR, **more) -> Computed:
    definition = find(name)
    assert definition, name
    return compute(definition, rows, year=AcademicYear.parse(year), **more)


def counts(name: str, rows: Sequence[dict[str, str]], year: str = LAST_YEAR) -> tuple:
    found = measured(name, rows, year)
    return found.numerator, found.denominator


def percent(name: str, rows: Sequence[dict[str, str]], year: str = LAST_YEAR) -> float:
    found = measured(name, rows, year).value
    assert found is not None
    return round(float(found), 1)
