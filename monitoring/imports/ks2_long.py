"""Key stage 2 by school as Explore Education Statistics publishes it since 2025 (formats.md 3b).

Long: one row per school, subject and breakdown. All rows of a school make one set of results.
Written from the published column names; no such file was at hand, so whatever else it holds is
refused by name.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from core.imports import Refusal
from core.published import PublishedFile, PublishedRow
from monitoring.imports.rows import BadCell, each, figure_cell, read_urn, start_year_of
from monitoring.rules.measures import MEASURES, PUPILS, SHARE
from monitoring.rules.results import AreaFigures, Figure, Reported, Row

NEEDS = ["time_period", "school_urn", "breakdown", "subject", "expected_standard_pupil_percent"]
SOURCE = "Explore education statistics, key stage 2 by school"
_SUBJECTS = {
    "reading, writing and maths": "rwm",
    "reading": "reading",
    "writing": "writing",
    "maths": "maths",
    "grammar, punctuation and spelling": "gps",
    "science": "science",
}
_GROUPS = {
    "total": "ALL",
    "3 year average": "ALL",
    "boys": "M",
    "girls": "F",
    "disadvantaged": "DIS",
    "not known to be disadvantaged": "NOT_DIS",
    "known or believed to be other than english": "EAL",
    "known or believed to be english": "NOT_EAL",
    "non mobile": "NON_MOB",
}
_FIGURES = {
    "expected_standard_pupil_percent": "expected",
    "higher_standard_pupil_percent": "higher",
    "average_scaled_score": "average",
    "progress_measure_score": "progress",
}
_INTERVAL = ("progress_measure_lower_conf_interval", "progress_measure_upper_conf_interval")
_COHORT = {"t_disadvantaged": PUPILS, "pt_disadvantaged": SHARE}
_LEVELS = {"national": "national", "regional": "region", "local authority": "la"}
_AREA_NAMES = {"region": "region_name", "la": "la_name"}


def is_long(file: PublishedFile) -> bool:
    return not file.missing(NEEDS)


def years_said(file: PublishedFile) -> dict[int, str]:
    said = {row.text("time_period") for row in file}
    found = {text: start_year_of(text) for text in sorted(said)}
    return {year: f"its time_period is {text}" for text, year in found.items() if year is not None}


def read(file: PublishedFile, start_year: int) -> Iterator[Row]:
    schools: dict[tuple[int, int | None], Reported] = {}
    for row in each(file, lambda row: _row(row, start_year)):
        if not isinstance(row, Reported):
            yield row
            continue
        key = (row.start_year, row.urn)
        held = schools.get(key, replace(row, rows=(), figures=()))
        if again := _again(held, row):
            reason = f"The file says this of the school already ({again})."
            yield Refusal(row.rows[0], "subject", str(row.urn), reason)
        else:
            rows, figures = held.rows + row.rows, held.figures + row.figures
            schools[key] = replace(held, rows=rows, figures=figures)
    yield from schools.values()


def _again(held: Reported, row: Reported) -> str:
    known = {(figure.measure, figure.group) for figure in held.figures}
    return next((f.measure for f in row.figures if (f.measure, f.group) in known), "")


def _row(row: PublishedRow, start_year: int) -> Row:
    year = start_year_of(row.text("time_period")) if row.text("time_period") else start_year
    if year is None:
        raise BadCell("time_period", row.text("time_period"), "This is not an academic year.")
    level = row.text("geographic_level").casefold()
    figures = tuple(_figures(row))
    if level == "school":
        return Reported(
            rows=(row.number,),
            start_year=year,
            urn=read_urn(row, "school_urn"),
            name=row.text("school_name")[:200],
            figures=figures,
        )
    area_level = _known(row, "geographic_level", _LEVELS)
    return AreaFigures(
        row=row.number,
        start_year=year,
        level=area_level,
        area_name=_area_name(row, area_level),
        coverage="state_funded",
        status="",  # that of the file
        source=SOURCE,
        publication="other",
        figures=figures,
    )


def _area_name(row: PublishedRow, level: str) -> str:
    if level == "national":
        return "England"
    column = _AREA_NAMES[level]
    if not row.text(column):
        raise BadCell(column, "", "The row does not say which area it is of.")
    return row.text(column)[:60]


def _figures(row: PublishedRow) -> Iterator[Figure]:
    subject = _known(row, "subject", _SUBJECTS)
    group = _known(row, "breakdown", _GROUPS)
    span = "_3yr" if row.text("breakdown").startswith("3") else ""
    for column, kind in _FIGURES.items():
        measure = f"{subject}_{kind}{span}"
        if measure in MEASURES:
            yield from _figure(row, column, measure, group)
    if (subject, group, span) == ("rwm", "ALL", ""):
        for column, measure in _COHORT.items():
            yield from _figure(row, column, measure, "DIS")


def _figure(row: PublishedRow, column: str, measure: str, group: str) -> Iterator[Figure]:
    unit = MEASURES[measure].unit
    cell = figure_cell(row, column, unit)
    if not cell.is_blank:
        lower = upper = None
        if measure.endswith("_progress"):
            lower, upper = (figure_cell(row, name, unit).value for name in _INTERVAL)
        yield Figure(measure, group, cell.value, cell.code, lower, upper)


def _known(row: PublishedRow, column: str, known: Mapping[str, str]) -> str:
    text = row.text(column)
    if text.casefold() not in known:
        raise BadCell(column, text, f"This {column.replace('_', ' ')} is not known here.")
    return known[text.casefold()]
