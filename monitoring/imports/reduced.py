"""A shortened copy of the key stage 2 tables: one row per school, 25 columns with plain names.

What DfE suppressed is blank in it, so a blank says nothing about why. The full tables are
preferred.
"""

from collections.abc import Iterator

from core.published import PublishedFile, PublishedRow
from core.years import AcademicYear
from monitoring.imports.rows import BadCell, each, figure_cell, read_urn
from monitoring.rules.measures import MEASURES, PUPILS, Unit
from monitoring.rules.results import Figure, Reported, Row

NEEDS = ["URN", "KS2 Pupils", "Overall Meet Std", "Academic Year"]
_FIGURES = {
    "KS2 Pupils": (PUPILS, "ALL"),
    "KS2 Boys": (PUPILS, "M"),
    "KS2 Girls": (PUPILS, "F"),
    "Overall Meet Std": ("rwm_expected", "ALL"),
    "Overall Exceed Std": ("rwm_higher", "ALL"),
    **{
        f"{words} {column}": (f"{subject}_{measure}", "ALL")
        for subject, words in (("reading", "Reading"), ("writing", "Writing"), ("maths", "Maths"))
        for column, measure in (
            ("Progress", "progress"),
            ("Score", "average"),
            ("Meet Std", "expected"),
            ("Exceed Std", "higher"),
        )
    },
}
_FIRST, _LAST = 2016, 2100


def is_reduced(file: PublishedFile) -> bool:
    return not file.missing(NEEDS)


def years_said(file: PublishedFile) -> dict[int, str]:
    years = {year for row in file if (year := _year(row)) is not None}
    return {year: f"its Academic Year is {year + 1}" for year in sorted(years)}


def read(file: PublishedFile, start_year: int | None) -> Iterator[Row]:
    yield from each(file, lambda row: _school(row, start_year))


def _school(row: PublishedRow, start_year: int | None) -> Reported:
    year = _year(row) if row.text("Academic Year") else start_year
    if year is None:
        reason = "This is not a year with key stage 2 results."
        raise BadCell("Academic Year", row.text("Academic Year"), reason)
    return Reported(
        rows=(row.number,),
        start_year=year,
        urn=read_urn(row, "URN"),
        name=row.text("School Name", "School")[:200],
        figures=tuple(_figures(row)),
    )


def _figures(row: PublishedRow) -> Iterator[Figure]:
    pupils = row.whole("KS2 Pupils").value
    for column, (measure, group) in _FIGURES.items():
        cell = figure_cell(row, column, MEASURES[measure].unit)
        if cell.is_blank:
            continue
        band = None
        if measure.endswith("_progress"):
            band = figure_cell(row, f"{column} Band", Unit.BAND).value
        yield Figure(
            measure,
            group,
            cell.value,
            cell.code,
            band=None if band is None else int(band),
            pupils=pupils if group == "ALL" else None,
        )


def _year(row: PublishedRow) -> int | None:
    """`2016` is the summer of 2015/16."""
    ends = row.whole("Academic Year").value
    if ends is None or not _FIRST <= ends <= _LAST:
        return None
    return AcademicYear.ending(ends).start_year
